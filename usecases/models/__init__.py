"""Use cases, who is responsible, what we show, and the journeys."""

from usecases.models.collateral import BomArea, BomElement, Collateral, Deck
from usecases.models.journey import (
    Audience,
    CollateralType,
    Journey,
    JourneyStage,
    JourneyStep,
    JourneyView,
    JourneyViewStep,
)
from usecases.models.matrices import ActivationRole, DRIAssignment, DRICell, KeyLink, KeyLinkKind
from usecases.models.organisation import (
    CascadeAction,
    CascadeQuestion,
    OrgColumn,
    Ownership,
    OwnershipArea,
)
from usecases.models.points import UseCasePoint
from usecases.models.releases import Release, ReleaseAnswer, ReleaseTask
from usecases.models.statements import AreaOfInterest, Contradiction, Statement
from usecases.models.use_case import MarketRequirement, UseCase, UseCaseAlias, UseCasePersona, ValueDriver

__all__ = [
    "ActivationRole",
    "AreaOfInterest",
    "Audience",
    "BomArea",
    "BomElement",
    "CascadeAction",
    "CascadeQuestion",
    "Collateral",
    "CollateralType",
    "Contradiction",
    "DRIAssignment",
    "DRICell",
    "Deck",
    "Journey",
    "JourneyStage",
    "JourneyStep",
    "JourneyView",
    "JourneyViewStep",
    "KeyLink",
    "KeyLinkKind",
    "MarketRequirement",
    "OrgColumn",
    "Ownership",
    "OwnershipArea",
    "Release",
    "ReleaseAnswer",
    "ReleaseTask",
    "Statement",
    "UseCase",
    "UseCaseAlias",
    "UseCasePersona",
    "UseCasePoint",
    "ValueDriver",
]
