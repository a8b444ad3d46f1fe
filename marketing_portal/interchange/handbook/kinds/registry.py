"""Every kind of page that is understood; any other page becomes a handbook page."""

from __future__ import annotations

from marketing_portal.interchange.handbook.kinds.base import PageKind
from marketing_portal.interchange.handbook.kinds.bill_of_materials import BILL_OF_MATERIALS
from marketing_portal.interchange.handbook.kinds.buyer_personas import BUYER_PERSONAS
from marketing_portal.interchange.handbook.kinds.enterprise_roles import ENTERPRISE_ROLES
from marketing_portal.interchange.handbook.kinds.journeys import JOURNEYS
from marketing_portal.interchange.handbook.kinds.message_house import MESSAGE_HOUSE
from marketing_portal.interchange.handbook.kinds.product_marketing import PRODUCT_MARKETING
from marketing_portal.interchange.handbook.kinds.strategic_marketing import STRATEGIC_MARKETING
from marketing_portal.interchange.handbook.kinds.use_case_gtm import USE_CASE_GTM
from marketing_portal.interchange.handbook.kinds.use_case_page import USE_CASE_PAGE
from marketing_portal.interchange.handbook.kinds.user_personas import USER_PERSONAS

HANDBOOK_PAGE = PageKind(name="page", title="Handbook page")
KINDS: tuple[PageKind, ...] = (
    BUYER_PERSONAS,
    USER_PERSONAS,
    USE_CASE_GTM,
    USE_CASE_PAGE,
    PRODUCT_MARKETING,
    STRATEGIC_MARKETING,
    JOURNEYS,
    MESSAGE_HOUSE,
    BILL_OF_MATERIALS,
    ENTERPRISE_ROLES,
)
