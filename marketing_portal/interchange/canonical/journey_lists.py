"""The lists of the buyer's journey, of the bill of materials, of collateral and decks."""

from __future__ import annotations

from marketing_portal.interchange.canonical import use_case_vocabulary as words
from marketing_portal.interchange.canonical.common import read_archived, read_gaps
from marketing_portal.interchange.canonical.fields import Fields, unique
from marketing_portal.interchange.canonical.list_file import ListFile
from marketing_portal.interchange.canonical.use_case import number_of
from marketing_portal.interchange.canonical.vocabulary import KNOWLEDGE
from marketing_portal.interchange.documents_journeys import (
    AudienceDoc,
    BomAreaDoc,
    BomElementDoc,
    CollateralDoc,
    CollateralTypeDoc,
    DeckDoc,
    JourneyDoc,
    JourneyStepDoc,
    StageDoc,
    ViewDoc,
    ViewStepDoc,
)


def read_stage(fields: Fields) -> StageDoc:
    """One entry of journey_stages.yaml."""
    return StageDoc(
        key=fields.slug("key"),
        name=fields.text("name"),
        aliases=fields.texts("aliases"),
        position=fields.text("position", ""),
        question=fields.text("question", ""),
        definition=fields.text("definition", "", lines=True),
        focus=fields.text("focus", "", lines=True),
        collateral_types=unique(
            fields.mappings("collateral_types"), read_collateral_type, lambda one: one.key
        ),
        found=fields.found,
    )


def read_collateral_type(fields: Fields) -> CollateralTypeDoc:
    """A kind of collateral that is typical of a stage."""
    return CollateralTypeDoc(key=fields.slug("key"), text=fields.text("text"), found=fields.found)


def read_audience(fields: Fields) -> AudienceDoc:
    """One entry of audiences.yaml."""
    return AudienceDoc(
        key=fields.slug("key"),
        name=fields.text("name"),
        needs=fields.text("needs", "", lines=True),
        found=fields.found,
    )


def read_view(fields: Fields) -> ViewDoc:
    """One entry of journey_views.yaml."""
    view = ViewDoc(
        key=fields.slug("key"),
        name=fields.text("name"),
        started_by=fields.text("started_by"),
        narrative=fields.text("narrative", "", lines=True),
        phases=fields.texts("phases"),
        steps=unique(fields.mappings("steps"), read_view_step, lambda step: step.key),
        found=fields.found,
    )
    for step in view.steps:
        if step.phase and step.phase not in view.phases:
            raise step.found.bad("phase", f"“{step.phase}” is not one of the phases of this view.")
    return view


def read_view_step(fields: Fields) -> ViewStepDoc:
    """A step of a view."""
    return ViewStepDoc(
        key=fields.slug("key"),
        label=fields.text("label"),
        lane=fields.choice("lane", words.LANES),
        stage=fields.reference("stage"),
        phase=fields.text("phase", ""),
        found=fields.found,
    )


def read_journey(fields: Fields) -> JourneyDoc:
    """One entry of journeys.yaml."""
    return JourneyDoc(
        key=fields.slug("key"),
        name=fields.text("name"),
        text=fields.text("text", "", lines=True),
        note=fields.text("note", ""),
        steps=unique(fields.mappings("steps"), read_journey_step, lambda step: step.key),
        found=fields.found,
    )


def read_journey_step(fields: Fields) -> JourneyStepDoc:
    """A row of the table of a journey."""
    return JourneyStepDoc(
        key=fields.slug("key"),
        stage=fields.text("stage"),
        measured_by=fields.text("measured_by", ""),
        measure_state=fields.choice("measure_state", KNOWLEDGE, "known"),
        owners=fields.texts("owners"),
        owner_state=fields.choice("owner_state", KNOWLEDGE, "known"),
        activities=fields.texts("activities"),
        found=fields.found,
    )


def read_bom_area(fields: Fields) -> BomAreaDoc:
    """One entry under ``areas`` of bom.yaml."""
    return BomAreaDoc(
        key=fields.slug("key"), name=fields.text("name"), url=fields.text("url", ""), found=fields.found
    )


def read_bom_element(fields: Fields) -> BomElementDoc:
    """One entry under ``elements`` of bom.yaml."""
    return BomElementDoc(
        key=fields.slug("key"),
        area=fields.slug("area"),
        name=fields.text("name"),
        description=fields.text("description", "", lines=True),
        quantity=fields.text("quantity", ""),
        stage=fields.reference("stage"),
        priority=None if fields.is_null("priority") else number_of("priority", fields, words.PRIORITIES),
        found=fields.found,
    )


def read_collateral(fields: Fields) -> CollateralDoc:
    """One entry of collateral.yaml."""
    return CollateralDoc(
        key=fields.slug("key"),
        title=fields.text("title"),
        kind=fields.choice("kind", words.COLLATERAL_KINDS),
        url=fields.text("url", ""),
        use_cases=fields.texts("use_cases"),
        stage=fields.reference("stage"),
        audiences=fields.texts("audiences"),
        personas=fields.texts("personas"),
        owner=fields.reference("owner"),
        internal=fields.flag("internal", default=False),
        gated=fields.flag("gated", default=False),
        note=fields.text("note", ""),
        source=fields.source("source"),
        anchors=fields.texts("anchors"),
        gaps=read_gaps(fields),
        archived=read_archived(fields),
        found=fields.found,
    )


def read_deck(fields: Fields) -> DeckDoc:
    """One entry of decks.yaml."""
    return DeckDoc(
        key=fields.slug("key"),
        title=fields.text("title"),
        description=fields.text("description", "", lines=True),
        when_to_use=fields.text("when_to_use", "", lines=True),
        owner_text=fields.text("owner_text", ""),
        synced_from=fields.reference("synced_from"),
        url=fields.text("url", ""),
        audience=fields.text("audience", ""),
        found=fields.found,
    )


LISTS = {
    "journey_stages": ListFile(read_stage, lambda doc: doc.key),
    "audiences": ListFile(read_audience, lambda doc: doc.key),
    "journey_views": ListFile(read_view, lambda doc: doc.key),
    "journeys": ListFile(read_journey, lambda doc: doc.key),
    "bom_areas": ListFile(read_bom_area, lambda doc: doc.key),
    "bom_elements": ListFile(read_bom_element, lambda doc: doc.key),
    "collateral": ListFile(read_collateral, lambda doc: doc.key),
    "decks": ListFile(read_deck, lambda doc: doc.key),
}
