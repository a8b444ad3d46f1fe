"""What is kept from one page to the next: queries that are only asked anew, and what was made of their rows."""

from __future__ import annotations

import pytest
from django.db.models import Exists, F, OuterRef, Q
from django.http import QueryDict

from requests_board.filters import RequestFilter
from requests_board.models import Assignment, Label, Milestone, RequestKind, SMRequest
from requests_board.models.requests import OPEN
from requests_board.pages.beside import bring
from requests_board.pages.labels import LabelBook
from requests_board.pages.together import STAND_IN, Alike, Prepared, counts, limited
from requests_board.vocabulary import Family, State
from tests.conftest import ClientFor
from tests.requests_board.desk import filed, labels, many, page
from tests.support.cast import Cast

pytestmark = pytest.mark.django_db


def asked(cast: Cast, query: str = "") -> RequestFilter:
    """The filters as the team lead sets them."""
    rows = SMRequest.objects.visible_to(cast.team_lead)
    return RequestFilter(QueryDict(query), rows, user=cast.team_lead, labels=LabelBook())


def rules(cast: Cast) -> list[Q]:
    """Conditions as columns of the board have them: alike but for values, and others."""
    held = Exists(Assignment.objects.filter(request=OuterRef("pk"), user=cast.team_member.pk))
    return [
        Q(state=State.TRIAGE, team=cast.team.pk) & OPEN,
        Q(state=State.BACKLOG, team=cast.team.pk) & OPEN,
        Q(state=State.TRIAGE, team=cast.other_team.pk) & OPEN,
        Q(state=State.COMPLETED, closed_at__isnull=False),
        Q(state=State.NEW, closed_at__isnull=True),
        Q(priority_rank=0) & OPEN,
        Q(priority_rank=4) & OPEN,
        Q(pk__in=[STAND_IN, 0]),
        Q(state=State.ASSIGNED) & ~Q(held),
        Q(state=State.ASSIGNED) & Q(held),
    ]


def test_conditions_that_are_alike_find_what_each_of_them_says(cast: Cast) -> None:
    for state in State:
        filed(cast, state)
    rows = SMRequest.objects.visible_to(cast.team_lead)
    alike = Alike(rows, limited)
    found = counts([alike.query(rule) for rule in rules(cast)])
    assert found == [rows.filter(rule).count() for rule in rules(cast)]
    assert sum(found) == 5
    assert len(alike.known) < len(found)


def test_a_number_of_the_page_that_looks_like_a_stand_in_is_kept(cast: Cast) -> None:
    first, second = many(cast, 2, priority="1")
    SMRequest.objects.filter(pk=second.pk).update(weight=STAND_IN)
    rows = SMRequest.objects.filter(weight=STAND_IN)
    alike = Alike(rows, limited)
    assert counts([alike.query(Q(priority_rank=rank)) for rank in (first.priority_rank, 4)]) == [1, 0]


def test_a_prepared_query_takes_other_values(cast: Cast) -> None:
    kept = filed(cast)
    named = Prepared(
        "title", lambda key, state: [SMRequest.objects.filter(pk=key, state=state).values("title")], int, str
    )
    assert named.rows(kept.pk, "new_request") == [(0, kept.title)]
    assert named.rows(kept.pk, "triage") == named.rows(0, "new_request") == []


def test_a_label_is_shown_as_it_is_now(cast: Cast) -> None:
    book = LabelBook()
    assert labels()["ucase::GitOps"] in book.of_family(Family.USE_CASE)
    assert book.shelf is LabelBook().shelf
    Label.objects.filter(text="ucase::GitOps").update(text="ucase::gitops", note="Renamed")
    shown = LabelBook().show(Family.USE_CASE, "GitOps")
    assert (shown.text, shown.note) == ("ucase::gitops", "Renamed")
    assert book.show(Family.USE_CASE, "GitOps").text == "ucase::GitOps"
    assert [team.pk for team in LabelBook().teams] == list(
        Label.objects.exclude(team=None).order_by("team__order").values_list("team", flat=True)
    )


def test_choices_are_those_of_now(cast: Cast) -> None:
    assert "Sales day" not in asked(cast).panel["kind"]
    RequestKind.objects.create(key="sales-day", name="Sales day <b>")
    Milestone.objects.create(name="Launch 13", slug="launch-13", kind="launch")
    panel = asked(cast, "kind=sales-day").panel
    assert '<option value="sales-day" selected>Sales day &lt;b&gt;</option>' in panel["kind"]
    assert '<option value="launch-13">Launch 13</option>' in panel["milestone"]


def test_only_what_is_asked_for_is_made(cast: Cast) -> None:
    assert not asked(cast, "q=&team=").filters
    found = asked(cast, "priority=1&team=nobody&due_after=soon")
    assert list(found.filters) == ["team", "priority", "due_after"]
    assert len(found.problems) == 2
    assert 'aria-invalid="true"' in found.panel["due_after"]
    assert "aria-invalid" not in found.panel["due_before"]
    assert 'value="1" checked' in found.panel["priority"]


def test_what_somebody_typed_is_escaped_in_the_fields(cast: Cast, client_for: ClientFor) -> None:
    for path in ("/requests/", "/requests/board/"):
        shown = page(client_for, cast.requester, f"{path}?q=%22%3E%3Cscript%3E&label=%22%3E%3Cscript%3E")
        assert "&quot;&gt;&lt;script&gt;" in shown
        assert "<script>" not in shown


def test_people_are_named_as_they_would_be_one_by_one(cast: Cast) -> None:
    alone, nobody = filed(cast, State.ASSIGNED), filed(cast)
    alone.assignees.add(cast.team_lead)
    rows = list(SMRequest.objects.order_by("pk"))
    bring(rows)
    names = alone.assignees.order_by(F("name"), "pk")
    assert [[str(user) for user in row.people] for row in rows] == [[str(user) for user in names], []]
    assert nobody.people == []
