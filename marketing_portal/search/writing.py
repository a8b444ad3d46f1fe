"""Documents into rows: only what differs from what is stored is written."""

from __future__ import annotations

from collections.abc import Iterator

from marketing_portal.search.documents import MOST_NAMES, Document
from marketing_portal.search.models import LONGEST_NAME, SearchDoc, SearchName, SearchText
from marketing_portal.search.registry import Source
from marketing_portal.search.words import squash

BATCH = 400
OF_DOC = ("kind", "audience", "weight", "digest")
OF_TEXT = ("title", "url", "note", "aliases", "body")


def write(source: Source, keys: list[int], documents: list[Document]) -> int:
    """The documents of the objects with these ``keys`` shall be ``documents``; only what differs is written."""
    wanted = {(one.object_id, one.part): one for one in documents}
    there = SearchDoc.objects.filter(source=source.key, object_id__in=keys)
    stored = {(row.object_id, row.part): row for row in there.only("object_id", "part", "digest")}
    gone = [row.pk for place, row in stored.items() if place not in wanted]
    changed = [
        (stored[place].pk if place in stored else None, one)
        for place, one in wanted.items()
        if place not in stored or stored[place].digest != one.digest
    ]
    if gone:
        SearchDoc.objects.filter(pk__in=gone).delete()
    if changed:
        replace([row_of(source, key, one) for key, one in changed], [one for _, one in changed])
    return len(gone) + len(changed)


def replace(docs: list[SearchDoc], documents: list[Document]) -> None:
    """Write rows, their texts and their names."""
    new = [doc for doc in docs if doc._state.adding]
    old = [doc for doc in docs if not doc._state.adding]
    SearchDoc.objects.bulk_update(old, OF_DOC, batch_size=BATCH // 4)
    SearchDoc.objects.bulk_create(new, batch_size=BATCH)
    SearchName.objects.filter(doc__in=[doc.pk for doc in old]).delete()
    pairs = list(zip(docs, documents, strict=True))
    SearchText.objects.bulk_create(
        [text_of(doc, one) for doc, one in pairs],
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["doc"],
        update_fields=OF_TEXT,
    )
    names = [name for doc, one in pairs for name in names_of(doc, one)]
    SearchName.objects.bulk_create(names, batch_size=BATCH)


def row_of(source: Source, key: int | None, one: Document) -> SearchDoc:
    """The row that holds what is asked of a document."""
    row = SearchDoc(
        pk=key, source=source.key, object_id=one.object_id, part=one.part[:120], kind=one.kind,
        audience=int(one.audience), weight=one.weight, digest=one.digest,
    )  # fmt: skip
    row._state.adding = key is None
    return row


def text_of(doc: SearchDoc, one: Document) -> SearchText:
    """The row that holds what a document says; names also as one word, so that “vcc” finds VC&C."""
    names = all_names(one)
    squashed = sorted({squash(name) for name in names} - {""})
    return SearchText(
        doc=doc, title=one.title[:300], url=one.url[:500], note=one.note[:200],
        aliases="\n".join([*names[1:], " ".join(squashed)]), body=one.text,
    )  # fmt: skip


def all_names(one: Document) -> list[str]:
    """The title and the other names, each once."""
    return [
        name for name in dict.fromkeys(" ".join(name.split()) for name in (one.title, *one.names)) if name
    ][:MOST_NAMES]


def names_of(doc: SearchDoc, one: Document) -> Iterator[SearchName]:
    """The names of a document that can be compared."""
    seen = set()
    for name in all_names(one):
        squashed = squash(name)[:LONGEST_NAME]
        if squashed and squashed not in seen:
            seen.add(squashed)
            yield SearchName(doc=doc, text=name[:LONGEST_NAME], squashed=squashed)
