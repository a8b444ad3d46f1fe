"""Personas and everything said about them."""

from personas.models.around import DeprecatedAsset, Guidance, OrgPosition, PersonaListEntry
from personas.models.persona import Persona, PersonaIntro, PersonaQuerySet
from personas.models.points import PersonaPoint, Quote, SegmentRole

__all__ = [
    "DeprecatedAsset",
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
