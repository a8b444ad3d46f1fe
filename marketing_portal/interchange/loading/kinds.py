"""Loading one kind of document: find the object, compare, refuse or write, and mark what was loaded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Generic, TypeVar

from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Model, prefetch_related_objects
from django.utils import timezone

from marketing_portal.content.models import FormerSlug, Origin, Versioned
from marketing_portal.interchange.documents import Document, digest
from marketing_portal.interchange.documents_origins import key_text
from marketing_portal.interchange.loading.edits import MINE, Clash, clashes, keep_mine
from marketing_portal.interchange.loading.gaps import sync_gaps
from marketing_portal.interchange.loading.plan import Plan, References
from marketing_portal.interchange.loading.report import LoadReport, Outcome, Tally, conflict
from marketing_portal.people.models import Person

D = TypeVar("D", bound=Document)


@dataclass
class Run:
    """One load: its references, its report, and whether edits of people are overwritten.

    ``origin``: what the objects are afterwards, but for those in ``origins`` (by kind and key). ``is_whole``: the
    documents are all there are, so that what is missing among them is worth telling. ``choices``: mine or file, for
    each field that a person changed (by the clash's key).
    """

    overwrite: bool = False
    origin: Origin = Origin.SAMPLE
    origins: Mapping[tuple[str, str], str] = field(default_factory=dict)
    is_whole: bool = True
    choices: Mapping[str, str] = field(default_factory=dict)
    references: References = field(default_factory=References)
    report: LoadReport = field(default_factory=LoadReport)

    @property
    def is_import(self) -> bool:
        """Whether the documents are those of handbook pages."""
        return self.origin == Origin.IMPORTED


def nothing_below(row: Model, relations: Iterable[str]) -> None:
    """A row that was just made has nothing below it: no need to ask the database, relation by relation."""
    below = {column.name: column for column in map(row._meta.get_field, relations) if column.one_to_many}
    empty = {name: column.related_model._default_manager.none() for name, column in below.items()}  # type: ignore[union-attr]
    vars(row).setdefault("_prefetched_objects_cache", {}).update(
        empty
    )  # where prefetching puts what it finds


def archiving(row: Any, document: Document) -> dict[str, Any]:
    """The field to change where ``document`` says that ``row`` is archived, or in use, and it is not.

    A document that says nothing of it leaves it as it is: what a person archived does not come back by itself.
    """
    said = getattr(document, "archived", None)
    if said is None or said == (row.archived_at is not None):
        return {}
    return {"archived_at": timezone.now() if said else None}


class Kind(Generic[D]):
    """Base: how documents of one kind become rows of one model with origin and version.

    ``named_by``: relations that a row's key is made of. ``prefetch``: what stands below a row, read of what changes.
    """

    name: ClassVar[str]
    model: ClassVar[Any]
    key: ClassVar[str] = "slug"
    named_by: ClassVar[tuple[str, ...]] = ()
    prefetch: ClassVar[tuple[str, ...]] = ()

    def __init__(self, run: Run) -> None:
        self.run = run
        self.find = run.references.find

    def key_of(self, document: D) -> Any:
        """What ``document`` is found by: the key of its row."""
        return getattr(document, self.key)

    def row_key(self, row: Any) -> Any:
        """The same of a row."""
        return getattr(row, self.key)

    def identity(self, document: D) -> dict[str, Any]:
        """The fields of the row that hold the key."""
        return {self.key: self.key_of(document)}

    def values(self, document: D) -> dict[str, Any]:
        """Fields of the row itself."""
        raise NotImplementedError

    def parts(self, plan: Plan, row: Any, document: D) -> None:
        """Add to ``plan`` what stands below the row."""

    def more(self, document: D) -> dict[str, Any]:
        """What goes into the row besides the document and must count as a change of it."""
        return {}

    def order(self, documents: Sequence[D]) -> Iterable[D]:
        """``documents`` so that each comes after those it names."""
        return documents

    def related(self, model: type[Model], document: D, name: str) -> Any:
        """The row of ``model`` that ``document`` names in its field ``name``, or None."""
        return self.find(model, getattr(document, name), document, name)

    def load(self, documents: Sequence[D]) -> None:
        """Load every one of ``documents``; conflicts are added to the report."""
        tally = self.run.report.tallies.setdefault(self.name, Tally())
        rows = self.rows()
        keys = {self.key_of(document) for document in documents}
        self.read_below([rows.get(self.key_of(one)) for one in documents if not self.is_known(one, rows)])
        seen = {self.load_one(document, rows, keys, tally) for document in self.order(documents)}
        gone = [row for row in rows.values() if row.pk not in seen and self.is_missed(row)]
        self.run.report.missing += [f"{self.model._meta.verbose_name} {row}" for row in gone]

    def rows(self) -> dict[Any, Any]:
        """Every row by key, locked (where the database has row locks) until the load is over."""
        rows = self.model._default_manager.select_for_update().prefetch_related(*self.named_by)
        return {self.row_key(row): row for row in rows}

    def fingerprint(self, document: D) -> str:
        """What a row has in ``loaded_digest`` that says the same as ``document``."""
        return digest(document, **self.more(document))

    def is_known(self, document: D, rows: dict[Any, Any]) -> bool:
        """Whether the row of that key says what ``document`` says."""
        row = rows.get(self.key_of(document))
        return row is not None and row.loaded_digest == self.fingerprint(document)

    def read_below(self, rows: Iterable[Any]) -> None:
        """Read what stands below ``rows`` (none for None), where that was not done before."""
        prefetch_related_objects([row for row in rows if row is not None], *self.prefetch)

    def is_missed(self, row: Any) -> bool:
        """Whether there should be a document of ``row``."""
        return self.run.is_whole and bool(row.loaded_digest) and row.origin == self.run.origin

    def load_one(self, document: D, rows: dict[Any, Any], keys: set[Any], tally: Tally) -> Any:
        """Create, update or leave the object of ``document``, or report the conflict; gives its primary key."""
        fingerprint = self.fingerprint(document)
        row = self.existing(document, rows, keys)
        if row is not None and (row.loaded_digest == fingerprint or self.is_replaced(document, row)):
            is_kept = row.is_edited or row.loaded_digest != fingerprint
            tally.kept += is_kept
            tally.unchanged += not is_kept
            self.claim(document, row)
            return self.told(document, row, "kept" if is_kept else "unchanged")
        is_new = row is None
        row = row or self.model(origin=self.origin_of(document))
        shown = "" if is_new else str(row)
        was_edited = not is_new and (row.is_edited or row.loaded_version is None)
        plan = self.plan(row, document)
        if plan and was_edited and not self.may_write(document, row, shown, plan):
            return self.told(document, row, "conflict")
        plan.execute(below_new=is_new)
        self.mark(row, fingerprint, document, was_edited=was_edited)
        self.run.references.add(row)
        tally.created += is_new
        tally.updated += bool(plan) and not is_new
        tally.unchanged += not plan and not is_new
        return self.told(document, row, "created" if is_new else "updated" if plan else "unchanged", plan)

    def origin_of(self, document: D) -> str:
        """Where ``document`` came from first."""
        return self.run.origins.get((self.name, key_text(self.key_of(document))), self.run.origin)

    def claim(self, document: D, row: Any) -> None:
        """A sample of which a page says the very same is an original from now on."""
        if row.origin == Origin.SAMPLE != self.origin_of(document):
            row.origin = self.origin_of(document)
            self.model._default_manager.filter(pk=row.pk).update(origin=row.origin)

    def told(self, document: D, row: Any, what: str, plan: Plan | None = None) -> Any:
        """Note in the report what became of ``document``; gives the primary key of its row."""
        changes = tuple(plan.changes) if plan and what == "updated" else ()
        removed = tuple(str(one) for one in plan.deletes) if plan else ()
        self.run.report.outcomes.append(Outcome(document, row, what, changes, removed))
        lines = self.lines_of(document, row)
        if what == "unchanged" and lines and getattr(row, "source_lines", lines) != lines:
            self.model._default_manager.filter(pk=row.pk).update(source_lines=lines)
        return row.pk

    def is_replaced(self, document: D, row: Any) -> bool:
        """Whether ``row`` holds an imported original, which sample content does not take the place of."""
        is_sample = self.origin_of(document) == Origin.SAMPLE and row.origin == Origin.IMPORTED
        return is_sample and not self.run.overwrite

    def may_write(self, document: D, row: Any, shown: str, plan: Plan) -> bool:
        """Whether ``plan`` may change what a person edited; else the conflict is reported.

        Of an import only fields count that a person changed, and each may be decided on its own.
        """
        if self.run.overwrite:
            return True
        found: list[Clash] = []
        if self.run.is_import:
            found, quiet = clashes(row, plan)
            keep_mine(plan, quiet | {key for key, choice in self.run.choices.items() if choice == MINE})
            found = [clash for clash in found if clash.key not in self.run.choices]
            if not found:
                return True
        self.run.report.conflicts.append(conflict(document.found.path, row, shown, found))
        return False

    def existing(self, document: D, rows: dict[Any, Any], keys: set[Any]) -> Any:
        """The row that ``document`` describes, or None."""
        return rows.get(self.key_of(document))

    def plan(self, row: Versioned, document: D) -> Plan:
        """Everything that must be written for ``row``; a new row is saved at once, since its parts need it."""
        plan = Plan()
        values = self.identity(document) | self.values(document) | archiving(row, document)
        plan.assign(row, document.found, values)
        if row.pk is None:
            plan.execute()
            plan = Plan()
            nothing_below(row, self.prefetch)
        else:
            self.read_below([row])
        self.parts(plan, row, document)
        return plan

    def lines_of(self, document: D, row: Any) -> str:
        """The lines of its page that ``row`` stands on."""
        return document.found.span

    def mark(self, row: Any, fingerprint: str, document: D, *, was_edited: bool = False) -> None:
        """Note on ``row`` what was loaded; an update without history, since nothing was said anew.

        After an import that went round what a person had edited the row still counts as edited.
        """
        keeps_edits = was_edited and self.run.is_import and not self.run.overwrite
        loaded = F("version") - 1 if keeps_edits and row.version else F("version")
        values: dict[str, Any] = {
            "origin": self.origin_of(document),
            "loaded_digest": fingerprint,
            "loaded_version": loaded,
        }
        if hasattr(row, "source_lines"):
            values["source_lines"] = self.lines_of(document, row)
        self.model._default_manager.filter(pk=row.pk).update(**values)


class ListKind(Kind[D]):
    """Base of kinds whose rows stand in the order of their file, which counts as part of what each says."""

    key = "key"

    def load(self, documents: Sequence[D]) -> None:
        """Number the documents, then load them."""
        self.orders = self.number(documents)
        super().load(documents)

    def number(self, documents: Sequence[D]) -> dict[Any, int]:
        """The place of each document by its key."""
        return {self.key_of(document): number for number, document in enumerate(documents, 1)}

    def more(self, document: D) -> dict[str, Any]:
        """The place in the list."""
        return {"order": self.orders[self.key_of(document)]}


class AddressKind(Kind[D]):
    """Base of kinds with an address, gaps and an archive: addresses that were given up lead to the row.

    ``pages_name_gaps``: handbook pages say what is missing, so that an import takes away gaps they name no more.
    """

    pages_name_gaps: ClassVar[bool] = False

    def existing(self, document: D, rows: dict[Any, Any], keys: set[Any]) -> Any:
        """Found by slug, by a slug that a row without file had, or by an anchor that is the slug of such a row."""
        slug, anchors = self.key_of(document), getattr(document, "anchors", ())
        if slug in rows:
            return rows[slug]
        former = self.former().filter(slug=slug).first()
        if former is not None:
            owner = next((row for row in rows.values() if row.pk == former.object_id), None)
            return None if owner is None or self.row_key(owner) in keys else owner
        return next((rows[anchor] for anchor in anchors if anchor in rows and anchor not in keys), None)

    def former(self) -> Any:
        """Former slugs of the model."""
        return FormerSlug.objects.filter(content_type=ContentType.objects.get_for_model(self.model))

    def plan(self, row: Any, document: Any) -> Plan:
        """With gaps, and with the anchors as former slugs (saving a row with a new slug keeps its old one)."""
        before = row.slug
        plan = super().plan(row, document)
        if self.pages_name_gaps or not self.run.is_import:
            sync_gaps(plan, row, document.gaps, row.gaps.all(), is_import=self.run.is_import)
        there = {former.slug: former for former in sorted(row.former_slugs.all(), key=lambda one: one.pk)}
        anchors = dict.fromkeys(document.anchors)
        wanted = [slug for slug in anchors if slug not in {row.slug, before}]
        known = [slug for slug in there if slug in wanted]
        if known != wanted[: len(known)]:  # made anew in the order of the file: a dump has them in it
            plan.deletes += [there.pop(slug) for slug in known]
            known = []
        for slug in wanted[len(known) :]:
            other = self.model._default_manager.current().filter(slug=slug).first()
            elsewhere = self.former().filter(slug=slug).exclude(object_id=row.pk)
            taken = other or next((former.content_object for former in elsewhere), None)
            if taken is not None:
                raise document.found.bad("anchors", f"“{slug}” leads to {taken} already.")
            plan.saves.append((FormerSlug(content_object=row, slug=slug), document.found))
        plan.deletes += [former for slug, former in there.items() if slug == row.slug]
        return plan

    def shared_values(self, document: Any) -> dict[str, Any]:
        """Owner, visibility and source."""
        source = document.source
        return {
            "owner": self.find(Person, document.owner, document, "owner"),
            "internal": document.internal,
            "source_page": source.page if source else "",
            "source_heading": source.heading if source else "",
        }
