"""People, teams, labels and kinds of requests as documents."""

from __future__ import annotations

from collections.abc import Iterator

from marketing_portal.interchange.documents import LabelDoc, PersonDoc, TeamDoc
from marketing_portal.interchange.documents_requests import KindFieldDoc, RequestKindDoc
from marketing_portal.interchange.dumping.rows import (
    addresses,
    archived,
    as_document,
    in_order,
    slug_of,
    standing,
)
from marketing_portal.people.models import Person, Team
from requests_board.models import Label, RequestKind


def people() -> Iterator[PersonDoc]:
    """people.yaml, by slug."""
    taken = addresses(Person)
    for row in Person.objects.prefetch_related("aliases", "former_slugs", "gaps").order_by("slug"):
        aliases = tuple(alias.text for alias in in_order(row.aliases.all()))
        yield as_document(
            PersonDoc,
            row,
            aliases=aliases,
            anchor=row.team_page_anchor,
            active=row.left_on is None,
            **standing(row, taken),
        )


def teams() -> Iterator[TeamDoc]:
    """teams.yaml, in order."""
    taken = addresses(Team)
    rows = Team.objects.select_related("parent").prefetch_related("former_slugs", "gaps")
    for row in rows.order_by("order", "slug"):
        yield as_document(TeamDoc, row, parent=slug_of(row.parent), **standing(row, taken))


def labels() -> Iterator[LabelDoc]:
    """labels.yaml, in the order of the file that they came from."""
    for row in Label.objects.select_related("team").prefetch_related("aliases").order_by("order", "pk"):
        aliases = tuple(alias.text for alias in in_order(row.aliases.all()))
        yield as_document(LabelDoc, row, team=slug_of(row.team), aliases=aliases)


def request_kinds() -> Iterator[RequestKindDoc]:
    """request_kinds.yaml, in order."""
    kinds = RequestKind.objects.select_related("team").prefetch_related("fields", "labels")
    for row in kinds.order_by("order", "key"):
        fields = tuple(
            as_document(
                KindFieldDoc,
                one,
                required=one.is_required,
                choices=tuple(one.options),
                archived=archived(one),
            )
            for one in in_order(row.fields.all(), "order")
        )
        texts = tuple(label.text for label in in_order(row.labels.all(), "order"))
        yield as_document(
            RequestKindDoc,
            row,
            team=slug_of(row.team),
            labels=texts,
            fields=fields,
            archived=archived(row),
        )
