"""What is missing of use cases: on their pages, in the DRI matrix, in the key links, in the ownership table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, Subquery, TextField, Value
from django.db.models.functions import Cast
from django.utils.html import strip_tags
from django.utils.text import Truncator

from marketing_portal.content.knowledge import GAP_STATES, Knowledge
from marketing_portal.gaps.facts import Gap, Place, Seen, UseCaseFacts
from marketing_portal.gaps.kinds import Kind
from personas.models import Persona
from usecases.models import (
    ActivationRole,
    Collateral,
    DRICell,
    KeyLink,
    MarketRequirement,
    OwnershipArea,
    UseCase,
    UseCasePersona,
    UseCasePoint,
)
from usecases.showing import FIELDS, who_of
from usecases.vocabulary import LinkState, UsePointKind

# What a use case page should have: the column that says so, the words, the section of the page.
PARTS = [
    ("has_description", "Short description of {}", "why"),
    ("has_body", "Why {} matters", "why"),
    ("has_drivers", "Value drivers of {}", "why"),
    ("has_personas", "Personas of {}", "personas"),
    ("has_requirements", "Market requirements of {}", "requirements"),
    ("has_links", "Key links of {}", "links"),
    ("has_collateral", "Collateral for {}", "collateral"),
]
UNRESOLVED = [state for state in LinkState if state.is_unresolved]
Row = dict[str, Any]


def rows_of_use_cases(user: Any) -> list[Row]:
    """Every use case that ``user`` may see, with what there is of it: one query."""
    mine = {"use_case": OuterRef("pk")}
    areas = OwnershipArea.objects.filter(**mine).order_by("ownership__order", "pk")
    people = Q(persona__isnull=True) | Q(persona__in=Persona.objects.visible_to(user).order_by())
    made = Collateral.objects.visible_to(user).filter(use_cases=OuterRef("pk"))
    rows = UseCase.objects.visible_to(user).annotate(
        has_description=~Q(description=""),
        has_body=~Q(body=""),
        has_drivers=Exists(UseCase.value_drivers.through.objects.filter(usecase=OuterRef("pk"))),
        has_personas=Exists(UseCasePersona.objects.filter(people, **mine)),
        has_requirements=Exists(MarketRequirement.objects.filter(**mine)),
        has_links=Exists(KeyLink.objects.filter(**mine)),
        has_collateral=Exists(made.order_by()),
        has_marketer=Exists(areas),
        marketer=Subquery(areas.values("ownership__person")[:1]),
        cells=Count("dri_cells"),
    )
    named = ("pk", "slug", "name", "short_label", "label_key", "owner", "dri_position", "marketer", "cells")
    return list(
        rows.order_by("tier", "position", "pk").values(
            *named, "has_marketer", *[column for column, _, _ in PARTS]
        )
    )


def facts_of(row: Row) -> UseCaseFacts:
    """What the others need to know of one use case."""
    return UseCaseFacts(
        slug=row["slug"],
        name=row["name"],
        short=row["short_label"] or row["name"],
        label=row["label_key"],
        owner=row["owner"],
        marketer=row["marketer"],
        has_column=row["dri_position"] is not None,
    )


def absent_parts(rows: list[Row], seen: Seen, roles: int) -> Iterator[Gap]:
    """What nobody has written of each use case; ``roles`` is how many cells a column has."""
    for row in rows:
        one, absent = seen.use_cases[row["pk"]], Knowledge.ABSENT
        form = Place("admin:usecases_usecase_change", (row["pk"],))
        if not row["has_marketer"]:
            table = Place("admin:usecases_ownership_changelist")
            yield one.gap(Kind.NOBODY, absent, f"Product marketer for {one.name}", "responsible", table)
        if not one.has_column:
            yield one.gap(Kind.COLUMNS, absent, f"DRIs for {one.name}", "responsible", form, "no column yet")
        elif row["cells"] < roles:
            empty = f"{roles - row['cells']} of {roles} cells were never written"
            yield one.gap(Kind.COLUMNS, absent, f"DRIs for {one.name}", "responsible", form, empty)
        for column, words, section in PARTS:
            if not row[column]:
                yield one.gap(Kind.USE_CASES, absent, words.format(one.name), section, form)


def cells(seen: Seen) -> Iterator[Gap]:
    """Cells of the DRI matrix that name nobody, or somebody who left."""
    gone = Q(assignments__person__left_on__isnull=False) | Q(assignments__person__archived_at__isnull=False)
    rows = DRICell.objects.filter(gone | Q(pk__in=DRICell.objects.vacant().order_by().values("pk")))
    people = [f"assignments__person__{name}" for name in FIELDS]
    names = ("use_case", "state", "role__key", "role__name", "role__lead", *people)
    for key, state, role, name, lead, *person in rows.order_by(
        "role__order", "use_case__dri_position"
    ).values_list(*names):
        one = seen.use_cases.get(key)
        if one is None or not one.has_column:
            continue
        place = Place("usecases:dri", (), f"cell-{role}-{one.slug}")
        known = (lead, f"leads {name}") if lead else one.keeper
        told = (one.slug, one.label, *known, Place("usecases:dri_cell", (role, one.slug)))
        what = f"DRI for {name} in {one.short}"
        if person[0] is None:
            vacant = Knowledge.UNKNOWN if state == Knowledge.KNOWN else state
            yield Gap(Kind.DRI, vacant, what, place, "", *told)
        else:
            left = who_of(dict(zip(FIELDS, person, strict=True)), seen.user).name
            yield Gap(Kind.LEFT, Knowledge.UNKNOWN, what, place, f"{left} has left", *told)


def links(seen: Seen) -> Iterator[Gap]:
    """Cells of the key links that somebody still owes; visitors know nothing of internal ones."""
    rows = KeyLink.objects.filter(state__in=[*UNRESOLVED, LinkState.EPIC])
    rows = rows if seen.user.is_authenticated else rows.filter(internal=False)
    ordered = rows.order_by("kind__order", "use_case__tier", "use_case__position")
    for key, state, kind, name in ordered.values_list("use_case", "state", "kind__key", "kind__name"):
        one = seen.use_cases.get(key)
        if one is None:
            continue
        place = Place("usecases:key_links", (), f"cell-{kind}-{one.slug}")
        found = Kind.PLANNED if state == LinkState.EPIC else Kind.LINKS
        yield Gap(
            found, Knowledge.TBD, f"{name} of {one.short}", place, LinkState(state).label, one.slug,
            one.label, *one.keeper, Place("usecases:key_link", (kind, one.slug)),
        )  # fmt: skip


def open_points(seen: Seen) -> Iterator[Gap]:
    """Points of use cases that are still to come, and requirements without their demos: one query."""
    points = UseCasePoint.objects.filter(state__in=GAP_STATES)
    points = points if seen.user.is_authenticated else points.filter(internal=False)
    demos = MarketRequirement.objects.filter(demos_state__in=GAP_STATES)
    empty = Value("", TextField())
    rows = points.order_by().values_list("use_case", "state", "kind", "key", "title_html", "text_html")
    named = demos.order_by().values_list(
        "use_case", "demos_state", Value(""), "key", Cast("name", TextField()), empty
    )
    for key, state, kind, point, title, text in rows.union(named, all=True).order_by("use_case", "key"):
        one = seen.use_cases.get(key)
        if one is None:
            continue
        said = Truncator(strip_tags(title or text)).chars(60)
        what = (
            f"{UsePointKind(kind).label} of {one.short}: {said}" if kind else f"Demo of {said}, {one.short}"
        )
        form = Place("admin:usecases_usecase_change", (key,))
        yield one.gap(Kind.PAGES, state, what, f"point-{point}" if kind else f"requirement-{point}", form)


def roles() -> list[tuple[Any, ...]]:
    """Every role with its lead as plain values."""
    people = [f"lead__{name}" for name in (*FIELDS, "left_on")]
    return list(ActivationRole.objects.values_list("pk", "key", "name", *people))


def leads(rows: list[tuple[Any, ...]], seen: Seen) -> Iterator[Gap]:
    """Roles (as `roles` reads them) that nobody leads, or somebody who left."""
    for pk, key, name, *person, left_on in rows:
        place, form = (
            Place("usecases:dri", (), f"role-{key}"),
            Place("admin:usecases_activationrole_change", (pk,)),
        )
        if person[0] is None:
            yield Gap(Kind.LEADS, Knowledge.ABSENT, f"Lead of {name}", place, edit=form)
        elif left_on or person[FIELDS.index("archived_at")]:
            left = who_of(dict(zip(FIELDS, person, strict=True)), seen.user).name
            yield Gap(Kind.LEFT, Knowledge.UNKNOWN, f"Lead of {name}", place, f"{left} has left", edit=form)
