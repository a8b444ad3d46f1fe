"""A kind that asks one question of each type."""

from __future__ import annotations

from typing import Any

from requests_board.models import FieldType, KindField, RequestKind
from requests_board.workflow.answers import questions_of

QUESTIONS: tuple[tuple[str, FieldType, bool], ...] = (
    ("event", FieldType.TEXT, True),
    ("story", FieldType.LONG, False),
    ("format", FieldType.CHOICE, True),
    ("starts", FieldType.DATE, False),
    ("page", FieldType.LINK, False),
    ("guests", FieldType.NUMBER, False),
)
ANSWERS: dict[str, Any] = {
    "event": "Summit",
    "story": "One\nTwo",
    "format": "Talk",
    "starts": "2031-05-06",
    "page": "https://summit.example/",
    "guests": 1200,
}
TYPED = {
    f"answer_{key}": str(value).replace("\n", "\r\n")
    for key, value in (ANSWERS | {"guests": "1 200"}).items()
}


def trade_show() -> RequestKind:
    """The kind."""
    kind = RequestKind.objects.create(key="trade-show", name="Trade show", description="A stand.", order=90)
    for order, (key, type_, required) in enumerate(QUESTIONS):
        KindField.objects.create(
            kind=kind,
            key=key,
            label=f"The {key}?",
            type=type_,
            is_required=required,
            order=order,
            choices="Talk\nBooth" if type_ == FieldType.CHOICE else "",
        )
    return kind


def question(kind: RequestKind, key: str) -> KindField:
    """One of its questions."""
    return next(one for one in questions_of(kind) if one.key == key)
