"""Labels as the pages show them: the canonical text of each value in the tone of its family."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any
from urllib.parse import urlencode

from django.db.models import Case, F, When
from django.urls import reverse

from marketing_portal.people.models import Team
from marketing_portal.ui.components.basics import known_tone
from requests_board.models import Label, SMRequest
from requests_board.pages.together import Prepared
from requests_board.vocabulary import Family, State

TONES = {
    Family.TEAM: "pink",
    Family.USE_CASE: "teal",
    Family.GTM_PHASE: "blue",
    Family.DEVOPS_STAGE: "grey",
}
TONES_OF_VALUES = {
    (Family.PRIORITY, "1"): "red",
    (Family.PRIORITY, "2"): "orange",
    (Family.PRIORITY, "3"): "amber",
    (Family.DOD, "Y"): "green",
    (Family.DOD, "N"): "amber",
    (Family.ETEAM, "Y"): "purple",
}
# Families that the list can be filtered by, with the name of the filter: their labels are links on a request's page.
FILTERS = {
    Family.STATE: "state",
    Family.TEAM: "team",
    Family.USE_CASE: "use_case",
    Family.PRIORITY: "priority",
}


@dataclass(frozen=True)
class ShownLabel:
    """One label as the tag ``scoped_label`` takes it; ``value`` is empty for a plain label."""

    scope: str
    value: str
    tone: str
    note: str = ""
    href: str = ""

    @classmethod
    def written(cls, text: str, tone: str, note: str = "", href: str = "") -> ShownLabel:
        """The label that is written ``text``, for example ``sm_req::triage``."""
        scope, _, value = text.partition("::")
        return cls(scope, value, tone, note, href)

    @property
    def text(self) -> str:
        """Its canonical spelling."""
        return f"{self.scope}::{self.value}" if self.value else self.scope


# In the order of the models, as ``from_db`` takes them.
COLUMNS = ("id", "family", "key", "text", "team_id", "note", "order")
OF_TEAM = ("id", "name", "slug", "order")
TAKES_REQUESTS = Case(When(team__is_routable=True, team__archived_at=None, then=1), default=0)
READ = Prepared(
    ", ".join(f'"{name}"' for name in (*COLUMNS, *(f"of_team_{name}" for name in OF_TEAM), "takes_requests")),
    lambda: [
        Label.objects.order_by().values(
            *COLUMNS,
            **{f"of_team_{name}": F(f"team__{name}") for name in OF_TEAM},
            takes_requests=TAKES_REQUESTS,
        )
    ],
)


class Shelf:
    """All labels as they are now, sorted out, with what is written of them. Shared by all pages: nobody changes it."""

    def __init__(self, rows: Iterable[tuple[Any, ...]]) -> None:
        read = sorted(rows, key=lambda row: (row[1], row[6], row[0]))
        self.labels = [label_of(row[: len(COLUMNS)], row[len(COLUMNS) : -1]) for row in read]
        self.by_key = {(label.family, label.key): label for label in self.labels}
        self.by_team = {label.team_id: label for label in self.labels if label.team_id}
        self.by_id = {label.pk: label for label in self.labels}
        self.families: dict[str, list[Label]] = {}
        for label in self.labels:
            self.families.setdefault(label.family, []).append(label)
        self.teams = sorted((label.team for label in self.labels if label.team), key=lambda team: team.order)
        taking = {label.pk for label, row in zip(self.labels, read, strict=True) if row[-1]}
        self.routable = {
            label.team.slug: label.team for label in self.labels if label.team and label.pk in taking
        }
        self.shown: dict[tuple[str, str], ShownLabel] = {}

    def show(self, family: Family, key: str) -> ShownLabel:
        """The label of the value ``key``; written from prefix and key where nobody has entered it."""
        found = self.shown.get((family, key))
        if found is None:
            label = self.by_key.get((family, key))
            text = label.text if label else f"{family.prefix}::{key}".removeprefix("::")
            found = ShownLabel.written(text, tone_of(family, key), label.note if label else "")
            if label:  # others may be any text
                self.shown[family, key] = found
        return found


def label_of(values: tuple[Any, ...], team: tuple[Any, ...]) -> Label:
    """The label with these ``values`` of COLUMNS, and its ``team`` with those of OF_TEAM; whatever else is deferred."""
    label: Label = Label.from_db("default", COLUMNS, values)
    label.team = Team.from_db("default", OF_TEAM, team) if label.team_id else None
    return label


@lru_cache(maxsize=4)
def shelf_of(rows: tuple[tuple[Any, ...], ...]) -> Shelf:
    """The shelf of ``rows``: sorted out again only when one of them is another."""
    return Shelf(rows)


class LabelBook:
    """All labels, read with one query when the first one is asked for."""

    @cached_property
    def shelf(self) -> Shelf:
        """The labels of this moment."""
        return shelf_of(tuple(row[1:] for row in READ.rows()))

    @property
    def labels(self) -> list[Label]:
        """Every label with its team, as far as it is shown."""
        return self.shelf.labels

    @property
    def by_key(self) -> dict[tuple[str, str], Label]:
        """Labels by family and key."""
        return self.shelf.by_key

    @property
    def by_team(self) -> dict[int, Label]:
        """Labels of teams by the team's id."""
        return self.shelf.by_team

    @property
    def by_id(self) -> dict[int, Label]:
        """Labels by their own id."""
        return self.shelf.by_id

    @property
    def teams(self) -> list[Team]:
        """The teams that have a label, in order: every request that has a team has one of these."""
        return list(self.shelf.teams)

    def routable(self, slug: str) -> Team | None:
        """The team of that name where it has a label and requests can be triaged to it."""
        return self.shelf.routable.get(slug)

    def of_family(self, family: Family) -> list[Label]:
        """The labels of one family, in order."""
        return list(self.shelf.families.get(family, ()))

    def show(self, family: Family, key: str, href: str = "") -> ShownLabel:
        """The label of the value ``key``, a link where ``href`` is given."""
        found = self.shelf.show(family, key)
        return replace(found, href=href) if href else found

    def show_team(self, team: Team, href: str = "") -> ShownLabel:
        """The label of ``team``, or its name where it has none."""
        label = self.by_team.get(team.pk)
        return ShownLabel.written(label.text if label else team.name, TONES[Family.TEAM], team.name, href)

    def of(self, request: SMRequest) -> list[ShownLabel]:
        """Every label that ``request`` carries, state first; read ``devops_stages`` beforehand."""
        return list(self.each(request))

    def each(self, request: SMRequest) -> Iterator[ShownLabel]:
        """The labels of ``request`` one by one."""
        yield self.show(Family.STATE, request.state, listing(Family.STATE, request.state))
        if request.team:
            yield self.show_team(request.team, listing(Family.TEAM, request.team.slug))
        if request.priority:
            yield self.show(Family.PRIORITY, request.priority, listing(Family.PRIORITY, request.priority))
        if request.use_case:
            key = request.use_case.key
            yield self.show(Family.USE_CASE, key, listing(Family.USE_CASE, key))
        for family, value in (
            (Family.GTM_PHASE, request.gtm_phase),
            (Family.DOD, request.dod),
            (Family.ETEAM, request.eteam),
        ):
            if value:
                yield self.show(family, value)
        for stage in request.devops_stages.all():
            yield self.show(Family.DEVOPS_STAGE, stage.key)


def tone_of(family: Family, key: str) -> str:
    """Colour token of the value ``key`` of ``family``."""
    if family == Family.STATE and key in State.values:
        return known_tone(State(key).tone)
    return TONES_OF_VALUES.get((family, key)) or TONES.get(family, "grey")


def listing(family: Family, value: str) -> str:
    """Address of the list of requests that carry ``value``."""
    query = {FILTERS[family]: value}
    return f"{reverse('requests:list')}?{urlencode(query)}"


def texts(labels: Iterable[ShownLabel]) -> str:
    """Canonical spellings, with commas between them."""
    return ", ".join(label.text for label in labels)
