"""What a load did, or what stopped it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone

from marketing_portal.content.models import ChangeSetObject
from marketing_portal.interchange.documents import Document
from marketing_portal.interchange.loading.edits import Clash
from marketing_portal.interchange.loading.plan import Change


@dataclass
class Tally:
    """How many objects of one kind were created, updated, left as they are, or kept as a person edited them."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    kept: int = 0


@dataclass(frozen=True)
class Conflict:
    """A changed file whose object a person edited: which, and who edited it last and when (None: nobody known).

    ``clashes``: the fields, where the load looks at each (imports do).
    """

    path: str
    label: str
    by: str
    at: dt.datetime
    clashes: tuple[Clash, ...] = ()

    def __str__(self) -> str:
        day = timezone.localtime(self.at).strftime("%-d %B %Y, %H:%M")
        return f"{self.path}: {self.label} was edited by {self.by} on {day}"


@dataclass(frozen=True)
class Outcome:
    """What became of one document: ``what`` is created, updated, unchanged, kept or conflict; and field by field."""

    document: Document
    row: Any
    what: str
    changes: tuple[Change, ...] = ()
    removed: tuple[str, ...] = ()


@dataclass
class LoadReport:
    """Tallies by kind, what stopped the load, and which objects have no file any more; the outcome of each document."""

    tallies: dict[str, Tally] = field(default_factory=dict)
    outcomes: list[Outcome] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    is_applied: bool = False

    def lines(self) -> list[str]:
        """The tallies as an aligned table."""
        rows = [
            (
                kind.replace("_", " ").replace("-", " "),
                str(t.created),
                str(t.updated),
                str(t.unchanged),
                str(t.kept),
            )
            for kind, t in self.tallies.items()
        ]
        table = [("", "created", "updated", "unchanged", "kept"), *rows]
        return ["".join([row[0].ljust(20), *(cell.rjust(11) for cell in row[1:])]).rstrip() for row in table]


def conflict(path: str, row: models.Model, label: str, clashes: Sequence[Clash] = ()) -> Conflict:
    """The conflict of the file ``path`` with the edited ``row``, shown as ``label``: by whom and when it was edited."""
    last = (
        ChangeSetObject.objects.filter(content_type=ContentType.objects.get_for_model(row), object_id=row.pk)
        .select_related("change_set__user")
        .order_by("-change_set_id")
        .first()
    )
    by = str(last.change_set.user) if last and last.change_set.user else "a command"
    return Conflict(path, label, by, last.change_set.at if last else timezone.now(), tuple(clashes))
