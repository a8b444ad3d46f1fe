"""What is said twice: by two pages of an import, or by two places of one."""

from __future__ import annotations

from marketing_portal.interchange.documents import (
    Document,
    EnterpriseRoleDoc,
    LabelDoc,
    PersonaDoc,
    PersonDoc,
    TeamDoc,
)
from marketing_portal.interchange.documents_journeys import (
    AudienceDoc,
    BomAreaDoc,
    BomElementDoc,
    CollateralDoc,
    DeckDoc,
    JourneyDoc,
    StageDoc,
    ViewDoc,
)
from marketing_portal.interchange.documents_organisation import OwnershipDoc
from marketing_portal.interchange.documents_use_cases import (
    DRIRowDoc,
    LinkDoc,
    LinkKindDoc,
    ResourcePageDoc,
    RoleDoc,
    StatementDoc,
    UseCaseDoc,
)
from marketing_portal.interchange.handbook.kinds.understanding import Understood, understand
from marketing_portal.interchange.handbook.kinds.use_case_names import KNOWN, fold

NAMES = ("slug", "role", "person", "key")
# Several pages may each say a part of one object; the parts become one document where they are matched.
IN_PARTS = (UseCaseDoc, StageDoc, PersonDoc, CollateralDoc)
# Found by the key that the page gives them, so a page may have each of them once.
ONCE = (
    PersonaDoc,
    AudienceDoc,
    BomAreaDoc,
    BomElementDoc,
    DeckDoc,
    EnterpriseRoleDoc,
    JourneyDoc,
    StageDoc,
    ViewDoc,
    OwnershipDoc,
    DRIRowDoc,
    LinkDoc,
    LinkKindDoc,
    RoleDoc,
    UseCaseDoc,
    TeamDoc,
    LabelDoc,
)


def identity(document: Document) -> tuple[str, str]:
    """What makes two documents the same object: their kind, and what they are found by."""
    kind = type(document).__name__
    if isinstance(document, StatementDoc):
        return kind, f"{document.kind} {document.text}"
    if isinstance(document, LinkDoc):
        return kind, f"{document.kind} {document.use_case}"
    if isinstance(document, EnterpriseRoleDoc):
        return kind, f"{fold(document.level)} {fold(document.title)}"
    if isinstance(document, BomElementDoc):
        return kind, f"{fold(document.area)} {fold(document.name)}"
    if isinstance(document, ResourcePageDoc):
        return kind, min(KNOWN.get(fold(document.name), {document.slug}))
    if isinstance(document, LabelDoc):
        return kind, f"{document.family} {document.key}"
    return kind, next((str(getattr(document, name)) for name in NAMES if getattr(document, name, "")), "")


def without_repeats(understood: Understood, said: dict[tuple[str, str], str]) -> Understood:
    """``understood``, where what was said before stays text; both as documents would be one object twice.

    ``said``: where each object was said, as file and line.
    """
    page = understood.page
    repeated: dict[int, str] = {}
    here: dict[tuple[str, str], int] = {}
    for one in understood.made:
        name, line = identity(one.document), page.blocks[one.blocks[0]].first
        if name in said and not isinstance(one.document, IN_PARTS):
            repeated[line] = (
                f"{said[name]} says this too, so it stays text here; the file that is named first counts."
            )
        elif name in here and isinstance(one.document, ONCE):
            repeated[line] = (
                f"Line {here[name]} says this too, so it stays text here; what stands first counts."
            )
        here.setdefault(name, line)
    if repeated:
        understood = understand(page, skip=frozenset(repeated)).warned(repeated)
    for one in understood.made:
        said.setdefault(identity(one.document), f"{page.path}:{page.blocks[one.blocks[0]].first}")
    return understood
