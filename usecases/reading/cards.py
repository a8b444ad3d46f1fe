"""How use cases are laid out in a list: what a card says about who is responsible and what is missing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from marketing_portal.content.knowledge import GAP_STATES
from marketing_portal.content.models import Gap
from usecases.models import (
    AreaOfInterest,
    DRIAssignment,
    DRICell,
    KeyLink,
    MarketRequirement,
    UseCase,
    UseCasePoint,
)
from usecases.models.organisation import OwnershipArea
from usecases.showing import Who, who
from usecases.vocabulary import LinkState

PRODUCT_MARKETING = "product-marketing"  # key of the role that leads a use case's activation team
UNRESOLVED = [state.value for state in LinkState if state.is_unresolved or state == LinkState.EPIC]


@dataclass
class Card:
    """A use case in the list. ``responsible`` are its product marketers in the matrix, ``owners`` in the table."""

    use_case: UseCase
    responsible: list[Who] = field(default_factory=list)
    owners: list[Who] = field(default_factory=list)

    @property
    def gaps(self) -> int:
        """How many gaps the sources mark."""
        return int(getattr(self.use_case, "marked_gaps", 0))


def cards(use_cases: Iterable[UseCase], user: Any) -> list[Card]:
    """The cards of one page of the list."""
    found = {use_case.pk: Card(use_case) for use_case in use_cases}
    in_matrix = DRIAssignment.objects.filter(cell__role__key=PRODUCT_MARKETING, cell__use_case__in=found)
    for one in in_matrix.select_related("person", "cell").order_by("order", "pk"):
        found[one.cell.use_case_id].responsible.append(who(one.person, user))
    in_table = OwnershipArea.objects.filter(use_case__in=found)
    for area in in_table.select_related("ownership__person"):
        found[area.use_case_id or 0].owners.append(who(area.ownership.person, user))
    return list(found.values())


def with_gap_counts(use_cases: Any) -> Any:
    """``use_cases`` with the number of gaps that the sources mark, as ``marked_gaps``."""
    kind = ContentType.objects.get_for_model(UseCase)
    marked = (
        counted(DRICell.objects.filter(use_case=OuterRef("pk"), state__in=GAP_STATES), "use_case")
        + counted(KeyLink.objects.filter(use_case=OuterRef("pk"), state__in=UNRESOLVED), "use_case")
        + counted(AreaOfInterest.objects.filter(use_case=OuterRef("pk"), state__in=GAP_STATES), "use_case")
        + counted(UseCasePoint.objects.filter(use_case=OuterRef("pk"), state__in=GAP_STATES), "use_case")
        + counted(
            MarketRequirement.objects.filter(use_case=OuterRef("pk"), demos_state__in=GAP_STATES), "use_case"
        )
        + counted(Gap.objects.open().filter(content_type=kind, object_id=OuterRef("pk")), "object_id")
    )
    return use_cases.annotate(marked_gaps=marked)


def counted(rows: QuerySet[Any], by: str) -> Coalesce:
    """Number of ``rows`` of the outer object, none being 0."""
    count = rows.order_by().values(by).annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(count, output_field=IntegerField()), 0)
