"""Where everything came from, as rows; and whether the words of a page really stand in the database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models

from marketing_portal.content.models import Versioned
from marketing_portal.interchange.handbook.kinds.understanding import NOT_SAID, Understood
from marketing_portal.interchange.handbook.reading.accounting import Tally
from marketing_portal.interchange.handbook.reading.inline import words
from marketing_portal.interchange.models import ImportedFile, ImportedObject

Spot = tuple[Any, str, str]  # row, heading, lines
TEXTS = (models.CharField, models.TextField, models.JSONField)
MADE_FROM_TEXT = frozenset(
    {"headings", "source_page", "source_heading", "source_lines", "loaded_digest", "origin"}
)


def text_fields(model: type[models.Model]) -> list[str]:
    """Fields of ``model`` that hold words of a page."""
    skipped = NOT_SAID | MADE_FROM_TEXT
    return [
        one.attname
        for one in model._meta.concrete_fields
        if isinstance(one, TEXTS) and one.name not in skipped and not one.name.endswith("_html")
    ]


def texts_in(value: Any) -> Iterator[str]:
    """Every text in a stored value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from texts_in(item)


def stored_words(rows: Iterable[Any]) -> Counter[str]:
    """The words of ``rows`` and of everything below them, read from the database anew."""
    found: Counter[str] = Counter()
    by_model: dict[type[Any], set[Any]] = {}
    for row in rows:
        by_model.setdefault(type(row), set()).add(row.pk)
    for model, keys in by_model.items():
        children = getattr(model, "HISTORY_CHILDREN", ())
        for row in model._base_manager.filter(pk__in=keys).prefetch_related(*children):
            parts = [row, *(part for name in children for part in getattr(row, name).all())]
            for part in parts:
                for name in text_fields(type(part)):
                    for text in texts_in(getattr(part, name)):
                        found.update(words(text))
    return found


def tally_of(understood: Understood, rows: Sequence[Any]) -> Tally:
    """How many words of the page stand in the database, and which do not."""
    wanted = understood.words
    labels = Counter(word for label in understood.labels for word in words(label.text))
    missing = wanted - (stored_words(rows) + labels)
    total = wanted.total()
    return Tally(total, total - missing.total(), understood.typed, tuple(sorted(missing.elements())))


def record(
    understood: Understood,
    spots: Sequence[Spot],
    tally: Tally,
    links: list[tuple[int, str]],
    reading: str,
    user: Any,
) -> tuple[ImportedFile, list[str]]:
    """Write down the file and what was made of it; gives also what it held before and does not any more."""
    page = understood.page
    values = {
        "path": page.path[-400:],
        "title": understood.title[:200],
        "kind": understood.kind.name,
        "digest": page.digest,
        "reading": reading,
        "outline": [[one.line, text] for one in understood.labels if (text := one.text.strip())],
        "links": [list(one) for one in links],
        "warnings": [[one.line, one.message] for one in understood.warnings],
        "words": tally.words,
        "words_found": tally.found,
        "words_typed": tally.typed,
        "words_missing": list(tally.missing),
        "imported_by": user,
    }
    file, _ = ImportedFile.objects.update_or_create(key=page.key, defaults=values)
    return file, place_objects(file, spots)


def versions_of(rows: Iterable[Any]) -> dict[tuple[type[Any], Any], int]:
    """The versions of ``rows`` as the database has them."""
    keys: dict[type[Any], list[Any]] = {}
    for row in rows:
        keys.setdefault(type(row), []).append(row.pk)
    return {
        (model, pk): version
        for model, some in keys.items()
        if issubclass(model, Versioned)
        for pk, version in model._base_manager.filter(pk__in=some).values_list("pk", "version")
    }


def place_objects(file: ImportedFile, spots: Sequence[Spot]) -> list[str]:
    """The rows that say which objects ``file`` became; gives the names of those that it holds no more."""
    there = {(one.content_type_id, one.object_id): one for one in file.objects_made.all()}
    kinds = {type(row): ContentType.objects.get_for_model(row).pk for row, *_ in spots}
    versions = versions_of(row for row, *_ in spots)
    old, new = list[ImportedObject](), list[ImportedObject]()
    for row, heading, lines in spots:
        first, _, last = lines.partition("-")
        known = there.pop((kinds[type(row)], row.pk), None)
        one = known or ImportedObject(file=file, content_type_id=kinds[type(row)], object_id=row.pk)
        (old if known else new).append(one)
        one.heading, one.first_line, one.last_line = heading[:200], int(first or 0), int(last or 0)
        one.version = versions.get((type(row), row.pk), 0)
    fields = ["heading", "first_line", "last_line", "version"]
    ImportedObject.objects.bulk_create(new)
    ImportedObject.objects.bulk_update(old, fields)
    gone = [str(one.content_object) for one in there.values() if one.content_object is not None]
    file.objects_made.filter(pk__in=[one.pk for one in there.values()]).delete()
    return gone
