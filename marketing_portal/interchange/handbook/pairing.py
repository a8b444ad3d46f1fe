"""What of a list was there before: same text first, then same place between what stayed."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from marketing_portal.interchange.handbook.kinds.outline import normal


def pair(old: Sequence[str], new: Sequence[str]) -> list[int | None]:
    """For each text of ``new`` the place of the one of ``old`` that it is, None for what was added."""
    before, after = [normal(text) for text in old], [normal(text) for text in new]
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    found: list[int | None] = [None] * len(new)
    for tag, start, end, first, last in matcher.get_opcodes():
        if tag in {"equal", "replace"}:
            for offset in range(min(end - start, last - first)):
                found[first + offset] = start + offset
    return moved(before, after, found)


def moved(before: Sequence[str], after: Sequence[str], found: list[int | None]) -> list[int | None]:
    """``found``, where a text that only moved is matched with itself and not with what is in its place now."""
    places = {text: place for place, text in enumerate(before)}
    exact = {
        number: places[text]
        for number, text in enumerate(after)
        if text in places and before.count(text) == 1
    }
    taken = set(exact.values())
    return (
        [exact.get(number, None if place in taken else place) for number, place in enumerate(found)]
        if len(taken) == len(exact)
        else found
    )
