"""The key-links matrix laid out for reading: one row a kind, one column a use case, each state told apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from marketing_portal.content.knowledge import Knowledge
from usecases.models import KeyLink, KeyLinkKind, UseCase
from usecases.vocabulary import LinkState

ICONS = {
    LinkState.URL: "external",
    LinkState.URL_TBD: "link",
    LinkState.TBD: "clock",
    LinkState.EPIC: "milestone",
    LinkState.CHANNEL: "comment",
    LinkState.CHANNEL_LINK: "comment",
}


@dataclass
class LinkCell:
    """One kind of link of one use case, as ``user`` may see it."""

    kind: KeyLinkKind
    use_case: UseCase
    link: KeyLink | None
    is_hidden: bool

    @property
    def state(self) -> str:
        """Its state; ``absent`` where nobody ever wrote it down, ``internal`` where it is kept from visitors."""
        if self.is_hidden:
            return "internal"
        return self.link.state if self.link else Knowledge.ABSENT

    @property
    def gap_state(self) -> str:
        """The knowledge value of what is missing; empty where something is there."""
        if self.link is None:
            return Knowledge.ABSENT
        return Knowledge.TBD if LinkState(self.link.state).is_unresolved and not self.is_hidden else ""

    @property
    def icon(self) -> str:
        """The icon of the state."""
        return ICONS.get(LinkState(self.link.state), "link") if self.link else "absent"

    @property
    def is_open(self) -> bool:
        """True where somebody still owes the link."""
        return self.gap_state == Knowledge.TBD

    @property
    def is_suspect(self) -> bool:
        """True where the source says that something about a link that does exist is doubtful."""
        return bool(self.link and self.link.note and self.link.state == LinkState.URL and not self.is_hidden)

    @property
    def anchor(self) -> str:
        """Id of the cell on the page."""
        return f"cell-{self.kind.key}-{self.use_case.slug}"

    @property
    def place(self) -> str:
        """Which cell it is, in words."""
        return f"{self.kind.name} of {self.use_case.short}"

    @property
    def edit_href(self) -> str:
        """Where editors change it."""
        return reverse("usecases:key_link", args=[self.kind.key, self.use_case.slug])


@dataclass
class LinkRow:
    """One kind with its cells."""

    kind: KeyLinkKind
    cells: list[LinkCell]


@dataclass
class LinkMatrix:
    """The whole of it; ``without`` are the use cases of which no link was ever written down."""

    columns: list[UseCase]
    rows: list[LinkRow]
    without: list[UseCase]

    @property
    def figures(self) -> tuple[int, int]:
        """How many cells are still unresolved, of how many."""
        cells = [cell for row in self.rows for cell in row.cells]
        open_ones = [one for one in cells if one.link and LinkState(one.link.state).is_unresolved]
        return len(open_ones), len(cells)


def link_matrix(user: Any) -> LinkMatrix:
    """The matrix as ``user`` may see it; its columns in the order of the DRI matrix, the others after them."""
    use_cases = sorted(UseCase.objects.visible_to(user), key=in_matrix_order)
    stored = {(link.kind_id, link.use_case_id): link for link in KeyLink.objects.order_by()}
    with_links = {use_case for _, use_case in stored}
    columns = [one for one in use_cases if one.pk in with_links]
    rows = [
        LinkRow(kind, [link_cell(kind, one, stored.get((kind.pk, one.pk)), user) for one in columns])
        for kind in KeyLinkKind.objects.all()
    ]
    return LinkMatrix(columns, rows, [one for one in use_cases if one.pk not in with_links])


def links_of(use_case: UseCase, user: Any) -> list[LinkCell]:
    """The links of one use case by kind; none where none was ever written down."""
    links = KeyLink.objects.filter(use_case=use_case).select_related("kind").order_by("kind__order", "pk")
    return [link_cell(link.kind, use_case, link, user) for link in links]


def link_cell(kind: KeyLinkKind, use_case: UseCase, link: KeyLink | None, user: Any) -> LinkCell:
    """One cell; what is internal is for those who are signed in."""
    hidden = link is not None and link.internal and not user.is_authenticated
    return LinkCell(kind, use_case, link, hidden)


def in_matrix_order(use_case: UseCase) -> tuple[bool, int, int, int]:
    """By column of the DRI matrix; those without one after, by tier."""
    place = use_case.dri_position
    return place is None, place or 0, use_case.tier, use_case.position
