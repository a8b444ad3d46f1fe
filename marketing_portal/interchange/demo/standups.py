"""The stand-ups of the last weeks, as the histories of the demo requests tell them."""

from __future__ import annotations

import datetime as dt
from itertools import groupby

from django.utils import timezone

from marketing_portal.people.models import Team, User
from requests_board.models import Decision, RequestEvent, Standup
from requests_board.standups import WORDS
from requests_board.vocabulary import State

WEEKS = dt.timedelta(weeks=3)
A_LAST_WORD = dt.timedelta(minutes=2)
OF_NEW_ONES = ("triage", "decline_new", "transfer_new")


def hold_standups(lead: User) -> list[Standup]:
    """The minutes of every morning on which ``lead`` decided about new requests; what happened today is left out."""
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    events = RequestEvent.objects.filter(
        actor=lead, move__in=OF_NEW_ONES, at__gte=today - WEEKS, at__lt=today
    ).order_by("at", "pk")
    teams = {team.pk: team for team in Team.objects.routable()}
    held = []
    for _, some in groupby(events, key=lambda event: timezone.localdate(event.at)):
        decided = list(some)
        standup = Standup.objects.create(
            led_by=lead, started_at=decided[0].at, ended_at=decided[-1].at + A_LAST_WORD
        )
        Decision.objects.bulk_create(
            Decision(
                standup=standup,
                request_id=event.request_id,
                submit=event.submit,
                by=lead,
                at=event.at,
                words=words(event, teams),
            )
            for event in decided
        )
        held.append(standup)
    return held


def words(event: RequestEvent, teams: dict[int, Team]) -> str:
    """What was decided, as the minutes of that morning said it."""
    headline = WORDS[event.to_state or State.TRIAGE].format(
        team=teams.get(event.after.get("team_id") or 0), transferred_to=event.after.get("transferred_to")
    )
    return f"{headline}: {event.note}" if event.note else headline
