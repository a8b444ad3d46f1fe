"""People and teams: who there is, what they are responsible for, who is in which team."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import F, Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from marketing_portal.content.about import about
from marketing_portal.content.addresses import link_to, moved_or_404, page_of
from marketing_portal.content.kinds import fetch, one_query, readable, tagged
from marketing_portal.people.filters import PersonFilter
from marketing_portal.people.middleware import public_read
from marketing_portal.people.models import Person, Team, TeamMembership
from marketing_portal.people.registry import person_panels
from marketing_portal.people.roles import can_edit_content, can_invite

PER_PAGE = 50
OWNED_SHOWN = 50


@public_read
@require_safe
def person_list(request: HttpRequest) -> HttpResponse:
    """Everybody the handbook names, fifty at a time."""
    people = Person.objects.visible_to(request.user)
    chosen = PersonFilter(request.GET, queryset=people, user=request.user)
    rows = chosen.qs.prefetch_related("aliases", memberships(request.user, "team"))
    context = {
        "filter": chosen,
        "is_filtered": bool(chosen.form.errors) or any(chosen.form.cleaned_data.values()),
        "page_obj": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "add_href": link_to("admin:people_person_add") if can_edit_content(request.user) else "",
    }
    if can_invite(request.user):
        context["accounts_href"] = link_to("people:accounts")
    return render(request, "people/list.html", context)


@public_read
@require_safe
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One person: the ways they are written, their teams, what they own."""
    people = Person.objects.visible_to(request.user)
    rows = people.select_related("owner", "reviewed_by")
    person = rows.prefetch_related("aliases", memberships(request.user, "team")).filter(slug=slug).first()
    if person is None:
        return moved_or_404(people, slug)
    context = {
        "person": person,
        "owned": owned(person, request.user),
        "panels": person_panels.of(person, request.user),
        "about": about(person, request.user),
    }
    return render(request, "people/detail.html", context)


@public_read
@require_safe
def teams(request: HttpRequest) -> HttpResponse:
    """The teams as a tree, each with its label, purpose and members."""
    found = list(shown_teams(request.user).prefetch_related(memberships(request.user, "person")))
    below: dict[int | None, list[Team]] = {}
    for one in found:
        below.setdefault(one.parent_id, []).append(one)
    known = {one.pk for one in found}
    top = [one for one in found if one.parent_id not in known]
    context = {
        "tree": [(one, below.get(one.pk, [])) for one in top],
        "add_href": link_to("admin:people_team_add") if can_edit_content(request.user) else "",
    }
    return render(request, "people/teams.html", context)


@public_read
@require_safe
def team(request: HttpRequest, slug: str) -> HttpResponse:
    """One team: what it does, who is in it, what it is part of, how requests reach it."""
    rows = shown_teams(request.user).select_related("parent", "owner", "reviewed_by", "label")
    found = rows.prefetch_related(memberships(request.user, "person")).filter(slug=slug).first()
    if found is None:
        return moved_or_404(Team.objects.visible_to(request.user), slug)
    context = {
        "team": found,
        "parts": shown_teams(request.user).filter(parent=found),
        "about": about(found, request.user),
    }
    return render(request, "people/team.html", context)


def shown_teams(user: Any) -> Any:
    """Teams with the request label that routes to them: the board's side of the relation, so named by its string."""
    return Team.objects.visible_to(user).select_related("label")


def memberships(user: Any, other_side: str) -> Prefetch[str]:
    """Memberships with ``other_side`` ("team" or "person"), leads first, without what ``user`` may not see."""
    model = {"team": Team, "person": Person}[other_side]
    seen = model.objects.visible_to(user).values("pk")  # type: ignore[attr-defined]
    rows = TeamMembership.objects.filter(**{f"{other_side}__in": seen}).select_related(other_side)
    return Prefetch("memberships", rows)


def owned(person: Person, user: Any) -> dict[str, list[Any]]:
    """What ``person`` owns, by kind: one query for each kind that there is something of, at most fifty in all."""
    parts = [tagged(rows.filter(owner=person)).annotate(what=F("pk")) for rows in readable(user).values()]
    found: dict[str, list[Any]] = {}
    for thing in fetch(one_query(parts)[:OWNED_SHOWN]).values():
        found.setdefault(thing._meta.verbose_name_plural, []).append((thing, page_of(thing)))
    return found
