"""Personas and everything said about them."""

from personas.models.around import DeprecatedAsset, Guidance, OrgPosition, PersonaListEntry
from personas.models.persona import Persona, PersonaIntro, PersonaQuerySet
from personas.models.points import PersonaPoint, Quote, SegmentRole
from personas.models.roles import EnterpriseRole

__all__ = [
    "DeprecatedAsset",
    "EnterpriseRole",
    "Guidance",
    "OrgPosition",
    "Persona",
    "PersonaIntro",
    "PersonaListEntry",
    "PersonaPoint",
    "PersonaQuerySet",
    "Quote",
    "SegmentRole",
]
