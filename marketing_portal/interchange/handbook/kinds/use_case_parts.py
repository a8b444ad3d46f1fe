"""What stands below a use case as it is collected from its page, with the blocks and labels that it is made of."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from marketing_portal.interchange.documents import Found, GapDoc
from marketing_portal.interchange.documents_journeys import CollateralDoc
from marketing_portal.interchange.documents_use_cases import PagePersonaDoc, RequirementDoc, UsePointDoc
from marketing_portal.interchange.handbook.kinds.base import Label
from marketing_portal.interchange.handbook.kinds.keys import key_of
from marketing_portal.interchange.handbook.kinds.use_case_places import state_of_text

BOLD = re.compile(r"\*\*[^*]+\*\*")
INTERNAL = re.compile(r"internal only", re.IGNORECASE)
LONGEST_MARKER = 120


@dataclass
class Parts:
    """What stands below a use case, as it is collected; the blocks and labels that it is made of."""

    path: str
    points: list[UsePointDoc] = field(default_factory=list)
    requirements: list[RequirementDoc] = field(default_factory=list)
    personas: list[PagePersonaDoc] = field(default_factory=list)
    gaps: list[GapDoc] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)
    stays: dict[int, str] = field(default_factory=dict)
    labels: list[Label] = field(default_factory=list)
    remarks: list[Label] = field(default_factory=list)
    keys: dict[str, set[str]] = field(default_factory=dict)
    page: str = ""  # the key of the page
    collateral: dict[int, CollateralDoc] = field(default_factory=dict)  # by the number of its block
    places: set[str] = field(default_factory=set)  # where that collateral leads to
    prefix: str = ""  # of the keys of points, where another page says the other points of the use case

    def key(self, text: str, scope: str) -> str:
        """A key for ``text``, unique in its ``scope``."""
        return key_of(text, self.keys.setdefault(scope, set()))

    def found(self, line: int) -> Found:
        """The place of what begins on ``line``."""
        return Found(self.path, {"": line})

    def add(self, kind: str, line: int, **fields: str | bool) -> None:
        """A point; of one that says it is still to come the words are a marker of that."""
        title, text = str(fields.get("title", "")), str(fields.get("text", ""))
        if BOLD.fullmatch(title):
            fields["title"] = title = title.strip("*")
        if not (title or text):
            name = next((name for name in ("detail", "result", "demos") if fields.get(name)), "")
            if not name:
                return
            fields["text"] = text = str(fields.pop(name))
        whole = " ".join(str(value) for value in fields.values() if isinstance(value, str))
        values = {
            "state": state_of_text(title or text),
            "internal": bool(INTERNAL.search(whole)),
            **fields,
        }
        key = self.prefix + self.key(f"{fields.get('group', '')} {title or text}", "points")
        self.points.append(UsePointDoc(key=key, kind=kind, found=self.found(line), **values))  # type: ignore[arg-type]

    def miss(self, place: str, text: str, line: int) -> bool:
        """A sentence of the template, which becomes a gap; False for one that is too long to be one."""
        if len(text) > LONGEST_MARKER:
            return False
        key = f"page-{self.key(text, 'gaps')}"
        gap = GapDoc(key=key, place=place, state="needs_data", marker=text, found=self.found(line))
        self.gaps.append(gap)
        return True
