"""What holds for every page of content: gaps that somebody marked, no owner, an owner who left, late reviews.

People and teams need no owner here: a person answers for themselves, a team has its lead.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db.models import BooleanField, Case, CharField, F, Q, Value, When
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from marketing_portal.content import kinds as content_kinds
from marketing_portal.content.knowledge import Knowledge
from marketing_portal.content.models import Gap as MarkedGap
from marketing_portal.gaps.facts import Gap, Place, Seen
from marketing_portal.gaps.from_personas import OWNS, section
from marketing_portal.gaps.kinds import Kind
from marketing_portal.people.models import Person, Team
from personas.models import Persona, PersonaListEntry
from usecases.models import UseCase

FOOT = "about-this-page"  # of each page of content: its owner, its review
WITHOUT_OWNER: tuple[type, ...] = (Person, Team)


class Page(NamedTuple):
    """A page of content about which there is something to say."""

    kind: int
    pk: int
    title: str
    slug: str
    owner: int | None
    is_overdue: bool
    has_owner_left: bool

    @property
    def model(self) -> Any:
        """The model of the object that the page shows."""
        return ContentType.objects.get_for_id(self.kind).model_class()

    def gap(self, kind: Kind, state: str, what: str, seen: Seen, anchor: str = FOOT, note: str = "") -> Gap:
        """A gap of the page; of a use case's page, a gap of the use case."""
        names = self.model._meta.app_label, self.model._meta.model_name
        edit = Place("admin:{}_{}_change".format(*names), (self.pk,))
        if self.model is UseCase and self.pk in seen.use_cases:
            return seen.use_cases[self.pk].gap(kind, state, what, anchor, edit, note)
        part = OWNS if self.owner else ""
        place = Place(self.model, (self.slug,), anchor)
        return Gap(kind, state, what, place, note, person=self.owner, part=part, edit=edit)


@dataclass(frozen=True)
class Marked:
    """The gaps that somebody marked, whatever they belong to: (content type, object) and the gap."""

    rows: list[MarkedGap]

    def of(self, model: type) -> list[MarkedGap]:
        """Those of objects of ``model``."""
        kind = ContentType.objects.get_for_model(model).pk
        return [one for one in self.rows if one.content_type_id == kind]

    @property
    def persona_places(self) -> set[tuple[int, str]]:
        """Persona and place of each that belongs to a persona."""
        return {(one.object_id, one.place) for one in self.of(Persona)}

    @property
    def entries(self) -> set[int]:
        """The entries of the persona list that are marked."""
        return {one.object_id for one in self.of(PersonaListEntry)}


def marked() -> Marked:
    """Every open gap."""
    return Marked(list(MarkedGap.objects.open().order_by("pk")))


def on_personas(found: Marked, shown: list[Persona]) -> Iterator[Gap]:
    """The gaps that are marked on personas, in their order, and on the list of buyers."""
    by_persona: dict[int, list[MarkedGap]] = {}
    for one in found.of(Persona):
        by_persona.setdefault(one.object_id, []).append(one)
    for persona in shown:
        for one in by_persona.get(persona.pk, []):
            yield section(persona, one.place, one.state, Kind.PERSONAS, one.note or one.marker)
    entries = PersonaListEntry.objects.in_bulk(found.entries)
    readable = {persona.pk: persona for persona in shown}
    for one in found.of(PersonaListEntry):
        entry = entries[one.object_id]
        described = readable.get(entry.persona_id or 0)
        if entry.persona_id and described is None:
            continue
        place = Place("personas:list", (), f"place-{entry.key}")
        place = Place("personas:detail", (described.slug,)) if described else place
        form = Place("admin:personas_personalistentry_change", (entry.pk,))
        what = f"Persona for {entry.label}"
        yield Gap(Kind.PERSONAS, one.state, what, place, one.note or one.marker, edit=form)


def on_pages(found: Marked, shown: list[Page], seen: Seen) -> Iterator[Gap]:
    """The gaps that are marked on all other pages."""
    pages = {(page.kind, page.pk): page for page in shown}
    personas = {ContentType.objects.get_for_model(model).pk for model in (Persona, PersonaListEntry)}
    for one in found.rows:
        page = pages.get((one.content_type_id, one.object_id))
        if page is None or one.content_type_id in personas:
            continue
        what = f"{one.place.replace('-', ' ').replace('_', ' ').capitalize()} of {page.title}"
        anchor = "missing" if page.model is UseCase else ""
        yield page.gap(Kind.PAGES, one.state, what, seen, anchor, one.note or one.marker)


def about_pages(shown: list[Page], seen: Seen) -> Iterator[Gap]:
    """Pages without an owner, pages whose owner left, reviews that are overdue."""
    for page in shown:
        if page.owner is None and page.model not in WITHOUT_OWNER:
            yield page.gap(Kind.OWNER, Knowledge.ABSENT, f"Owner of {page.title}", seen)
        if page.has_owner_left:
            yield page.gap(
                Kind.LEFT, Knowledge.UNKNOWN, f"Owner of {page.title}", seen, note="the owner has left"
            )
        if page.is_overdue:
            yield page.gap(Kind.OVERDUE, Knowledge.NEEDS_DATA, f"Review of {page.title}", seen)


def pages(user: Any, found: Marked) -> list[Page]:
    """Every page that ``user`` may read and about which there is something to say: one query for all kinds."""
    parts = [page_rows(model, rows, found) for model, rows in content_kinds.readable(user).items()]
    first, *others = parts
    return [
        Page(*row) for row in first.union(*others, all=True).order_by("content_kind", "title_shown", "pk")
    ]


def page_rows(model: Any, rows: Any, found: Marked) -> Any:
    """The rows of one kind with the columns that all kinds have in common."""
    overdue = Q(review_due__lt=timezone.localdate())
    gone = Q(owner__left_on__isnull=False) | Q(owner__archived_at__isnull=False)
    nobody = Q() if model in WITHOUT_OWNER else Q(owner=None)
    some = overdue | gone | Q(pk__in=[one.object_id for one in found.of(model)])
    return (
        content_kinds.tagged(rows.filter(some | nobody))
        .annotate(
            title_shown=Cast(title_of(model), CharField()),
            slug_shown=Cast(F("slug"), CharField()),
            overdue=flag(overdue),
            gone=flag(gone),
        )
        .values_list("content_kind", "pk", "title_shown", "slug_shown", "owner", "overdue", "gone")
    )


def flag(condition: Q) -> Case:
    """``condition`` as a column."""
    return Case(When(condition, then=Value(True)), default=Value(False), output_field=BooleanField())


def title_of(model: Any) -> Any:
    """How an object of ``model`` is called."""
    names = {field.name for field in model._meta.fields}
    if model is Persona:
        return Concat("name", Value(", "), "role")
    return F("title") if "title" in names else F("name")
