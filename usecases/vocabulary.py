"""Fixed vocabularies of use cases, links, requirements, collateral and journeys.

Source: the use case driven go-to-market page, the product marketing page and the journeys page of the handbook.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models


class Tier(models.IntegerChoices):
    """How much a use case matters to the go-to-market strategy."""

    ONE = 1, "Tier 1"
    TWO = 2, "Tier 2"
    THREE = 3, "Tier 3"

    @property
    def meaning(self) -> str:
        """What the tier says."""
        return {
            Tier.ONE: "Key: where we land in an account or expand significantly.",
            Tier.TWO: "Secondary: some landing, some expansion.",
            Tier.THREE: "Other situations in which we solve one specific problem.",
        }[self]


class LinkState(models.TextChoices):
    """What stands in a cell of the key-links matrix; each state is told apart."""

    URL = "url", "Link"
    URL_TBD = "url_tbd", "Address to be decided"
    TBD = "tbd", "To be made"
    EPIC = "placeholder_epic", "Planned: only its epic exists"
    CHANNEL = "slack_name", "Channel"
    CHANNEL_LINK = "slack_link", "Channel with link"

    @property
    def is_unresolved(self) -> bool:
        """True where somebody still owes the link itself."""
        return self in {LinkState.URL_TBD, LinkState.TBD}

    @property
    def needs_target(self) -> bool:
        """True where the state promises something to open."""
        return self in {LinkState.URL, LinkState.EPIC, LinkState.CHANNEL_LINK}


class StatementKind(models.TextChoices):
    """What a keyed sentence of the handbook belongs to."""

    CRITERION = "use_case_criterion", "What makes a customer use case"
    CHARTER_PROBLEM = "charter_problem", "Activation team: problem"
    CHARTER_PURPOSE = "charter_purpose", "Activation team: what it is"
    CHARTER_GOAL = "charter_goal", "Activation team: goals"
    CHARTER_RULE = "charter_rule", "Activation team: how it works"
    CHARTER_AGENDA = "charter_agenda", "Activation team: agenda"
    REQUIREMENT_RULE = "requirement_rule", "Market requirements: rules"
    REQUIREMENT_IMPACT = "requirement_impact", "Market requirements: what they drive"
    CONTENT_KIND = "content_kind", "Kinds of content"
    GROUP = "group_supported", "Groups supported"
    METRIC = "metric", "Metrics"
    USE_CASE_ACTIVITY = "use_case_activity", "What is done for a use case"
    STAGE_ACTIVITY = "stage_activity", "What is done for a stage"
    HEALTH = "health_status", "Health of work"
    RHYTHM = "rhythm", "Rhythm of work"
    RELEASE_LAUNCH = "release_vs_launch", "Release and launch"
    HIRING_STEP = "hiring_step", "Hiring steps"
    BOM_TRACKING = "bom_tracking", "Tracking the bill of materials"
    DECK_RULE = "deck_rule", "Rules for decks"
    PURPOSE = "department_purpose", "What the department does"


class CollateralKind(models.TextChoices):
    """What a piece of collateral is."""

    PRESENTATION = "presentation", "Presentation"
    WHITEPAPER = "whitepaper", "White paper"
    INFOGRAPHIC = "infographic", "Infographic"
    VIDEO = "video", "Video"
    DEMO = "demo", "Demo"
    INTEGRATION_DEMO = "integration_demo", "Integration demo"
    CASE_STUDY = "case_study", "Case study"
    ANALYST_REPORT = "analyst_report", "Analyst report"
    BLOG = "blog", "Blog or article"
    WEBINAR = "webinar", "Webinar"
    EBOOK = "ebook", "E-book"
    COMPARISON = "comparison", "Comparison"
    GUIDE = "guide", "Guide"
    OTHER = "other", "Other"


class PointSection(models.TextChoices):
    """The parts of a use case page that are made of points, in order. The value is the anchor."""

    SAY = "say", "What to say"
    ASK = "ask", "What to ask, what to answer"
    PROOF = "proof", "Proof"
    ADOPTION = "adoption", "Adoption and journey"


@dataclass(frozen=True)
class PointFacts:
    """Where points of a kind stand (``None``: with the personas), and how their texts are called."""

    section: PointSection | None
    text: str = ""
    detail: str = ""
    result: str = "Result"


class UsePointKind(models.TextChoices):
    """What one point of a use case is (handbook, template of a use case page)."""

    USERS = "users", "About the users"
    BUYERS = "buyers", "About the buyers"
    DIFFERENTIATOR = "differentiators", "Differentiators"
    FEATURE = "features", "Top features"
    TIER_VALUE = "tier_values", "Value by tier"
    MESSAGE = "messages", "Message house"
    MESSAGE_VALUE = "message_values", "Key values"
    PARTNER = "partners", "Partners"
    QUESTION = "questions", "Discovery questions"
    OBJECTION = "objections", "Objections"
    COMPETITION = "competition", "Competition"
    ANALYST = "analysts", "Analyst coverage"
    REVIEW = "reviews", "Quotes and reviews"
    CASE_STUDY = "case_studies", "Case studies and blogs"
    REFERENCE = "references", "References"
    ADOPTION = "adoption", "Adoption"
    RESOURCE = "resources", "Resources"
    INVENTORY = "inventory", "Pages of the buyer's journey"

    @property
    def facts(self) -> PointFacts:
        """Where it stands, and the names of its texts."""
        return POINT_FACTS[self]


POINT_FACTS = {
    UsePointKind.USERS: PointFacts(None),
    UsePointKind.BUYERS: PointFacts(None),
    UsePointKind.DIFFERENTIATOR: PointFacts(PointSection.SAY, "", "Proof"),
    UsePointKind.FEATURE: PointFacts(PointSection.SAY),
    UsePointKind.TIER_VALUE: PointFacts(PointSection.SAY, "", "Key features"),
    UsePointKind.MESSAGE: PointFacts(PointSection.SAY),
    UsePointKind.MESSAGE_VALUE: PointFacts(PointSection.SAY, "Promise", "Pain points", "Why us"),
    UsePointKind.PARTNER: PointFacts(PointSection.SAY),
    UsePointKind.QUESTION: PointFacts(PointSection.ASK, "", "Remarks"),
    UsePointKind.OBJECTION: PointFacts(PointSection.ASK, "", "Answer"),
    UsePointKind.COMPETITION: PointFacts(PointSection.ASK),
    UsePointKind.ANALYST: PointFacts(PointSection.PROOF),
    UsePointKind.REVIEW: PointFacts(PointSection.PROOF, "", "Source"),
    UsePointKind.CASE_STUDY: PointFacts(PointSection.PROOF, "Problem", "Solution"),
    UsePointKind.REFERENCE: PointFacts(PointSection.PROOF),
    UsePointKind.ADOPTION: PointFacts(PointSection.ADOPTION),
    UsePointKind.RESOURCE: PointFacts(PointSection.ADOPTION),
    UsePointKind.INVENTORY: PointFacts(PointSection.ADOPTION),
}


class PersonaRole(models.TextChoices):
    """How a persona meets a use case."""

    BUYER = "buyer", "Buyer"
    USER = "user", "User"


class Lane(models.TextChoices):
    """Who acts in a step of a journey view."""

    EXECUTIVES = "executives", "Executives"
    MANAGEMENT = "management", "Management"
    STAFF = "staff", "Staff"
