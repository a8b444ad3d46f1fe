"""Documents of the buyer's journey: stages, audiences, views, step tables; and of what we show on the way."""

from __future__ import annotations

from dataclasses import dataclass, field

from marketing_portal.interchange.documents import Document, GapDoc, Source, later


@dataclass(frozen=True, kw_only=True)
class CollateralTypeDoc(Document):
    """A kind of collateral that is typical of a stage."""

    key: str
    text: str


@dataclass(frozen=True, kw_only=True)
class StageDoc(Document):
    """A stage of the buyer's journey."""

    key: str
    name: str
    aliases: tuple[str, ...] = ()
    position: str = ""
    question: str = ""
    definition: str = ""
    focus: str = ""
    collateral_types: tuple[CollateralTypeDoc, ...] = ()


@dataclass(frozen=True, kw_only=True)
class AudienceDoc(Document):
    """Whom collateral speaks to."""

    key: str
    name: str
    needs: str = ""


@dataclass(frozen=True, kw_only=True)
class ViewStepDoc(Document):
    """A step of a view of the journey: who acts, at which stage, in which phase."""

    key: str
    label: str
    lane: str
    stage: str | None = None
    phase: str = ""


@dataclass(frozen=True, kw_only=True)
class ViewDoc(Document):
    """One way in which the journey begins."""

    key: str
    name: str
    started_by: str
    narrative: str = ""
    phases: tuple[str, ...] = ()
    steps: tuple[ViewStepDoc, ...] = ()


@dataclass(frozen=True, kw_only=True)
class JourneyStepDoc(Document):
    """A row of the table of a journey. A doubted value stands without its question mark, and its state says so."""

    key: str
    stage: str
    measured_by: str = ""
    measure_state: str = "known"
    owners: tuple[str, ...] = ()
    owner_state: str = "known"
    activities: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class JourneyDoc(Document):
    """A journey, with a table where the source has one."""

    key: str
    name: str
    text: str = ""
    note: str = ""
    steps: tuple[JourneyStepDoc, ...] = ()


@dataclass(frozen=True, kw_only=True)
class BomAreaDoc(Document):
    """A discipline that contributes to the bill of materials."""

    key: str
    name: str
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class BomElementDoc(Document):
    """An element of the bill of materials; ``quantity`` is as said, for example 2-3. No priority: nobody decided it."""

    key: str
    area: str
    name: str
    description: str = ""
    quantity: str = ""
    stage: str | None = None
    priority: int | None = 1
    area_name: str = field(default="", compare=False)  # where a page names an area for the first time


@dataclass(frozen=True, kw_only=True)
class CollateralDoc(Document):
    """A piece of collateral; its key is its address."""

    key: str
    title: str
    kind: str = "other"
    url: str = ""
    use_cases: tuple[str, ...] = ()
    stage: str | None = None
    audiences: tuple[str, ...] = ()
    personas: tuple[str, ...] = ()
    owner: str | None = None
    internal: bool = False
    gated: bool = False
    note: str = ""
    source: Source | None = None
    anchors: tuple[str, ...] = ()
    gaps: tuple[GapDoc, ...] = later(())
    archived: bool | None = later(None)


@dataclass(frozen=True, kw_only=True)
class DeckDoc(Document):
    """An approved customer-facing deck; without address, the address is lost."""

    key: str
    title: str
    description: str = ""
    when_to_use: str = ""
    owner_text: str = ""
    synced_from: str | None = None
    url: str = ""
    audience: str = ""
