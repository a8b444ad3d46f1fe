"""Use cases, their matrices and what is said around them as documents."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import F

from marketing_portal.interchange.documents_use_cases import (
    AreaDoc,
    ContradictionDoc,
    DRICellDoc,
    DRIPersonDoc,
    DRIRowDoc,
    LinkDoc,
    LinkKindDoc,
    RequirementDoc,
    RequirementsDoc,
    RoleDoc,
    StatementDoc,
    UseCaseDoc,
    UseCasePersonaDoc,
    UsePointDoc,
    UsePointsDoc,
    ValueDriverDoc,
)
from marketing_portal.interchange.dumping.rows import (
    addressed,
    addresses,
    as_document,
    chosen,
    in_order,
    slug_of,
    slugs_of,
)
from usecases.models import (
    ActivationRole,
    AreaOfInterest,
    Contradiction,
    DRICell,
    KeyLink,
    KeyLinkKind,
    Statement,
    UseCase,
    ValueDriver,
)

BELOW = ("aliases", "personas__persona", "gaps", "value_drivers", "former_slugs")


def value_drivers() -> Iterator[ValueDriverDoc]:
    """value_drivers.yaml."""
    for row in ValueDriver.objects.order_by("order", "key"):
        yield as_document(ValueDriverDoc, row)


def use_cases(only: str = "") -> Iterator[UseCaseDoc]:
    """use-cases/*.md, by slug; ``only`` the one with that slug."""
    taken = addresses(UseCase)
    rows = chosen(UseCase.objects.all(), only)
    for row in rows.select_related("owner").prefetch_related(*BELOW).order_by("slug"):
        personas = tuple(
            as_document(UseCasePersonaDoc, one, persona=slug_of(one.persona))
            for one in in_order(row.personas.all(), "order")
        )
        yield as_document(
            UseCaseDoc,
            row,
            label=row.label_key,
            aliases=tuple(alias.text for alias in in_order(row.aliases.all())),
            value_drivers=slugs_of(in_order(row.value_drivers.all(), "order")),
            personas=personas,
            **addressed(row, taken),
        )


def requirements(only: str = "") -> Iterator[RequirementsDoc]:
    """market_requirements/*.yaml, for use cases that have any; ``only`` the one with that slug."""
    rows = chosen(UseCase.objects.all(), only)
    for row in rows.prefetch_related("requirements").order_by("slug"):
        found = tuple(as_document(RequirementDoc, one) for one in in_order(row.requirements.all(), "order"))
        if found:
            yield RequirementsDoc(use_case=row.slug, requirements=found)


def points(only: str = "") -> Iterator[UsePointsDoc]:
    """use_case_points/*.yaml, for use cases that have any; ``only`` the one with that slug."""
    rows = chosen(UseCase.objects.all(), only)
    for row in rows.prefetch_related("points").order_by("slug"):
        found = tuple(as_document(UsePointDoc, one) for one in in_order(row.points.all(), "order"))
        if found:
            yield UsePointsDoc(use_case=row.slug, points=found)


def statements() -> Iterator[StatementDoc]:
    """statements.yaml: kind by kind, each in order."""
    for row in Statement.objects.select_related("parent").order_by("kind", "order", "key"):
        yield as_document(StatementDoc, row, parent=slug_of(row.parent))


def activation_roles() -> Iterator[RoleDoc]:
    """activation_roles.yaml, as the matrix has them."""
    for row in ActivationRole.objects.select_related("lead").order_by("order", "key"):
        yield as_document(RoleDoc, row, lead=slug_of(row.lead), matrix_position=row.order)


def dri() -> Iterator[DRIRowDoc]:
    """dri.yaml: a row for each role that has cells, its cells in the order of the columns."""
    rows: dict[str, list[DRICellDoc]] = {}
    cells = DRICell.objects.select_related("role", "use_case").prefetch_related("assignments__person")
    placed = cells.order_by(
        "role__order", "role__key", F("use_case__dri_position").asc(nulls_last=True), "use_case__slug"
    )
    for cell in placed:
        people = tuple(
            DRIPersonDoc(person=one.person.slug, written=one.written)
            for one in in_order(cell.assignments.all(), "order")
        )
        document = as_document(DRICellDoc, cell, use_case=cell.use_case.slug, people=people)
        rows.setdefault(cell.role.key, []).append(document)
    yield from (DRIRowDoc(role=role, cells=tuple(found)) for role, found in rows.items())


def key_link_kinds() -> Iterator[LinkKindDoc]:
    """The kinds of key_links.yaml."""
    for row in KeyLinkKind.objects.order_by("order", "key"):
        yield as_document(LinkKindDoc, row)


def key_links() -> Iterator[LinkDoc]:
    """The cells of key_links.yaml."""
    for row in KeyLink.objects.select_related("kind", "use_case").order_by("kind__order", "pk"):
        yield as_document(LinkDoc, row, kind=row.kind.key, use_case=row.use_case.slug)


def areas_of_interest() -> Iterator[AreaDoc]:
    """areas_of_interest.yaml."""
    for row in AreaOfInterest.objects.select_related("use_case").order_by("order", "key"):
        yield as_document(AreaDoc, row, use_case=slug_of(row.use_case))


def contradictions() -> Iterator[ContradictionDoc]:
    """contradictions.yaml."""
    for row in Contradiction.objects.order_by("order", "key"):
        yield as_document(ContradictionDoc, row)
