"""Answers as the pages show them: below the words of their questions, whatever became of the questions since."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from requests_board.models import FieldType, KindField, SMRequest
from requests_board.workflow.answers import say


@dataclass(frozen=True)
class Answered:
    """One question with its answer in words; ``is_open``: it is needed and nobody has answered it."""

    question: str
    text: str
    is_link: bool = False
    is_long: bool = False
    is_open: bool = False


class Questions:
    """The questions that some answers belong to, read with one query when the first is asked for."""

    def __init__(self, keys: Iterable[str], kind_id: int | None = None) -> None:
        wanted = Q(key__in=set(keys))
        rows = KindField.objects.filter(wanted | Q(kind_id=kind_id) if kind_id else wanted)
        found = sorted(rows, key=lambda one: (one.kind_id == kind_id, one.archived_at is None))
        self.by_key = {one.key: one for one in found}  # the last one wins: of this kind, and still asked
        self.of_kind = sorted((one for one in found if one.kind_id == kind_id), key=lambda one: one.order)

    def name(self, key: str) -> str:
        """The question ``key`` in words."""
        return self.by_key[key].label if key in self.by_key else key.replace("-", " ").capitalize()

    def say(self, key: str, answer: Any) -> str:
        """``answer`` to the question ``key`` in words."""
        return say(answer, self.by_key[key].type if key in self.by_key else "")

    def answered(self, key: str, answer: Any) -> Answered:
        """The question ``key`` with its ``answer``."""
        kind = self.by_key[key].type if key in self.by_key else ""
        is_link = kind == FieldType.LINK and str(answer).startswith(("https://", "http://"))
        return Answered(self.name(key), self.say(key, answer), is_link, kind == FieldType.LONG)


def answers_of(request: SMRequest) -> list[Answered]:
    """What ``request`` answers, in the order of the questions of its kind, then what other questions left."""
    if not request.kind_id and not request.answers:
        return []
    questions = Questions(request.answers, request.kind_id)
    held: Mapping[str, Any] = request.answers
    shown = []
    for question in questions.of_kind:
        if question.key in held:
            shown.append(questions.answered(question.key, held[question.key]))
        elif question.is_required and not question.archived_at and request.is_open:
            shown.append(Answered(question.label, "", is_open=True))
    keys = {question.key for question in questions.of_kind}
    return shown + [questions.answered(key, answer) for key, answer in held.items() if key not in keys]
