"""Marks on views that say who may come in; `people.middleware` reads them."""

from collections.abc import Callable
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])


def public_read(view: View) -> View:
    """Mark ``view`` as one that visitors may read where the setting PUBLIC_READ is on."""
    view.public_read = True  # type: ignore[attr-defined]
    return view
