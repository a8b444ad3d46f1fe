"""How much collateral there is by use case, stage and audience: several groupings in one query."""

from __future__ import annotations

from collections import Counter

from django.db.models import BigIntegerField, Count, F, Value

from usecases.models import Collateral
from usecases.models.collateral import CollateralQuerySet

ALL = 0  # in the place of a key: whatever it is, each item once
NONE = "none"  # in the filters of the list of collateral: what has no stage, or no audience
DIMENSIONS = ("use_cases", "stage", "audiences")
Key = tuple[int | None, int | None, int | None]  # use case, stage, audience; None: the item has none


def grouped(items: CollateralQuerySet, *by: str) -> CollateralQuerySet:
    """``items`` counted by the dimensions named; in the place of the others stands ALL."""
    every = {f"by_{name}": F(name) if name in by else Value(ALL, BigIntegerField()) for name in DIMENSIONS}
    counted = items.order_by().values(**every).annotate(count=Count("pk"))
    rows: CollateralQuerySet = counted.values_list(*every, "count")
    return rows


def tally(first: CollateralQuerySet, *others: CollateralQuerySet) -> Counter[Key]:
    """The counts of several groupings, by key: one query, whatever their number."""
    found: Counter[Key] = Counter()
    for use_case, stage, audience, count in first.union(*others, all=True):
        found[use_case, stage, audience] = count
    return found


def within(items: CollateralQuerySet, use_cases: list[int]) -> CollateralQuerySet:
    """Those of ``items`` that belong to at least one of ``use_cases``, each once."""
    through = Collateral.use_cases.through
    return items.filter(pk__in=through.objects.filter(usecase__in=use_cases).values("collateral"))
