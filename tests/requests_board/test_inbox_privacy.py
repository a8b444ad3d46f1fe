"""The inbox tells nothing of a request that its reader may not see any more: the number, and nothing that was said."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.urls import reverse

from marketing_portal.people.models import User
from requests_board import standups, workflow
from requests_board.models import Notification, SMRequest
from requests_board.pages.inbox import HIDDEN, shown
from requests_board.vocabulary import State
from requests_board.workflow import MoveData, Step
from requests_board.workflow.engine import move_groups
from tests.conftest import ClientFor
from tests.requests_board.desk import filed, page
from tests.support.cast import Cast

pytestmark = pytest.mark.django_db
INBOX = "/inbox/?show=all"


def made_confidential(request: SMRequest) -> None:
    """Only those concerned see it from now on."""
    SMRequest.objects.filter(pk=request.pk).update(is_confidential=True)


def declined(cast: Cast, *rows: SMRequest) -> None:
    """All of ``rows`` at once, with a reason."""
    step = Step("decline_new", MoveData(reason="The bank is called Goldmine."))
    workflow.move(rows, by=cast.triage_lead, steps=[step])


def told(user: User) -> str:
    """What the newest notice of ``user`` says."""
    one = shown(Notification.objects.filter(recipient=user)[:1], user)[0]
    return f"{one.subject}\n{one.said}"


def test_a_notice_of_what_became_confidential_is_a_number(cast: Cast, client_for: ClientFor) -> None:
    row = filed(cast, title="Deck for a secret customer")
    workflow.watch(row, cast.outsider, on=True)
    workflow.comment(row, by=cast.requester, body="It is about Goldmine.")
    before = page(client_for, cast.outsider, INBOX)
    assert "Deck for a secret customer" in before
    assert "It is about Goldmine." in before
    made_confidential(row)
    after = page(client_for, cast.outsider, INBOX)
    assert f"#{row.pk}, {HIDDEN}" in after
    assert "secret" not in after
    assert "Goldmine" not in after
    notice = Notification.objects.get(recipient=cast.outsider)
    client_for(cast.outsider).post(reverse("inbox:read"), {"notice": notice.pk})
    assert not Notification.objects.unread().filter(recipient=cast.outsider).exists()


def test_a_notice_reads_as_a_sentence_whatever_it_is_called_now(cast: Cast) -> None:
    row = filed(cast, title="Deck: the second part")
    declined(cast, row)
    notice = Notification.objects.filter(recipient=cast.requester)
    one = shown(notice, cast.requester)[0]
    assert (one.subject, one.headline) == (f"#{row.pk} Deck: the second part", "was declined")
    SMRequest.objects.filter(pk=row.pk).update(title="Another name")
    one = shown(notice.all(), cast.requester)[0]
    assert (one.subject, one.headline) == (f"#{row.pk} Deck: the second part: was declined", "")


def test_a_notice_of_many_names_those_that_one_sees(cast: Cast) -> None:
    mine, gone = filed(cast, title="Open one"), filed(cast, title="Secret one")
    declined(cast, mine, gone)
    assert "Secret one" in told(cast.requester)
    SMRequest.objects.filter(pk=gone.pk).update(requester=cast.editor)
    made_confidential(gone)
    said = told(cast.requester)
    assert "Open one" in said
    assert f"#{gone.pk}, {HIDDEN}" in said
    assert "Secret" not in said


def test_each_name_in_a_notice_of_many_leads_to_its_request(cast: Cast, client_for: ClientFor) -> None:
    first, other = filed(cast, title="Slides <b>& more</b>"), filed(cast, title="Old name")
    declined(cast, first, other)
    SMRequest.objects.filter(pk=other.pk).update(title="New name")
    shown_page = page(client_for, cast.requester, INBOX)
    assert (
        f'<a href="/requests/{first.pk}/">#{first.pk} Slides &lt;b&gt;&amp; more&lt;/b&gt;</a>' in shown_page
    )
    assert f'<a href="/requests/{other.pk}/">#{other.pk}</a> Old name' in shown_page
    made_confidential(other)
    SMRequest.objects.filter(pk=other.pk).update(requester=cast.editor)
    assert f'href="/requests/{other.pk}/"' not in page(client_for, cast.requester, INBOX)


def test_what_was_said_of_a_hidden_one_goes_with_its_name(cast: Cast) -> None:
    body = (
        "#{0} Secret one was declined.\nDemo: The bank is Goldmine.\n\nMore of it.\n\n"
        "#{1} Open one is completed.\nDemo: Here it is."
    )
    mine, gone = filed(cast, title="Open one"), filed(cast, title="Secret one", is_confidential=True)
    Notification.objects.create(
        recipient=cast.outsider,
        actor=cast.editor,
        submit=uuid4(),
        subject="2 requests changed",
        body=body.format(gone.pk, mine.pk),
    )
    said = told(cast.outsider)
    assert f"#{mine.pk} Open one is completed.\nDemo: Here it is." in said
    assert all(word not in said for word in ("Secret", "Goldmine", "More of it"))


def test_a_reason_passes_for_nothing_that_the_portal_writes(cast: Cast) -> None:
    mine, gone = filed(cast, title="Open one"), filed(cast, title="Secret one")
    starts = ("https://bank.example/", "Each of these", f"#{mine.pk} Open one", "", "\u2028#1 is")
    reason = "\n".join(f"{start} Goldmine" for start in starts)
    move_groups(
        [
            ([row], [Step("decline_new", MoveData(reason=said))])
            for row, said in ((mine, "Done before."), (gone, reason))
        ],
        by=cast.triage_lead,
    )
    assert told(cast.requester).count("Goldmine") == len(starts)
    SMRequest.objects.filter(pk=gone.pk).update(requester=cast.editor)
    made_confidential(gone)
    said = told(cast.requester)
    assert "Done before." in said
    assert f"#{gone.pk}, {HIDDEN}" in said
    assert "Goldmine" not in said


def test_what_was_said_of_many_goes_when_all_of_them_are_hidden(cast: Cast) -> None:
    rows = [filed(cast, title=f"Secret {number}") for number in range(2)]
    declined(cast, *rows)
    SMRequest.objects.update(requester=cast.editor, is_confidential=True)
    said = told(cast.requester)
    assert f"#{rows[0].pk}, {HIDDEN}\n#{rows[1].pk}, {HIDDEN}" in said
    assert all(word not in said for word in ("Goldmine", "Secret", "declined"))


def test_minutes_in_the_inbox_keep_no_title_either(cast: Cast) -> None:
    row = filed(cast, State.TRIAGE, title="Names a customer")
    decision = standups.decide(
        request=row, by=cast.team_lead, team=cast.team, steps=[Step("backlog", MoveData())]
    )
    Notification.objects.all().delete()
    standups.end(standup=decision.standup, by=cast.team_lead)
    assert "Names a customer: " in told(cast.team_member)
    SMRequest.objects.filter(pk=row.pk).update(team=cast.other_team)
    made_confidential(row)
    said = told(cast.team_member)
    assert "Names a customer" not in said
    assert f"#{row.pk}, {HIDDEN}" in said
    assert "/requests/standups/" in said
