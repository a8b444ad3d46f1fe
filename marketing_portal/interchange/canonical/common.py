"""What files of several kinds have in common: gaps, and whether the object is archived."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from marketing_portal.interchange.canonical.fields import Fields, unique
from marketing_portal.interchange.canonical.vocabulary import GAP_STATES
from marketing_portal.interchange.canonical.yaml_text import flow, flow_mapping
from marketing_portal.interchange.documents import GapDoc


def read_gaps(fields: Fields, places: Iterable[str] = ()) -> tuple[GapDoc, ...]:
    """The entries of ``gaps``, which are at one of the ``places`` where these are known."""
    return unique(fields.mappings("gaps"), lambda one: read_gap(one, places), lambda gap: gap.key)


def read_gap(fields: Fields, places: Iterable[str]) -> GapDoc:
    """One entry of ``gaps``."""
    return GapDoc(
        key=fields.slug("key"),
        place=fields.choice("place", places) if places else fields.slug("place"),
        state=fields.choice("state", GAP_STATES),
        marker=fields.text("marker", ""),
        note=fields.text("note", ""),
        closed=fields.flag("closed", default=False),
        found=fields.found,
    )


def write_gaps(gaps: Sequence[GapDoc]) -> list[str]:
    """The lines of ``gaps`` in the head of a file."""
    return ["gaps:", *(f"- {write_gap(gap)}" for gap in gaps)] if gaps else ["gaps: []"]


def write_gap(gap: GapDoc) -> str:
    """One entry of ``gaps``."""
    values = {"key": gap.key, "place": gap.place, "state": gap.state, "marker": gap.marker, "note": gap.note}
    return flow_mapping(values | ({"closed": True} if gap.closed else {}), quoted=("marker", "note"))


def read_archived(fields: Fields) -> bool | None:
    """Whether the object is archived; None where the file does not say it."""
    return fields.flag("archived", default=False) if "archived" in fields else None


def write_archived(archived: bool | None) -> list[str]:
    """The line about that in the head of a file, where there is one."""
    return [] if archived is None else [f"archived: {flow(archived)}"]
