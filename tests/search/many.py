"""Many documents, the same each time: sentences whose words are as unevenly common as those of a handbook."""

from __future__ import annotations

import random
from collections.abc import Iterator

from marketing_portal.search.backends import backend
from marketing_portal.search.documents import Document
from marketing_portal.search.registry import Source
from marketing_portal.search.writing import replace, row_of
from personas.models import Persona

BATCH = 1000
SEED = 20_200_201
WORDS_IN_A_TEXT = 60
# One document in so many has the word.
TELLING = {"devops": 5, "compliance": 8, "kubernetes": 50, "kubectl": 400, "ciso": 900, "zeppelin": 25_000}
SYLLABLES = "ba co di fu ge lo mi nu pra que ri sto te vo wal zen".split()
KINDS = ("persona", "use-case", "page", "collateral", "request", "term")
MANY = Source("many", Persona, "personas:list", lambda _: [])


def vocabulary() -> list[str]:
    """Some thousands of words that mean nothing."""
    return [a + b + c for a in SYLLABLES for b in SYLLABLES for c in SYLLABLES]


def documents(count: int) -> Iterator[Document]:
    """``count`` documents of all kinds; a few words are common, most are rare (the weights of a harmonic series)."""
    chance, words = random.Random(SEED), vocabulary()
    weights = [1 / place for place in range(1, len(words) + 1)]
    for number in range(count):
        text = chance.choices(words, weights, k=WORDS_IN_A_TEXT)
        text += [word for word, one_in in TELLING.items() if chance.randrange(one_in) == 0]
        chance.shuffle(text)
        kind = KINDS[number % len(KINDS)]
        title = " ".join(text[:4]).capitalize()
        yield Document(
            number, kind, title, f"/many/{number}/", names=(f"{text[4]} {number}",), text=" ".join(text)
        )


def fill(count: int) -> None:
    """Put them into the index, beside what is there."""
    batch: list[Document] = []
    for one in documents(count):
        batch.append(one)
        if len(batch) == BATCH:
            write(batch)
            batch = []
    write(batch)
    backend().refresh()


def write(batch: list[Document]) -> None:
    """One batch, straight into the table: there are no rows behind these documents."""
    replace([row_of(MANY, None, one) for one in batch], batch)
