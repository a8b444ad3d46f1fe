"""The admin of personas and of what stands around them."""

from personas.admin.around import (
    DeprecatedAssetAdmin,
    EnterpriseRoleAdmin,
    GuidanceAdmin,
    OrgPositionAdmin,
    PersonaListEntryAdmin,
)
from personas.admin.persona import PersonaAdmin

__all__ = [
    "DeprecatedAssetAdmin",
    "EnterpriseRoleAdmin",
    "GuidanceAdmin",
    "OrgPositionAdmin",
    "PersonaAdmin",
    "PersonaListEntryAdmin",
]
