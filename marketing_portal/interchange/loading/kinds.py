"""Loading one kind of document: find the object, compare, refuse or write, and mark what was loaded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Generic, TypeVar

from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Model

from marketing_portal.content.models import FormerSlug, Origin, Versioned
from marketing_portal.interchange.documents import Document, digest
from marketing_portal.interchange.loading.plan import Plan, References
from marketing_portal.interchange.loading.report import LoadReport, Tally, conflict
from marketing_portal.people.models import Person

D = TypeVar("D", bound=Document)


@dataclass
class Run:
    """One load: its references, its report, and whether edits of people are overwritten."""

    overwrite: bool = False
    references: References = field(default_factory=References)
    report: LoadReport = field(default_factory=LoadReport)


class Kind(Generic[D]):
    """Base: how documents of one kind become rows of one model with origin and version."""

    name: ClassVar[str]
    model: ClassVar[Any]
    key: ClassVar[str] = "slug"
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
        seen = {self.load_one(document, rows, keys, tally) for document in self.order(documents)}
        gone = [row for row in rows.values() if row.pk not in seen and row.loaded_digest]
        self.run.report.missing += [f"{self.model._meta.verbose_name} {row}" for row in gone]

    def rows(self) -> dict[Any, Any]:
        """Every row by key, locked (where the database has row locks) until the load is over."""
        rows = self.model._default_manager.select_for_update().prefetch_related(*self.prefetch)
        return {self.row_key(row): row for row in rows}

    def load_one(self, document: D, rows: dict[Any, Any], keys: set[Any], tally: Tally) -> Any:
        """Create, update or leave the object of ``document``, or report the conflict; gives its primary key."""
        fingerprint = digest(document, **self.more(document))
        row = self.existing(document, rows, keys)
        if row is not None and row.loaded_digest == fingerprint:
            tally.kept += row.is_edited
            tally.unchanged += not row.is_edited
            return row.pk
        is_new = row is None
        row = row or self.model(origin=Origin.SAMPLE)
        shown = "" if is_new else str(row)
        plan = self.plan(row, document)
        is_theirs = not is_new and (row.is_edited or row.loaded_version is None)
        if plan and is_theirs and not self.run.overwrite:
            self.run.report.conflicts.append(conflict(document.found.path, row, shown))
            return row.pk
        plan.execute()
        self.mark(row, fingerprint)
        self.run.references.add(row)
        tally.created += is_new
        tally.updated += bool(plan) and not is_new
        tally.unchanged += not plan and not is_new
        return row.pk

    def existing(self, document: D, rows: dict[Any, Any], keys: set[Any]) -> Any:
        """The row that ``document`` describes, or None."""
        return rows.get(self.key_of(document))

    def plan(self, row: Versioned, document: D) -> Plan:
        """Everything that must be written for ``row``; a new row is saved at once, since its parts need it."""
        plan = Plan()
        plan.assign(row, document.found, self.identity(document) | self.values(document))
        if row.pk is None:
            plan.execute()
            plan = Plan()
        self.parts(plan, row, document)
        return plan

    def mark(self, row: Any, fingerprint: str) -> None:
        """Note on ``row`` what was loaded; an update without history, since nothing was said anew."""
        values = {"origin": Origin.SAMPLE, "loaded_digest": fingerprint, "loaded_version": F("version")}
        self.model._default_manager.filter(pk=row.pk).update(**values)


class ListKind(Kind[D]):
    """Base of kinds whose rows stand in the order of their file, which counts as part of what each says."""

    key = "key"

    def load(self, documents: Sequence[D]) -> None:
        """Number the documents, then load them."""
        self.orders = {self.key_of(document): number for number, document in enumerate(documents, 1)}
        super().load(documents)

    def more(self, document: D) -> dict[str, Any]:
        """The place in the list."""
        return {"order": self.orders[self.key_of(document)]}


class AddressKind(Kind[D]):
    """Base of kinds with an address, an owner and a source: addresses that were given up lead to the row."""

    def existing(self, document: D, rows: dict[Any, Any], keys: set[Any]) -> Any:
        """Found by slug, by a slug that it had, or by an anchor that is the slug of a row without file."""
        slug, anchors = self.key_of(document), getattr(document, "anchors", ())
        if slug in rows:
            return rows[slug]
        former = self.former().filter(slug=slug).first()
        if former is not None:
            return next((row for row in rows.values() if row.pk == former.object_id), None)
        return next((rows[anchor] for anchor in anchors if anchor in rows and anchor not in keys), None)

    def former(self) -> Any:
        """Former slugs of the model."""
        return FormerSlug.objects.filter(content_type=ContentType.objects.get_for_model(self.model))

    def plan(self, row: Any, document: D) -> Plan:
        """With the anchors of the document as former slugs (saving a row with a new slug keeps its old one)."""
        before = row.slug
        plan = super().plan(row, document)
        there = {former.slug: former for former in row.former_slugs.all()}
        for slug in sorted(set(getattr(document, "anchors", ())) - {row.slug, before, *there}):
            other = self.model._default_manager.filter(slug=slug).first()
            taken = other or next((former.content_object for former in self.former().filter(slug=slug)), None)
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
