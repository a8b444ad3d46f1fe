"""The page of product marketing: what it makes, for whom, how work is going, who owns what, what a release sets off."""

from __future__ import annotations

from collections.abc import Sequence

from marketing_portal.interchange.documents_organisation import CascadeQuestionDoc, OrgColumnDoc, OwnershipDoc
from marketing_portal.interchange.documents_use_cases import StatementDoc
from marketing_portal.interchange.handbook.kinds.base import Made, PageKind
from marketing_portal.interchange.handbook.kinds.organisation import (
    Cascade,
    OrgModel,
    OwnershipTable,
    ReleaseAndLaunch,
)
from marketing_portal.interchange.handbook.kinds.statements import (
    BOLD,
    BRACKET,
    COLON,
    BoldHeaded,
    Sentences,
    before,
    called,
    within,
)
from marketing_portal.interchange.handbook.reading.blocks import Shape

HEALTH = "health_status"
RHYTHM = (("retrospective", "Retrospective"), ("rolled over", "Rollover"), ("next sprint", "Rollover"))


def is_about_product_marketing(made: Sequence[Made]) -> bool:
    """Whether something was found that only this page has."""
    types = {type(one.document) for one in made}
    kinds = {one.document.kind for one in made if isinstance(one.document, StatementDoc)}
    is_cascade = CascadeQuestionDoc in types and len(types) > 1
    return bool(types & {OwnershipDoc, OrgColumnDoc}) or is_cascade or {HEALTH, "content_kind"} <= kinds


PRODUCT_MARKETING = PageKind(
    name="product-marketing",
    title="Product marketing",
    slug="product-marketing",
    fits=is_about_product_marketing,
    things=(
        Sentences("content_kind", below=("product marketing at", "product marketing"), numbered=True),
        Sentences(
            "group_supported",
            below=("who we collaborate with",),
            nested="group_supported",
            title=within(BOLD),
        ),
        Sentences("metric", below=("metrics and measures", "metrics"), title=within(BRACKET)),
        Sentences("use_case_activity", below=("use cases",), numbered=True),
        Sentences("stage_activity", below=("stages and categories",), numbered=True),
        Sentences(
            HEALTH,
            below=("stages and categories", "sprint", "health status", "health"),
            after="health status",
            title=before(COLON),
        ),
        Sentences("rhythm", below=("post sprint activities",), of=Shape.PARAGRAPH, title=called(*RHYTHM)),
        BoldHeaded("rhythm", below=("stages and categories", "health"), about="risk"),
        OrgModel(),
        ReleaseAndLaunch(),
        Cascade(),
        OwnershipTable(),
    ),
)
