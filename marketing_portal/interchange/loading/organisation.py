"""Loading how product marketing is organised: ownership, organisation model, release cascade."""

from __future__ import annotations

from typing import Any

from marketing_portal.interchange.documents import Document
from marketing_portal.interchange.documents_organisation import (
    CascadeActionDoc,
    CascadeQuestionDoc,
    OrgColumnDoc,
    OwnershipDoc,
)
from marketing_portal.interchange.loading.kinds import ListKind
from marketing_portal.interchange.loading.personas import wanted
from marketing_portal.interchange.loading.plan import Plan, sync
from marketing_portal.people.models import Person
from usecases.models import CascadeAction, CascadeQuestion, OrgColumn, Ownership, OwnershipArea, UseCase


class OwnershipRows(ListKind[OwnershipDoc]):
    """ownership.yaml: a row for each person."""

    name = "ownership"
    model = Ownership
    named_by = ("person",)
    prefetch = ("areas",)

    def key_of(self, document: OwnershipDoc) -> str:
        """The person."""
        return document.person

    def row_key(self, row: Ownership) -> str:
        """The person."""
        return row.person.slug

    def identity(self, document: OwnershipDoc) -> dict[str, Any]:
        """The person."""
        return {"person": self.related(Person, document, "person")}

    def values(self, document: OwnershipDoc) -> dict[str, Any]:
        """What else is theirs."""
        return {
            "persona": document.persona,
            "persona_state": document.persona_state,
            "industry": document.industry,
            "industry_state": document.industry_state,
            "product_group": document.product_group,
            "product_group_url": document.product_group_url,
            "regions": list(document.regions),
            **self.more(document),
        }

    def parts(self, plan: Plan, row: Ownership, document: OwnershipDoc) -> None:
        """Use cases and verticals."""
        areas: dict[Any, tuple[Document, dict[str, Any]]] = {}
        for order, area in enumerate(document.areas, 1):
            values = {
                "order": order,
                "label": area.label,
                "use_case": self.find(UseCase, area.use_case, area, "use_case"),
                "is_vertical": area.vertical,
                "url": area.url,
            }
            areas[area.label] = (area, values)
        sync(plan, row.areas.all(), lambda area: area.label, areas, lambda: OwnershipArea(ownership=row))


class OrgColumns(ListKind[OrgColumnDoc]):
    """organisation.yaml."""

    name = "organisation"
    model = OrgColumn

    def values(self, document: OrgColumnDoc) -> dict[str, Any]:
        """Everything."""
        return {
            "title": document.title,
            "use_case": self.related(UseCase, document, "use_case"),
            "is_vertical": document.vertical,
            "pmm_group": document.pmm_group,
            "section": document.section,
            "contact": self.related(Person, document, "contact"),
            **self.more(document),
        }


def action_values(order: int, document: CascadeActionDoc) -> dict[str, Any]:
    """Fields of an action."""
    return {"order": order, "key": document.key, "label": document.label, "url": document.url}


class CascadeQuestions(ListKind[CascadeQuestionDoc]):
    """cascade.yaml."""

    name = "cascade"
    model = CascadeQuestion
    prefetch = ("actions",)

    def values(self, document: CascadeQuestionDoc) -> dict[str, Any]:
        """The question."""
        return {"question": document.question, **self.more(document)}

    def parts(self, plan: Plan, row: CascadeQuestion, document: CascadeQuestionDoc) -> None:
        """What to do."""
        actions = wanted(document.actions, lambda action: action.key, action_values)
        sync(plan, row.actions.all(), lambda one: one.key, actions, lambda: CascadeAction(question=row))
