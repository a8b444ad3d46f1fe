"""People under their names and handles, and teams."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from marketing_portal.people.models import Person, PersonAlias, Team, TeamMembership
from marketing_portal.search.documents import Document, audience_of, plain
from marketing_portal.search.registry import Kind, Source
from requests_board.models import Label, LabelAlias
from usecases.models import ActivationRole, DRIAssignment, UseCase

PERSON = Kind("person", "Person", "People")
TEAM = Kind("team", "Team", "Teams")


def people(rows: Any) -> Iterator[Document]:
    """Each person with every way of writing them, and what they answer for."""
    parts = ("aliases", "memberships__team", "roles_led", "dri_assignments__cell__role")
    for one in rows.current().prefetch_related(*parts, "dri_assignments__cell__use_case"):
        teams = [str(membership) for membership in own(one)]
        led = [f"leads {role.name}" for role in one.roles_led.all()]
        yield Document(
            one.pk,
            PERSON.key,
            one.name,
            one.get_absolute_url(),
            names=(one.handle, *(alias.text for alias in one.aliases.all())),
            note=", ".join(teams) if one.is_active else "Has left",
            text=plain(". ".join([*led, *responsible(one)])),
            audience=audience_of(one),
            weight=1.2,
        )


def own(one: Person) -> Iterator[str]:
    """Teams that everybody may know of."""
    for membership in one.memberships.all():
        if not membership.team.internal and membership.team.archived_at is None:
            yield membership.team.name


def responsible(one: Person) -> Iterator[str]:
    """Roles in use cases that everybody may know of."""
    for assignment in one.dri_assignments.all():
        use_case = assignment.cell.use_case
        if not use_case.internal and use_case.archived_at is None:
            yield f"{assignment.cell.role.name} for {use_case.name}"


def teams(rows: Any) -> Iterator[Document]:
    """Each team, also by its request label."""
    labels: dict[int, list[str]] = {}
    for label in Label.objects.filter(team__isnull=False).prefetch_related("aliases"):
        labels[label.team_id or 0] = [label.text, *(alias.text for alias in label.aliases.all())]
    for one in rows.current().select_related("parent"):
        yield Document(
            one.pk,
            TEAM.key,
            one.name,
            one.get_absolute_url(),
            names=(one.abbreviation, one.slack_channel, *labels.get(one.pk, [])),
            note=f"Part of {one.parent.name}" if one.parent and not one.parent.internal else "",
            text=plain(one.purpose_html),
            audience=audience_of(one),
            weight=1.3,
        )


SOURCES = [
    (
        Source(
            "people",
            Person,
            "people:list",
            people,
            parts={PersonAlias: "person_id"},
            depends={
                TeamMembership: None,
                Team: None,
                ActivationRole: None,
                DRIAssignment: None,
                UseCase: None,
            },
        ),
        [PERSON],
    ),
    (
        Source("teams", Team, "people:teams", teams, depends={Label: None, LabelAlias: None, Team: None}),
        [TEAM],
    ),
]
