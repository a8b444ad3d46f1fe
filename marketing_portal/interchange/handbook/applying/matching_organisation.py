"""Documents about journeys, decks and the organisation, and the objects that are there: which is which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from marketing_portal.interchange.documents import Document
from marketing_portal.interchange.documents_journeys import DeckDoc, JourneyDoc
from marketing_portal.interchange.documents_organisation import CascadeQuestionDoc, OrgColumnDoc
from marketing_portal.interchange.handbook.applying.matching import Known, Matcher, with_keys
from marketing_portal.interchange.handbook.applying.matching_use_cases import keyed_by_name
from usecases.models import CascadeQuestion, Deck, Journey, OrgColumn


def match_journeys(known: Known, documents: Sequence[JourneyDoc]) -> list[JourneyDoc]:
    """Journeys with the text and note that are there where the page has none, and the keys of their steps."""

    def with_steps(one: JourneyDoc, row: Journey) -> JourneyDoc:
        steps = with_keys(one.steps, list(row.steps.all()), lambda step: step.stage, lambda step: step.stage)
        return replace(
            one, name=row.name, text=one.text or row.text, note=one.note or row.note, steps=tuple(steps)
        )

    return keyed_by_name(documents, known.rows(Journey, "steps"), lambda one: one.name, with_steps)


def match_decks(known: Known, documents: Sequence[DeckDoc]) -> list[DeckDoc]:
    """Decks with what only people know of them: whom they are for, who keeps them, where they are."""

    def with_more(one: DeckDoc, row: Deck) -> DeckDoc:
        owner, url = one.owner_text or row.owner_text, one.url or row.url
        return replace(one, owner_text=owner, url=url, audience=one.audience or row.audience)

    found = keyed_by_name(documents, known.rows(Deck), lambda one: one.title, with_more)
    keys = {before.key: after.key for before, after in zip(documents, found, strict=True)}
    return [replace(one, synced_from=keys.get(one.synced_from or "", one.synced_from)) for one in found]


def match_columns(known: Known, documents: Sequence[OrgColumnDoc]) -> list[OrgColumnDoc]:
    """Columns of the organisation model with the keys of those that are there."""
    return with_keys(documents, known.rows(OrgColumn), lambda one: one.title, lambda row: row.title)


def match_questions(known: Known, documents: Sequence[CascadeQuestionDoc]) -> list[CascadeQuestionDoc]:
    """Questions after a release, and their actions, with the keys of those that are there."""
    rows = known.rows(CascadeQuestion, "actions")
    by_key: dict[str, Any] = {row.key: row for row in rows}
    found: list[CascadeQuestionDoc] = with_keys(
        documents, rows, lambda one: one.question, lambda row: row.question
    )
    return [replace(one, actions=actions_of(one, by_key.get(one.key))) for one in found]


def actions_of(document: CascadeQuestionDoc, row: Any) -> tuple[Any, ...]:
    """The actions of a question with the keys of those that are there."""
    if row is None:
        return document.actions
    return tuple(
        with_keys(document.actions, list(row.actions.all()), lambda one: one.label, lambda one: one.label)
    )


ORGANISATION_MATCHERS: dict[type[Document], Matcher] = {
    JourneyDoc: match_journeys,
    DeckDoc: match_decks,
    OrgColumnDoc: match_columns,
    CascadeQuestionDoc: match_questions,
}
