"""The files that are lists: people, teams, labels, the persona list, the organisation chart, old assets, guidance."""

from __future__ import annotations

from typing import Any

import yaml

from marketing_portal.interchange.canonical import (
    journey_lists,
    organisation_lists,
    origin_lists,
    request_lists,
    use_case_lists,
)
from marketing_portal.interchange.canonical import vocabulary as words
from marketing_portal.interchange.canonical.common import read_archived, read_gaps
from marketing_portal.interchange.canonical.fields import Fields, compose, refuse_controls, unique
from marketing_portal.interchange.canonical.list_file import ListFile
from marketing_portal.interchange.documents import (
    AssetDoc,
    Document,
    EnterpriseRoleDoc,
    GuidanceDoc,
    LabelDoc,
    ListEntryDoc,
    OrgPositionDoc,
    PersonDoc,
    TeamDoc,
)
from marketing_portal.interchange.errors import BadFile


def read_person(fields: Fields) -> PersonDoc:
    """One entry of people.yaml."""
    return PersonDoc(
        slug=fields.slug("slug"),
        name=fields.text("name"),
        handle=fields.text("handle", ""),
        aliases=fields.texts("aliases"),
        anchor=fields.text("anchor", ""),
        first_name_only=fields.flag("first_name_only", default=False),
        active=fields.flag("active", default=True),
        anchors=fields.texts("anchors"),
        gaps=read_gaps(fields),
        archived=read_archived(fields),
        found=fields.found,
    )


def read_team(fields: Fields) -> TeamDoc:
    """One entry of teams.yaml."""
    return TeamDoc(
        slug=fields.slug("slug"),
        name=fields.text("name"),
        parent=fields.reference("parent"),
        order=fields.number("order", 0),
        abbreviation=fields.text("abbreviation", ""),
        slack_channel=fields.text("slack_channel", ""),
        purpose=fields.text("purpose", "", lines=True),
        anchors=fields.texts("anchors"),
        gaps=read_gaps(fields),
        archived=read_archived(fields),
        found=fields.found,
    )


def read_label(fields: Fields) -> LabelDoc:
    """One entry of labels.yaml."""
    label = LabelDoc(
        family=fields.choice("family", words.LABEL_FAMILIES),
        key=fields.text("key"),
        text=fields.text("text"),
        team=fields.reference("team"),
        note=fields.text("note", ""),
        aliases=fields.texts("aliases"),
        found=fields.found,
    )
    if label.team and label.family != "team":
        raise fields.bad("team", "Only a label of the family “team” names a team.")
    return label


def read_list_entry(fields: Fields) -> ListEntryDoc:
    """One entry of persona_list.yaml."""
    entry = ListEntryDoc(
        key=fields.slug("key"),
        order=fields.number("order"),
        label=fields.text("label"),
        persona=fields.reference("persona"),
        state=fields.choice("state", words.KNOWLEDGE, "known"),
        marker=fields.text("marker", ""),
        closed=fields.flag("closed", default=False),
        gaps=read_gaps(fields),
        found=fields.found,
    )
    if entry.persona is None and entry.state not in words.GAP_STATES:
        raise fields.bad("state", "Without a persona the state says why, for example “tbd”.")
    if entry.closed and entry.state not in words.GAP_STATES:
        raise fields.bad("closed", "Only something that was missing can be closed, and the state says what.")
    return entry


def read_org_position(fields: Fields) -> OrgPositionDoc:
    """One entry of org_chart.yaml."""
    return OrgPositionDoc(
        key=fields.slug("key"),
        title=fields.text("title"),
        parent=fields.reference("parent"),
        order=fields.number("order", 0),
        personas=fields.texts("personas"),
        found=fields.found,
    )


def read_asset(fields: Fields) -> AssetDoc:
    """One entry of deprecated_assets.yaml."""
    return AssetDoc(
        key=fields.slug("key"),
        order=fields.number("order"),
        title=fields.text("title"),
        alternative_title=fields.text("alternative_title", ""),
        video_url=fields.text("video_url", ""),
        deck_url=fields.text("deck_url", ""),
        remark=fields.text("remark", ""),
        superseded_by=fields.reference("superseded_by"),
        found=fields.found,
    )


def read_guidance(fields: Fields) -> GuidanceDoc:
    """One entry of guidance.yaml."""
    return GuidanceDoc(
        key=fields.slug("key"),
        kind=fields.choice("kind", words.GUIDANCE_KINDS),
        order=fields.number("order"),
        text=fields.text("text", lines=True),
        found=fields.found,
    )


def read_role(fields: Fields) -> EnterpriseRoleDoc:
    """One entry of enterprise_roles.yaml."""
    texts = {name: fields.text(name, "", lines=True) for name in words.ROLE_TEXTS}
    return EnterpriseRoleDoc(
        key=fields.slug("key"),
        level=fields.text("level"),
        title=fields.text("title"),
        parent=fields.reference("parent"),
        found=fields.found,
        **texts,
    )


LISTS = {
    "people": ListFile(read_person, lambda doc: doc.slug),
    "teams": ListFile(read_team, lambda doc: doc.slug),
    "labels": ListFile(read_label, lambda doc: (doc.family, doc.key)),
    "persona_list": ListFile(read_list_entry, lambda doc: doc.key),
    "org_chart": ListFile(read_org_position, lambda doc: doc.key),
    "deprecated_assets": ListFile(read_asset, lambda doc: doc.key),
    "guidance": ListFile(read_guidance, lambda doc: doc.key),
    "enterprise_roles": ListFile(read_role, lambda doc: doc.key),
    **use_case_lists.LISTS,
    **journey_lists.LISTS,
    **organisation_lists.LISTS,
    **request_lists.LISTS,
    **origin_lists.LISTS,
}
# Files that hold more than one list: under which key stands which.
SECTIONED = {
    "key_links": {"kinds": "key_link_kinds", "cells": "key_links"},
    "bom": {"areas": "bom_areas", "elements": "bom_elements"},
    origin_lists.NAME: {"files": origin_lists.IMPORTED_FILES, "objects": origin_lists.ORIGINS},
}
PARTS = {name for parts in SECTIONED.values() for name in parts.values()}
FILES = (*(name for name in LISTS if name not in PARTS), *SECTIONED)


def read_list(name: str, text: str, path: str) -> tuple[Document, ...]:
    """The entries of the list ``name`` (a key of LISTS) in the file ``text``. Raises BadFile."""
    return read_entries(LISTS[name], text, path)


def read_entries(file: ListFile, text: str, path: str) -> tuple[Any, ...]:
    """The entries of a list in the file ``text``. Raises BadFile."""
    node = compose(refuse_controls(text, path), path)
    if node is None:
        return ()
    if not isinstance(node, yaml.SequenceNode):
        raise BadFile(path, node.start_mark.line + 1, "The file is a list: every entry begins with “- ”.")
    return unique((Fields(item, path) for item in node.value), file.read, file.key)


def read_list_file(name: str, text: str, path: str) -> dict[str, tuple[Document, ...]]:
    """The lists in the file ``name`` (one of FILES), by their names in LISTS. Raises BadFile."""
    if name not in SECTIONED:
        return {name: read_list(name, text, path)}
    fields = Fields(compose(refuse_controls(text, path), path), path)
    found = {
        kind: unique(fields.mappings(section), LISTS[kind].read, LISTS[kind].key)
        for section, kind in SECTIONED[name].items()
    }
    fields.refuse_others()
    return found
