"""One gap as a fact: what is missing, where exactly, who could end it. Addresses are made only for what is shown."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from marketing_portal.content.addresses import link_to, page_of
from marketing_portal.gaps.kinds import Kind


class Place(NamedTuple):
    """A page, by the name of its address and the arguments or by the model and slug of its object; the spot on it."""

    page: Any
    arguments: tuple[object, ...] = ()
    anchor: str = ""


class Gap(NamedTuple):
    """Something that is missing.

    ``person`` is the key of who could fill it, ``part`` says why that person. ``edit`` leads editors to the form.
    """

    kind: Kind
    state: str
    what: str
    place: Place
    note: str = ""
    use_case: str = ""
    label: str = ""
    person: int | None = None
    part: str = ""
    edit: Place | None = None


@lru_cache(maxsize=4096)
def address(place: Place) -> str:
    """Address of ``place``; empty where the portal has no such page."""
    if isinstance(place.page, str):
        href = link_to(place.page, *place.arguments)
    else:
        href = page_of(place.page(slug=place.arguments[0]))
    return f"{href}#{place.anchor}" if href and place.anchor else href


@dataclass(frozen=True)
class UseCaseFacts:
    """What the other parts need to know of a use case that the reader may see."""

    slug: str
    name: str
    short: str
    label: str
    owner: int | None
    marketer: int | None
    has_column: bool

    @property
    def keeper(self) -> tuple[int | None, str]:
        """Who could fill a gap of it, and why they."""
        if self.owner is not None:
            return self.owner, "owns the page"
        return self.marketer, "owns it in product marketing" if self.marketer else ""

    def gap(
        self, kind: Kind, state: str, what: str, anchor: str, edit: Place | None = None, note: str = ""
    ) -> Gap:
        """A gap on the page of the use case."""
        place = Place("usecases:detail", (self.slug,), anchor)
        return Gap(kind, state, what, place, note, self.slug, self.label, *self.keeper, edit)


@dataclass(frozen=True)
class Seen:
    """Who asks, and the use cases that they may see, by key."""

    user: Any
    use_cases: dict[int, UseCaseFacts]
