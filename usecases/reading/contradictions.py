"""Where the sources disagree: shown with a note on the page concerned, never repaired in silence."""

from __future__ import annotations

from usecases.models import Contradiction

NOTES_SHOWN = 30


def contradictions_on(page: str) -> list[Contradiction]:
    """The notes about what stands on ``page``, named by its path without the outer slashes: use-cases/dri."""
    return list(Contradiction.objects.filter(where=page)[:NOTES_SHOWN])
