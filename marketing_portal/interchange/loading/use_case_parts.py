"""What stands below a use case and is loaded with it: market requirements with their answers, and points."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from marketing_portal.interchange.documents import Document, plain
from marketing_portal.interchange.documents_use_cases import RequirementDoc, UsePointDoc
from marketing_portal.interchange.dumping.rows import as_document, in_order
from marketing_portal.interchange.loading.personas import wanted
from marketing_portal.interchange.loading.plan import Plan, sync
from usecases.models import MarketRequirement, UseCase, UseCasePoint

# Fields that a fingerprint leaves out where they say nothing: older fingerprints of the same content stay good.
SILENT = {"answer": "", "product_areas": "", "demos": "", "demos_state": "known"}


def said(document: Document) -> dict[str, Any]:
    """What ``document`` says, for a fingerprint."""
    return {name: value for name, value in plain(document).items() if SILENT.get(name) != value}


def values_of(order: int, document: Document) -> dict[str, Any]:
    """The fields of a row that are called like those of ``document``, and its place."""
    return {"order": order, **plain(document)}


def stored_requirements() -> dict[str, tuple[RequirementDoc, ...]]:
    """The market requirements that the database holds, by use case: where the folder holds no files of them."""
    rows = UseCase.objects.filter(requirements__isnull=False).distinct().prefetch_related("requirements")
    return {
        row.slug: tuple(as_document(RequirementDoc, one) for one in in_order(row.requirements.all(), "order"))
        for row in rows
    }


def stored_points() -> dict[str, tuple[UsePointDoc, ...]]:
    """The same of points."""
    rows = UseCase.objects.filter(points__isnull=False).distinct().prefetch_related("points")
    return {
        row.slug: tuple(as_document(UsePointDoc, one) for one in in_order(row.points.all(), "order"))
        for row in rows
    }


def sync_requirements(plan: Plan, row: UseCase, documents: Sequence[RequirementDoc]) -> None:
    """The requirements of ``row`` shall be ``documents``."""
    there = wanted(documents, lambda one: one.key, values_of)
    sync(plan, row.requirements.all(), lambda one: one.key, there, lambda: MarketRequirement(use_case=row))


def sync_points(plan: Plan, row: UseCase, documents: Sequence[UsePointDoc]) -> None:
    """The points of ``row`` shall be ``documents``."""
    there = wanted(documents, lambda one: one.key, values_of)
    sync(plan, row.points.all(), lambda one: one.key, there, lambda: UseCasePoint(use_case=row))
