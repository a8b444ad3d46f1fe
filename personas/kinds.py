"""The vocabulary of a persona page: its sections, what each holds, and the question each answers.

Source: the buyer persona page (who, what, why) and the user persona part of the roles and personas page.
The prompts are the template's own questions; they are help for writers, never content.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models


class Section(models.TextChoices):
    """The parts of a persona page, in order."""

    WHO = "who", "Who"
    WHAT = "what", "What"
    WHY = "why", "Why"
    WORK = "work", "Work"
    OTHER = "other", "More"

    @property
    def question(self) -> str:
        """What the part answers."""
        return {
            Section.WHO: "Who are they, and where do they work?",
            Section.WHAT: "What moves them, and what stands in the way?",
            Section.WHY: "Why should they talk to us, and what do we say?",
            Section.WORK: "What is their work like?",
            Section.OTHER: "What else is known?",
        }[self]


class PointKind(models.TextChoices):
    """What one point of a persona is about."""

    BACKGROUND = "background", "Background"
    DEMOGRAPHICS = "demographics", "Demographics"
    IDENTIFIERS = "identifiers", "Identifiers"
    COMPANY = "company", "Company"
    TEAM = "team", "Team"
    INFLUENCERS = "influencers", "Influencers"
    GOAL = "goals", "Goals"
    CHALLENGE = "challenges", "Challenges"
    HELP = "help", "How we help"
    OBJECTION = "objections", "Common objections"
    QUESTION = "questions", "Discovery questions"
    MESSAGING = "messaging", "Messaging"
    PITCH = "pitch", "Elevator pitch"
    JOB_SUMMARY = "job_summary", "Job summary"
    JOB = "jobs", "Jobs to be done"
    MOTIVATION = "motivations", "Motivations"
    FRUSTRATION = "frustrations", "Frustrations"
    TOOL = "tools", "Tools"
    SKILL = "skills", "Skills and traits"
    COLLABORATION = "collaboration", "Collaboration"
    OTHER = "other", "Other"

    @property
    def facts(self) -> KindFacts:
        """Where the kind stands and how it is shown."""
        return KINDS[self]


class Segment(models.TextChoices):
    """Company size, by which a persona's part in a purchase differs."""

    SMB = "smb", "SMB"
    MIDSIZE = "midsize", "Mid-size"
    LARGE = "large", "Large"


class BuyingRole(models.TextChoices):
    """What a persona does in a purchase."""

    DECIDES = "decides", "Decides"
    RECOMMENDS = "recommends", "Recommends"
    INFLUENCES = "influences", "Influences"
    OWNS_BUDGET = "owns_budget", "Owns the budget"


@dataclass(frozen=True)
class KindFacts:
    """Facts about a kind of point: section, prompt for writers, name of its second text, whether people say it."""

    section: Section
    prompt: str
    detail_label: str = ""
    is_said: bool = False
    user_only: bool = False


KINDS = {
    PointKind.BACKGROUND: KindFacts(Section.WHO, "How did they get here?"),
    PointKind.DEMOGRAPHICS: KindFacts(Section.WHO, "Experience, income, where they are found."),
    PointKind.IDENTIFIERS: KindFacts(
        Section.WHO, "How do they come across, how do they like to be approached?"
    ),
    PointKind.COMPANY: KindFacts(Section.WHO, "Segment, industry, size; one place, several, or remote?"),
    PointKind.TEAM: KindFacts(Section.WHO, "How large, which way of working, how far with DevOps?"),
    PointKind.INFLUENCERS: KindFacts(Section.WHO, "Where do they learn?"),
    PointKind.GOAL: KindFacts(Section.WHAT, "What are they measured by?"),
    PointKind.CHALLENGE: KindFacts(Section.WHAT, "What makes that hard?"),
    PointKind.HELP: KindFacts(Section.WHAT, "What do we do about it?"),
    PointKind.OBJECTION: KindFacts(Section.WHAT, "Why would they not buy?", "Answer", is_said=True),
    PointKind.QUESTION: KindFacts(Section.WHY, "What to ask them, and what for.", "Purpose", is_said=True),
    PointKind.MESSAGING: KindFacts(Section.WHY, "How to describe product and value to them.", is_said=True),
    PointKind.PITCH: KindFacts(Section.WHY, "One or two sentences.", is_said=True),
    PointKind.JOB_SUMMARY: KindFacts(Section.WORK, "The job in their own words.", user_only=True),
    PointKind.JOB: KindFacts(Section.WORK, "When …, I want to …, so I can …", user_only=True),
    PointKind.MOTIVATION: KindFacts(Section.WORK, "What drives them?", user_only=True),
    PointKind.FRUSTRATION: KindFacts(Section.WORK, "What gets in their way?", user_only=True),
    PointKind.TOOL: KindFacts(Section.WORK, "What they work with.", user_only=True),
    PointKind.SKILL: KindFacts(Section.WORK, "What they are good at.", user_only=True),
    PointKind.COLLABORATION: KindFacts(Section.WORK, "With whom they work.", user_only=True),
    PointKind.OTHER: KindFacts(Section.OTHER, "Anything else, under a heading of its own.", user_only=True),
}

BUYER_SECTIONS = (Section.WHO, Section.WHAT, Section.WHY)
SEGMENTS_PLACE = "segments"
QUOTES_PLACE = "quotes"
PLACE_LABELS = {
    **{kind.value: kind.label for kind in PointKind},
    SEGMENTS_PLACE: "Why we connect",
    QUOTES_PLACE: "Real quotes",
}
