"""Loading value drivers, use cases with what stands below them, statements, areas of interest, contradictions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

from marketing_portal.interchange.documents import Document
from marketing_portal.interchange.documents_use_cases import (
    AreaDoc,
    ContradictionDoc,
    DRIRowDoc,
    RequirementDoc,
    RequirementsDoc,
    StatementDoc,
    UseCaseDoc,
    UseCasePersonaDoc,
    UsePointDoc,
    UsePointsDoc,
    ValueDriverDoc,
)
from marketing_portal.interchange.loading.kinds import AddressKind, ListKind, Run
from marketing_portal.interchange.loading.people import parents_first
from marketing_portal.interchange.loading.plan import Plan, assign_many, sync
from marketing_portal.interchange.loading.use_case_parts import (
    said,
    stored_points,
    stored_requirements,
    sync_points,
    sync_requirements,
)
from marketing_portal.people.models.people import normalise_name
from personas.models import Persona
from requests_board.models import Label
from requests_board.vocabulary import Family
from usecases.models import (
    AreaOfInterest,
    Contradiction,
    Statement,
    UseCase,
    UseCaseAlias,
    UseCasePersona,
    ValueDriver,
)


class ValueDrivers(ListKind[ValueDriverDoc]):
    """value_drivers.yaml."""

    name = "value_drivers"
    model = ValueDriver

    def values(self, document: ValueDriverDoc) -> dict[str, Any]:
        """Everything."""
        return {"name": document.name, "text": document.text, **self.more(document)}


def columns_of(rows: Iterable[DRIRowDoc]) -> dict[str, int]:
    """The use cases of the DRI matrix, numbered in the order in which its rows name them."""
    slugs = dict.fromkeys(cell.use_case for row in rows for cell in row.cells)
    return {slug: number for number, slug in enumerate(slugs, 1)}


class UseCases(AddressKind[UseCaseDoc]):
    """use-cases/*.md, with market_requirements/*.yaml and use_case_points/*.yaml.

    The columns of dri.yaml number those in the DRI matrix. What the folder does not hold stays as the database has it.
    """

    name = "use-cases"
    model = UseCase
    prefetch = (
        "aliases", "personas", "requirements", "points", "gaps", "value_drivers", "former_slugs",
    )  # fmt: skip
    pages_name_gaps = True

    def __init__(
        self,
        run: Run,
        requirements: Sequence[RequirementsDoc] | None,
        dri: Sequence[DRIRowDoc] | None,
        points: Sequence[UsePointsDoc] | None,
    ) -> None:
        super().__init__(run)
        self.given_requirements, self.given_points, self.dri = requirements, points, dri
        self.files: tuple[RequirementsDoc | UsePointsDoc, ...] = (*(requirements or ()), *(points or ()))

    @cached_property
    def points(self) -> dict[str, tuple[UsePointDoc, ...]]:
        """The points of each use case."""
        return (
            stored_points()
            if self.given_points is None
            else {one.use_case: one.points for one in self.given_points}
        )

    @cached_property
    def requirements(self) -> dict[str, tuple[RequirementDoc, ...]]:
        """The market requirements of each use case."""
        if self.given_requirements is None:
            return stored_requirements()
        return {one.use_case: one.requirements for one in self.given_requirements}

    @cached_property
    def columns(self) -> dict[str, int]:
        """The column of the DRI matrix that each use case has."""
        placed = UseCase.objects.filter(dri_position__isnull=False).values_list("slug", "dri_position")
        return dict(placed) if self.dri is None else columns_of(self.dri)

    def load(self, documents: Sequence[UseCaseDoc]) -> None:
        """Load the use cases. What belongs to none of them and labels that do not exist are errors."""
        slugs = {document.slug for document in documents}
        for file in self.files:
            if file.use_case not in slugs:
                raise file.found.bad("", f"There is no file use-cases/{file.use_case}.md.")
        labels = set(Label.objects.filter(family=Family.USE_CASE).values_list("key", flat=True))
        for document in documents:
            if document.label and document.label not in labels:
                raise document.found.bad("label", f"There is no label “{document.label}” of use cases.")
        super().load(documents)

    def order(self, documents: Sequence[UseCaseDoc]) -> Iterable[UseCaseDoc]:
        """A use case that takes over a name comes after the one that gives it up."""
        owners = dict(UseCaseAlias.objects.values_list("normalised", "use_case__slug"))

        def takes_over(document: UseCaseDoc) -> bool:
            names = {normalise_name(text) for text in (document.name, *document.aliases)}
            return any(owners.get(name, document.slug) != document.slug for name in names)

        return sorted(documents, key=takes_over)

    def more(self, document: UseCaseDoc) -> dict[str, Any]:
        """Market requirements, points and column; no points are the same as never having had any."""
        requirements = [said(one) for one in self.requirements.get(document.slug, ())]
        points = [said(one) for one in self.points.get(document.slug, ())]
        found = {"requirements": requirements, "dri_position": self.columns.get(document.slug)}
        return found | ({"points": points} if points else {})

    def values(self, document: UseCaseDoc) -> dict[str, Any]:
        """What stands in the head of the file, the text, and the column."""
        return {
            "name": document.name,
            "tier": document.tier,
            "position": document.position,
            "short_label": document.short_label,
            "label_key": document.label,
            "dri_position": self.columns.get(document.slug),
            "description": document.description,
            "body": document.body,
            "resource_url": document.resource_url,
            **self.shared_values(document),
        }

    def parts(self, plan: Plan, row: UseCase, document: UseCaseDoc) -> None:
        """Aliases, personas, requirements, points, value drivers."""
        names = Document(found=document.found.at("aliases"))
        aliases: dict[Any, tuple[Document, dict[str, Any]]] = {
            normalise_name(text): (names, {"text": text, "normalised": normalise_name(text)})
            for text in document.aliases
        }
        sync(
            plan,
            row.aliases.all(),
            lambda alias: alias.normalised,
            aliases,
            lambda: UseCaseAlias(use_case=row),
        )
        self.personas(plan, row, document)
        sync_requirements(plan, row, self.requirements.get(document.slug, ()))
        sync_points(plan, row, self.points.get(document.slug, ()))
        drivers = [self.find(ValueDriver, key, document, "value_drivers") for key in document.value_drivers]
        assign_many(plan, row, {"value_drivers": drivers})

    def personas(self, plan: Plan, row: UseCase, document: UseCaseDoc) -> None:
        """Personas, and titles of people for whom there is none."""
        there: dict[Any, tuple[Document, dict[str, Any]]] = {}
        for order, one in enumerate(document.personas, 1):
            persona = self.find(Persona, one.persona, one, "persona")
            key = (one.kind, persona.pk if persona else one.title)
            there[key] = (one, self.persona_values(order, one) | {"persona": persona})
        sync(
            plan,
            row.personas.all(),
            lambda one: (one.kind, one.persona_id or one.title),
            there,
            lambda: UseCasePersona(use_case=row),
        )

    def persona_values(self, order: int, document: UseCasePersonaDoc) -> dict[str, Any]:
        """Fields of a persona besides the persona itself."""
        return {
            "order": order,
            "title": document.title,
            "kind": document.kind,
            "note": document.note,
        }


class Statements(ListKind[StatementDoc]):
    """statements.yaml. Order counts within each kind."""

    name = "statements"
    model = Statement

    def load(self, documents: Sequence[StatementDoc]) -> None:
        """Number the documents within their kind, then load them."""
        numbers: dict[str, int] = {}
        self.places: dict[str, int] = {}
        for document in documents:
            numbers[document.kind] = numbers.get(document.kind, 0) + 1
            self.places[document.key] = numbers[document.kind]
        super().load(documents)

    def more(self, document: StatementDoc) -> dict[str, Any]:
        """The place within the kind."""
        return {"order": self.places[document.key]}

    def values(self, document: StatementDoc) -> dict[str, Any]:
        """Everything."""
        return {
            "kind": document.kind,
            "parent": self.related(Statement, document, "parent"),
            "title": document.title,
            "text": document.text,
            "state": document.state,
            **self.more(document),
        }

    def order(self, documents: Sequence[StatementDoc]) -> Iterable[StatementDoc]:
        """A statement before those below it."""
        return parents_first(documents, lambda document: str(document.key))


class Areas(ListKind[AreaDoc]):
    """areas_of_interest.yaml."""

    name = "areas_of_interest"
    model = AreaOfInterest

    def values(self, document: AreaDoc) -> dict[str, Any]:
        """Everything."""
        return {
            "label": document.label,
            "use_case": self.related(UseCase, document, "use_case"),
            "state": document.state,
            "target": document.target,
            **self.more(document),
        }


class Contradictions(ListKind[ContradictionDoc]):
    """contradictions.yaml."""

    name = "contradictions"
    model = Contradiction

    def values(self, document: ContradictionDoc) -> dict[str, Any]:
        """Everything."""
        return {"where": document.where, "text": document.text, **self.more(document)}
