"""The coverage map laid out for reading: use case x stage x audience, with the number of pieces in each cell.

An item counts in every cell that it belongs to, and once in every total. What has no audience or no stage is counted
in columns of its own, so that nothing is left out and nothing is made up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

from django.urls import reverse

from marketing_portal.content.addresses import link_to
from usecases.models import Audience, Collateral, JourneyStage, UseCase
from usecases.reading.tally import ALL, NONE, Key, grouped, tally, within
from usecases.vocabulary import Tier

ROWS_SHOWN = 200
STEPS = (1, 2, 4, 8)  # the count from which each colour begins


@dataclass(frozen=True)
class Column:
    """A stage and an audience; None in the place of one: what has none. ``key`` finds its counts."""

    stage: JourneyStage | None
    audience: Audience | None
    key: tuple[int | None, int | None]
    query: str
    words: str

    @property
    def is_goal(self) -> bool:
        """True where there should be something: only for an audience at a stage."""
        return self.stage is not None and self.audience is not None

    @property
    def classes(self) -> str:
        """How the style sheet tells it apart: what is no goal stands back."""
        return "" if self.is_goal else " apart"


@dataclass(frozen=True)
class Row:
    """One use case with its counts, in the order of the columns."""

    use_case: UseCase
    counts: list[int]
    total: int
    empty: int

    @property
    def tier(self) -> Tier:
        """The tier of the use case."""
        return Tier(self.use_case.tier)


@dataclass
class Coverage:
    """The whole map. ``totals`` count each item once a column, ``total`` once in all."""

    stages: list[JourneyStage]
    audiences: list[Audience]
    columns: list[Column]
    rows: list[Row]
    totals: list[int]
    total: int
    without_use_case: int
    beyond: int = 0
    only_empty: bool = False
    query: str = ""
    listed: str = field(default_factory=lambda: link_to("collateral:list"))

    @property
    def shown(self) -> list[Row]:
        """The rows; without those that have something in every cell where only what is empty was asked for."""
        return [row for row in self.rows if row.empty or not self.only_empty]

    @property
    def tiers(self) -> list[tuple[Tier, list[Row]]]:
        """The rows below their tiers."""
        return [(tier, rows) for tier in Tier if (rows := [row for row in self.shown if row.tier == tier])]

    @property
    def group_width(self) -> int:
        """How many columns a stage has."""
        return len(self.audiences) + 1

    @property
    def width(self) -> int:
        """How many columns there are, with that of the names and that of the totals."""
        return len(self.columns) + 2

    @property
    def figures(self) -> tuple[int, int]:
        """How many cells have something, of how many that should."""
        goals = len(self.rows) * sum(column.is_goal for column in self.columns)
        return goals - sum(row.empty for row in self.rows), goals

    @property
    def bare(self) -> list[UseCase]:
        """Use cases for which nothing is listed at all."""
        return [row.use_case for row in self.rows if not row.total]

    def list_of(self, *parts: str) -> str:
        """The list of collateral narrowed by ``parts`` of a query; empty where there is no such list."""
        query = "&".join(filter(None, [*parts, self.query]))
        return f"{self.listed}{'?' if query else ''}{query}" if self.listed else ""


def coverage(user: Any, tier: str = "", kind: str = "") -> Coverage:
    """The map as ``user`` may see it, for the use cases of one tier and one kind of collateral if asked for."""
    stages, audiences = list(JourneyStage.objects.all()), list(Audience.objects.all())
    use_cases = list(use_cases_of(user, tier))
    columns = list(columns_of(stages, audiences))
    counts = counts_of(user, [one.pk for one in use_cases], kind)
    return Coverage(
        stages=stages,
        audiences=audiences,
        columns=columns,
        rows=[row_of(one, columns, counts) for one in use_cases[:ROWS_SHOWN]],
        totals=[counts[ALL, *column.key] for column in columns],
        total=sum(count for (one, _, audience), count in counts.items() if one == ALL == audience),
        without_use_case=sum(
            count for (one, _, audience), count in counts.items() if one is None and audience == ALL
        ),
        beyond=max(len(use_cases) - ROWS_SHOWN, 0),
        query=urlencode({"type": kind}) if kind else "",
    )


def use_cases_of(user: Any, tier: str) -> Any:
    """The use cases that ``user`` may see, in order."""
    rows = UseCase.objects.visible_to(user)
    shown = rows.filter(tier=tier) if tier else rows
    return shown.only("name", "slug", "short_label", "label_key", "tier")


def columns_of(stages: list[JourneyStage], audiences: list[Audience]) -> Iterator[Column]:
    """For each stage its audiences and what has none; at the end what has no stage, whatever its audience."""
    for stage in stages:
        for audience in [*audiences, None]:
            who = audience.name if audience else "No audience given"
            query = f"stage={stage.key}&audience={audience.key if audience else NONE}"
            yield Column(
                stage, audience, (stage.pk, audience.pk if audience else None), query, f"{stage.name}: {who}"
            )
    yield Column(None, None, (None, ALL), f"stage={NONE}", "No stage given")


def counts_of(user: Any, use_cases: list[int], kind: str) -> Counter[Key]:
    """Every count of the map: cells, rows by stage, columns, stages; one query."""
    items = Collateral.objects.visible_to(user)
    if kind:
        items = items.filter(kind=kind)
    inside = within(items, use_cases)
    return tally(
        grouped(items, "use_cases", "stage", "audiences"),
        grouped(items, "use_cases", "stage"),
        grouped(inside, "stage", "audiences"),
        grouped(inside, "stage"),
    )


def row_of(use_case: UseCase, columns: list[Column], counts: Counter[Key]) -> Row:
    """One use case with its counts."""
    cells = [counts[use_case.pk, *column.key] for column in columns]
    empty = sum(1 for column, count in zip(columns, cells, strict=True) if column.is_goal and not count)
    stages = {column.key[0] for column in columns}
    return Row(use_case, cells, sum(counts[use_case.pk, stage, ALL] for stage in stages), empty)


def level(count: int) -> int:
    """Colour step of a count: 0 for nothing, 4 for much."""
    return sum(1 for least in STEPS if count >= least)


def legend() -> list[tuple[int, str]]:
    """Each colour step with the counts that it stands for."""
    lasts = [after - 1 for after in STEPS[1:]]
    words = [
        str(least) if least == last else f"{least} to {last}"
        for least, last in zip(STEPS, lasts, strict=False)
    ]
    return list(enumerate([*words, f"{STEPS[-1]} or more"], 1))


def ask_parts(coverage_map: Coverage) -> tuple[str, list[str], list[str]]:
    """The address of a request for an empty cell in three pieces: where, and per column what stands around the name.

    A big map has hundreds of such addresses; quoting each piece once keeps it quick.
    """
    form = link_to("requests:new")
    about = quoted(reverse("journey:coverage"))
    titles, descriptions = [], []
    for column in coverage_map.columns:
        stage = column.stage.name if column.stage else ""
        who = column.audience.name.lower() if column.audience else ""
        titles.append(quoted(f"{stage} collateral for {who}: "))
        wanted = f"The coverage map has nothing for {who} at the stage {stage} about "
        phase = f"&gtm_phase={column.stage.key}" if column.stage else ""
        descriptions.append(f"{phase}&about={about}&description={quoted(wanted)}")
    return (f"{form}?kind=collateral&title=" if form else ""), titles, descriptions


def quoted(text: str) -> str:
    """``text`` as part of an address; pieces that are quoted alone may be joined."""
    return quote(text, safe="")
