"""Documents of the use case half: use cases, their requirements, the matrices, and the sentences around them."""

from __future__ import annotations

from dataclasses import dataclass

from marketing_portal.interchange.documents import Document, GapDoc, Source, later


@dataclass(frozen=True, kw_only=True)
class ValueDriverDoc(Document):
    """Why a customer buys."""

    key: str
    name: str
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class UseCasePersonaDoc(Document):
    """A persona of a use case, or the title of somebody for whom there is none."""

    persona: str | None = None
    title: str = ""
    kind: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class UseCaseDoc(Document):
    """A use case. Its market requirements have a file of their own, its column is that of the DRI matrix."""

    slug: str
    name: str
    tier: int
    position: int = 0
    short_label: str = ""
    label: str = ""
    aliases: tuple[str, ...] = ()
    anchors: tuple[str, ...] = ()
    description: str = ""
    resource_url: str = ""
    value_drivers: tuple[str, ...] = ()
    personas: tuple[UseCasePersonaDoc, ...] = ()
    owner: str | None = None
    internal: bool = False
    source: Source | None = None
    gaps: tuple[GapDoc, ...] = ()
    body: str = ""
    archived: bool | None = later(None)


@dataclass(frozen=True, kw_only=True)
class RequirementDoc(Document):
    """A broad capability that practitioners need."""

    key: str
    name: str
    description: str = ""
    features: str = ""
    value: str = ""
    answer: str = ""
    product_areas: str = ""
    demos: str = ""
    demos_state: str = "known"


@dataclass(frozen=True, kw_only=True)
class RequirementsDoc(Document):
    """The market requirements of one use case."""

    use_case: str
    requirements: tuple[RequirementDoc, ...] = ()


@dataclass(frozen=True, kw_only=True)
class UsePointDoc(Document):
    """Something to say, to ask or to show; ``group`` is the heading it stands under."""

    key: str
    kind: str
    group: str = ""
    title: str = ""
    text: str = ""
    detail: str = ""
    result: str = ""
    demos: str = ""
    sales_segment: str = ""
    state: str = "known"
    is_remark: bool = False
    internal: bool = False


@dataclass(frozen=True, kw_only=True)
class UsePointsDoc(Document):
    """The points of one use case, in order."""

    use_case: str
    points: tuple[UsePointDoc, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PagePersonaDoc(Document):
    """A persona as the page of a use case names it; ``persona``: the anchor that the page leads to."""

    kind: str
    persona: str | None = None
    name: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class ResourcePageDoc(Document):
    """What the page of a use case says of it. ``use_case`` is its name, later its slug; None where nobody knows it."""

    slug: str
    name: str
    use_case: str | None
    source: Source | None = None
    body: str = ""
    personas: tuple[PagePersonaDoc, ...] = ()
    requirements: tuple[RequirementDoc, ...] = ()
    points: tuple[UsePointDoc, ...] = ()
    gaps: tuple[GapDoc, ...] = ()


HOUSE_POINT = "mh-"  # keys of the points that a message house says on a page of its own begin so


@dataclass(frozen=True, kw_only=True)
class MessageHouseDoc(ResourcePageDoc):
    """What the message house of a use case says of it, on a page of its own: points beside those of its page."""


@dataclass(frozen=True, kw_only=True)
class StatementDoc(Document):
    """A sentence, rule or step of some kind."""

    kind: str
    key: str
    title: str = ""
    text: str
    state: str = "known"
    parent: str | None = None


@dataclass(frozen=True, kw_only=True)
class RoleDoc(Document):
    """A role of the activation team, as list and matrix name it, and who leads it."""

    key: str
    name: str
    list_name: str = ""
    responsibility: str = ""
    lead: str | None = None
    list_position: int = 0
    matrix_position: int


@dataclass(frozen=True, kw_only=True)
class DRIPersonDoc(Document):
    """Somebody in a cell, and how the source writes the name there."""

    person: str
    written: str = ""


@dataclass(frozen=True, kw_only=True)
class DRICellDoc(Document):
    """A cell of the DRI matrix: people, or a state that says why there are none."""

    use_case: str
    raw: str = ""
    state: str = "known"
    people: tuple[DRIPersonDoc, ...] = ()


@dataclass(frozen=True, kw_only=True)
class DRIRowDoc(Document):
    """A row of the DRI matrix."""

    role: str
    cells: tuple[DRICellDoc, ...] = ()


@dataclass(frozen=True, kw_only=True)
class LinkKindDoc(Document):
    """A row of the key-links matrix."""

    key: str
    name: str
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class LinkDoc(Document):
    """A cell of the key-links matrix."""

    kind: str
    use_case: str
    state: str
    label: str = ""
    target: str = ""
    raw: str = ""
    internal: bool = False
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class AreaDoc(Document):
    """An area of interest."""

    key: str
    label: str
    use_case: str | None = None
    state: str = "known"
    target: str = ""


@dataclass(frozen=True, kw_only=True)
class ContradictionDoc(Document):
    """Where the sources disagree; ``where`` is the page that it concerns."""

    key: str
    where: str
    text: str
