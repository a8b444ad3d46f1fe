"""One vocabulary for what is known and what is not.

The handbook writes "unknown" in many ways (`?`, `tbd`, `NA`, `(need more data)`, an empty cell …). Each way means
one of the states below; a value and a doubt can stand together, so the state is kept beside the text and never in it.
"""

import re

from django.db import models


class Knowledge(models.TextChoices):
    """How much is known of a value, a cell or a section."""

    KNOWN = "known", "Known"
    UNKNOWN = "unknown", "Unknown"
    TBD = "tbd", "To be decided"
    UNCERTAIN = "uncertain", "Uncertain"
    NOT_APPLICABLE = "not_applicable", "Not applicable"
    NEEDS_DATA = "needs_data", "Needs data"
    ABSENT = "absent", "Not written yet"

    @property
    def is_gap(self) -> bool:
        """True where somebody should still do something about it."""
        return self not in {Knowledge.KNOWN, Knowledge.NOT_APPLICABLE}

    @property
    def explanation(self) -> str:
        """What the state means, in a sentence for readers."""
        return EXPLANATIONS[self]


EXPLANATIONS = {
    Knowledge.KNOWN: "This is known.",
    Knowledge.UNKNOWN: "Somebody or something belongs here, and nobody knows who or what.",
    Knowledge.TBD: "This will be made and does not exist yet.",
    Knowledge.UNCERTAIN: "A value is given, but it is in doubt.",
    Knowledge.NOT_APPLICABLE: "Left empty on purpose.",
    Knowledge.NEEDS_DATA: "The place exists, the research is missing.",
    Knowledge.ABSENT: "Nobody has written this part yet.",
}

GAP_STATES = tuple(state.value for state in Knowledge if state.is_gap)

SPELLINGS = {
    Knowledge.UNKNOWN: {"?", "unknown"},
    Knowledge.TBD: {"tbd", "url tbd", "to be decided", "to be added", "placeholder", "videos coming soon"},
    Knowledge.NOT_APPLICABLE: {"na", "n/a", "not applicable", "none needed"},
    Knowledge.NEEDS_DATA: {"need more data", "need to gather data", "needs data"},
}


def read_state(text: str) -> Knowledge:
    """State that a cell's ``text`` stands for: a whole-cell marker, a doubted value (`Marketing?`) or a known one."""
    plain = re.sub(r"[*_()\[\].…]", "", text).strip().casefold()
    for state, spellings in SPELLINGS.items():
        if plain in spellings:
            return state
    if not plain or set(plain) <= {"-"}:
        return Knowledge.ABSENT
    if plain.startswith("?") or plain.endswith("?"):
        return Knowledge.UNCERTAIN
    return Knowledge.KNOWN
