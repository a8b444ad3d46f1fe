"""The pages about personas: the list, one persona, the organisation chart."""

from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import SimpleLazyObject
from django.views.decorators.http import require_safe

from marketing_portal.content.about import about, report_url
from marketing_portal.content.addresses import link_to, moved_or_404
from marketing_portal.content.freshness import stamp
from marketing_portal.content.models import HandbookPage
from marketing_portal.people.middleware import public_read
from marketing_portal.people.roles import can_edit_content
from personas import reading
from personas.kinds import Segment
from personas.listing import AROUND_SHOWN, Listing
from personas.models import EnterpriseRole, Guidance, OrgPosition, Persona
from personas.registry import persona_panels

ROLES_PAGE = "enterprise-it-roles"  # what the handbook says around the roles


@public_read
@require_safe
def persona_list(request: HttpRequest) -> HttpResponse:
    """Every persona by kind, and what stands around them."""
    add = link_to("admin:personas_persona_add") if can_edit_content(request.user) else ""
    context = {
        "fresh": stamp(request.user),
        "query": request.GET.urlencode(),
        "listing": Listing(request.GET, request.user),
        "add_href": add,
        "fill_href": add or report_url(request.path, "A persona that is still missing"),
    }
    return render(request, "personas/list.html", context)


@public_read
@require_safe
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One persona: who, what, why; for companies of the size in ``?segment=``."""
    fresh, personas = stamp(request.user), Persona.objects.visible_to(request.user)
    persona = personas.for_head().filter(slug=slug).first()
    if persona is None:
        return moved_or_404(personas, slug)
    size = request.GET.get("segment", "")
    context = {
        "fresh": fresh,
        "persona": persona,
        "shown": reading.PersonaPage(persona, request.user, size if size in Segment else ""),
        "panels": SimpleLazyObject(lambda: persona_panels.of(persona, request.user)),
        "about": about(persona, request.user),
    }
    return render(request, "personas/detail.html", context)


@public_read
@require_safe
def org_chart(request: HttpRequest) -> HttpResponse:
    """Who reports to whom in a customer's IT department, and which of them is a persona."""
    personas = Persona.objects.visible_to(request.user)
    below: dict[int | None, list[OrgPosition]] = {}
    for position in OrgPosition.objects.prefetch_related(Prefetch("personas", personas)):
        below.setdefault(position.parent_id, []).append(position)
    buyers = personas.filter(kind=Persona.Kind.BUYER, org_positions=None)
    context = {
        "tree": branches(below, None),
        "without_box": buyers.exclude(status=Persona.Status.DEPRECATED).in_list_order()[:AROUND_SHOWN],
        "edit_href": link_to("admin:personas_orgposition_changelist")
        if can_edit_content(request.user)
        else "",
    }
    return render(request, "personas/org_chart.html", context)


@public_read
@require_safe
def roles(request: HttpRequest) -> HttpResponse:
    """Whom one meets in a customer's IT department, level by level: what they look at, and what to lead with."""
    may_edit = can_edit_content(request.user)
    context = {
        "levels": levels(),
        "purposes": Guidance.objects.filter(kind=Guidance.Kind.ROLE_PURPOSE)[:AROUND_SHOWN],
        "page_href": link_to("content:page", ROLES_PAGE),
        "has_page": HandbookPage.objects.visible_to(request.user).filter(slug=ROLES_PAGE).exists(),
        "add_href": link_to("admin:personas_enterpriserole_add") if may_edit else "",
        "edit_href": link_to("admin:personas_enterpriserole_changelist") if may_edit else "",
    }
    return render(request, "personas/roles.html", context)


Roles = list[tuple[EnterpriseRole, list[EnterpriseRole]]]


def levels() -> list[tuple[str, Roles]]:
    """The roles of each level, each with its specialities."""
    found: dict[str, Roles] = {}
    below: dict[int | None, list[EnterpriseRole]] = {}
    for row in EnterpriseRole.objects.order_by("order", "pk"):
        below.setdefault(row.parent_id, []).append(row)
    for row in below.get(None, []):
        found.setdefault(row.level, []).append((row, below.get(row.pk, [])))
    return list(found.items())


Branch = tuple[OrgPosition, list[Any]]


def branches(below: dict[int | None, list[OrgPosition]], parent: int | None) -> list[Branch]:
    """The boxes below ``parent``, each with those below it."""
    return [(position, branches(below, position.pk)) for position in below.get(parent, [])]
