"""The page of the buyer's journey for reading: stages, audiences, both views, journeys with their steps."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from marketing_portal.content.about import edit_link
from marketing_portal.content.addresses import link_to
from marketing_portal.content.models import Origin, Versioned
from usecases.models import Audience, Collateral, Journey, JourneyStage, JourneyView
from usecases.models.collateral import CollateralQuerySet
from usecases.reading.handoffs import JourneyTable, journey_table
from usecases.reading.pictures import Picture, picture
from usecases.reading.tally import ALL, NONE, grouped, tally


@dataclass(frozen=True)
class Shown:
    """How much collateral there is in one place, and the list of it; no link where there is none."""

    count: int
    href: str
    label: str = ""


@dataclass(frozen=True)
class StageCard:
    """One stage with what we have for it."""

    stage: JourneyStage
    shown: Shown
    edit_href: str


@dataclass(frozen=True)
class AudienceRow:
    """One audience with what we have for it, stage by stage."""

    audience: Audience
    cells: list[Shown]
    shown: Shown
    edit_href: str


@dataclass(frozen=True)
class JourneyPage:
    """Everything on the page."""

    stages: list[StageCard]
    audiences: list[AudienceRow]
    unaddressed: list[Shown]
    unaddressed_total: Shown
    total: Shown
    pictures: list[Picture]
    tables: list[JourneyTable]
    changed: dt.datetime | None
    is_sample: bool

    @property
    def handoffs(self) -> int:
        """How often an owner changes, in all journeys."""
        return sum(table.handoffs for table in self.tables)

    @property
    def sections(self) -> list[tuple[str, str, list[tuple[str, str]], bool]]:
        """Anchor, name, what is below it, and whether something is missing, for the list of contents."""
        stages = [(f"stage-{card.stage.key}", card.stage.name) for card in self.stages]
        pictures = [(one.anchor, one.view.name) for one in self.pictures]
        tables = [(one.anchor, one.journey.name) for one in self.tables]
        gaps = any(one.unknown or one.uncertain or not one.rows for one in self.tables)
        return [
            ("stages", "Stages", stages, False),
            ("audiences", "Audiences", [], False),
            ("views", "How it begins", pictures, False),
            ("journeys", "Journeys and hand-offs", tables, gaps),
        ]


def page(user: Any) -> JourneyPage:
    """The page as ``user`` may see it."""
    stages = list(JourneyStage.objects.prefetch_related("collateral_types"))
    audiences = list(Audience.objects.all())
    views = list(JourneyView.objects.prefetch_related("steps"))
    journeys = list(Journey.objects.prefetch_related("steps"))
    counts = Counts(user)
    everything: list[Versioned] = [*stages, *audiences, *views, *journeys]
    by_key = {stage.pk: stage for stage in stages}
    return JourneyPage(
        stages=[StageCard(one, counts.of(one, None), edit_link(one, user)) for one in stages],
        audiences=[audience_row(one, stages, counts, user) for one in audiences],
        unaddressed=[counts.unaddressed(stage) for stage in stages],
        unaddressed_total=counts.unaddressed(None),
        total=counts.of(None, None),
        pictures=[picture(one, by_key, edit_link(one, user)) for one in views],
        tables=[journey_table(one, edit_link(one, user)) for one in journeys],
        changed=max((one.updated_at for one in everything), default=None),
        is_sample=any(one.origin == Origin.SAMPLE and not one.is_edited for one in everything),
    )


def audience_row(audience: Audience, stages: list[JourneyStage], counts: Counts, user: Any) -> AudienceRow:
    """One audience with its counts."""
    cells = [counts.of(stage, audience) for stage in stages]
    return AudienceRow(audience, cells, counts.of(None, audience), edit_link(audience, user))


class Counts:
    """How much collateral ``user`` may see, by stage and audience: one query."""

    def __init__(self, user: Any) -> None:
        items: CollateralQuerySet = Collateral.objects.visible_to(user)
        groups = [("stage", "audiences"), ("audiences",), ("stage",), ()]
        self.tally = tally(*(grouped(items, *by) for by in groups))
        self.listed = link_to("collateral:list")

    def of(self, stage: JourneyStage | None, audience: Audience | None) -> Shown:
        """What there is for a stage, an audience, both, or at all."""
        count = self.tally[ALL, stage.pk if stage else ALL, audience.pk if audience else ALL]
        parts = [("stage", stage.key if stage else ""), ("audience", audience.key if audience else "")]
        return self.shown(count, parts, stage.name if stage else "")

    def unaddressed(self, stage: JourneyStage | None) -> Shown:
        """What there is without an audience, for a stage or at all."""
        count = self.tally[ALL, stage.pk if stage else ALL, None]
        parts = [("stage", stage.key if stage else ""), ("audience", NONE)]
        return self.shown(count, parts, stage.name if stage else "")

    def shown(self, count: int, parts: list[tuple[str, str]], label: str) -> Shown:
        """``count`` with the list of just these."""
        query = "&".join(f"{name}={key}" for name, key in parts if key)
        href = f"{self.listed}?{query}" if query else self.listed
        return Shown(count, href if count and self.listed else "", label)
