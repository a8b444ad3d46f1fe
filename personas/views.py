"""The pages about personas: the list, one persona, the organisation chart."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Prefetch
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from marketing_portal.content.about import about, edit_link, report_url
from marketing_portal.content.addresses import link_to, moved_or_404
from marketing_portal.people.middleware import public_read
from marketing_portal.people.roles import can_edit_content
from personas import reading
from personas.filters import PersonaFilter
from personas.models import DeprecatedAsset, Guidance, OrgPosition, Persona, PersonaListEntry
from personas.registry import persona_panels

PER_PAGE = 48
AROUND_SHOWN = 100


@public_read
@require_safe
def persona_list(request: HttpRequest) -> HttpResponse:
    """Every persona by kind, and what stands around them."""
    chosen = PersonaFilter(request.GET, queryset=Persona.objects.visible_to(request.user))
    counts = dict(chosen.qs.order_by().values_list("kind").annotate(Count("pk")))
    page = page_of(chosen, counts, request.GET.get("page"))
    add = link_to("admin:personas_persona_add") if can_edit_content(request.user) else ""
    context = {
        "filter": chosen,
        "tabs": tabs(request.GET, chosen.kind_shown, counts),
        "kind": Persona.Kind(chosen.kind_shown) if chosen.kind_shown else "",
        "page_obj": page,
        "cards": [reading.Card(persona, persona.open_gaps) for persona in page],
        "add_href": add,
        "fill_href": add or report_url(request.path, "A persona that is still missing"),
    }
    return render(request, "personas/list.html", context | around(request.user, chosen, counts, page.number))


def page_of(chosen: PersonaFilter, counts: dict[str, int], number: str | None) -> Page[Persona]:
    """One page of the list; how many there are was counted already, for the tabs."""
    kind = chosen.kind_shown
    rows = chosen.qs.filter(kind=kind) if kind else chosen.qs
    paginator = Paginator(rows.in_list_order().for_cards(), PER_PAGE)
    paginator.count = counts.get(kind, 0) if kind else sum(counts.values())
    return paginator.get_page(number)


def tabs(query: QueryDict, current: str, counts: dict[str, int]) -> list[tuple[str, str, bool, int]]:
    """All and each kind as links that keep the other filters: (label, address, is current, count)."""
    counts = counts | {"": sum(counts.values())}
    found = []
    for value, label in [("", "All"), *Persona.Kind.choices]:
        rest = query.copy()
        rest.pop("page", None)
        rest["kind"] = value
        found.append((label, f"?{rest.urlencode()}", value == current, counts.get(value, 0)))
    return found


def around(user: Any, chosen: PersonaFilter, counts: dict[str, int], page: int) -> dict[str, Any]:
    """What is still open (where no filter hides it), guidance for writers, older material."""
    is_whole_list = not chosen.is_set and page == 1
    open_places = PersonaListEntry.objects.filter(persona__isnull=True).prefetch_related("gaps")
    shows_open_places = is_whole_list and chosen.kind_shown in {"", Persona.Kind.BUYER}
    superseding = Prefetch("superseded_by", Persona.objects.visible_to(user))
    return {
        "open_places": open_places[:AROUND_SHOWN] if shows_open_places else [],
        "empty_kinds": [kind for kind in Persona.Kind if not counts.get(kind)] if is_whole_list else [],
        "guidance": Guidance.objects.all()[:AROUND_SHOWN],
        "assets": DeprecatedAsset.objects.prefetch_related(superseding)[:AROUND_SHOWN],
    }


@public_read
@require_safe
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One persona: who, what, why; for companies of the size in ``?segment=``."""
    personas = Persona.objects.visible_to(request.user)
    persona = personas.for_page().filter(slug=slug).first()
    if persona is None:
        return moved_or_404(personas, slug)
    card = reading.Card(persona, sum(len(found) for found in persona.gaps_by_place().values()))
    context = {
        "persona": persona,
        "card": card,
        "part": card.part_shown(request.GET.get("segment", "")),
        "chapters": reading.chapters(persona, request.user),
        "is_editor": bool(edit_link(persona, request.user)),
        "panels": persona_panels.of(persona, request.user),
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


Branch = tuple[OrgPosition, list[Any]]


def branches(below: dict[int | None, list[OrgPosition]], parent: int | None) -> list[Branch]:
    """The boxes below ``parent``, each with those below it."""
    return [(position, branches(below, position.pk)) for position in below.get(parent, [])]
