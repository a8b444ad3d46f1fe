"""The cards of the board as HTML, made here with parts that are kept, so that the template only puts them in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape
from typing import Any
from urllib.parse import urlencode

from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from marketing_portal.people.models import User
from marketing_portal.ui.components.basics import avatar, badge, icon
from marketing_portal.ui.components.times import day
from requests_board.models import SMRequest
from requests_board.pages.addresses import Address
from requests_board.pages.board_columns import Column
from requests_board.pages.board_layout import Layout
from requests_board.pages.board_targets import Reach
from requests_board.pages.labels import LabelBook
from requests_board.pages.rows import NOTHING, Rows, marks
from requests_board.vocabulary import Family, Health

MOST_FACES = 3
HEALTH = {
    Health.ON_TRACK: ("green", "check"),
    Health.NEEDS_ATTENTION: ("amber", "flag"),
    Health.AT_RISK: ("red", "warning"),
}


class Cards:
    """Makes cards in one layout."""

    def __init__(self, labels: LabelBook, layout: Layout, reach: Reach) -> None:
        self.labels, self.layout, self.reach = labels, layout, reach
        self.shared = Rows(labels)
        self.kept: dict[Any, SafeString] = {}
        self.page, self.place = Address("requests:detail"), Address("requests:place")
        self.swap = icon("swap")
        self.labelled = [part for name, part in LABELS.items() if name in layout.fields]
        self.told = [part for name, part in FACTS.items() if name in layout.fields]

    def each(self, rows: Iterable[SMRequest], column: Column) -> SafeString:
        """The cards of one column, one after the other."""
        query = {"by": self.layout.by, "from": column.key}
        if back := self.layout.query.urlencode():
            query["back"] = back
        where = escape(urlencode(query))
        return SafeString("".join(self.card(row, column, where) for row in rows))

    def card(self, row: SMRequest, column: Column, where: str) -> str:
        """One card. ``data-to`` says where it may go; without anywhere it is not picked up.

        Put together without ``format_html``, which costs more than all else on a board of a hundred cards: what
        somebody typed is escaped here by name, every other part is made by the portal.
        """
        number, to = str(row.pk), self.reach.of(row, column.key)
        shown = "".join([marks(row), *(part(self, row) for part in self.labelled)])
        told = "".join(part(self, row) for part in self.told)
        labels = f'<div class="ticket-labels">{shown}</div>' if shown else ""
        foot = f"<footer>{told}</footer>" if told else ""
        head = f"{self.assignees(row)}{self.move_link(row.pk, where) if to else ''}"
        return (
            f'<li class="{css(row)}" data-card="{number}" data-version="{row.version}" data-to="{escape(to)}"'
            f'{DRAGGABLE if to else ""}><div class="ticket-line"><span class="num">#{number}</span>{head}</div>'
            f'<h3><a href="{self.page.of(row.pk)}" draggable="false">{escape(row.title)}</a></h3>'
            f"{labels}{foot}</li>"
        )

    def move_link(self, number: int, where: str) -> str:
        """The way to move a card without a mouse; ``where`` is escaped."""
        return (
            f'<a class="ticket-move" href="{self.place.of(number)}?{where}" draggable="false"'
            f' title="Move to…">{self.swap}<span class="visually-hidden">Move #{number} to…</span></a>'
        )

    def keep(self, key: Any, make: Callable[[], SafeString]) -> SafeString:
        """What ``make`` gives, made once for ``key``."""
        if key not in self.kept:
            self.kept[key] = make()
        return self.kept[key]

    def state(self, row: SMRequest) -> SafeString:
        """The label of the state."""
        return self.shared.value(Family.STATE, row.state)

    def team(self, row: SMRequest) -> SafeString:
        """The label of the team."""
        label = self.labels.by_team.get(row.team_id or 0)
        return self.shared.team(label.team) if label else NOTHING

    def priority(self, row: SMRequest) -> SafeString:
        """The label of the priority."""
        return self.shared.value(Family.PRIORITY, row.priority)

    def use_case(self, row: SMRequest) -> SafeString:
        """The label of the use case, unless all labels are shown anyway."""
        label = self.labels.by_id.get(row.use_case_id or 0)
        if label is None or "labels" in self.layout.fields:
            return NOTHING
        return self.shared.value(Family.USE_CASE, label.key)

    def all_labels(self, row: SMRequest) -> SafeString:
        """Every label that has no field of its own."""
        label = self.labels.by_id.get(row.use_case_id or 0)
        values = [
            (Family.USE_CASE, label.key if label else ""),
            (Family.GTM_PHASE, row.gtm_phase),
            (Family.DOD, row.dod),
            (Family.ETEAM, row.eteam),
            *((Family.DEVOPS_STAGE, stage.key) for stage in row.devops_stages.all()),
            *((Family.OTHER, other.key) for other in row.labels.all()),
        ]
        return SafeString("".join(self.shared.value(family, value) for family, value in values))

    def health(self, row: SMRequest) -> SafeString:
        """How the work goes, in its own words."""
        if row.health not in HEALTH:
            return NOTHING
        health = Health(row.health)
        return self.keep(health, lambda: badge(health.label, *HEALTH[health]))

    def kind(self, row: SMRequest) -> SafeString:
        """The kind of request."""
        return self.keep(("kind", row.kind_id), lambda: badge(str(row.kind)) if row.kind else NOTHING)

    def milestone(self, row: SMRequest) -> SafeString:
        """Where it is planned."""
        return self.keep(("milestone", row.milestone_id), lambda: fact("milestone", str(row.milestone or "")))

    def due(self, row: SMRequest) -> SafeString:
        """When it is needed."""
        return self.keep(
            ("due", row.due_on), lambda: fact("calendar", day(row.due_on), "Due") if row.due_on else NOTHING
        )

    def age(self, row: SMRequest) -> SafeString:
        """How long ago it was filed."""
        days = (timezone.now() - row.created_at).days
        text = f"{days} day{'' if days == 1 else 's'} old"
        return self.keep(("age", days), lambda: fact("clock", text))

    def estimate(self, row: SMRequest) -> SafeString:
        """How much work it is, roughly."""
        if row.weight is None:
            return NOTHING
        text = f"{row.weight} day{'' if row.weight == 1 else 's'} of work"
        return self.keep(("weight", row.weight), lambda: format_html("<span>{}</span>", text))

    def assignees(self, row: SMRequest) -> SafeString:
        """The faces of those who work on it."""
        people = row.people if "assignees" in self.layout.fields else []
        if not people:
            return NOTHING
        shown = "".join(self.face(user) for user in people[:MOST_FACES])
        more = f"+{len(people) - MOST_FACES}" if len(people) > MOST_FACES else ""
        return SafeString(f'<span class="faces">{shown}{more}</span>')

    def face(self, user: User) -> SafeString:
        """One of them; the name on hover."""
        name = str(user)
        return self.keep(
            ("face", user.pk),
            lambda: format_html('<span title="{}">{}</span>', name, avatar(name, "s", labelled=True)),
        )


Part = Callable[[Cards, SMRequest], SafeString]
DRAGGABLE = SafeString(' draggable="true"')
LABELS: dict[str, Part] = {
    "state": Cards.state,
    "team": Cards.team,
    "priority": Cards.priority,
    "use_case": Cards.use_case,
    "labels": Cards.all_labels,
    "kind": Cards.kind,
    "health": Cards.health,
}
FACTS: dict[str, Part] = {
    "milestone": Cards.milestone,
    "due": Cards.due,
    "age": Cards.age,
    "estimate": Cards.estimate,
}


def css(row: SMRequest) -> str:
    """The classes of the card."""
    return f"ticket{' late' if row.is_late else ''}{' waiting' if row.is_waiting else ''}"


def fact(picture: str, text: str, word: str = "") -> SafeString:
    """A small fact at the foot of the card; nothing where there is none."""
    return format_html('<span class="fact">{}{}</span>', icon(picture, word), text) if text else NOTHING
