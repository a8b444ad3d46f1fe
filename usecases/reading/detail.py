"""The page of one use case laid out for reading: its sections in order, and what is missing in each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, OuterRef, Q, Subquery, prefetch_related_objects
from django.db.models.functions import JSONObject
from django.utils.safestring import SafeString, mark_safe

from marketing_portal.content.about import report_url
from marketing_portal.content.addresses import link_to
from marketing_portal.content.knowledge import Knowledge
from personas.models import Persona
from usecases.concerns import words_for
from usecases.models import (
    ActivationRole,
    AreaOfInterest,
    BomElement,
    Collateral,
    JourneyStage,
    MarketRequirement,
    OrgColumn,
    UseCase,
    UseCasePersona,
    UseCasePoint,
    ValueDriver,
)
from usecases.models.organisation import OwnershipArea
from usecases.models.use_case import REQUIREMENTS_FROM, REQUIREMENTS_TO
from usecases.reading.dri import Row, rows_of
from usecases.reading.facts import Listed
from usecases.reading.links import LinkCell, links_of
from usecases.reading.points import PointPart, about_personas, gaps_in, parts_of, points_of
from usecases.showing import FIELDS, Who, who, who_of
from usecases.vocabulary import LinkState, PersonaRole, Tier

SHOWN_A_STAGE, FOLDED_A_STAGE = 6, 60
CONCERNS_SHOWN = 60
FIRST_HEADING = re.compile(r"\A\s*<h2\b[^>]*>.*?</h2>\s*", re.DOTALL)


@dataclass(frozen=True)
class Missing:
    """Something that is not there: its section on the page, how it is known, what it is, in words."""

    section: str
    state: str
    text: str
    is_marked: bool = True  # False: it follows from what is there, no source marks it


@dataclass
class Stage:
    """One stage of the buyer's journey: what there should be and what there is."""

    stage: JourneyStage | None
    ask_href: str = ""
    elements: list[BomElement] = field(default_factory=list)
    collateral: list[Collateral] = field(default_factory=list)

    @property
    def shown(self) -> list[Collateral]:
        """The first few."""
        return self.collateral[:SHOWN_A_STAGE]

    @property
    def folded(self) -> list[Collateral]:
        """The others, as far as a page has room for them."""
        return self.collateral[SHOWN_A_STAGE:FOLDED_A_STAGE]

    @property
    def beyond(self) -> int:
        """How many more there are, which only the list of collateral shows."""
        return max(len(self.collateral) - FOLDED_A_STAGE, 0)

    @property
    def anchor(self) -> str:
        """Id on the page."""
        return f"stage-{self.stage.key if self.stage else 'none'}"


@dataclass
class UseCasePage:
    """Everything that the page shows beside the use case itself."""

    personas: dict[str, list[UseCasePersona]]
    requirements: list[MarketRequirement]
    points: list[UseCasePoint]
    parts: list[PointPart]
    roles: list[Row]
    concerns: list[tuple[str, str]]
    links: list[LinkCell]
    stages: list[Stage]
    area: AreaOfInterest | None
    owners: list[tuple[OwnershipArea, Who]]
    org: OrgColumn | None
    contact: Who | None
    collateral_href: str
    tier_meaning: str
    body: SafeString
    missing: list[Missing] = field(default_factory=list)

    @property
    def collateral_count(self) -> int:
        """How much collateral there is in all."""
        return sum(len(stage.collateral) for stage in self.stages)

    @property
    def has_elements(self) -> bool:
        """True where the bill of materials names anything."""
        return any(stage.elements for stage in self.stages)

    @property
    def people(self) -> list[tuple[str, list[UseCasePoint], list[UseCasePersona]]]:
        """Buyers and users: the name of the kind, what is said of all of them, each of them."""
        said = about_personas(self.points)
        return [(kind, said.get(kind, []), found) for kind, found in self.personas.items()]

    @property
    def requirements_remark(self) -> str:
        """What to say where the number of requirements is outside the rule of thumb; empty where it is not."""
        return remark_on(len(self.requirements))

    @property
    def marked(self) -> list[Missing]:
        """What the sources mark."""
        return [one for one in self.missing if one.is_marked]

    @property
    def following(self) -> list[Missing]:
        """What follows from what is there."""
        return [one for one in self.missing if not one.is_marked]

    @property
    def sections(self) -> list[tuple[str, str, bool]]:
        """Anchor, name and whether something is missing, for the side navigation."""
        gaps = {one.section for one in self.missing}
        made_of_points = [(part.anchor, part.name) for part in self.parts]
        shown = [*SECTIONS[:AFTER_POINTS], *made_of_points, *SECTIONS[AFTER_POINTS:]]
        return [(anchor, name, anchor in gaps) for anchor, name in shown]


SECTIONS = [
    ("why", "Why it matters"),
    ("personas", "Personas"),
    ("requirements", "Market requirements"),
    ("responsible", "Who is responsible"),
    ("links", "Key links"),
    ("collateral", "Collateral by stage"),
    ("missing", "What is missing"),
]
AFTER_POINTS = 3  # what to say, ask and show follows the market requirements


def remark_on(count: int) -> str:
    """The 8-12 rule as a remark (handbook, market requirements): a hint, never an error."""
    if count < REQUIREMENTS_FROM:
        return f"fewer than the {REQUIREMENTS_FROM} to {REQUIREMENTS_TO} that the rule of thumb expects"
    if count > REQUIREMENTS_TO:
        return f"more than the {REQUIREMENTS_FROM} to {REQUIREMENTS_TO} that the rule of thumb expects"
    return ""


def page(use_case: UseCase, user: Any) -> UseCasePage:
    """The page as ``user`` may see it."""
    prefetch_related_objects([use_case], "aliases", "gaps")
    org, contact = org_column_of(use_case, user)
    areas = OwnershipArea.objects.filter(use_case=use_case).select_related("ownership__person")
    points = points_of(use_case, user)
    roles = [] if use_case.dri_position is None else rows_of([use_case], user)
    found = UseCasePage(
        personas=personas_of(use_case, user),
        requirements=list(use_case.requirements.all()),
        points=points,
        parts=parts_of(points),
        roles=roles,
        concerns=concerns([row.role for row in roles] or list(ActivationRole.objects.all()[:CONCERNS_SHOWN])),
        links=links_of(use_case, user),
        stages=stages_of(use_case, user),
        area=area_of(use_case),
        owners=[(area, who(area.ownership.person, user)) for area in areas],
        org=org,
        contact=contact,
        collateral_href=collateral_href(use_case),
        tier_meaning=Tier(use_case.tier).meaning,
        body=without_first_heading(use_case.body_html),
    )
    found.missing = [*marked_missing(use_case, found), *following_missing(use_case, found)]
    return found


def concerns(roles: list[ActivationRole]) -> list[tuple[str, str]]:
    """What somebody may ask about: key of the role that answers, and plain words."""
    return [(role.key, words_for(role)) for role in roles]


def with_small_facts(use_cases: Any) -> Any:
    """``use_cases`` with their area of interest, their column of the organisation model and the names of their value
    drivers, in the same query.
    """
    area = AreaOfInterest.objects.filter(use_case=OuterRef("pk"))
    column_of = OrgColumn.objects.filter(use_case=OuterRef("pk"))
    contact = {name: F(f"contact__{name}") for name in FIELDS}
    org = JSONObject(title="title", section="section", pmm_group="pmm_group", contact=JSONObject(**contact))
    drivers = ValueDriver.objects.filter(use_cases=OuterRef("pk")).order_by("order", "pk")
    return use_cases.annotate(
        driver_names=Listed(drivers.values(fact=F("name"))),
        area_fact=Subquery(area.values(fact=JSONObject(label="label", state="state", target="target"))[:1]),
        org_fact=Subquery(column_of.values(fact=org)[:1]),
    )


def area_of(use_case: Any) -> AreaOfInterest | None:
    """The entry of ``use_case`` (read by `with_small_facts`) in the list of areas of interest."""
    return AreaOfInterest(**use_case.area_fact) if use_case.area_fact else None


def org_column_of(use_case: Any, user: Any) -> tuple[OrgColumn | None, Who | None]:
    """The column of ``use_case`` (read by `with_small_facts`) in the organisation model, and whom to contact there."""
    if not use_case.org_fact:
        return None, None
    facts = dict(use_case.org_fact)
    contact = facts.pop("contact")
    return OrgColumn(**facts), who_of(contact, user) if contact["slug"] else None


def without_first_heading(body_html: str) -> SafeString:
    """Stored (clean) HTML of a body; the heading that it opens with is the heading of the section on the page."""
    return mark_safe(FIRST_HEADING.sub("", body_html, count=1))  # noqa: S308 - stored clean, only cut


def personas_of(use_case: UseCase, user: Any) -> dict[str, list[UseCasePersona]]:
    """Buyers and users; without personas that ``user`` may not read."""
    readable = Persona.objects.visible_to(user).order_by().values("pk")
    rows = use_case.personas.filter(Q(persona__isnull=True) | Q(persona__in=readable))
    found: dict[str, list[UseCasePersona]] = {kind.value: [] for kind in PersonaRole}
    for one in rows.select_related("persona"):
        found[one.kind].append(one)
    return found


def stages_of(use_case: UseCase, user: Any) -> list[Stage]:
    """Every stage with the elements of the bill of materials and the collateral; at the end what has no stage."""
    stages = {stage.pk: Stage(stage, ask_for(use_case, stage)) for stage in JourneyStage.objects.all()}
    rest = Stage(None)
    for element in BomElement.objects.order_by("area__order", "order", "pk"):
        stages.get(element.stage_id or 0, rest).elements.append(element)
    for item in Collateral.objects.visible_to(user).filter(use_cases=use_case):
        stages.get(item.stage_id or 0, rest).collateral.append(item)
    found = list(stages.values())
    return [*found, rest] if rest.elements or rest.collateral else found


def ask_for(use_case: UseCase, stage: JourneyStage) -> str:
    """Where somebody asks for collateral of this stage; empty while requests cannot be filed."""
    return report_url(
        f"{use_case.get_absolute_url()}#stage-{stage.key}", f"{stage.name}: collateral for {use_case.short}"
    )


def marked_missing(use_case: UseCase, found: UseCasePage) -> Iterator[Missing]:
    """The gaps that the sources mark."""
    for gaps in use_case.gaps_by_place().values():
        for gap in gaps:
            yield Missing("why", gap.state, gap.note or f"{gap.place}: {gap.marker}")
    for row in found.roles:
        if row.cells[0].is_vacant:
            yield Missing("responsible", row.cells[0].gap_state, f"the DRI for {row.role.name}")
    for cell in found.links:
        if cell.gap_state and cell.link:
            yield Missing(
                "links", cell.gap_state, f"{cell.kind.name}: {cell.link.get_state_display().lower()}"
            )
        elif cell.state == LinkState.EPIC:
            yield Missing("links", Knowledge.TBD, f"{cell.kind.name}: only its epic exists")
    yield from missing_below(found)
    area = found.area
    if area and Knowledge(area.state).is_gap:
        yield Missing("why", area.state, f"the entry “{area.label}” in the list of areas of interest")


def missing_below(found: UseCasePage) -> Iterator[Missing]:
    """The gaps that requirements and points tell by their states."""
    for requirement in found.requirements:
        if Knowledge(requirement.demos_state).is_gap:
            yield Missing("requirements", requirement.demos_state, f"a demo of {requirement.name}")
    for section, state, text in gaps_in(found.points):
        yield Missing(section, state, text)


def following_missing(use_case: Any, found: UseCasePage) -> Iterator[Missing]:
    """What nobody marked and is not there all the same."""
    absent = [
        ("why", not use_case.description, "a short description in the customer's words"),
        ("why", not use_case.body_html, "why it matters"),
        ("why", not use_case.driver_names, "the value drivers that it serves"),
        ("personas", not any(found.personas.values()), "the personas who use or buy"),
        ("requirements", not found.requirements, "its market requirements"),
        ("responsible", not found.roles, "a column in the DRI matrix"),
        ("responsible", not found.owners, "a product marketing manager in the ownership table"),
        ("links", not found.links, "a column in the key links"),
        ("collateral", not found.collateral_count, "any collateral"),
        ("why", use_case.owner is None, "an owner of this page"),
    ]
    for section, is_missing, text in absent:
        if is_missing:
            yield Missing(section, Knowledge.ABSENT, text, is_marked=False)


def collateral_href(use_case: UseCase) -> str:
    """The list of collateral, filtered; empty while there is no such page."""
    listed = link_to("collateral:list")
    return f"{listed}?use_case={use_case.slug}" if listed else ""
