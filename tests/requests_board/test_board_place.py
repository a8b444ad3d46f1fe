"""Moving a card: what is asked, what happens at once, who may, and what is told where somebody was quicker."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from requests_board import workflow
from requests_board.models import EventKind, SMRequest
from requests_board.vocabulary import State
from tests.conftest import ClientFor
from tests.requests_board.desk import filed, last_event, other_quarter, quarter, take
from tests.support.cast import Cast

pytestmark = pytest.mark.either_database
SCRIPT = {"HX-Request": "true"}


@pytest.fixture
def lead(cast: Cast, client_for: ClientFor) -> Client:
    """The lead of the own team."""
    return client_for(cast.team_lead)


def send(client: Client, row: SMRequest, to: str, script: bool = False, **data: Any) -> Any:
    """Send the card to the column ``to``; by default as a form of a page does."""
    version = data.pop("version", row.version)
    return client.post(
        f"/requests/{row.pk}/place/",
        {"to": to, "version": version} | data,
        headers=SCRIPT if script else {},
    )


def drop(client: Client, row: SMRequest, to: str, **data: Any) -> Any:
    """Drop the card on the column ``to``, as the script does."""
    return send(client, row, to, script=True, drop="1", **data)


def taken_from(key: str) -> dict[str, Any]:
    """Out of which column, where a card can be in several."""
    return {"from": key}


def fresh(row: SMRequest) -> SMRequest:
    """The request as it is now."""
    return SMRequest.objects.get(pk=row.pk)


def people(row: SMRequest) -> set[int]:
    """Who works on it."""
    return set(row.assignments.values_list("user_id", flat=True))


def test_what_asks_nothing_happens_at_once(lead: Client, cast: Cast) -> None:
    row = filed(cast, State.TRIAGE)
    page = drop(lead, row, "backlog").content.decode()
    assert fresh(row).state == State.BACKLOG
    assert f'data-said="#{row.pk} was moved to the backlog (not committed)."' in page
    assert "data-undo" in page
    back = send(lead, fresh(row), "", script=True, undo="1")
    assert back.status_code == 200
    assert fresh(row).state == State.TRIAGE


def test_what_asks_something_is_asked_and_only_that(lead: Client, cast: Cast) -> None:
    row = filed(cast, State.BACKLOG)
    response = drop(lead, row, "assigned")
    form = response.context["form"]
    assert fresh(row).state == State.BACKLOG
    assert [field.name for field in form.asked] == ["assignees", "milestone"]
    assert [field.name for field in form.extra] == ["due_on", "note"]
    assert "<html" not in response.content.decode()
    missing = send(lead, row, "assigned", note="Kept")
    assert missing.status_code == 422
    assert "Kept</textarea>" in missing.content.decode()
    done = send(
        lead, row, "assigned", assignees=cast.team_member.pk, milestone=quarter().pk, back="q=a&evil=1"
    )
    assert done["Location"] == "/requests/board/?q=a"
    assert people(row) == {cast.team_member.pk}


def test_a_column_gives_what_it_stands_for(lead: Client, cast: Cast) -> None:
    row = filed(cast, State.BACKLOG)
    by_person = drop(lead, row, str(cast.team_member.pk), by="assignee")
    assert [field.name for field in by_person.context["form"].asked] == ["milestone"]
    by_quarter = drop(lead, row, quarter().slug, by="milestone").context["form"]
    assert [field.name for field in by_quarter.asked] == ["assignees"]
    done = send(lead, row, quarter().slug, by="milestone", assignees=cast.team_member.pk)
    assert done.status_code == 302
    assert fresh(row).milestone == quarter()


def test_a_team_is_given_at_once(cast: Cast, client_for: ClientFor) -> None:
    new, client = filed(cast), client_for(cast.triage_lead)
    drop(client, new, cast.team.slug, by="team")
    assert (fresh(new).state, fresh(new).team) == (State.TRIAGE, cast.team)
    drop(client, fresh(new), cast.other_team.slug, by="team")
    assert fresh(new).team == cast.other_team
    assert last_event(new).move == "reroute"


def test_new_work_is_assigned_with_its_triage(cast: Cast, client_for: ClientFor) -> None:
    row, client = filed(cast), client_for(cast.triage_lead)
    form = drop(client, row, "assigned").context["form"]
    assert [field.name for field in form.asked] == [
        "team",
        "chain_assignees",
        "chain_milestone",
        "chain_urgent_reason",
    ]
    answer: dict[str, Any] = {
        "team": cast.team.pk,
        "chain_assignees": cast.team_member.pk,
        "chain_milestone": quarter().pk,
        "chain_urgent_reason": "The fair opens tomorrow.",
    }
    assert send(client, row, "assigned", **answer).status_code == 302
    assert fresh(row).state == State.ASSIGNED


def test_people_take_over_one_from_another(lead: Client, cast: Cast) -> None:
    row = filed(cast, State.ASSIGNED)
    both = take(row, cast.team_lead, "reassign", assignees=(cast.team_member, cast.team_lead))
    member, leader = str(cast.team_member.pk), str(cast.team_lead.pk)
    third = fresh(take(both, cast.team_lead, "reassign", assignees=(cast.team_member,)))
    drop(lead, third, leader, by="assignee", **taken_from(member))
    assert people(row) == {cast.team_lead.pk}
    assert last_event(row).move == "reassign"
    asked = drop(lead, fresh(row), "none", by="assignee", **taken_from(leader)).context["form"]
    assert [field.name for field in asked.asked] == ["reason"]


def test_a_quarter_is_carried_over_with_a_reason(lead: Client, cast: Cast) -> None:
    row = filed(cast, State.ASSIGNED)
    asked = drop(lead, row, other_quarter().slug, by="milestone")
    assert [field.name for field in asked.context["form"].asked] == ["reason"]
    send(lead, row, other_quarter().slug, by="milestone", reason="The venue moved.")
    assert fresh(row).carried_over == 1


def test_a_priority_is_set_and_taken_back(cast: Cast, client_for: ClientFor) -> None:
    row, client = filed(cast, State.BACKLOG), client_for(cast.team_member)
    page = drop(client, row, "undecided", by="priority", **taken_from("none")).content.decode()
    assert fresh(row).priority == "?"
    assert last_event(row).kind == EventKind.EDITED
    assert '<input type="hidden" name="to" value="none">' in page
    send(client, fresh(row), "none", by="priority", **taken_from("undecided"))
    assert fresh(row).priority == ""


def test_a_choice_of_moves_is_offered(lead: Client, cast: Cast) -> None:
    row = filed(cast, State.TRIAGE)
    response = lead.get(f"/requests/{row.pk}/place/?to=declined")
    assert response.context["way"].move.key == "decline_triage"
    assert [verb for verb, _ in response.context["placing"].others] == ["Close as a duplicate"]
    other = filed(cast, title="The same")
    done = send(lead, row, "declined", move="duplicate", duplicate_of=f"#{other.pk}")
    assert done.status_code == 302
    assert fresh(row).close_reason == f"Duplicate of #{other.pk}."


@pytest.mark.parametrize(
    ("role", "by", "to"),
    [
        ("outsider", "state", "backlog"),
        ("outsider", "priority", "1"),
        ("other_lead", "team", "technical-marketing"),
        ("other_lead", "milestone", "backlog"),
    ],
)
def test_only_who_may_moves(cast: Cast, client_for: ClientFor, role: str, by: str, to: str) -> None:
    row, client = filed(cast, State.TRIAGE), client_for(cast.play(role))
    assert client.get(f"/requests/{row.pk}/place/?by={by}").status_code == 403
    assert drop(client, row, to, by=by).status_code == 403
    assert fresh(row).version == row.version


@pytest.mark.parametrize("to", ["completed", "triage", "nowhere", ""])
def test_a_closed_target_is_said(lead: Client, cast: Cast, to: str) -> None:
    row = filed(cast, State.TRIAGE)
    response = send(lead, row, to)
    assert response.status_code == 422
    assert "cannot go there from where it is now" in response.content.decode()
    assert fresh(row).version == row.version


def test_the_page_lists_every_target(lead: Client, cast: Cast) -> None:
    row = filed(cast, State.TRIAGE)
    targets = lead.get(f"/requests/{row.pk}/place/").context["placing"].targets
    assert {one.column.key: (one.is_open, one.is_at_once, one.is_here) for one in targets} == {
        "new_request": (False, False, False),
        "triage": (False, False, True),
        "backlog": (True, True, False),
        "assigned": (True, False, False),
        "completed": (False, False, False),
        "transferred": (True, False, False),
        "declined": (True, False, False),
    }


def test_what_is_confidential_is_not_there_to_be_moved(cast: Cast, client_for: ClientFor) -> None:
    row = filed(cast, State.TRIAGE, is_confidential=True)
    assert client_for(cast.outsider).get(f"/requests/{row.pk}/place/").status_code == 404


def test_whoever_is_second_is_told_and_loses_nothing(lead: Client, cast: Cast) -> None:
    row = filed(cast, State.BACKLOG)
    workflow.edit(row, by=cast.team_member, changes={"priority": "1"})
    typed: dict[str, Any] = {
        "assignees": cast.team_member.pk,
        "milestone": quarter().pk,
        "note": "Typed with care",
    }
    response = send(lead, row, "assigned", script=True, **typed)
    page = response.content.decode()
    assert response.status_code == 409
    assert "<b>Team member</b>" in page
    assert "Typed with care</textarea>" in page
    assert f'name="version" value="{fresh(row).version}"' in page
    assert send(lead, fresh(row), "assigned", **typed).status_code == 302


def test_whoever_is_too_late_sees_what_they_typed(lead: Client, cast: Cast) -> None:
    row = filed(cast, State.BACKLOG)
    take(row, cast.triage_lead, "decline", reason="No capacity.")
    response = send(lead, row, "assigned", note="Typed with care")
    page = response.content.decode()
    assert response.status_code == 409
    assert "is not possible any more" in page
    assert "Typed with care" in page
    assert 'data-here="declined"' in page
