"""The request desk: requests as far as one may see them, their labels and milestones. Nothing of it is for visitors."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.http import urlencode

from marketing_portal.content.addresses import link_to
from marketing_portal.people.models import Team
from marketing_portal.people.roles import is_triage_lead
from marketing_portal.search.documents import Audience, Document, plain
from marketing_portal.search.registry import Kind, Source
from requests_board.models import Label, LabelAlias, Milestone, SMRequest
from requests_board.vocabulary import Family

REQUEST = Kind("request", "Request", "Requests")
LABEL = Kind("label", "Label", "Labels")
MILESTONE = Kind("milestone", "Milestone", "Milestones")
FILTERED = {Family.STATE: "state", Family.PRIORITY: "priority", Family.USE_CASE: "use_case"}


def requests(rows: Any) -> Iterator[Document]:
    """Each request by number, title and description."""
    for one in rows.select_related("team"):
        yield Document(
            one.pk,
            REQUEST.key,
            one.title,
            one.get_absolute_url(),
            names=(f"#{one.pk}",),
            note=f"#{one.pk}, {one.get_state_display().lower()}" + (f", {one.team.name}" if one.team else ""),
            text=plain(one.description_html, one.dod_text, one.delivered_note),
            audience=Audience.COLLEAGUES,
            weight=0.7,
        )


def confidential_to_others(user: Any) -> Any:
    """Keys of requests that ``user`` may not see, asked anew each time. Only confidential ones are ever hidden."""
    if is_triage_lead(user):
        return None
    confidential = SMRequest.objects.filter(is_confidential=True)
    own = SMRequest.objects.visible_to(user).filter(is_confidential=True)
    return confidential.exclude(pk__in=own.order_by().values("pk")).order_by().values("pk")


def of_teams(keys: set[int]) -> Any:
    """Requests of these teams."""
    return SMRequest.objects.filter(team__in=keys).values_list("pk", flat=True)


def labels(rows: Any) -> Iterator[Document]:
    """How values are written on the board; each leads to the requests that have it, or to the rules."""
    for one in rows.select_related("team").prefetch_related("aliases"):
        yield Document(
            one.pk,
            LABEL.key,
            one.text,
            label_address(one),
            names=tuple(alias.text for alias in one.aliases.all()),
            note=one.get_family_display(),
            text=plain(one.note),
            audience=Audience.COLLEAGUES,
            weight=0.5,
        )


def label_address(one: Label) -> str:
    """The list of requests with that label where it can be filtered so, else the page of the workflow."""
    query = {FILTERED[Family(one.family)]: one.key} if Family(one.family) in FILTERED else {}
    if one.team is not None:
        query = {"team": one.team.slug}
    listed = link_to("requests:list")
    return f"{listed}?{urlencode(query)}" if listed and query else link_to("requests:workflow")


def milestones(rows: Any) -> Iterator[Document]:
    """Quarters and the backlog."""
    for one in rows:
        address, kind = one.get_absolute_url(), one.get_kind_display()
        yield Document(
            one.pk, MILESTONE.key, one.name, address, note=kind, audience=Audience.COLLEAGUES, weight=0.7
        )


SOURCES = [
    (
        Source(
            "requests",
            SMRequest,
            "requests:list",
            requests,
            depends={Team: of_teams},
            hidden_from=confidential_to_others,
        ),
        [REQUEST],
    ),
    (
        Source(
            "labels", Label, "requests:list", labels, parts={LabelAlias: "label_id"}, depends={Team: None}
        ),
        [LABEL],
    ),
    (Source("milestones", Milestone, "milestones:list", milestones), [MILESTONE]),
]
