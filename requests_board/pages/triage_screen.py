"""Everything about one request on the screen of triage mode. A fixed number of queries, each of them bounded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet, Value
from django.utils.safestring import SafeString

from marketing_portal.people.models import User
from requests_board.forms.triage import TriageForm, quarters
from requests_board.models import Comment, KindField, RequestLink, SMRequest
from requests_board.pages.capacity import TeamLoad, team_loads
from requests_board.pages.labels import TONES, LabelBook, ShownLabel
from requests_board.pages.rows import marks
from requests_board.pages.together import Prepared
from requests_board.pages.triage import Place, Queue, Sitting
from requests_board.pages.triage_similar import Similar, similar_to
from requests_board.vocabulary import Family
from requests_board.workflow.answers import say
from usecases.asking import OF_USE_CASE, Answer, ask
from usecases.models import UseCase

SAID = 6  # comments, questions and answers, the newest
# What a request can have several of, and the tone of each.
TAGS = (
    (SMRequest.devops_stages.through, "label__text", TONES[Family.DEVOPS_STAGE]),
    (SMRequest.launches.through, "milestone__name", "amber"),
    (SMRequest.labels.through, "label__text", "grey"),
)


@dataclass(frozen=True)
class Person:
    """Somebody who can be assigned, with what they have to do."""

    key: int
    name: str
    words: str
    free: float | None
    is_chosen: bool


@dataclass(frozen=True)
class TeamChoice:
    """A team that the request can go to, with its people; ``number`` is the key that chooses it."""

    load: TeamLoad
    number: int
    is_chosen: bool
    people: list[Person]


@dataclass(frozen=True)
class Screen:
    """What templates/requests_board/triage.html shows of ``request``."""

    request: SMRequest
    labels: list[ShownLabel]
    marks: SafeString
    answers: list[tuple[str, str]]
    said: list[Comment]
    similar: list[Similar]
    dri: Answer | None
    form: TriageForm
    teams: list[TeamChoice]
    own: TeamChoice | None

    @property
    def groups(self) -> list[TeamChoice]:
        """The teams whose people can be assigned: the one that has the request, or each that could have it."""
        return [self.own] if self.own else self.teams


def read(key: int, user: User) -> SMRequest | None:
    """The request with what the screen shows of it; None where ``user`` may not see it, whatever number was sent."""
    rows = SMRequest.objects.visible_to(user).select_related("kind", "team", "use_case", "requester")
    return rows.filter(pk=key).first()


def form_for(row: SMRequest, book: LabelBook, data: Any = None) -> TriageForm:
    """The form about ``row`` with the labels of ``book``, filled in with ``data``. Four queries."""
    return TriageForm(data, row=row, loads=team_loads(), milestones=quarters(), book=book)


def screen(row: SMRequest, user: User, form: TriageForm) -> Screen:
    """``row`` with everything about it, and ``form`` with everything that can be chosen."""
    choices, held = list(team_choices(form)), several(row)
    row.waits_for_others = held.is_blocked
    return Screen(
        request=row,
        labels=[*without_state(form.book, row), *held.tags],
        marks=marks(row),
        answers=held.answers,
        said=said_on(row),
        similar=similar_to(row, user),
        dri=named(row, user),
        form=form,
        teams=[choice for choice in choices if choice.number],
        own=next((choice for choice in choices if not choice.number), None),
    )


def team_choices(form: TriageForm) -> Iterator[TeamChoice]:
    """The teams with their numbers; the one that has the request has none."""
    chosen, people = str(form["team"].value() or ""), {str(key) for key in form["assignees"].value() or ()}
    number = 0
    for load in form.loads:
        own = load.team.pk == form.row.team_id
        number += not own
        yield TeamChoice(
            load,
            0 if own else number,
            str(load.team.pk) == chosen,
            [
                Person(one.user.pk, str(one.user), one.words, one.free, str(one.user.pk) in people)
                for one in load.members
            ],
        )


def without_state(book: LabelBook, row: SMRequest) -> list[ShownLabel]:
    """The labels of ``row`` but its state, which is that of the queue."""
    shown = [book.show_team(row.team)] if row.team else []
    values = (
        (Family.PRIORITY, row.priority),
        (Family.USE_CASE, row.use_case.key if row.use_case else ""),
        (Family.GTM_PHASE, row.gtm_phase),
        (Family.DOD, row.dod),
        (Family.ETEAM, row.eteam),
    )
    return shown + [book.show(family, key) for family, key in values if key]


@dataclass(frozen=True)
class Several:
    """What a request has several of: stages, launches and other labels; answers to the questions of its kind."""

    tags: list[ShownLabel]
    answers: list[tuple[str, str]]
    is_blocked: bool


def several_of(key: int) -> list[QuerySet[Any, Any]]:
    """What the request ``key`` carries, in the order of TAGS, the links to what blocks it, what its kind asks."""
    no_question = {"asked": Value(""), "type_of": Value(""), "position": Value(0)}
    carried = [
        through._default_manager.filter(smrequest=key).values(text=F(name), **no_question)
        for through, name, _ in TAGS
    ]
    links = RequestLink.objects.filter(source=key, kind=RequestLink.Kind.BLOCKED_BY, target__closed_at=None)
    questions = KindField.objects.filter(kind__requests=key).order_by()
    return [
        *carried,
        links.values(text=Value(""), **no_question),
        questions.values(text=F("label"), asked=F("key"), type_of=F("type"), position=F("order")),
    ]


SEVERAL = Prepared("text, asked, type_of, position", several_of, int)
BLOCKED, ASKED = len(TAGS), len(TAGS) + 1  # places behind those of TAGS


def several(row: SMRequest) -> Several:
    """What ``row`` has several of, with one query."""
    found = sorted(SEVERAL.rows(row.pk), key=lambda one: (one[0], one[4], one[1]))
    return Several(
        tags=[ShownLabel.written(text, TAGS[place][2]) for place, text, *_ in found if place < BLOCKED],
        answers=[
            (text, say(row.answers[key], type_))
            for place, text, key, type_, _ in found
            if place == ASKED and key in row.answers
        ],
        is_blocked=any(place == BLOCKED for place, *_ in found),
    )


def said_on(row: SMRequest) -> list[Comment]:
    """The newest comments, questions and answers, oldest first."""
    newest = Comment.objects.filter(request=row.pk).select_related("author").order_by("-pk")
    return list(newest[:SAID])[::-1]


def named(row: SMRequest, user: User) -> Answer | None:
    """Whom the DRI matrix and the ownership table name for its use case."""
    if row.use_case is None:
        return None
    rows = UseCase.objects.visible_to(user).filter(label_key=row.use_case.key).only(*OF_USE_CASE)
    use_case = rows.first()
    return ask(use_case, None, user) if use_case else None


def around(queue: Queue, sitting: Sitting, place: Place) -> dict[str, Any]:
    """What stands around the request: which queue, how far, what was decided last."""
    return {"queue": queue, "sitting": sitting, "place": place, "last": sitting.last}
