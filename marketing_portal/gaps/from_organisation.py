"""What is missing of the ownership table, of the journeys, and of the short lists."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import BigIntegerField, CharField, F, Model, Q, Value
from django.db.models.functions import Cast, Concat

from marketing_portal.content.knowledge import GAP_STATES, Knowledge
from marketing_portal.gaps.facts import Gap, Place, Seen
from marketing_portal.gaps.kinds import Kind
from personas.models import PersonaListEntry
from usecases.models import (
    AreaOfInterest,
    BomArea,
    BomElement,
    Deck,
    Journey,
    OrgColumn,
    Ownership,
    Statement,
)
from usecases.showing import FIELDS, who_of
from usecases.vocabulary import StatementKind

SmallRow = tuple[int, str, str, str, int | None]  # key in the database, key, words, state, what it refers to
Reader = Callable[[SmallRow, Seen], Gap | None]


def ownership(seen: Seen) -> Iterator[Gap]:
    """Personas and industries that the ownership table leaves open, and rows of people who left."""
    people = [f"person__{name}" for name in (*FIELDS, "left_on")]
    for pk, persona, industry, *person, left_on in Ownership.objects.values_list(
        "pk", "persona_state", "industry_state", *people
    ):
        facts = dict(zip(FIELDS, person, strict=True))
        one = who_of(facts, seen.user)
        place = Place("organisation:ownership", (), one.slug or "table")
        form = Place("admin:usecases_ownership_change", (pk,))
        for state, words in ((persona, "Persona"), (industry, "Industry")):
            if state in GAP_STATES:
                what = f"{words} of {one.name} in the ownership table"
                yield Gap(
                    Kind.OWNERSHIP, state, what, place, person=facts["pk"], part="owns the row", edit=form
                )
        if left_on or facts["archived_at"]:
            what = f"Owner in the ownership table, in place of {one.name}"
            yield Gap(Kind.LEFT, Knowledge.UNKNOWN, what, place, f"{one.name} has left", edit=form)


def journeys(seen: Seen) -> Iterator[Gap]:
    """Owners and measures of steps that are unknown or in doubt; steps without activities; journeys without steps."""
    rows = Journey.objects.order_by("order", "pk", "steps__order", "steps__pk").values_list(
        "pk", "key", "name", "steps__key", "steps__stage", "steps__owners", "steps__owner_state",
        "steps__measured_by", "steps__measure_state", "steps__activities",
    )  # fmt: skip
    found: list[tuple[Any, ...]] = list(rows)
    with_activities = {row[0] for row in found if row[9]}
    for pk, key, name, step, stage, owners, owner_state, measure, measure_state, activities in found:
        form = Place("admin:usecases_journey_change", (pk,))
        if step is None:
            place = Place("journey:detail", (), f"journey-{key}")
            yield Gap(Kind.TABLES, Knowledge.ABSENT, f"Steps of the {name.lower()}", place, edit=form)
            continue
        place, at = Place("journey:detail", (), f"step-{key}-{step}"), f"“{stage}” in the {name.lower()}"
        if owner_state in GAP_STATES:
            yield Gap(Kind.JOURNEYS, owner_state, f"Owner of {at}", place, " and ".join(owners), edit=form)
        if measure_state in GAP_STATES:
            yield Gap(Kind.JOURNEYS, measure_state, f"Measure of {at}", place, measure, edit=form)
        if pk in with_activities and not activities:
            yield Gap(Kind.TABLES, Knowledge.ABSENT, f"Activities of {at}", place, edit=form)


def lists(seen: Seen, marked_entries: set[int]) -> Iterator[Gap]:
    """What is missing of the short lists, which are read in one query; but entries that a gap marks already."""
    parts = [small(rows, number, *fields) for number, (rows, fields) in enumerate(sources(marked_entries))]
    for number, *row in parts[0].union(*parts[1:], all=True).order_by("source", "place", "pk"):
        gap = READERS[number](tuple(row[:-1]), seen)
        if gap is not None:
            yield gap


def sources(marked_entries: set[int]) -> list[tuple[Any, tuple[str, str, str, str]]]:
    """The short lists in the order of READERS, each with its columns: key, words, state (or a state), reference."""
    gone = Q(contact__left_on__isnull=False) | Q(contact__archived_at__isnull=False)
    open_entries = PersonaListEntry.objects.filter(persona=None).exclude(pk__in=marked_entries)
    sentences = Statement.objects.filter(state__in=GAP_STATES).annotate(
        kind_and_title=Concat("kind", Value(":"), "title")
    )
    return [
        (AreaOfInterest.objects.filter(state__in=GAP_STATES), ("key", "label", "state", "use_case")),
        (sentences, ("key", "kind_and_title", "state", "")),
        (open_entries, ("key", "label", Knowledge.ABSENT, "persona")),
        (BomArea.objects.filter(elements=None), ("key", "name", Knowledge.ABSENT, "")),
        (Deck.objects.filter(url=""), ("key", "title", Knowledge.ABSENT, "")),
        (OrgColumn.objects.filter(gone), ("key", "title", Knowledge.UNKNOWN, "use_case")),
        (
            BomElement.objects.filter(Q(stage=None) | Q(priority=None)),
            ("key", "name", Knowledge.UNKNOWN, ""),
        ),
    ]


def small(rows: Any, number: int, key: str, words: str, state: str, refers: str) -> Any:
    """``rows`` with the columns that all short lists have in common."""
    text = CharField()
    is_column = state == "state"
    return (
        rows.order_by()
        .annotate(
            source=Value(number),
            its_key=Cast(F(key), text),
            words=Cast(F(words), text),
            its_state=Cast(F(state) if is_column else Value(str(state)), text),
            refers=F(refers) if refers else Value(None, output_field=BigIntegerField()),
            place=F("order"),
        )
        .values_list("source", "pk", "its_key", "words", "its_state", "refers", "place")
    )


def area(row: SmallRow, seen: Seen) -> Gap | None:
    """An area of interest that leads nowhere yet."""
    pk, key, label, state, use_case = row
    one = seen.use_cases.get(use_case or 0)
    if use_case and one is None:
        return None
    what, place = f"{label} in the areas of interest", Place("usecases:bill_of_materials", (), f"area-{key}")
    told = (one.slug, one.label, *one.keeper) if one else ("", "", None, "")
    return Gap(Kind.AREAS, state, what, place, "", *told, changing(AreaOfInterest, pk))


def statement(row: SmallRow, seen: Seen) -> Gap:
    """A sentence that the handbook leaves open."""
    pk, key, words, state, _ = row
    kind, _, title = words.partition(":")
    page, anchor = STATEMENT_PLACES.get(StatementKind(kind), ("organisation:work", ""))
    place = Place(page, (), key if anchor == ITSELF else anchor)
    what = f"{StatementKind(kind).label}: {title}" if title else str(StatementKind(kind).label)
    return Gap(Kind.STATEMENTS, state, what, place, edit=changing(Statement, pk))


def entry(row: SmallRow, seen: Seen) -> Gap:
    """A buyer on the persona list without a persona, whom no gap marks."""
    pk, key, label, state, _ = row
    place = Place("personas:list", (), f"place-{key}")
    return Gap(Kind.SECTIONS, state, f"Persona for {label}", place, edit=changing(PersonaListEntry, pk))


def discipline(row: SmallRow, seen: Seen) -> Gap:
    """A discipline that listed nothing in the bill of materials."""
    pk, key, name, state, _ = row
    what, place = f"Bill of materials of {name}", Place("usecases:bill_of_materials", (), key)
    return Gap(Kind.LISTS, state, what, place, edit=changing(BomArea, pk))


def deck(row: SmallRow, seen: Seen) -> Gap:
    """A deck whose address is lost."""
    pk, key, title, state, _ = row
    place = Place("collateral:decks", (), key)
    return Gap(Kind.LISTS, state, f"Address of the deck “{title}”", place, edit=changing(Deck, pk))


def contact(row: SmallRow, seen: Seen) -> Gap:
    """A contact in the organisation model who left."""
    pk, _, title, state, _ = row
    place = Place("organisation:ownership", (), "model")
    return Gap(
        Kind.LEFT, state, f"Product contact for {title}", place, "has left", edit=changing(OrgColumn, pk)
    )


def element(row: SmallRow, seen: Seen) -> Gap:
    """An element of the bill of materials without stage or priority."""
    pk, key, name, state, _ = row
    what, place = f"Stage or priority of “{name}”", Place("usecases:bill_of_materials", (), f"element-{key}")
    return Gap(Kind.LISTS, state, what, place, edit=changing(BomElement, pk))


def changing(model: type[Model], pk: int) -> Place:
    """The admin's form of one row."""
    return Place(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", (pk,))


READERS: tuple[Reader, ...] = (area, statement, entry, discipline, deck, contact, element)
ITSELF = "itself"  # the sentence has an anchor of its own
# The page and the section that show sentences of a kind; all the others stand on the page of how the work goes.
STATEMENT_PLACES = {
    StatementKind.METRIC: ("organisation:work", ITSELF),
    StatementKind.CRITERION: ("usecases:list", ""),
    StatementKind.REQUIREMENT_RULE: ("usecases:market_requirements", ""),
    StatementKind.REQUIREMENT_IMPACT: ("usecases:market_requirements", ""),
    StatementKind.BOM_TRACKING: ("usecases:bill_of_materials", "tracking"),
    StatementKind.DECK_RULE: ("collateral:decks", "rules"),
    StatementKind.RELEASE_LAUNCH: ("organisation:releases", ""),
    StatementKind.HIRING_STEP: ("organisation:hiring", ""),
}
