"""Loading kinds of requests. They have no versions and are kept in the admin, so files only bring new ones."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from marketing_portal.interchange.documents import Document
from marketing_portal.interchange.documents_requests import KindFieldDoc, RequestKindDoc
from marketing_portal.interchange.loading.kinds import Kind, archiving
from marketing_portal.interchange.loading.plan import Plan, assign_many, sync
from marketing_portal.interchange.loading.report import Tally
from marketing_portal.people.models import Team
from requests_board.models import KindField, Label, RequestKind


class RequestKinds(Kind[RequestKindDoc]):
    """request_kinds.yaml. A kind that is there stays as somebody set it, unless edits are to be overwritten."""

    name = "request_kinds"
    model = RequestKind
    key = "key"

    def load(self, documents: Sequence[RequestKindDoc]) -> None:
        """Create the kinds that are not there yet, in the order of the file."""
        tally = self.run.report.tallies.setdefault(self.name, Tally())
        there = {row.key: row for row in RequestKind.objects.prefetch_related("fields", "labels")}
        self.labels = {label.text: label for label in Label.objects.all()}
        for order, document in enumerate(documents, 1):
            row = there.get(document.key)
            is_new = row is None
            plan = self.plan_kind(row or RequestKind(), document, order)
            is_left = bool(plan) and not (is_new or self.run.overwrite)
            if not is_left:
                plan.execute()
            tally.created += is_new
            tally.kept += is_left
            tally.updated += bool(plan) and not is_new and not is_left
            tally.unchanged += not plan and not is_new

    def plan_kind(self, row: RequestKind, document: RequestKindDoc, order: int) -> Plan:
        """What must be written for one kind."""
        plan = Plan()
        values = {
            "key": document.key,
            "name": document.name,
            "description": document.description,
            "team": self.find(Team, document.team, document, "team"),
            "order": order,
            **archiving(row, document),
        }
        plan.assign(row, document.found, values)
        if row._state.adding:
            plan.execute()
            plan = Plan()
        there = {one.key: one for one in row.fields.all()}
        wanted: dict[Any, tuple[Document, dict[str, Any]]] = {
            question.key: (question, question_values(place, question, there.get(question.key)))
            for place, question in enumerate(document.fields, 1)
        }
        asked = [one for one in there.values() if one.key in wanted or one.archived_at is None]
        sync(plan, asked, lambda one: one.key, wanted, lambda: KindField(kind=row))
        assign_many(plan, row, {"labels": [self.label(text, document) for text in document.labels]})
        return plan

    def label(self, text: str, document: RequestKindDoc) -> Label:
        """The label that is written ``text``. Raises BadFile where there is none."""
        if text not in self.labels:
            raise document.found.bad("labels", f"There is no label “{text}”.")
        return self.labels[text]


def question_values(order: int, document: KindFieldDoc, row: KindField | None) -> dict[str, Any]:
    """Fields of one question; ``row`` where it is there."""
    return {
        "key": document.key,
        "label": document.label,
        "type": document.type,
        "is_required": document.required,
        "help": document.help,
        "choices": "\n".join(document.choices),
        "order": order,
        **archiving(row or KindField(), document),
    }
