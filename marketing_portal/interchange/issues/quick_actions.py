"""Quick actions in a description: how lists of requests set labels, milestone and assignees when they are imported.

Source: the handbook's project management pages (quick actions, repeated sets of requests).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

ACTION = re.compile(r"/(?P<name>[a-z_]+)(?P<rest>(?:[ \t].*)?)$", re.IGNORECASE)
LABEL = re.compile(r'~(?:"([^"\n]+)"|([^\s"~]+))')
MILESTONE = re.compile(r'%(?:"([^"\n]+)"|([^\s"%]+))')
PERSON = re.compile(r"@([\w.-]+)")
KNOWN = frozenset(
    {"label", "labels", "milestone", "assign", "due", "weight", "close", "confidential", "estimate"}
)
FENCE = "```"


@dataclass
class Actions:
    """What the quick actions of one description say."""

    labels: list[str] = field(default_factory=list)
    milestone: str = ""
    assignees: list[str] = field(default_factory=list)
    due: str = ""
    weight: str = ""
    closes: bool = False
    confidential: bool = False

    def take(self, name: str, rest: str) -> None:
        """Note one action."""
        if name in {"label", "labels"}:
            self.labels += [first or second for first, second in LABEL.findall(rest)]
        elif name == "milestone":
            self.milestone = next((first or second for first, second in MILESTONE.findall(rest)), "")
        elif name == "assign":
            self.assignees += PERSON.findall(rest)
        elif name == "due":
            self.due = rest.strip()
        elif name == "weight":
            self.weight = rest.strip()
        elif name == "close":
            self.closes = True
        elif name == "confidential":
            self.confidential = True


def read(description: str) -> tuple[str, Actions]:
    """The description without its quick actions, and what they say. Code blocks are left alone."""
    actions, kept, in_code = Actions(), [], False
    for line in description.split("\n"):
        in_code ^= line.lstrip().startswith(FENCE)
        found = None if in_code else ACTION.match(line.strip())
        if found and found["name"].lower() in KNOWN:
            actions.take(found["name"].lower(), found["rest"])
        else:
            kept.append(line)
    return "\n".join(kept).strip(), actions


def write(
    *,
    labels: Iterable[str] = (),
    milestone: str = "",
    assignees: Iterable[str] = (),
    due: str = "",
    weight: str = "",
    closes: bool = False,
    confidential: bool = False,
) -> str:
    """The quick actions that say this, one to a line; ``read`` gives the same again."""
    named = [f'~"{label}"' for label in labels]
    people = [f"@{name}" for name in assignees]
    lines = [
        f"/label {' '.join(named)}" if named else "",
        f'/milestone %"{milestone}"' if milestone else "",
        f"/assign {' '.join(people)}" if people else "",
        f"/due {due}" if due else "",
        f"/weight {weight}" if weight else "",
        "/confidential" if confidential else "",
        "/close" if closes else "",
    ]
    return "\n".join(line for line in lines if line)
