"""What a file that is a list consists of: how an entry is read, and what no two entries may share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from marketing_portal.interchange.canonical.fields import Fields


@dataclass(frozen=True)
class ListFile:
    """One kind of list."""

    read: Callable[[Fields], Any]
    key: Callable[[Any], object]
