"""Words as they are compared: what somebody typed, and what things are called.

Both databases index plain words, without stems and stop words of a language, so that they answer alike. A word of
four letters or more finds what begins with it, in the singular if it is a plural; the last word always does, since
it may still be being typed.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

LONGEST_QUERY = 200  # characters that are read
MOST_WORDS = 12
LONGEST_WORD = 60
PREFIX_FROM = 4  # letters from which a word also finds longer ones
SHORTEST_SINGULAR = 4
WORD = re.compile(r"[^\W_]+")
# Words that nearly every text has: they are left out where there are others.
COMMON = frozenset(
    "a about an and are as at be by can do does for from has have how i in is it me my of on or our that the their "
    "they this to us was we what when where which who whom why will with you your".split()
)


def fold(text: str) -> str:
    """``text`` without case and accents."""
    plain = unicodedata.normalize(
        "NFKD", text.casefold()
    ).casefold()  # ℠ has capitals only when it is taken apart
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def words_of(text: str) -> list[str]:
    """The words of ``text`` in the form that is compared."""
    return WORD.findall(fold(text))


def squash(text: str) -> str:
    """``text`` as names are compared: VC&C, vc-c and “vcc” are one."""
    return "".join(words_of(text))


def singular(word: str) -> str:
    """``word`` without the ending of a plural, as far as that can be told without a dictionary."""
    for ending, least in (("ies", 2), ("s", SHORTEST_SINGULAR)):
        if word.endswith(ending) and not word.endswith(("ss", "us")) and len(word) - len(ending) >= least:
            return word.removesuffix(ending)
    return word


@dataclass(frozen=True)
class Term:
    """One word to look for; ``open`` where longer words that begin with it count too."""

    text: str
    open: bool


@dataclass(frozen=True)
class Query:
    """What somebody is looking for: the text as typed (cleaned), and the words of it that are looked for."""

    text: str
    terms: tuple[Term, ...]

    @property
    def name(self) -> str:
        """The whole text as names are compared."""
        return squash(self.text)

    def __bool__(self) -> bool:
        return bool(self.terms)


def read_query(raw: str) -> Query:
    """The query that ``raw`` means; any text at all is taken, cut to what can sensibly be looked for."""
    printable = "".join(letter if letter.isprintable() else " " for letter in raw[:LONGEST_QUERY])
    text = " ".join(printable.split())
    return Query(text, terms_of(words_of(text)))


def terms_of(words: list[str]) -> tuple[Term, ...]:
    """Terms for ``words``, each once; common words only where there is nothing else."""
    telling = [word for word in words if word not in COMMON] or words
    kept = list(dict.fromkeys(word[:LONGEST_WORD] for word in telling))[:MOST_WORDS]
    last = words[-1][:LONGEST_WORD] if words else ""
    return tuple(term_for(word, is_last=word == last) for word in kept)


def term_for(word: str, *, is_last: bool) -> Term:
    """How ``word`` is looked for."""
    if len(word) >= PREFIX_FROM:
        return Term(singular(word), open=True)
    return Term(word, open=is_last)
