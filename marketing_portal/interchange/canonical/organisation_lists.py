"""The lists of how product marketing is organised: ownership, organisation model, release cascade."""

from __future__ import annotations

from marketing_portal.interchange.canonical.fields import Fields, unique
from marketing_portal.interchange.canonical.list_file import ListFile
from marketing_portal.interchange.canonical.vocabulary import KNOWLEDGE
from marketing_portal.interchange.documents_organisation import (
    CascadeActionDoc,
    CascadeQuestionDoc,
    OrgColumnDoc,
    OwnedAreaDoc,
    OwnershipDoc,
)


def read_ownership(fields: Fields) -> OwnershipDoc:
    """One entry of ownership.yaml."""
    row = OwnershipDoc(
        person=fields.slug("person"),
        areas=unique(fields.mappings("areas"), read_owned_area, lambda area: area.label),
        persona=fields.text("persona", ""),
        persona_state=fields.choice("persona_state", KNOWLEDGE, "known"),
        industry=fields.text("industry", ""),
        industry_state=fields.choice("industry_state", KNOWLEDGE, "known"),
        product_group=fields.text("product_group", ""),
        product_group_url=fields.text("product_group_url", ""),
        regions=fields.texts("regions"),
        found=fields.found,
    )
    for name, text, state in (
        ("persona", row.persona, row.persona_state),
        ("industry", row.industry, row.industry_state),
    ):
        if state == "known" and not text:
            raise fields.bad(name, f"Without a text, “{name}_state” says why, for example “tbd”.")
    return row


def read_owned_area(fields: Fields) -> OwnedAreaDoc:
    """What somebody owns."""
    area = OwnedAreaDoc(
        label=fields.text("label"),
        use_case=fields.reference("use_case"),
        vertical=fields.flag("vertical", default=False),
        url=fields.text("url", ""),
        found=fields.found,
    )
    if area.vertical and area.use_case:
        raise fields.bad("vertical", "An area is a vertical or a use case, not both.")
    return area


def read_org_column(fields: Fields) -> OrgColumnDoc:
    """One entry of organisation.yaml."""
    column = OrgColumnDoc(
        key=fields.slug("key"),
        title=fields.text("title"),
        use_case=fields.reference("use_case"),
        vertical=fields.flag("vertical", default=False),
        pmm_group=fields.number("pmm_group", 0) or None,
        section=fields.text("section", ""),
        contact=fields.reference("contact"),
        found=fields.found,
    )
    if column.vertical and column.use_case:
        raise fields.bad("vertical", "A column is a vertical or a use case, not both.")
    return column


def read_cascade_question(fields: Fields) -> CascadeQuestionDoc:
    """One entry of cascade.yaml."""
    return CascadeQuestionDoc(
        key=fields.slug("key"),
        question=fields.text("question"),
        actions=unique(fields.mappings("actions"), read_cascade_action, lambda action: action.key),
        found=fields.found,
    )


def read_cascade_action(fields: Fields) -> CascadeActionDoc:
    """What to do."""
    return CascadeActionDoc(
        key=fields.slug("key"), label=fields.text("label"), url=fields.text("url", ""), found=fields.found
    )


LISTS = {
    "ownership": ListFile(read_ownership, lambda doc: doc.person),
    "organisation": ListFile(read_org_column, lambda doc: doc.key),
    "cascade": ListFile(read_cascade_question, lambda doc: doc.key),
}
