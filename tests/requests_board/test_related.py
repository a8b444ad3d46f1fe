"""Related work: which links may be made, by whom, what the pages tell of them, and to whom."""

from __future__ import annotations

import pytest

from requests_board import workflow
from requests_board.models import EventKind, Notification, RequestLink, SMRequest
from requests_board.vocabulary import State
from requests_board.workflow.related import FURTHEST, LinkKind, kinds_for, link, unlink
from tests.conftest import ClientFor
from tests.requests_board.desk import filed, page, take
from tests.support.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
BLOCKED, DUPLICATE, RELATED = LinkKind.BLOCKED_BY, LinkKind.DUPLICATE_OF, LinkKind.RELATED_TO


@pytest.fixture
def trio(cast: Cast) -> list[SMRequest]:
    """Three requests of the own team."""
    return [filed(cast, State.TRIAGE, title=title) for title in ("Slides", "Demo", "Booth")]


def path_of(request: SMRequest) -> str:
    """Where links are made."""
    return f"/requests/{request.pk}/related/"


def hidden(cast: Cast) -> SMRequest:
    """A request of another team that only its requester, a triage lead, and that team may see."""
    other = workflow.file_request(by=cast.triage_lead, title="A secret deal", is_confidential=True)
    return take(other, cast.triage_lead, "triage", team=cast.other_team)


def test_both_ends_tell_of_a_link(cast: Cast, client_for: ClientFor, trio: list[SMRequest]) -> None:
    one, two, _ = trio
    client = client_for(cast.team_member)
    response = client.post(path_of(one), {"kind": "blocked_by", "other": f"#{two.pk}"})
    assert response["Location"] == f"/requests/{one.pk}/#related"
    here, there = (page(client_for, cast.outsider, f"/requests/{row.pk}/") for row in (one, two))
    assert "<dt>Blocked by</dt>" in here
    assert "<dt>Blocks</dt>" in there
    assert f'linked this: blocked by <a href="/requests/{two.pk}/">#{two.pk} Demo</a>' in here
    assert "linked this: blocks" in there
    assert "Blocked</span>" in here
    assert "Blocked</span>" not in there
    assert [row.events.last().kind for row in (one, two)] == [EventKind.LINKED] * 2  # type: ignore[union-attr]
    assert workflow.replay(one.events.all()) == workflow.snapshot(SMRequest.objects.get(pk=one.pk))


def test_who_waits_for_something_closed_waits_no_more(
    cast: Cast, client_for: ClientFor, trio: list[SMRequest]
) -> None:
    one, two, _ = trio
    link(one, two, BLOCKED, by=cast.team_member)
    take(two, cast.team_lead, "decline_triage", reason="No.")
    text = page(client_for, cast.outsider, f"/requests/{one.pk}/")
    assert 'class="is-closed"' in text
    assert "Blocked</span>" not in text


def test_who_may_link(cast: Cast, trio: list[SMRequest]) -> None:
    one = trio[0]
    allowed = {
        role: len(kinds_for(one, cast.play(role))) for role in ("requester", "outsider", "other_member")
    }
    allowed |= {role: len(kinds_for(one, cast.play(role))) for role in ("team_member", "triage_lead")}
    assert allowed == {"requester": 1, "outsider": 0, "other_member": 0, "team_member": 3, "triage_lead": 3}


def test_others_are_refused(cast: Cast, client_for: ClientFor, trio: list[SMRequest]) -> None:
    one, two, three = trio
    made = link(one, two, RELATED, by=cast.requester)
    for role in ("outsider", "other_lead"):
        client = client_for(cast.play(role))
        assert client.post(path_of(one), {"kind": "related_to", "other": three.pk}).status_code == 403
        assert client.post(f"{path_of(one)}{made.pk}/remove/").status_code == 403
        assert "Link another request" not in client.get(f"/requests/{one.pk}/").content.decode()
    client = client_for(cast.requester)
    assert client.post(path_of(one), {"kind": "blocked_by", "other": three.pk}).status_code == 422
    with pytest.raises(workflow.NotAllowed):
        link(one, three, BLOCKED, by=cast.requester)


def test_a_hidden_request_is_never_named(cast: Cast, client_for: ClientFor, trio: list[SMRequest]) -> None:
    one, secret = trio[0], hidden(cast)
    link(one, secret, RELATED, by=cast.triage_lead)
    text = page(client_for, cast.team_lead, f"/requests/{one.pk}/")
    assert "a request that you may not see" in text
    assert "secret" not in text
    assert f"#{secret.pk} " not in text
    assert f"#{secret.pk}<" not in text
    assert f"/requests/{secret.pk}/" not in text
    assert "A secret deal" in page(client_for, cast.triage_lead, f"/requests/{one.pk}/")
    client = client_for(cast.team_lead)
    for other in (str(secret.pk), "secret deal"):
        answer = client.post(path_of(one), {"kind": "related_to", "other": other})
        assert answer.status_code == 422
        assert "A secret deal" not in answer.content.decode()


@pytest.mark.parametrize("role", ["team_lead", "outsider"])
def test_a_link_to_a_hidden_request_is_none(
    role: str, cast: Cast, client_for: ClientFor, trio: list[SMRequest]
) -> None:
    made = link(trio[0], hidden(cast), RELATED, by=cast.triage_lead)
    client, answers = client_for(cast.play(role)), []
    for key in (made.pk, made.pk + 1000):
        answer = client.post(f"{path_of(trio[0])}{key}/remove/", follow=True)
        answers.append((answer.redirect_chain, "There is no such link any more." in answer.content.decode()))
    assert answers[0] == answers[1]
    assert answers[0][1]
    assert RequestLink.objects.get() == made


def test_nothing_waits_for_itself(cast: Cast, trio: list[SMRequest]) -> None:
    one, two, three = trio
    link(one, two, BLOCKED, by=cast.team_member)
    link(two, three, BLOCKED, by=cast.team_member)
    for source, target in ((three, one), (two, one), (one, one)):
        with pytest.raises(workflow.Incomplete):
            link(source, target, BLOCKED, by=cast.team_member)
    assert RequestLink.objects.count() == 2
    assert FURTHEST > len(trio)


def test_duplicates_point_at_one_original(cast: Cast, trio: list[SMRequest]) -> None:
    one, two, three = trio
    link(one, two, DUPLICATE, by=cast.team_member)
    for source, target in ((three, one), (two, three), (one, three)):
        with pytest.raises(workflow.Incomplete):
            link(source, target, DUPLICATE, by=cast.team_member)
    link(three, two, DUPLICATE, by=cast.team_member)


def test_a_link_stands_once(cast: Cast, trio: list[SMRequest]) -> None:
    one, two, _ = trio
    made = link(one, two, RELATED, by=cast.team_member)
    assert link(two, one, RELATED, by=cast.team_member) == made
    assert one.events.filter(kind=EventKind.LINKED).count() == 1
    unlink(made, by=cast.requester)
    unlink(made, by=cast.team_member)
    assert [event.kind for event in two.events.order_by("-pk")[:2]] == [EventKind.UNLINKED, EventKind.LINKED]
    assert not RequestLink.objects.exists()


def test_words_offer_what_they_may_mean(cast: Cast, client_for: ClientFor, trio: list[SMRequest]) -> None:
    one, two, _ = trio
    client = client_for(cast.team_member)
    response = client.post(path_of(one), {"kind": "blocked_by", "other": "dem"})
    assert f'name="other" value="{two.pk}"' in response.content.decode()
    assert not RequestLink.objects.exists()
    part = client.post(path_of(one), {"other": "dem", "look": "1"}, headers={"HX-Request": "true"})
    assert f'value="{two.pk}"' in part.content.decode()
    assert "<html" not in part.content.decode()
    for wrong in ("999999", "zebra", ""):
        assert client.post(path_of(one), {"kind": "blocked_by", "other": wrong}).status_code == 422


class TestClosingAsDuplicate:
    """The moves that close a request as a duplicate."""

    def test_the_requester_is_told_and_follows_the_other(self, cast: Cast, client_for: ClientFor) -> None:
        original = workflow.file_request(by=cast.outsider, title="Slides")
        again = filed(cast, State.TRIAGE, title="More slides")
        form = f"/requests/{again.pk}/move/duplicate/"
        client = client_for(cast.team_lead)
        data = {"version": again.version, "duplicate_of": f"#{original.pk}"}
        assert client.post(form, data).status_code == 302
        told = Notification.objects.filter(recipient=cast.requester).latest("pk")
        assert f"is a duplicate of #{original.pk}" in told.subject
        assert original.watches.filter(user=cast.requester).exists()
        assert "closed the request as a duplicate of" in page(
            client_for, cast.requester, f"/requests/{again.pk}/"
        )

    def test_what_a_lead_may_not_see_is_not_there(self, cast: Cast, client_for: ClientFor) -> None:
        secret, again = hidden(cast), filed(cast, State.TRIAGE)
        form = f"/requests/{again.pk}/move/duplicate/"
        data = {"version": again.version, "duplicate_of": str(secret.pk)}
        answer = client_for(cast.team_lead).post(form, data)
        assert answer.status_code == 422
        assert "There is no request of this number." in answer.content.decode()
        with pytest.raises(workflow.Incomplete, match="There is no request of this number"):
            take(again, cast.team_lead, "duplicate", duplicate_of=secret)

    def test_a_duplicate_is_no_original(self, cast: Cast) -> None:
        original, again, third = (filed(cast, State.TRIAGE) for _ in range(3))
        link(again, original, DUPLICATE, by=cast.team_member)
        with pytest.raises(workflow.Incomplete, match="is a duplicate itself"):
            take(third, cast.team_lead, "duplicate", duplicate_of=again)
        with pytest.raises(workflow.Incomplete, match="Others are duplicates"):
            take(original, cast.team_lead, "duplicate", duplicate_of=third)
        take(again, cast.team_lead, "duplicate", duplicate_of=third)
        assert RequestLink.objects.get().target == third
