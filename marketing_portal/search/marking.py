"""Marks what was looked for: titles whole, of longer texts the stretch where it stands. Everything is escaped."""

from __future__ import annotations

import re
from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from marketing_portal.search.words import Term

BEFORE, AFTER = 70, 190  # characters that a snippet shows before and after the first word found
NOT_IN_A_WORD, WORD_ENDS, REST_OF_WORD = r"(?<![^\W_])", r"(?![^\W_])", r"[^\W_]*"


@lru_cache(maxsize=64)
def pattern(terms: tuple[Term, ...]) -> re.Pattern[str]:
    """Finds the words that ``terms`` mean."""
    words = [re.escape(term.text) + (REST_OF_WORD if term.open else "") for term in terms]
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(f"{NOT_IN_A_WORD}(?:{'|'.join(longest_first)}){WORD_ENDS}", re.IGNORECASE)


def marked(text: str, terms: tuple[Term, ...]) -> SafeString:
    """``text`` as HTML, the words found in ``<mark>``."""
    parts, end = [], 0
    for found in pattern(terms).finditer(text) if terms else ():
        parts += [escape(text[end : found.start()]), "<mark>", escape(found.group()), "</mark>"]
        end = found.end()
    parts.append(escape(text[end:]))
    return mark_safe("".join(parts))  # noqa: S308 - every piece of text is escaped above


def snippet(text: str, terms: tuple[Term, ...]) -> SafeString:
    """The stretch of ``text`` around the first word found, or its beginning; whole words, marked."""
    found = pattern(terms).search(text) if terms else None
    start = max(0, found.start() - BEFORE) if found else 0
    stop = (found.end() if found else BEFORE) + AFTER
    shown = text[start:stop]
    if start:
        shown = "… " + shown.partition(" ")[2]
    if stop < len(text):
        shown = shown.rpartition(" ")[0].rstrip(" .,;:") + " …"
    return marked(shown, terms)
