"""What somebody may have meant who found nothing: names that are nearly what was typed."""

from __future__ import annotations

from difflib import SequenceMatcher

from marketing_portal.search.backends.base import Backend
from marketing_portal.search.sight import Sight
from marketing_portal.search.words import Query, words_of

ALIKE = 0.72  # share of letters in common, in order
READ = 1_500  # names that are compared for each first letter
SHOWN = 5
LETTERS_TRIED = 2
SHORTEST = 3


def nearest(query: Query, sight: Sight, backend: Backend) -> list[tuple[int, str]]:
    """Documents (key, name) whose names are nearly what was typed, the most alike first.

    Only names with the same first letter are compared: misspellings keep it, and an index answers that.
    """
    typed = [word for word in dict.fromkeys([query.name, *words_of(query.text)]) if len(word) >= SHORTEST]
    best: dict[int, tuple[float, float, str]] = {}
    for letter in list(dict.fromkeys(word[0] for word in typed))[:LETTERS_TRIED]:
        tried = [word for word in typed if word[0] == letter]
        for key, _, weight, squashed, text in backend.read_names(letter, sight, READ):
            share = max(alike(word, other) for word in tried for other in {squashed, *words_of(text)[:1]})
            if share >= ALIKE and (share, weight, text) > best.get(key, (0.0, 0.0, "")):
                best[key] = (share, weight, text)
    ordered = sorted(best, key=lambda key: (-best[key][0], -best[key][1], key))
    return [(key, best[key][2]) for key in ordered[:SHOWN]]


def alike(one: str, other: str) -> float:
    """How much two words have in common, 0 to 1; the quick bounds first."""
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() < ALIKE or matcher.quick_ratio() < ALIKE:
        return 0.0
    return matcher.ratio()
