"""What the addresses of the portal are asked about: one persona, one request in each state, one of everything."""

from __future__ import annotations

import datetime as dt
from functools import cached_property
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from model_bakery import baker

from marketing_portal.content.models import HandbookPage
from marketing_portal.content.versions import change_sets_of
from marketing_portal.interchange.models import Upload
from marketing_portal.interchange.web import deciding, keeping
from marketing_portal.people.models import Person, Team, User
from personas.models import Persona
from requests_board import workflow
from requests_board.models import Milestone, SavedView, SMRequest
from requests_board.vocabulary import CLOSED, State
from requests_board.workflow.attachments import attach, check
from requests_board.workflow.related import LinkKind, link
from tests.house.access import READER, Row
from tests.support.cast import VISITOR, Cast
from usecases.models import Release, UseCase

WITHOUT_TEAM = {State.NEW, State.TRANSFERRED, State.DECLINED}
IN_BACKLOG, IN_QUARTER = {State.BACKLOG}, {State.ASSIGNED, State.COMPLETED}
CONFIDENTIAL, WAITING = "confidential", "waiting"


class World:
    """Makes each thing when it is first asked for; `path` turns a row of the access table into an address."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.requests: dict[str, SMRequest] = {}

    def play(self, role: str) -> User | None:
        """The account of ``role``; None for the two kinds of visitor."""
        return None if role in {VISITOR, READER} else self.cast.play(role)

    def path(self, row: Row) -> str:
        """The address of ``row``, its arguments filled."""
        filled = {name: self.part(part) for name, part in row.arguments.items()}
        name = row.name.removeprefix("unnamed ")
        return f"/{name}" if name != row.name else reverse(name, kwargs=filled)

    def part(self, part: str) -> Any:
        """One argument: `new_request` is a request in that state, `id:auth.group` any group, `=x` is x itself."""
        if part.startswith("="):
            return part[1:]
        if part.startswith("id:"):
            return self.any_of(part.removeprefix("id:")).pk
        if part in {*State.values, CONFIDENTIAL, WAITING}:
            if part not in self.requests:
                self.requests[part] = self.new_request(part)
            return self.requests[part].pk
        return getattr(self, part)

    @staticmethod
    def any_of(label: str) -> Any:
        """Some object of the model ``label``."""
        model = apps.get_model(label)
        return model._default_manager.order_by("pk").first() or baker.make(label)

    def new_request(self, part: str) -> SMRequest:
        """A request in the state ``part``, or one in triage that is confidential or waits for an answer."""
        if part in State.values:
            return self.request_in(State(part))
        request = self.request_in(State.TRIAGE)
        request.is_confidential = part == CONFIDENTIAL
        request.waiting_since = timezone.now() if part == WAITING else None
        request.save()
        return request

    def request_in(self, state: State) -> SMRequest:
        """A request that `requester` filed, in ``state``, where it has a team: the own one, its member assigned."""
        request = SMRequest(title=f"A request in {state.label}", requester=self.cast.requester, state=state)
        if state not in WITHOUT_TEAM:
            request.team = self.cast.team
        if state in IN_BACKLOG:
            request.milestone = self.backlog
        if state in IN_QUARTER:
            request.milestone = self.quarter
        if state in CLOSED:
            request.closed_at = timezone.now()
        if state == State.TRANSFERRED:
            request.transferred_to = "Customer reference"
        request.save()
        if state in IN_QUARTER:
            request.assignees.add(self.cast.team_member)
        return request

    @cached_property
    def quarter(self) -> Milestone:
        """The quarter that it is now."""
        Milestone.objects.ensure_current()
        today = timezone.localdate()
        return Milestone.objects.quarters().get(
            starts_on__lte=today, ends_on__gte=today - dt.timedelta(days=1)
        )

    @cached_property
    def backlog(self) -> Milestone:
        """SM_Backlog."""
        return Milestone.objects.backlog()

    @cached_property
    def batch(self) -> int:
        """Number of a change of several requests that `triage_lead` made."""
        lead = self.cast.triage_lead
        outcome = workflow.change_many(
            [self.request_in(State.TRIAGE)],
            by=lead,
            doing=workflow.Edit({"priority": "1"}),
            words="Priority: 1",
        )
        assert outcome.batch is not None
        return int(outcome.batch.pk)

    @cached_property
    def link(self) -> int:
        """Number of a link from the request in triage to another one."""
        self.part(State.TRIAGE)
        one, other = self.requests[State.TRIAGE], self.request_in(State.TRIAGE)
        return int(link(one, other, LinkKind.RELATED_TO, by=self.cast.requester).pk)

    @cached_property
    def file(self) -> UUID:
        """Key of a file that `requester` attached to the request in triage."""
        self.part(State.TRIAGE)
        words = SimpleUploadedFile("notes.txt", b"Notes")
        attached = attach(self.requests[State.TRIAGE], by=self.cast.requester, files=check([words]))
        return attached[0].key

    @property
    def view(self) -> int:
        """A view of `team_lead` that everybody sees."""
        found, _ = SavedView.objects.get_or_create(
            owner=self.cast.team_lead, name="Our day", audience=SavedView.Audience.EVERYONE
        )
        return int(found.pk)

    @cached_property
    def milestone(self) -> str:
        """Slug of the current quarter."""
        return self.quarter.slug

    @cached_property
    def launch(self) -> str:
        """Slug of a launch."""
        return Milestone.objects.create(name="A launch", slug="a-launch", kind="launch").slug

    @cached_property
    def shown_persona(self) -> Persona:
        """A persona that everybody may read."""
        found = Persona.objects.filter(internal=False, status=Persona.Status.ACTIVE).first()
        return found or Persona.objects.create(slug="a-persona", name="A", role="Persona")

    @property
    def persona(self) -> str:
        """Its slug."""
        return self.shown_persona.slug

    @property
    def persona_id(self) -> int:
        """Its number in the database."""
        return int(self.shown_persona.pk)

    @property
    def persona_change(self) -> int:
        """The last change of it."""
        return int(change_sets_of(self.shown_persona)[0].pk)

    @property
    def column_id(self) -> int:
        """Number of a use case with a column in the DRI matrix."""
        found = UseCase.objects.in_matrix().first()
        return int((found or baker.make(UseCase, slug="a-column", tier=1, dri_position=1)).pk)

    @property
    def account_id(self) -> int:
        """Number of the account that administrators look after here."""
        return int(self.cast.outsider.pk)

    @cached_property
    def page(self) -> str:
        """Path of a handbook page that everybody may read."""
        found = HandbookPage.objects.filter(internal=False).first()
        return (found or baker.make(HandbookPage, slug="a-page", title="A page")).slug

    @cached_property
    def person(self) -> str:
        """Slug of a person."""
        found = Person.objects.filter(internal=False).first()
        return (found or baker.make(Person, slug="a-person", name="A person")).slug

    @cached_property
    def team(self) -> str:
        """Slug of the own team."""
        team: Team = self.cast.team
        return team.slug

    @cached_property
    def run(self) -> Release:
        """A run of the cascade checklist."""
        return Release.objects.start(Release(name="13.0", slug="13-0", created_by=self.cast.editor))

    @property
    def release(self) -> str:
        """Its slug."""
        return self.run.slug

    @cached_property
    def upload(self) -> UUID:
        """Token of files that `administrator` sent to be imported."""
        page = [("a-page.md", b"# A page\n\nWords of it.\n")]
        found = keeping.keep(self.cast.administrator, Upload.Kind.HANDBOOK, page, {})
        deciding.look(found)
        return found.pk

    @property
    def release_answer(self) -> int:
        """The first question of it."""
        return int(self.run.answers.all()[0].pk)
