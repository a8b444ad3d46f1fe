"""What is matched how, and what the loader calls it."""

from __future__ import annotations

from marketing_portal.interchange.documents import Document, LabelDoc, PersonDoc, TeamDoc
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
from marketing_portal.interchange.documents_organisation import CascadeQuestionDoc, OrgColumnDoc, OwnershipDoc
from marketing_portal.interchange.documents_use_cases import (
    AreaDoc,
    DRIRowDoc,
    LinkDoc,
    LinkKindDoc,
    MessageHouseDoc,
    ResourcePageDoc,
    RoleDoc,
    StatementDoc,
    UseCaseDoc,
)
from marketing_portal.interchange.handbook.applying import matching
from marketing_portal.interchange.handbook.applying.matching import Matcher
from marketing_portal.interchange.handbook.applying.matching_collateral import match_collateral
from marketing_portal.interchange.handbook.applying.matching_organisation import ORGANISATION_MATCHERS
from marketing_portal.interchange.handbook.applying.matching_use_case_pages import (
    match_message_houses,
    match_resource_pages,
)
from marketing_portal.interchange.handbook.applying.matching_use_cases import USE_CASE_MATCHERS

MATCHERS: dict[type[Document], Matcher] = {
    **matching.MATCHERS,
    **USE_CASE_MATCHERS,
    **ORGANISATION_MATCHERS,
    ResourcePageDoc: match_resource_pages,
    MessageHouseDoc: match_message_houses,
    CollateralDoc: match_collateral,
}
KIND_NAMES: dict[type[Document], str] = {
    **matching.KIND_NAMES,
    PersonDoc: "people",
    TeamDoc: "teams",
    LabelDoc: "labels",
    UseCaseDoc: "use-cases",
    ResourcePageDoc: "use_case_pages",
    MessageHouseDoc: "message_houses",
    StatementDoc: "statements",
    AreaDoc: "areas_of_interest",
    RoleDoc: "activation_roles",
    DRIRowDoc: "dri",
    LinkKindDoc: "key_link_kinds",
    LinkDoc: "key_links",
    StageDoc: "journey_stages",
    AudienceDoc: "audiences",
    ViewDoc: "journey_views",
    JourneyDoc: "journeys",
    BomAreaDoc: "bom_areas",
    BomElementDoc: "bom_elements",
    CollateralDoc: "collateral",
    DeckDoc: "decks",
    OwnershipDoc: "ownership",
    OrgColumnDoc: "organisation",
    CascadeQuestionDoc: "cascade",
}
