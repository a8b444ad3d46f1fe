"""Runs of the cascade checklist laid out for reading: the list by state, one run with its questions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from marketing_portal.content.addresses import link_to
from usecases.forms.releases import AnswerForm
from usecases.models import Release, ReleaseAnswer
from usecases.models.releases import ReleaseQuerySet

OPEN, FINISHED, WITHDRAWN = "open", "finished", "withdrawn"
STATES: dict[str, tuple[str, Q]] = {
    OPEN: ("Open", Q(finished_at=None, withdrawn_at=None)),
    FINISHED: ("Finished", Q(finished_at__isnull=False)),
    WITHDRAWN: ("Withdrawn", Q(withdrawn_at__isnull=False)),
}


def shown_state(asked: str) -> str:
    """The state that was asked for, the open ones where that is none."""
    return asked if asked in STATES else OPEN


def counts() -> dict[str, int]:
    """How many runs there are in each state: one query."""
    return dict(
        Release.objects.aggregate(**{key: Count("pk", filter=rule) for key, (_, rule) in STATES.items()})
    )


def tabs(state: str, found: dict[str, int]) -> list[tuple[str, str, bool, int]]:
    """The states as links: (label, address, is current, count)."""
    return [(label, f"?show={key}", key == state, found[key]) for key, (label, _) in STATES.items()]


def runs(state: str) -> ReleaseQuerySet:
    """The runs of ``state`` with their progress, the newest first."""
    rows: ReleaseQuerySet = Release.objects.filter(STATES[state][1]).select_related("created_by")
    return rows.with_progress().order_by("-pk")


@dataclass
class QuestionShown:
    """One question of a run with its form; ``conflict`` and ``now`` where somebody else was quicker."""

    answer: ReleaseAnswer
    form: AnswerForm
    history_href: str
    conflict: Any = None
    now: str = ""

    @property
    def anchor(self) -> str:
        """Id on the page."""
        return f"question-{self.answer.pk}"


@dataclass
class RunPage:
    """A run with its questions, and how many of them are settled."""

    release: Release
    questions: list[QuestionShown]
    may_change: bool

    @property
    def may_run(self) -> bool:
        """True where the reader may answer."""
        return self.may_change and self.release.is_open

    @property
    def settled(self) -> int:
        """How many questions have nothing left to do."""
        return sum(one.form.was_settled for one in self.questions)

    @property
    def can_finish(self) -> bool:
        """True where nothing is left to do."""
        return self.settled == len(self.questions)


def run_page(release: Release, may_change: bool, sent: AnswerForm | None = None) -> RunPage:
    """The run; ``sent`` is the form that came back with errors and stands in its place."""
    rows = release.answers.select_related("answered_by").prefetch_related("tasks__done_by")
    questions = [question_of(answer, sent) for answer in rows]
    return RunPage(release, questions, may_change)


def question_of(answer: ReleaseAnswer, sent: AnswerForm | None) -> QuestionShown:
    """One question, with the form that was sent where it is the one."""
    is_sent = sent is not None and sent.instance.pk == answer.pk
    history = link_to("content:history", "usecases", "releaseanswer", answer.pk)
    shown = QuestionShown(answer, sent if is_sent and sent else AnswerForm(instance=answer), history)
    if is_sent and sent and sent.has_conflict:
        shown.conflict, shown.now = sent.conflict(), in_words(answer)
    return shown


def in_words(answer: ReleaseAnswer) -> str:
    """What is stored for a question, in words."""
    done = [f"{task.label} done by {task.done_by}" for task in answer.tasks.all() if task.done_at]
    parts = [answer.get_answer_display(), answer.note and f"“{answer.note}”", answer.url, *done]
    return ", ".join(part for part in parts if part)
