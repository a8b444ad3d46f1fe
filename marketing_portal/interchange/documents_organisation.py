"""Documents of how product marketing is organised: ownership, organisation model, release cascade."""

from __future__ import annotations

from dataclasses import dataclass

from marketing_portal.interchange.documents import Document


@dataclass(frozen=True, kw_only=True)
class OwnedAreaDoc(Document):
    """What somebody owns: a use case, or an industry or vertical, which is none."""

    label: str
    use_case: str | None = None
    vertical: bool = False
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class OwnershipDoc(Document):
    """A row of the ownership table. Persona and industry are a text, or a state that says why there is none."""

    person: str
    areas: tuple[OwnedAreaDoc, ...] = ()
    persona: str = ""
    persona_state: str = "known"
    industry: str = ""
    industry_state: str = "known"
    product_group: str = ""
    product_group_url: str = ""
    regions: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class OrgColumnDoc(Document):
    """A column of the organisation model: its group of marketers, its product section and the contact there."""

    key: str
    title: str
    use_case: str | None = None
    vertical: bool = False
    pmm_group: int | None = None
    section: str = ""
    contact: str | None = None


@dataclass(frozen=True, kw_only=True)
class CascadeActionDoc(Document):
    """What to do."""

    key: str
    label: str
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class CascadeQuestionDoc(Document):
    """A question to ask after a release, and what to do when the answer is yes."""

    key: str
    question: str
    actions: tuple[CascadeActionDoc, ...] = ()
