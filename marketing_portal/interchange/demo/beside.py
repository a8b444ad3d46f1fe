"""What people made of the demo requests: saved views, related work, files, one change of many at once.

Said in fixtures/demo/desk.yaml; done by the workflow itself, as the demo sign-ins would.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, islice
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict

from marketing_portal.interchange.demo.desk import Material
from marketing_portal.people.models import Team, User
from requests_board import workflow
from requests_board.forms.bulk import EditManyForm
from requests_board.models import Notification, SavedView, SMRequest
from requests_board.pages.bulk import editable
from requests_board.pages.labels import LabelBook
from requests_board.pages.saved_views import as_params, as_query
from requests_board.vocabulary import State
from requests_board.workflow.attachments import attach, check
from requests_board.workflow.related import LinkKind, link

Users = Mapping[str, User]
Pair = tuple[SMRequest, SMRequest]


def put_beside(material: Material, users: Users) -> None:
    """All of it. What people are told of it stands in the inbox; mail about it is withheld."""
    requests = list(SMRequest.objects.filter(requester__in=users.values()).order_by("pk"))
    by_title = {request.title: request for request in requests}
    save_views(material, users)
    for said in material["duplicates"]:
        data = workflow.MoveData(duplicate_of=by_title[said["of"]], note=said["note"])
        row = by_title[said["title"]]
        workflow.move([row], by=users[said["by"]], steps=[workflow.Step("duplicate_new", data)])
    for said in material["links"]:
        link(by_title[said["title"]], by_title[said["to"]], said["kind"], by=users[said["by"]])
    for kind, number in material["links_drawn"].items():
        for source, target in islice(pairs(LinkKind(kind), requests), number):
            link(source, target, kind, by=users["triage_lead"])
    for said in material["files"]:
        file = SimpleUploadedFile(said["name"], said["text"].encode())
        attach(by_title[said["title"]], by=users[said["by"]], files=check([file]))
    change_at_once(material["batch"], users)
    told = Notification.objects.filter(actor__in=users.values(), mail=Notification.Mail.PENDING)
    told.update(mail=Notification.Mail.WITHHELD)


def save_views(material: Material, users: Users) -> None:
    """Views of one person, of a team and of everyone."""
    teams = {team.slug: team for team in Team.objects.all()}
    for said in material["views"]:
        query = as_query({name: [str(value) for value in values] for name, values in said["params"].items()})
        SavedView.objects.create(
            name=said["name"],
            owner=users[said["by"]],
            audience=said["audience"],
            team=teams[said["team"]] if "team" in said else None,
            layout=said["layout"],
            params=as_params(query, said["layout"]),
            is_team_default=said.get("opens_first", False),
        )


def pairs(kind: LinkKind, requests: Sequence[SMRequest]) -> Iterator[Pair]:
    """Open requests on one use case that may belong together; each is in one pair."""
    used: set[int] = set()
    for later, earlier in combinations([row for row in reversed(requests) if row.use_case_id], 2):
        if used & {later.pk, earlier.pk} or later.use_case_id != earlier.use_case_id:
            continue
        if fits(kind, later, earlier):
            used |= {later.pk, earlier.pk}
            yield later, earlier


def fits(kind: LinkKind, later: SMRequest, earlier: SMRequest) -> bool:
    """What is blocked is planned and waits for what another one of its team works on; related is what differs."""
    if not (later.is_open and earlier.is_open) or later.is_confidential or earlier.is_confidential:
        return False
    if kind == LinkKind.BLOCKED_BY:
        planned = later.state in {State.BACKLOG, State.ASSIGNED}
        return planned and earlier.state == State.ASSIGNED and later.team_id == earlier.team_id
    return later.kind_id != earlier.kind_id


def change_at_once(said: Mapping[str, Any], users: Users) -> None:
    """One change of several requests of a team, as the form would make it; it can be taken back for a day."""
    by = users[said["by"]]
    undecided = SMRequest.objects.filter(state=State.BACKLOG, team__slug=said["team"], priority__in=["", "?"])
    rows = list(undecided.order_by("pk")[: said["most"]])
    data = QueryDict(mutable=True)
    data.update(said["set"])
    form = EditManyForm(data, names=editable(rows, by), book=LabelBook())
    if rows and form.is_valid():
        workflow.change_many(rows, by=by, doing=form.doing, words=form.words)
