"""Loading what the page of a use case says: only that changes, everything else of the use case stays as it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from marketing_portal.content.models import FormerSlug
from marketing_portal.interchange.documents import Document
from marketing_portal.interchange.documents_use_cases import HOUSE_POINT, ResourcePageDoc, UsePointDoc
from marketing_portal.interchange.dumping.rows import as_document, in_order
from marketing_portal.interchange.loading.gaps import sync_gaps
from marketing_portal.interchange.loading.kinds import Kind
from marketing_portal.interchange.loading.plan import Plan, sync
from marketing_portal.interchange.loading.use_case_parts import sync_points, sync_requirements
from personas.models import Persona
from usecases.models import UseCase, UseCasePersona, UseCasePoint
from usecases.vocabulary import Tier

PAGE_GAP = "page-"  # keys of the gaps that a page marks begin so; the others are not its business
LONGEST_TITLE = 160


class ResourcePages(Kind[ResourcePageDoc]):
    """Pages of use cases. A use case that nothing else tells of is made, in the last tier."""

    name = "use_case_pages"
    model = UseCase
    prefetch = ("aliases", "personas", "requirements", "points", "gaps")

    def load(self, documents: Sequence[ResourcePageDoc]) -> None:
        """Load the pages; anchors of personas are looked up once."""
        personas = {persona.pk: persona for persona in Persona.objects.all()}
        former = FormerSlug.objects.filter(content_type__app_label="personas", content_type__model="persona")
        self.personas = {one.slug: personas.get(one.object_id) for one in former}
        self.personas |= {persona.slug: persona for persona in personas.values()}
        super().load(documents)

    def existing(self, document: ResourcePageDoc, rows: dict[Any, Any], keys: set[Any]) -> Any:
        """Found by address, or by any name."""
        if document.use_case in rows:
            return rows[document.use_case]
        named = UseCase.objects.named(document.use_case or document.name).first()
        return rows.get(named.slug if named else document.slug)

    def identity(self, document: ResourcePageDoc) -> dict[str, Any]:
        """A page does not decide about names."""
        return {}

    def values(self, document: ResourcePageDoc) -> dict[str, Any]:
        """Why it matters, where the page says so."""
        return {"body": document.body} if document.body else {}

    def plan(self, row: Any, document: ResourcePageDoc) -> Plan:
        """With name, address and tier where the use case is new."""
        if row.pk is None:
            row.slug, row.name, row.tier = document.slug, document.name, Tier.THREE
            if document.source:
                row.source_page, row.source_heading = document.source.page, document.source.heading
        return super().plan(row, document)

    def parts(self, plan: Plan, row: UseCase, document: ResourcePageDoc) -> None:
        """Personas, requirements, points and gaps; what the page has none of stays."""
        if document.personas:
            self.sync_personas(plan, row, document)
        if document.requirements:
            sync_requirements(plan, row, document.requirements)
        if document.points:
            said = {said_by(one) for one in document.points}
            house = [one for one in points_by(row, house=True) if said_by(one) not in said]
            sync_points(plan, row, [*document.points, *house])
        mine = [gap for gap in row.gaps.all() if gap.key.startswith(PAGE_GAP)]
        sync_gaps(plan, row, document.gaps, mine, is_import=self.run.is_import)

    def sync_personas(self, plan: Plan, row: UseCase, document: ResourcePageDoc) -> None:
        """The personas of the page; a title for those who have no page of their own here."""
        there: dict[Any, tuple[Document, dict[str, Any]]] = {}
        for order, one in enumerate(document.personas, 1):
            persona = self.personas.get(one.persona or "")
            title = "" if persona else one.name[:LONGEST_TITLE]
            key = (one.kind, persona.pk if persona else title)
            values = {"order": order, "kind": one.kind, "note": one.note, "title": title, "persona": persona}
            if key in there:  # two headings lead to one persona: nothing of either is lost
                values = there[key][1] | {"note": f"{there[key][1]['note']}\n\n{one.note}".strip()}
            there[key] = (one, values)
        sync(
            plan,
            row.personas.all(),
            lambda one: (one.kind, one.persona_id or one.title),
            there,
            lambda: UseCasePersona(use_case=row),
        )


class MessageHouses(ResourcePages):
    """Message houses on pages of their own: their points stand behind those of the page of the use case."""

    name = "message_houses"

    def values(self, document: ResourcePageDoc) -> dict[str, Any]:
        """Nothing of the use case itself."""
        return {}

    def lines_of(self, document: ResourcePageDoc, row: Any) -> str:
        """Those of the page of the use case, where there is one."""
        is_own = document.source is not None and row.source_page == document.source.page
        return document.found.span if is_own else str(row.source_lines)

    def parts(self, plan: Plan, row: UseCase, document: ResourcePageDoc) -> None:
        """The points. What the page of the use case says already is not said twice."""
        page = points_by(row, house=False)
        said = {said_by(one) for one in page}
        house = [one for one in document.points if said_by(one) not in said]
        sync_points(plan, row, [*page, *house])


def points_by(row: UseCase, *, house: bool) -> list[UsePointDoc]:
    """The points of ``row`` as they are, either those of its message house or the others."""
    mine: Iterable[UseCasePoint] = (
        one for one in row.points.all() if one.key.startswith(HOUSE_POINT) == house
    )
    return [as_document(UsePointDoc, one) for one in in_order(mine, "order")]


def said_by(point: UsePointDoc) -> tuple[str, str]:
    """What makes two points the same: their kind and the words of their text."""
    return point.kind, " ".join((point.text or point.title).split()).casefold()
