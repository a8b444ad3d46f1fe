"""Loading people, teams and labels."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.utils import timezone

from marketing_portal.interchange.documents import Document, LabelDoc, PersonDoc, TeamDoc
from marketing_portal.interchange.loading.kinds import AddressKind, Kind, Run
from marketing_portal.interchange.loading.plan import Plan, sync
from marketing_portal.interchange.loading.report import Tally
from marketing_portal.people.models import Person, PersonAlias, Team
from marketing_portal.people.models.people import normalise_name
from requests_board.models import Label, LabelAlias
from requests_board.models.labels import normalise_label


def parents_first(
    documents: Sequence[Any], key: Callable[[Any], str], parent: str = "parent"
) -> Iterable[Any]:
    """``documents`` so that each comes after its parent (the field ``parent``). Raises BadFile for a circle."""
    waiting = {key(document): document for document in documents}
    while waiting:
        ready = [name for name, document in waiting.items() if getattr(document, parent) not in waiting]
        if not ready:
            name, document = next(iter(waiting.items()))
            raise document.found.bad(parent, f"“{name}” is its own parent by way of its parents.")
        for name in ready:
            yield waiting.pop(name)


class People(AddressKind[PersonDoc]):
    """people.yaml."""

    name = "people"
    model = Person
    prefetch = ("aliases", "former_slugs", "gaps")

    def values(self, document: PersonDoc) -> dict[str, Any]:
        """Name, handle and the place on the team page."""
        return {
            "name": document.name,
            "handle": document.handle,
            "team_page_anchor": document.anchor,
            "first_name_only": document.first_name_only,
        }

    def parts(self, plan: Plan, row: Person, document: PersonDoc) -> None:
        """Aliases, and the day on which somebody was first found to have left."""
        left_on = None if document.active else row.left_on or timezone.localdate()
        plan.assign(row, document.found, {"left_on": left_on})
        wanted: dict[Any, tuple[Document, dict[str, Any]]] = {
            normalise_name(text): (document, {"text": text, "normalised": normalise_name(text)})
            for text in document.aliases
        }
        sync(plan, row.aliases.all(), lambda alias: alias.normalised, wanted, lambda: PersonAlias(person=row))


class Teams(AddressKind[TeamDoc]):
    """teams.yaml. A team takes requests when a label names it."""

    name = "teams"
    model = Team
    prefetch = ("former_slugs", "gaps")

    def __init__(self, run: Run, labels: Sequence[LabelDoc] | None) -> None:
        super().__init__(run)
        named = Label.objects.filter(team__isnull=False).values_list("team__slug", flat=True)
        is_whole = labels is not None and run.is_whole
        self.labelled = {doc.team for doc in labels or ()} | (set() if is_whole else set(named))

    def more(self, document: TeamDoc) -> dict[str, Any]:
        """Whether the team takes requests."""
        return {"is_routable": document.slug in self.labelled}

    def values(self, document: TeamDoc) -> dict[str, Any]:
        """Everything."""
        return {
            "name": document.name,
            "parent": self.find(Team, document.parent, document, "parent"),
            "order": document.order,
            "abbreviation": document.abbreviation,
            "slack_channel": document.slack_channel,
            "purpose": document.purpose,
            **self.more(document),
        }

    def order(self, documents: Sequence[TeamDoc]) -> Iterable[TeamDoc]:
        """A team before its parts."""
        return parents_first(documents, lambda document: str(document.slug))


def spellings(label: Label) -> list[str]:
    """Every spelling that means ``label``, as they are compared."""
    return [label.normalised, *(alias.normalised for alias in label.aliases.all())]


class Labels(Kind[LabelDoc]):
    """labels.yaml. Labels have no versions: the file is where they are kept, and every difference is brought over."""

    name = "labels"
    model = Label

    def row_key(self, row: Label) -> tuple[str, str]:
        """Family and key."""
        return row.family, row.key

    def load(self, documents: Sequence[LabelDoc]) -> None:
        """Create and update labels and their accepted spellings, in the order of the file."""
        tally = self.run.report.tallies.setdefault(self.name, Tally())
        rows = {(row.family, row.key): row for row in Label.objects.prefetch_related("aliases")}
        orders = {id(document): number for number, document in enumerate(documents, 1)}
        if not self.run.is_whole:
            self.load_new(documents, rows, tally)
            return
        teams = {(doc.family, doc.key): doc.team for doc in documents}
        moved = [row.pk for key, row in rows.items() if row.team_id and self.team_moves(row, teams.get(key))]
        Label.objects.filter(pk__in=moved).update(team=None)  # a team has one label: free it before giving it
        for document in documents:
            row = rows.pop((document.family, document.key), None) or Label()
            is_new = row._state.adding
            plan = self.plan_label(row, document, orders[id(document)])
            plan.execute()
            tally.created += is_new
            tally.updated += bool(plan) and not is_new
            tally.unchanged += not plan and not is_new
        self.run.report.missing += [f"label {row}" for row in rows.values()]

    def load_new(self, documents: Sequence[LabelDoc], rows: dict[Any, Label], tally: Tally) -> None:
        """Create what is not there; labels that are there stay as they are kept here."""
        there = {(row.family, row.key): row for row in rows.values()}
        spelt = {spelling: row for row in rows.values() for spelling in spellings(row)}
        for number, document in enumerate(documents, len(rows) + 1):
            row = there.get((document.family, document.key)) or spelt.get(normalise_label(document.text))
            plan = None
            if row is None:
                row = Label()
                plan = self.plan_label(row, document, number)
                plan.execute()
            tally.created += plan is not None
            tally.unchanged += plan is None
            self.told(document, row, "created" if plan is not None else "unchanged", plan)

    def team_moves(self, row: Label, slug: str | None) -> bool:
        """Whether the label shall name another team than now."""
        team = self.run.references.rows(Team).get(slug or "")
        return team is None or team.pk != row.team_id

    def plan_label(self, row: Label, document: LabelDoc, order: int) -> Plan:
        """What must be written for one label."""
        plan = Plan()
        values = {
            "family": document.family,
            "key": document.key,
            "text": document.text,
            "normalised": normalise_label(document.text),
            "team": self.find(Team, document.team, document, "team"),
            "note": document.note,
            "order": order,
        }
        plan.assign(row, document.found, values)
        if row._state.adding:
            plan.execute()
            plan = Plan()
        wanted: dict[Any, tuple[Document, dict[str, Any]]] = {
            normalise_label(text): (document, {"text": text, "normalised": normalise_label(text)})
            for text in document.aliases
        }
        sync(plan, row.aliases.all(), lambda alias: alias.normalised, wanted, lambda: LabelAlias(label=row))
        return plan
