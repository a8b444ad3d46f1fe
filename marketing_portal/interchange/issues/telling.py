"""What an import of issues changes, in words: names in place of ids."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from requests_board.models import SMRequest
from requests_board.pages.labels import LabelBook
from requests_board.pages.words import Names
from requests_board.workflow.locking import chunks


@dataclass(frozen=True)
class Told:
    """One field of a request: what stands here, what the file says."""

    number: int
    title: str
    field: str
    before: str
    after: str


def in_words(changes: Iterable[tuple[int, str, Any, Any]]) -> list[Told]:
    """``changes`` (number, field, here, there) as people read them. What an import made must still be there."""
    found = list(changes)
    values = [{name: value} for _, name, here, there in found for value in (here, there)]
    names = Names.in_values(LabelBook(), values) if found else None
    titles: dict[int, str] = {}
    for some in chunks(sorted({number for number, *_ in found})):
        titles.update(SMRequest.objects.filter(pk__in=some).values_list("pk", "title"))
    return [
        Told(number, titles.get(number, ""), names.field(name), names.say(name, here), names.say(name, there))
        for number, name, here, there in found
        if names is not None
    ]
