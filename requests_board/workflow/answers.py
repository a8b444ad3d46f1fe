"""Answers to the questions of a kind: what people type, read by type into what a request keeps.

Text, choices, links and dates (ISO) are kept as text, numbers as numbers, all by the key of their question. A question
without an answer has no key.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.formats import date_format

from requests_board.models import FieldType, KindField, RequestKind
from requests_board.workflow.data import Incomplete

Answer = str | int | float
PREFIX = (
    "answer_"  # of the names of fields and errors: a question may be called what a field of the request is
)
LONGEST_LINE, LONGEST_TEXT, LONGEST_LINK = 300, 20_000, 400
LARGEST = Decimal(10) ** 12
DECIMALS = 4
whole_link = URLValidator(schemes=["http", "https"])


class Unfit(Exception):  # noqa: N818 - reads as what it says of the answer
    """The answer is none to its question; the sentence says why."""


def questions_of(kind: RequestKind | int | None) -> list[KindField]:
    """What ``kind`` asks now, in order. One query; none without a kind."""
    return list(KindField.objects.filter(kind=kind, archived_at=None)) if kind else []


def validate(
    questions: Iterable[KindField], given: Mapping[str, Any], before: Mapping[str, Any] | None = None
) -> dict[str, Answer]:
    """The answers in ``given`` (by key, as typed or as kept) to ``questions``, as a request keeps them.

    ``before``: what the request holds. Answers to questions that are asked no more stay, and a question that came
    later and was never answered need not be; an answer that is needed cannot be taken away. Raises Incomplete.
    """
    held = dict(before or {})
    errors: dict[str, str] = {}
    for question in questions:
        try:
            answer = read(question, given.get(question.key), held.get(question.key))
        except Unfit as unfit:
            errors[PREFIX + question.key] = str(unfit)
            continue
        is_new = before is None or question.key in held
        if answer is None and question.is_required and is_new:
            errors[PREFIX + question.key] = missing(question)
        if answer is None:
            held.pop(question.key, None)
        else:
            held[question.key] = answer
    if errors:
        raise Incomplete(errors)
    return held


def missing(question: KindField) -> str:
    """What to say where the answer to ``question`` is needed and missing."""
    return f"“{question.label}” needs an answer."


def read(question: KindField, given: Any, before: Any = None) -> Answer | None:
    """What ``given`` says in answer to ``question``; None for nothing. Raises Unfit."""
    text = "" if given is None else str(given).strip()
    if not text:
        return None
    if before is not None and text == str(before):
        return before  # type: ignore[no-any-return]  # kept as it is, whatever became of the question
    return READERS[FieldType(question.type)](question, text)


def read_line(question: KindField, text: str) -> Answer:
    """One line."""
    line = " ".join(text.split())
    if len(line) > LONGEST_LINE:
        raise Unfit(f"Say it in {LONGEST_LINE} characters at most; it has {len(line)}.")
    return line


def read_lines(question: KindField, text: str) -> Answer:
    """Several lines, their ends made alike."""
    if len(text) > LONGEST_TEXT:
        raise Unfit(f"Say it in {LONGEST_TEXT:,} characters at most; it has {len(text):,}.")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_choice(question: KindField, text: str) -> Answer:
    """One of the list."""
    if text not in question.options:
        raise Unfit("Choose one of the list.")
    return text


def read_day(question: KindField, text: str) -> Answer:
    """A day as ISO writes it."""
    try:
        return dt.date.fromisoformat(text).isoformat()
    except ValueError:
        raise Unfit("Give a day, for example 2020-10-31.") from None


def read_link(question: KindField, text: str) -> Answer:
    """A whole address."""
    link = text if "://" in text else f"https://{text}"
    try:
        whole_link(link)
    except ValidationError:
        raise Unfit("Give the whole link, beginning with https://.") from None
    if len(link) > LONGEST_LINK:
        raise Unfit(f"The link may have {LONGEST_LINK} characters.")
    return link


def read_number(question: KindField, text: str) -> Answer:
    """A number in digits; whole ones stay whole."""
    try:
        number = Decimal(text.replace(" ", "")) if text.isascii() else Decimal("NaN")
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or abs(number) > LARGEST:
        raise Unfit("Give a number in digits, for example 40 or 2.5.")
    number = round(number, DECIMALS)
    return int(number) if number == number.to_integral_value() else float(number)


READERS: dict[FieldType, Callable[[KindField, str], Answer]] = {
    FieldType.TEXT: read_line,
    FieldType.LONG: read_lines,
    FieldType.CHOICE: read_choice,
    FieldType.DATE: read_day,
    FieldType.LINK: read_link,
    FieldType.NUMBER: read_number,
}


def say(answer: Any, type_: str = "") -> str:
    """``answer`` as it is kept, in words."""
    if type_ == FieldType.DATE:
        try:
            return date_format(dt.date.fromisoformat(str(answer)), "j M Y")
        except ValueError:
            return str(answer)
    if isinstance(answer, (int, float)) and not isinstance(answer, bool):
        return f"{answer:,}"
    return str(answer)
