"""Every gap that somebody may see, in the order of its kinds.

Each source is read whole in one query, however much there is in it; what is shown is paged.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from marketing_portal.gaps import from_content, from_organisation, from_personas, from_use_cases
from marketing_portal.gaps.facts import Gap, Seen, UseCaseFacts
from marketing_portal.gaps.kinds import Kind

ORDER = {kind: place for place, kind in enumerate(Kind)}


@dataclass(frozen=True)
class Gathered:
    """What is missing, and the use cases that it may concern, as one person may know of them."""

    gaps: list[Gap]
    use_cases: dict[int, UseCaseFacts]


def gather(user: Any) -> Gathered:
    """What is missing, as ``user`` may know of it."""
    rows = from_use_cases.rows_of_use_cases(user)
    seen = Seen(user, {row["pk"]: from_use_cases.facts_of(row) for row in rows})
    found = [*of_use_cases(rows, seen), *of_content(seen), *from_organisation.ownership(seen)]
    found += from_organisation.journeys(seen)
    return Gathered(sorted(found, key=lambda one: ORDER[one.kind]), seen.use_cases)


def of_use_cases(rows: list[dict[str, Any]], seen: Seen) -> Iterator[Gap]:
    """In the matrices and on the pages of use cases."""
    roles = from_use_cases.roles()
    yield from from_use_cases.cells(seen)
    yield from from_use_cases.links(seen)
    yield from from_use_cases.open_points(seen)
    yield from from_use_cases.absent_parts(rows, seen, len(roles))
    yield from from_use_cases.leads(roles, seen)


def of_content(seen: Seen) -> Iterator[Gap]:
    """On personas and all other pages, and in the short lists."""
    marked, personas = from_content.marked(), from_personas.personas(seen.user)
    pages = from_content.pages(seen.user, marked)
    yield from from_content.on_personas(marked, personas)
    yield from from_organisation.lists(seen, marked.entries)
    yield from from_content.on_pages(marked, pages, seen)
    yield from from_personas.absent_sections(personas, marked.persona_places)
    yield from from_content.about_pages(pages, seen)
