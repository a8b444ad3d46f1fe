"""Who owns what in product marketing, and the sentences that pages are built from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from marketing_portal.content.addresses import link_to
from marketing_portal.people.models import Person
from marketing_portal.search.documents import Document, audience_of, plain
from marketing_portal.search.registry import Kind, Source
from marketing_portal.search.sources.use_cases import TERM
from usecases.models import CascadeAction, CascadeQuestion, Ownership, OwnershipArea, Statement
from usecases.vocabulary import StatementKind

OWNERSHIP = Kind("ownership", "Ownership", "Ownership")
PLACES = {
    StatementKind.CRITERION: "usecases:list",
    StatementKind.USE_CASE_ACTIVITY: "usecases:list",
    StatementKind.REQUIREMENT_RULE: "usecases:market_requirements",
    StatementKind.REQUIREMENT_IMPACT: "usecases:market_requirements",
    StatementKind.BOM_TRACKING: "usecases:bill_of_materials",
    StatementKind.CHARTER_PROBLEM: "usecases:dri",
    StatementKind.CHARTER_PURPOSE: "usecases:dri",
    StatementKind.CHARTER_GOAL: "usecases:dri",
    StatementKind.CHARTER_RULE: "usecases:dri",
    StatementKind.CHARTER_AGENDA: "usecases:dri",
    StatementKind.STAGE_ACTIVITY: "journey:detail",
    StatementKind.DECK_RULE: "collateral:decks",
    StatementKind.HIRING_STEP: "organisation:hiring",
    StatementKind.RELEASE_LAUNCH: "organisation:releases",
}
ELSEWHERE = "organisation:ownership"
SHORT = 90  # characters of a sentence that stand in for a title


def ownership(rows: Any) -> Iterator[Document]:
    """The rows of the ownership table."""
    for one in rows.select_related("person").prefetch_related("areas"):
        areas = [area.label for area in one.areas.all()]
        yield Document(
            one.pk,
            OWNERSHIP.key,
            f"{one.person.name}: {', '.join(areas)}" if areas else one.person.name,
            link_to("organisation:ownership"),
            note="Product marketing",
            text=plain(one.persona, one.industry, one.product_group, ", ".join(map(str, one.regions or []))),
            audience=audience_of(one.person),
        )


def statements(rows: Any) -> Iterator[Document]:
    """Rules, criteria, metrics, steps: where the page that shows them is."""
    for one in rows:
        text = plain(one.text_html)
        short = text if len(text) <= SHORT else text[:SHORT].rsplit(" ", 1)[0] + " …"
        yield Document(
            one.pk,
            TERM.key,
            one.title or short,
            link_to(PLACES.get(StatementKind(one.kind), ELSEWHERE)),
            note=one.get_kind_display(),
            text=text if one.title or short != text else "",
            weight=0.7,
        )


def cascade(rows: Any) -> Iterator[Document]:
    """What to ask, and to do, after a release."""
    for one in rows.prefetch_related("actions"):
        actions = ". ".join(action.label for action in one.actions.all())
        address = link_to("organisation:releases")
        yield Document(
            one.pk, TERM.key, one.question, address, note="After a release", text=plain(actions), weight=0.8
        )


SOURCES = [
    (
        Source(
            "ownership",
            Ownership,
            "organisation:ownership",
            ownership,
            parts={OwnershipArea: "ownership_id"},
            depends={Person: None},
        ),
        [OWNERSHIP],
    ),
    (Source("statements", Statement, ELSEWHERE, statements), []),
    (
        Source(
            "cascade", CascadeQuestion, "organisation:releases", cascade, parts={CascadeAction: "question_id"}
        ),
        [],
    ),
]
