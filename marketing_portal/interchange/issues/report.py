"""What an import of issues did, or would do."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass
class FileReport:
    """One file. ``warnings``: line and sentence. ``titles``: of the requests that are created."""

    path: str
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    skipped: int = 0
    comments: int = 0
    titles: list[str] = field(default_factory=list)
    warnings: list[tuple[int, str]] = field(default_factory=list)


@dataclass
class IssueReport:
    """All files. ``changes``: for each request that is updated, its fields with old and new value."""

    files: list[FileReport] = field(default_factory=list)
    made: dict[str, list[str]] = field(default_factory=dict)
    changes: list[tuple[int, str, Any, Any]] = field(default_factory=list)
    conflicts: list[tuple[int, str, Any, Any]] = field(default_factory=list)
    is_applied: bool = False

    @property
    def totals(self) -> dict[str, int]:
        """The counts of all files."""
        names = ("created", "updated", "unchanged", "skipped", "comments")
        return {name: sum(getattr(file, name) for file in self.files) for name in names}

    def as_json(self) -> dict[str, Any]:
        """For ``--report``."""
        return {
            "files": [asdict(file) for file in self.files],
            "totals": self.totals | {"warnings": sum(len(file.warnings) for file in self.files)},
            "made": self.made,
            "changes": [list(change) for change in self.changes],
            "conflicts": [list(conflict) for conflict in self.conflicts],
            "applied": self.is_applied,
        }
