"""Whom a request will reach, told while it is filed: the triage leads, the team that usually gets such a kind, and who
answers for its use case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from marketing_portal.people.models import User
from requests_board.models import Label, RequestKind
from requests_board.pages.labels import LabelBook
from requests_board.vocabulary import Family
from usecases.asking import Answer, ask
from usecases.models import UseCase


@dataclass(frozen=True)
class Reach:
    """What is known: the label of the use case and who answers for it, the kind with its team."""

    label: str = ""
    answer: Answer | None = None
    kind: RequestKind | None = None

    @property
    def team(self) -> Any:
        """The team that usually gets requests of this kind."""
        return self.kind.team if self.kind else None


def label_chosen(chosen: Any, book: LabelBook) -> Label | None:
    """The use case label with the key ``chosen``."""
    number = str(chosen or "")
    is_key = number.isascii() and number.isdigit() and len(number) < 10
    label = book.by_id.get(int(number)) if is_key else None
    return label if label and label.family == Family.USE_CASE else None


def use_case_of(label: Label | None, user: User) -> UseCase | None:
    """The use case with this ``label``, where ``user`` may read it."""
    return UseCase.objects.visible_to(user).filter(label_key=label.key).first() if label else None


def reach(
    label: Label | None, use_case: UseCase | None, kind: RequestKind | None, user: User
) -> Reach | None:
    """Whom a request of ``kind`` for ``use_case`` reaches; None where neither says anything."""
    if label is None and (kind is None or kind.team is None):
        return None
    return Reach(label.text if label else "", ask(use_case, None, user) if use_case else None, kind)
