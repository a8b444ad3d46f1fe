"""How much the memory of the servers grows while something happens (Linux: read from /proc)."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import Self

EVERY = 0.02  # seconds between two looks
PAGE = os.sysconf("SC_PAGE_SIZE")


def below(process: int) -> set[int]:
    """The processes that ``process`` started, and those that they started."""
    parents: dict[int, int] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            after_name = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it has ended meanwhile
        parents[int(stat.parent.name)] = int(after_name[1])
    found = {process}
    while more := {one for one, parent in parents.items() if parent in found} - found:
        found |= more
    return found - {process}


def resident(processes: set[int]) -> int:
    """Bytes in memory of all ``processes`` that are still there."""
    total = 0
    for one in processes:
        try:
            total += int(Path(f"/proc/{one}/statm").read_text().split()[1]) * PAGE
        except OSError:
            continue
    return total


class Watched:
    """Looks at the servers of this process while a block runs; ``growth`` is the highest they grew, in MB."""

    def __init__(self) -> None:
        self.processes = below(os.getpid())
        self.start = self.peak = 0
        self.ended = threading.Event()
        self.watcher = threading.Thread(target=self.look, daemon=True)

    def look(self) -> None:
        """Keep the highest."""
        while not self.ended.wait(EVERY):
            self.peak = max(self.peak, resident(self.processes))

    def __enter__(self) -> Self:
        self.start = self.peak = resident(self.processes)
        self.watcher.start()
        return self

    def __exit__(self, *stopped_by: object) -> None:
        self.ended.set()
        self.watcher.join()

    @property
    def growth(self) -> float:
        """Megabytes."""
        return (self.peak - self.start) / 1_000_000
