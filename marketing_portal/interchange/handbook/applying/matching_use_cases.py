"""Documents of the use case half and the objects that are there: which is which, and what only people know of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from django.contrib.contenttypes.models import ContentType

from marketing_portal.content.models import Origin
from marketing_portal.interchange.documents import Document
from marketing_portal.interchange.documents_journeys import (
    AudienceDoc,
    BomAreaDoc,
    BomElementDoc,
    CollateralTypeDoc,
    StageDoc,
    ViewDoc,
    ViewStepDoc,
)
from marketing_portal.interchange.documents_use_cases import AreaDoc, LinkDoc, StatementDoc
from marketing_portal.interchange.handbook.applying.matching import Known, Matcher, with_keys
from marketing_portal.interchange.handbook.kinds.keys import key_of
from marketing_portal.interchange.handbook.kinds.outline import normal
from marketing_portal.interchange.models import ImportedObject
from usecases.models import (
    AreaOfInterest,
    Audience,
    BomArea,
    BomElement,
    JourneyStage,
    JourneyView,
    KeyLink,
    Statement,
)


def match_statements(known: Known, documents: Sequence[StatementDoc]) -> list[StatementDoc]:
    """Statements with the keys of those that are there, kind by kind, and their titles where the page has none."""
    rows = known.rows(Statement)
    by_key = {row.key: row for row in rows}
    found: dict[int, StatementDoc] = {}
    others = {row.key for row in rows}
    for kind in dict.fromkeys(one.kind for one in documents):
        mine = [one for one in documents if one.kind == kind]
        theirs = [row for row in rows if row.kind == kind]
        keyed = with_keys(mine, theirs, lambda one: one.text, lambda row: row.text, others)
        others |= {one.key for one in keyed}
        found |= {
            id(one): named(after, by_key.get(after.key)) for one, after in zip(mine, keyed, strict=True)
        }
    parents = parents_of(documents)
    return [
        replace(found[id(one)], parent=found[id(parents[id(one)])].key)
        if id(one) in parents
        else found[id(one)]
        for one in documents
    ]


def parents_of(documents: Sequence[StatementDoc]) -> dict[int, StatementDoc]:
    """For each statement below another that other one: the last before it that has the key."""
    last: dict[str, StatementDoc] = {}
    found: dict[int, StatementDoc] = {}
    for one in documents:
        if one.parent is None:
            last[one.key] = one
        elif one.parent in last:
            found[id(one)] = last[one.parent]
    return found


def named(document: StatementDoc, row: Any) -> StatementDoc:
    """``document`` with the title that people gave it, where the page has none."""
    return replace(document, title=document.title or row.title) if row is not None else document


def as_it_is(document: Any, _row: Any) -> Any:
    """Nothing is known of ``document`` but its key."""
    return document


def keyed_by_name(
    documents: Sequence[Any],
    rows: Sequence[Any],
    name: Callable[[Any], str],
    more: Callable[[Any, Any], Any] = as_it_is,
) -> list[Any]:
    """``documents`` with key and more of the row of the same key or name."""
    by_key, by_name = {row.key: row for row in rows}, {normal(name(row)): row for row in rows}
    found = [(one, by_key.get(one.key) or by_name.get(normal(name(one)))) for one in documents]
    return [one if row is None else more(replace(one, key=row.key), row) for one, row in found]


def match_audiences(known: Known, documents: Sequence[AudienceDoc]) -> list[AudienceDoc]:
    """Audiences with the keys of those that are there."""
    return keyed_by_name(documents, known.rows(Audience), lambda one: one.name)


def match_bom_areas(known: Known, documents: Sequence[BomAreaDoc]) -> list[BomAreaDoc]:
    """Areas of the bill of materials with the keys of those that are there."""
    return keyed_by_name(documents, known.rows(BomArea), lambda one: one.name)


def match_bom_elements(known: Known, documents: Sequence[BomElementDoc]) -> list[BomElementDoc]:
    """Elements of the bill of materials with the keys of those of the same area and name that are there."""
    rows, found = known.rows(BomElement, "area"), list[BomElementDoc]()
    keys = {(row.area.key, normal(row.name)): row.key for row in rows}
    used = set(keys.values())
    for one in documents:
        key = keys.get((one.area, normal(one.name)))
        found.append(replace(one, key=key or key_of(one.name, used)))
    return found


def match_areas(known: Known, documents: Sequence[AreaDoc]) -> list[AreaDoc]:
    """Areas of interest with the keys of those that are there."""
    return with_keys(documents, known.rows(AreaOfInterest), lambda one: one.label, lambda row: row.label)


def match_views(known: Known, documents: Sequence[ViewDoc]) -> list[ViewDoc]:
    """Views with their steps, which no text says."""

    def with_steps(one: ViewDoc, row: JourneyView) -> ViewDoc:
        steps = tuple(
            ViewStepDoc(
                key=step.key,
                label=step.label,
                lane=step.lane,
                stage=step.stage.key if step.stage else None,
                phase=step.phase,
            )
            for step in sorted(row.steps.all(), key=lambda step: (step.order, step.pk))
        )
        return replace(one, name=row.name, started_by=row.started_by, phases=tuple(row.phases), steps=steps)

    return keyed_by_name(documents, known.rows(JourneyView, "steps__stage"), lambda one: one.name, with_steps)


def match_links(known: Known, documents: Sequence[LinkDoc]) -> list[LinkDoc]:
    """Cells of key links with the note that somebody wrote, and closed to readers where somebody closed them."""
    rows = {(row.kind.key, row.use_case.slug): row for row in known.rows(KeyLink, "kind", "use_case")}
    found: list[LinkDoc] = []
    for one in documents:
        row = rows.get((one.kind, one.use_case))
        if row is not None:
            one = replace(one, note=one.note or row.note, internal=one.internal or row.internal)
        found.append(one)
    return found


def match_stages(known: Known, documents: Sequence[StageDoc]) -> list[StageDoc]:
    """Stages with what other pages and people say of them; the same document for every page that names one."""
    rows = known.rows(JourneyStage, "collateral_types")
    has_typed_page = ImportedObject.objects.filter(
        content_type=ContentType.objects.get_for_model(JourneyStage), file__kind="use-case-gtm"
    ).exists()
    there = {row.key: row for row in rows}
    by_name = {normal(row.name): row.key for row in rows}
    keys = [one.key if one.key in there else by_name.get(normal(one.name), one.key) for one in documents]
    whole: dict[str, StageDoc] = {}
    for key, one in zip(keys, documents, strict=True):
        one = replace(one, key=key)
        whole[key] = both(whole[key], one) if key in whole else one
    for key, one in whole.items():
        if key in there:
            is_newer = has_typed_page and bool(one.collateral_types)
            before = stage_of(there[key])
            whole[key] = both(one, replace(before, focus="") if is_newer else before)
    return [whole[key] for key in keys]


def stage_of(row: JourneyStage) -> StageDoc:
    """``row`` as a document. What only a sample says of it gives way to the page, so it is left out."""
    types = tuple(
        CollateralTypeDoc(key=one.key, text=one.text)
        for one in sorted(row.collateral_types.all(), key=lambda one: (one.order, one.pk))
    )
    return StageDoc(
        key=row.key,
        name=row.name,
        aliases=tuple(row.aliases),
        position=row.position,
        question=row.question,
        definition=row.definition,
        focus=row.focus if row.origin == Origin.IMPORTED else "",
        collateral_types=types,
    )


def both(one: StageDoc, other: StageDoc) -> StageDoc:
    """What two pages say of a stage. Where both say what to focus on, the page with the collateral does; the other's
    sentence goes below the definition."""
    leading, second = (other, one) if one.definition and other.collateral_types else (one, other)
    definition = one.definition or other.definition
    focus = leading.focus or second.focus
    if second.focus not in {"", focus} and second.focus not in definition:
        definition = f"{definition}\n\n{second.focus}".strip()
    types = one.collateral_types or other.collateral_types
    if one.collateral_types and other.collateral_types:
        types = tuple(with_type_keys(one.collateral_types, other.collateral_types))
    return replace(
        one,
        name=leading.name or second.name,
        aliases=one.aliases or other.aliases,
        position=one.position or other.position,
        question=one.question or other.question,
        definition=definition,
        focus=focus,
        collateral_types=types,
    )


def with_type_keys(
    new: Sequence[CollateralTypeDoc], old: Sequence[CollateralTypeDoc]
) -> list[CollateralTypeDoc]:
    """Kinds of collateral with the keys of those that are there."""
    return with_keys(new, old, lambda one: one.text, lambda one: one.text)


USE_CASE_MATCHERS: dict[type[Document], Matcher] = {
    StatementDoc: match_statements,
    AudienceDoc: match_audiences,
    BomAreaDoc: match_bom_areas,
    BomElementDoc: match_bom_elements,
    AreaDoc: match_areas,
    ViewDoc: match_views,
    LinkDoc: match_links,
    StageDoc: match_stages,
}
