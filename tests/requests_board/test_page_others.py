"""My requests, the inbox and its count in the header."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.utils import timezone

from marketing_portal.people.models import User
from requests_board import workflow
from requests_board.models import Notification
from requests_board.vocabulary import State
from tests.conftest import ClientFor
from tests.requests_board.desk import count_queries, filed, many, page
from tests.support.cast import Cast

pytestmark = pytest.mark.django_db
MINE, MILESTONES, INBOX, READ = "/requests/mine/", "/milestones/", "/inbox/", "/inbox/read/"


class TestMine:
    """What concerns me."""

    def test_each_list_has_what_belongs_there(self, cast: Cast, client_for: ClientFor) -> None:
        waiting, assigned, closed = (
            filed(cast, State.TRIAGE),
            filed(cast, State.ASSIGNED),
            filed(cast, State.DECLINED),
        )
        workflow.ask(waiting, by=cast.team_lead, question="Which?")
        workflow.watch(assigned, cast.outsider, on=True)

        def lists(user: User) -> dict[str, list[int]]:
            parts = client_for(user).get(MINE).context["parts"]
            return {part.key: [row.pk for row in part.rows] for part in parts if part.rows}

        assert lists(cast.requester) == {
            "waiting": [waiting.pk],
            "open": [assigned.pk, waiting.pk],
            "closed": [closed.pk],
        }
        assert lists(cast.team_member) == {"assigned": [assigned.pk], "watched": [assigned.pk]}
        assert lists(cast.outsider) == {"watched": [assigned.pk]}
        assert "You have no open request" in page(client_for, cast.editor, MINE)

    def test_what_became_confidential_is_gone_from_what_i_watch(
        self, cast: Cast, client_for: ClientFor
    ) -> None:
        request = filed(cast, title="Names a customer")
        workflow.watch(request, cast.outsider, on=True)
        workflow.edit(request, by=cast.requester, changes={"is_confidential": True})
        assert "Names a customer" not in page(client_for, cast.outsider, MINE)

    def test_long_lists_are_cut_with_a_link_to_the_whole(self, cast: Cast, client_for: ClientFor) -> None:
        filed(cast)
        few = count_queries(client_for(cast.requester), MINE)
        many(cast, 300)
        assert count_queries(client_for(cast.requester), MINE) == few <= 12
        assert 'href="/requests/?requester=me"' in page(client_for, cast.requester, MINE)


def notices(recipient: User, actor: User, number: int) -> list[Notification]:
    """``number`` unread notices."""
    return Notification.objects.bulk_create(
        Notification(recipient=recipient, actor=actor, submit=uuid4(), subject=f"Notice <{place}>")
        for place in range(number)
    )


class TestInbox:
    """What I was told."""

    def test_it_shows_what_i_was_told_with_the_reason(self, cast: Cast, client_for: ClientFor) -> None:
        request = filed(cast, State.DECLINED)
        text = page(client_for, cast.requester, INBOX)
        assert f"#{request.pk} Booth messaging</button> was declined" in text
        assert ">Because.<" in text
        assert "Team lead · " in text
        assert "Booth messaging" not in page(client_for, cast.outsider, INBOX)

    def test_unread_comes_first_and_all_is_one_link_away(self, cast: Cast, client_for: ClientFor) -> None:
        made = notices(cast.outsider, cast.editor, 2)
        Notification.objects.filter(pk=made[0].pk).update(read_at=timezone.now())
        client = client_for(cast.outsider)
        assert [row.pk for row in client.get(INBOX).context["page"].rows] == [made[1].pk]
        assert [row.pk for row in client.get(f"{INBOX}?show=all").context["page"].rows] == [
            made[1].pk,
            made[0].pk,
        ]
        assert "Notice &lt;1&gt;" in client.get(INBOX).content.decode()

    def test_one_is_marked_and_opened(self, cast: Cast, client_for: ClientFor) -> None:
        request = filed(cast, State.TRIAGE)
        notice = Notification.objects.get(recipient=cast.requester)
        client = client_for(cast.requester)
        response = client.post(READ, {"notice": notice.pk, "open": "1"})
        assert response["Location"] == request.get_absolute_url()
        notice.refresh_from_db()
        first = notice.read_at
        assert first is not None
        assert client.post(READ, {"notice": notice.pk})["Location"] == INBOX
        notice.refresh_from_db()
        assert notice.read_at == first

    def test_all_are_marked_and_only_mine(self, cast: Cast, client_for: ClientFor) -> None:
        notices(cast.outsider, cast.editor, 3)
        notices(cast.requester, cast.editor, 1)
        client = client_for(cast.outsider)
        client.post(READ, {"all": "1"})
        assert "All read" in client.get(INBOX).content.decode()
        assert Notification.objects.unread().count() == 1

    def test_those_of_others_are_not_there(self, cast: Cast, client_for: ClientFor) -> None:
        notice = notices(cast.requester, cast.editor, 1)[0]
        for key in (notice.pk, "", "x", "9" * 30):
            assert client_for(cast.outsider).post(READ, {"notice": key}).status_code == 404
        assert client_for(cast.outsider).get(READ).status_code == 405

    def test_it_is_paged_by_key_at_a_constant_cost(self, cast: Cast, client_for: ClientFor) -> None:
        client = client_for(cast.outsider)
        notices(cast.outsider, cast.editor, 10)
        few = count_queries(client, INBOX)
        notices(cast.outsider, cast.editor, 300)
        assert count_queries(client, INBOX) == few
        first = client.get(f"{INBOX}?show=all").context["page"]
        second = client.get(f"{INBOX}{first.following}").context["page"]
        assert second.rows[0].pk == first.rows[-1].pk - 1
        assert "show=all" in first.following

    def test_the_header_counts_up_to_99(self, cast: Cast, client_for: ClientFor) -> None:
        badge = '<span class="count">{}</span></a>'
        assert badge.format("") not in page(client_for, cast.outsider, MILESTONES)
        notices(cast.outsider, cast.editor, 3)
        assert badge.format("3") in page(client_for, cast.outsider, MILESTONES)
        notices(cast.outsider, cast.editor, 97)
        assert badge.format("99+") in page(client_for, cast.outsider, MILESTONES)
