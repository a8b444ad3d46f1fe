"""What an import did, or would do: file by file, and in all."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from marketing_portal.interchange.handbook.reading.accounting import Tally
from marketing_portal.interchange.loading.edits import described
from marketing_portal.interchange.loading.report import Conflict, Outcome

COUNTED = ("created", "updated", "unchanged", "skipped")
MOST_LINES = 400


@dataclass
class Done:
    """What became of one object: created, updated, unchanged or skipped; what changes, as lines."""

    label: str
    what: str
    url: str = ""
    lines: str = ""
    changes: list[dict[str, str]] = field(default_factory=list)


@dataclass
class FileReport:
    """One file. ``warnings`` and ``links`` (addresses that lead to nothing known) come with their line."""

    path: str
    key: str
    kind: str
    title: str = ""
    objects: list[Done] = field(default_factory=list)
    warnings: list[tuple[int, str]] = field(default_factory=list)
    links: list[tuple[int, str]] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    tally: Tally = field(default_factory=Tally)

    def count(self, what: str) -> int:
        """How many objects were ``what``."""
        return sum(one.what == what for one in self.objects)

    def as_dict(self) -> dict[str, Any]:
        """The report of the file as plain values."""
        return {
            "path": self.path,
            "kind": self.kind,
            "title": self.title,
            **{what: self.count(what) for what in COUNTED},
            "warnings": [list(one) for one in self.warnings],
            "words": self.tally.words,
            "words_found": self.tally.found,
            "words_typed": self.tally.typed,
            "words_missing": list(self.tally.missing),
            "links_unresolved": [list(one) for one in self.links],
            "gone": self.gone,
            "replaced": self.replaced,
            "objects": [
                {
                    "label": one.label,
                    "what": one.what,
                    "url": one.url,
                    "lines": one.lines,
                    "changes": one.changes,
                }
                for one in self.objects
            ],
        }


@dataclass
class ImportReport:
    """The whole import. ``is_applied`` is False for a dry run, and where conflicts stopped it."""

    files: list[FileReport] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    is_applied: bool = False
    is_dry_run: bool = False

    def as_dict(self) -> dict[str, Any]:
        """Everything as plain values, for JSON."""
        files = [one.as_dict() for one in self.files]
        numbers = (*COUNTED, "words", "words_found", "words_typed")
        totals: dict[str, Any] = {name: sum(one[name] for one in files) for name in numbers}
        totals |= {
            "files": len(files),
            "warnings": sum(len(one["warnings"]) for one in files),
            "words_missing": [word for one in files for word in one["words_missing"]],
        }
        return {
            "files": files,
            "totals": totals,
            "conflicts": [conflict_dict(one) for one in self.conflicts],
            "applied": self.is_applied,
            "dry_run": self.is_dry_run,
        }


def conflict_dict(conflict: Conflict) -> dict[str, Any]:
    """A conflict as plain values: which object, and field by field what stands here and in the file."""
    return {
        "path": conflict.path,
        "label": conflict.label,
        "by": conflict.by,
        "at": conflict.at.isoformat(),
        "fields": [
            {"key": one.key, "where": one.where, "field": one.label, "mine": one.mine, "file": one.file}
            for one in conflict.clashes
        ],
    }


def done(outcome: Outcome) -> Done:
    """What became of one document, with what changes field by field."""
    what = "skipped" if outcome.what in {"kept", "conflict"} else outcome.what
    changes = [
        {"where": str(change.row), "field": name, "before": before, "after": after}
        for change in outcome.changes[:MOST_LINES]
        for name, before, after in [described(change)]
        if change.name not in {"key", "kind", "order"}
    ]
    changes += [{"where": one, "field": "removed", "before": one, "after": ""} for one in outcome.removed]
    address = getattr(outcome.row, "get_absolute_url", None)
    return Done(str(outcome.row), what, address() if address else "", outcome.document.found.span, changes)
