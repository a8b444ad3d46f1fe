"""Whom a request will reach, told while it is filed: the triage leads, and who answers for its use case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from marketing_portal.people.models import User
from requests_board.models import Label
from requests_board.vocabulary import Family
from usecases.asking import Answer, ask
from usecases.models import UseCase


@dataclass(frozen=True)
class Reach:
    """What is known of the use case with the label ``label``; no answer where no use case has it."""

    label: str
    answer: Answer | None


def reach(chosen: Any, user: User) -> Reach | None:
    """Whom a request reaches whose use case label has the key ``chosen``; None where none was chosen."""
    number = str(chosen or "")
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        return None
    label = Label.objects.filter(family=Family.USE_CASE, pk=int(number)).first()
    if label is None:
        return None
    use_case = UseCase.objects.visible_to(user).filter(label_key=label.key).first()
    return Reach(label.text, ask(use_case, None, user) if use_case else None)
