"""The admin of use cases, of what we show, and of the matrices and journeys around them."""

from usecases.admin.journeys import AudienceAdmin, JourneyAdmin, JourneyStageAdmin, JourneyViewAdmin
from usecases.admin.material import BomAreaAdmin, BomElementAdmin, CollateralAdmin, DeckAdmin
from usecases.admin.matrices import DRICellAdmin, KeyLinkAdmin
from usecases.admin.organisation import CascadeQuestionAdmin, OrgColumnAdmin, OwnershipAdmin, ReleaseAdmin
from usecases.admin.rows import ActivationRoleAdmin, KeyLinkKindAdmin
from usecases.admin.sentences import AreaOfInterestAdmin, ContradictionAdmin, StatementAdmin, ValueDriverAdmin
from usecases.admin.use_case import MarketRequirementAdmin, UseCaseAdmin

__all__ = [
    "ActivationRoleAdmin",
    "AreaOfInterestAdmin",
    "AudienceAdmin",
    "BomAreaAdmin",
    "BomElementAdmin",
    "CascadeQuestionAdmin",
    "CollateralAdmin",
    "ContradictionAdmin",
    "DRICellAdmin",
    "DeckAdmin",
    "JourneyAdmin",
    "JourneyStageAdmin",
    "JourneyViewAdmin",
    "KeyLinkAdmin",
    "KeyLinkKindAdmin",
    "MarketRequirementAdmin",
    "OrgColumnAdmin",
    "OwnershipAdmin",
    "ReleaseAdmin",
    "StatementAdmin",
    "UseCaseAdmin",
    "ValueDriverAdmin",
]
