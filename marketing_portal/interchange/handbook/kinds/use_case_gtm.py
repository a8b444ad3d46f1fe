"""The page of the use case driven go-to-market: use cases by tier, the buyer's journey, the activation team."""

from __future__ import annotations

from collections.abc import Sequence

from marketing_portal.interchange.documents_use_cases import AreaDoc, DRIRowDoc, LinkDoc, RoleDoc, UseCaseDoc
from marketing_portal.interchange.handbook.kinds.base import Made, PageKind
from marketing_portal.interchange.handbook.kinds.buyers_journey import Stages, Views, audience
from marketing_portal.interchange.handbook.kinds.matrices import ActivationTeam, KeyLinks
from marketing_portal.interchange.handbook.kinds.statements import Sentences
from marketing_portal.interchange.handbook.kinds.things import Items
from marketing_portal.interchange.handbook.kinds.use_case_list import Tiers, area_of_interest, bom_area
from marketing_portal.interchange.handbook.reading.blocks import Shape

TEAM = "activation team"
TELLING = (UseCaseDoc, DRIRowDoc, LinkDoc, RoleDoc, AreaDoc)


def is_about_use_cases(made: Sequence[Made]) -> bool:
    """Whether at least two of what only this page has were found."""
    return len({type(one.document) for one in made if isinstance(one.document, TELLING)}) > 1


USE_CASE_GTM = PageKind(
    name="use-case-gtm",
    title="Use case driven go-to-market",
    slug="usecase-gtm",
    fits=is_about_use_cases,
    things=(
        Tiers(),
        Sentences("use_case_criterion", below=("a customer use case is", "a use case is")),
        Stages(),
        Items(below=("buyer s journey audience", "audience", "audiences"), make=audience),
        Views(below=("buyer s journey audience", "audience", "audiences")),
        Sentences("charter_problem", below=("problem",), under=TEAM, of=Shape.PARAGRAPH),
        Sentences("charter_purpose", below=("what",), under=TEAM, of=Shape.PARAGRAPH),
        ActivationTeam(),
        Sentences("charter_goal", below=("why goals", "goals", "why"), under=TEAM),
        Sentences("charter_rule", below=("how",), under=TEAM, nested="charter_agenda"),
        KeyLinks(),
        Sentences("requirement_rule", below=("market requirements",), of=Shape.PARAGRAPH),
        Sentences("requirement_impact", below=("market requirements",)),
        Sentences("bom_tracking", below=("tracking progress",), of=Shape.PARAGRAPH),
        Sentences("bom_tracking", below=("tracking progress", "use case gtm bill of material priorities")),
        Items(below=("use case gtm areas of interest", "areas of interest"), make=area_of_interest),
        Items(below=("bill of materials material details", "bill of materials details"), make=bom_area),
    ),
)
