"""Loading the matrices. Each cell is an object of its own, so an edit of one never stands in the way of another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from marketing_portal.interchange.documents import Document
from marketing_portal.interchange.documents_use_cases import (
    DRICellDoc,
    DRIRowDoc,
    LinkDoc,
    LinkKindDoc,
    RoleDoc,
)
from marketing_portal.interchange.loading.kinds import Kind, ListKind
from marketing_portal.interchange.loading.plan import Plan, sync
from marketing_portal.people.models import Person
from usecases.models import ActivationRole, DRIAssignment, DRICell, KeyLink, KeyLinkKind, UseCase


class Roles(Kind[RoleDoc]):
    """activation_roles.yaml."""

    name = "activation_roles"
    model = ActivationRole
    key = "key"

    def values(self, document: RoleDoc) -> dict[str, Any]:
        """Everything."""
        return {
            "name": document.name,
            "list_name": document.list_name,
            "responsibility": document.responsibility,
            "lead": self.related(Person, document, "lead"),
            "order": document.matrix_position,
            "list_position": document.list_position,
        }


@dataclass(frozen=True, kw_only=True)
class PlacedCell(Document):
    """A cell of the DRI matrix with the role whose row it stands in."""

    role: str
    cell: DRICellDoc


class DRICells(Kind[PlacedCell]):
    """The cells of dri.yaml."""

    name = "dri"
    model = DRICell
    named_by = ("role", "use_case")
    prefetch = ("assignments",)

    def load(self, documents: Sequence[Any]) -> None:
        """Load the cells of every row. A row names a role, and every cell of it a use case."""
        rows: Sequence[DRIRowDoc] = documents
        for row in rows:
            self.find(ActivationRole, row.role, row, "role")
        super().load(
            [PlacedCell(role=row.role, cell=cell, found=cell.found) for row in rows for cell in row.cells]
        )

    def key_of(self, document: PlacedCell) -> tuple[str, str]:
        """Role and use case."""
        return document.role, document.cell.use_case

    def row_key(self, row: DRICell) -> tuple[str, str]:
        """Role and use case."""
        return row.role.key, row.use_case.slug

    def identity(self, document: PlacedCell) -> dict[str, Any]:
        """Role and use case."""
        return {
            "role": self.find(ActivationRole, document.role, document, "role"),
            "use_case": self.find(UseCase, document.cell.use_case, document, "use_case"),
        }

    def values(self, document: PlacedCell) -> dict[str, Any]:
        """What the source writes, and how much it knows."""
        return {"state": document.cell.state, "raw": document.cell.raw}

    def parts(self, plan: Plan, row: DRICell, document: PlacedCell) -> None:
        """The people, in their order."""
        wanted: dict[Any, tuple[Document, dict[str, Any]]] = {}
        for order, one in enumerate(document.cell.people, 1):
            person = self.find(Person, one.person, one, "person")
            wanted[person.pk] = (one, {"person": person, "written": one.written, "order": order})
        sync(
            plan,
            row.assignments.all(),
            lambda one: one.person_id,
            wanted,
            lambda: DRIAssignment(cell=row),
        )


class LinkKinds(ListKind[LinkKindDoc]):
    """The kinds of key_links.yaml."""

    name = "key_link_kinds"
    model = KeyLinkKind

    def values(self, document: LinkKindDoc) -> dict[str, Any]:
        """Everything."""
        return {"name": document.name, "url": document.url, **self.more(document)}


class Links(Kind[LinkDoc]):
    """The cells of key_links.yaml."""

    name = "key_links"
    model = KeyLink
    named_by = ("kind", "use_case")

    def key_of(self, document: LinkDoc) -> tuple[str, str]:
        """Kind and use case."""
        return document.kind, document.use_case

    def row_key(self, row: KeyLink) -> tuple[str, str]:
        """Kind and use case."""
        return row.kind.key, row.use_case.slug

    def identity(self, document: LinkDoc) -> dict[str, Any]:
        """Kind and use case."""
        return {
            "kind": self.related(KeyLinkKind, document, "kind"),
            "use_case": self.related(UseCase, document, "use_case"),
        }

    def values(self, document: LinkDoc) -> dict[str, Any]:
        """What stands in the cell."""
        return {
            "state": document.state,
            "label": document.label,
            "target": document.target,
            "raw": document.raw,
            "internal": document.internal,
            "note": document.note,
        }
