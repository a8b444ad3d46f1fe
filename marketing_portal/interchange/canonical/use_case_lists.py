"""The lists around use cases: value drivers, statements, roles, the DRI matrix, key links, areas, contradictions."""

from __future__ import annotations

from marketing_portal.interchange.canonical import use_case_vocabulary as words
from marketing_portal.interchange.canonical.fields import Fields, unique
from marketing_portal.interchange.canonical.list_file import ListFile
from marketing_portal.interchange.canonical.vocabulary import KNOWLEDGE
from marketing_portal.interchange.documents_use_cases import (
    AreaDoc,
    ContradictionDoc,
    DRICellDoc,
    DRIPersonDoc,
    DRIRowDoc,
    LinkDoc,
    LinkKindDoc,
    RoleDoc,
    StatementDoc,
    ValueDriverDoc,
)


def read_value_driver(fields: Fields) -> ValueDriverDoc:
    """One entry of value_drivers.yaml."""
    return ValueDriverDoc(
        key=fields.slug("key"),
        name=fields.text("name"),
        text=fields.text("text", ""),
        found=fields.found,
    )


def read_statement(fields: Fields) -> StatementDoc:
    """One entry of statements.yaml."""
    return StatementDoc(
        kind=fields.choice("kind", words.STATEMENT_KINDS),
        key=fields.slug("key"),
        title=fields.text("title", ""),
        text=fields.text("text", lines=True),
        state=fields.choice("state", KNOWLEDGE, "known"),
        parent=fields.reference("parent"),
        found=fields.found,
    )


def read_role(fields: Fields) -> RoleDoc:
    """One entry of activation_roles.yaml."""
    return RoleDoc(
        key=fields.slug("key"),
        name=fields.text("name"),
        list_name=fields.text("list_name", ""),
        responsibility=fields.text("responsibility", "", lines=True),
        lead=fields.reference("lead"),
        list_position=fields.number("list_position", 0),
        matrix_position=fields.number("matrix_position"),
        found=fields.found,
    )


def read_dri_row(fields: Fields) -> DRIRowDoc:
    """One entry of dri.yaml."""
    return DRIRowDoc(
        role=fields.slug("role"),
        cells=unique(fields.mappings("cells"), read_dri_cell, lambda cell: cell.use_case),
        found=fields.found,
    )


def read_dri_cell(fields: Fields) -> DRICellDoc:
    """One cell of a row."""
    cell = DRICellDoc(
        use_case=fields.slug("use_case"),
        raw=fields.text("raw", ""),
        state=fields.choice("state", KNOWLEDGE, "known"),
        people=unique(fields.mappings("people"), read_dri_person, lambda one: one.person),
        found=fields.found,
    )
    if cell.state == "known" and not (cell.people or cell.raw):
        raise fields.bad("", "A cell without people has a state that says why, for example “unknown”.")
    if cell.state == "unknown" and cell.people:
        raise fields.bad("state", "A cell with people is not “unknown”.")
    return cell


def read_dri_person(fields: Fields) -> DRIPersonDoc:
    """Somebody in a cell."""
    return DRIPersonDoc(person=fields.slug("person"), written=fields.text("written", ""), found=fields.found)


def read_link_kind(fields: Fields) -> LinkKindDoc:
    """One entry under ``kinds`` of key_links.yaml."""
    return LinkKindDoc(
        key=fields.slug("key"), name=fields.text("name"), url=fields.text("url", ""), found=fields.found
    )


def read_link(fields: Fields) -> LinkDoc:
    """One entry under ``cells`` of key_links.yaml."""
    link = LinkDoc(
        kind=fields.slug("kind"),
        use_case=fields.slug("use_case"),
        state=fields.choice("state", words.LINK_STATES),
        label=fields.text("label", ""),
        target=fields.text("target", ""),
        raw=fields.text("raw", ""),
        internal=fields.flag("internal", default=False),
        note=fields.text("note", ""),
        found=fields.found,
    )
    if link.state in words.LINKS_WITH_TARGET and not link.target:
        raise fields.bad("state", f"“{link.state}” promises something to open, and there is no target.")
    return link


def read_area(fields: Fields) -> AreaDoc:
    """One entry of areas_of_interest.yaml."""
    return AreaDoc(
        key=fields.slug("key"),
        label=fields.text("label"),
        use_case=fields.reference("use_case"),
        state=fields.choice("state", KNOWLEDGE, "known"),
        target=fields.text("target", ""),
        found=fields.found,
    )


def read_contradiction(fields: Fields) -> ContradictionDoc:
    """One entry of contradictions.yaml."""
    return ContradictionDoc(
        key=fields.slug("key"),
        where=fields.text("where"),
        text=fields.text("text", lines=True),
        found=fields.found,
    )


LISTS = {
    "value_drivers": ListFile(read_value_driver, lambda doc: doc.key),
    "statements": ListFile(read_statement, lambda doc: doc.key),
    "activation_roles": ListFile(read_role, lambda doc: doc.key),
    "dri": ListFile(read_dri_row, lambda doc: doc.role),
    "key_link_kinds": ListFile(read_link_kind, lambda doc: doc.key),
    "key_links": ListFile(read_link, lambda doc: (doc.kind, doc.use_case)),
    "areas_of_interest": ListFile(read_area, lambda doc: doc.key),
    "contradictions": ListFile(read_contradiction, lambda doc: doc.key),
}
