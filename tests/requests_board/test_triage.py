"""Triage mode: what is next, what the screen shows, and one form for all that a decision brings."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from requests_board import workflow
from requests_board.models import (
    Capacity,
    Decision,
    KindField,
    Label,
    Notification,
    RequestKind,
    SMRequest,
    Standup,
)
from requests_board.pages import triage_similar
from requests_board.pages.triage import Queue, place_in, sitting_of
from requests_board.vocabulary import Family, State
from tests.conftest import ClientFor
from tests.requests_board.desk import filed, many, page, quarter, take
from tests.support.cast import Cast
from tests.support.counting import queries_of

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
NEW = "/requests/triage/new/"
LIMIT = 20


def decide(client: Client, request: SMRequest, queue: str = "new", **given: Any) -> Any:
    """Send the form as a browser does; ``request`` is what the person saw."""
    data = {"number": request.pk, "version": request.version, "decision": "triage", **given}
    return client.post(reverse("requests:triage_decide", args=[queue]), data)


@pytest.fixture
def lead(cast: Cast, client_for: ClientFor) -> Client:
    """The triage lead's browser."""
    quarter()
    return client_for(cast.triage_lead)


def shown(client: Client, path: str = NEW) -> SMRequest:
    """Which request the screen is about."""
    response = client.get(path)
    assert response.status_code == 200
    found: SMRequest = response.context["sm_request"]
    return found


def test_oldest_first_skipped_ones_at_the_end(cast: Cast, lead: Client) -> None:
    first, second, third = (filed(cast, title=title) for title in ("One", "Two", "Three"))
    assert shown(lead) == first
    assert decide(lead, first, skip="1").status_code == 302
    assert shown(lead) == second
    assert decide(lead, second, team=cast.team.pk).status_code == 302
    assert shown(lead) == third
    decide(lead, third, skip="1")
    assert shown(lead) == first, "what was skipped first comes first"
    decide(lead, first, skip="1")
    assert shown(lead) == third
    assert shown(lead, f"{NEW}?request={first.pk}") == first
    place = lead.get(NEW).context["place"]
    assert (place.number, place.total, place.left, place.words) == (2, 3, 1, "2 of 3, 1 left")


def test_what_waits_for_an_answer_comes_back_with_it(cast: Cast, lead: Client) -> None:
    request = filed(cast)
    decide(lead, request, decision="ask", text="For which fair?", priority="2")
    request.refresh_from_db()
    assert (request.is_waiting, request.priority) == (True, "2")
    assert "Nothing waits" not in lead.get(NEW).content.decode()
    assert "All decided" in lead.get(NEW).content.decode()
    workflow.answer(request, by=cast.requester, text="The spring fair.")
    screen = lead.get(NEW).content.decode()
    assert "For which fair?" in screen
    assert "The spring fair." in screen


def test_everything_about_it_is_on_the_screen(cast: Cast, lead: Client) -> None:
    kind = RequestKind.objects.create(key="a-kind", name="A kind", team=cast.other_team)
    KindField.objects.create(kind=kind, key="audience", label="Who will be there?")
    other = filed(cast, title="Messages for the booth at the spring fair")
    SMRequest.objects.filter(pk=other.pk).update(state=State.TRIAGE, team=cast.team)
    use_case = Label.objects.get_or_create(
        family=Family.USE_CASE, key="SCM", defaults={"text": "ucase::SCM"}
    )[0]
    filed(
        cast,
        title="Spring fair: booth messages",
        kind_id=kind.pk,
        answers={"audience": "Two hundred buyers"},
        description="Three sentences.",
        dod_text="On one page.",
        use_case_id=use_case.pk,
        is_urgent=True,
        urgent_reason="It is on Monday.",
    )
    text = lead.get(NEW).content.decode()
    for part in (
        "Who will be there?", "Two hundred buyers", "Three sentences.", "On one page.", "It is on Monday.",
        f"#{other.pk} {other.title}", "A kind", "ucase", "Requester", "Answers for it",
    ):  # fmt: skip
        assert part in text, part
    form = lead.get(NEW).context["form"]
    assert form["team"].value() == cast.other_team.pk, "the default team of its kind"


def test_who_is_free_is_shown_where_one_assigns(cast: Cast, lead: Client) -> None:
    request = filed(cast, State.ASSIGNED)
    workflow.edit(request, by=cast.team_lead, changes={"weight": 8})
    Capacity.objects.create(team=cast.team, user=cast.team_member, days=20)
    filed(cast)
    text = lead.get(NEW).content.decode()
    assert "1 open, 8 of 20 days" in text
    assert "capacity not set" in text
    assert reverse("requests:capacity", args=[cast.team.slug]) in text


def test_one_submit_routes_assigns_grooms_and_answers(cast: Cast, lead: Client) -> None:
    request, milestone = filed(cast), quarter()
    cast.play("team_member")
    given: dict[str, Any] = {
        "decision": "assign", "team": cast.team.pk, "assignees": cast.team_member.pk, "milestone": milestone.pk,
        "urgent_reason": "Monday.", "text": "We start today.", "priority": "1", "weight": "2", "dod": "Y",
    }  # fmt: skip
    assert decide(lead, request, **given).status_code == 302
    request.refresh_from_db()
    assert (request.state, request.team, request.milestone) == (State.ASSIGNED, cast.team, milestone)
    assert (request.priority, request.weight, request.dod) == ("1", 2, "Y")
    (notice,) = Notification.objects.filter(recipient=cast.requester)
    assert "Monday." in notice.body
    assert notice.body.count("We start today.") == 1


@pytest.mark.parametrize(
    ("given", "state"),
    [
        ({"decision": "decline", "text": "Not ours."}, State.DECLINED),
        ({"decision": "transfer", "transferred_to": "Sales", "text": "They do it."}, State.TRANSFERRED),
        ({"decision": "backlog", "priority": "3", "use_case": ""}, State.BACKLOG),
        ({"decision": "reroute", "team": "other"}, State.TRIAGE),
        ({"decision": "duplicate", "duplicate_of": "#1"}, State.DECLINED),
        ({"decision": "ask", "text": "When?"}, State.TRIAGE),
    ],
    ids=lambda value: value.get("decision", "") if isinstance(value, dict) else "",
)
def test_a_team_decides_about_its_own_queue(
    given: dict[str, Any], state: State, cast: Cast, client_for: ClientFor
) -> None:
    request, other = take(filed(cast), cast.triage_lead, "triage", team=cast.team), filed(cast)
    if "team" in given:
        given = given | {"team": cast.other_team.pk}
    if "duplicate_of" in given:
        given = given | {"duplicate_of": f"#{other.pk}"}
    response = decide(client_for(cast.team_lead), request, queue=cast.team.slug, **given)
    assert response.status_code == 302, response.context["form"].errors
    request.refresh_from_db()
    assert request.state == state
    assert Decision.objects.get().standup.team == cast.team


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"decision": ""}, "decision"),
        ({"decision": "triage"}, "team"),
        ({"decision": "decline"}, "text"),
        ({"decision": "ask"}, "text"),
        ({"decision": "transfer", "text": "Theirs."}, "transferred_to"),
        ({"decision": "duplicate"}, "duplicate_of"),
        ({"decision": "duplicate", "duplicate_of": "999999"}, "duplicate_of"),
        ({"decision": "assign"}, "assignees"),
        ({"decision": "triage", "team": "77777"}, "team"),
        ({"decision": "decline", "text": "No.", "weight": "-1"}, "weight"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_lost(
    given: dict[str, str], field: str, cast: Cast, lead: Client
) -> None:
    request = filed(cast)
    response = decide(lead, request, **{"text": "", "clarity": "kept"} | given)
    assert response.status_code == 422
    assert field in response.context["form"].errors
    request.refresh_from_db()
    assert (request.state, request.version) == (State.NEW, 1)
    assert "autofocus" not in response.content.decode(), "the summary of what is wrong has the focus"


def test_somebody_else_decided_meanwhile(cast: Cast, lead: Client) -> None:
    seen = filed(cast)
    take(seen, cast.administrator, "decline_new", reason="It is spam.")
    response = decide(lead, seen, decision="ask", text="Which fair do you mean?")
    assert response.status_code == 409
    text = response.content.decode()
    for part in ("Administrator", "It is spam.", "Which fair do you mean?", "Go on to the next"):
        assert part in text, part
    assert not Standup.objects.exists()


def test_somebody_else_changed_it_meanwhile_and_it_is_still_to_be_decided(cast: Cast, lead: Client) -> None:
    seen = filed(cast)
    workflow.edit(seen, by=cast.requester, changes={"title": "Another title"})
    response = decide(lead, seen, decision="decline", text="Not ours.", priority="3")
    assert response.status_code == 409
    form = response.context["form"]
    assert (form["text"].value(), form["version"].value()) == ("Not ours.", "2")
    assert "Another title" in response.content.decode()
    now = SMRequest.objects.get(pk=seen.pk)
    assert decide(lead, now, decision="decline", text="Not ours.").status_code == 302


def test_a_second_press_changes_nothing(cast: Cast, lead: Client) -> None:
    seen = filed(cast)
    for _ in range(2):
        assert decide(lead, seen, team=cast.team.pk).status_code == 302
    assert Decision.objects.count() == 1


def test_undo_and_back(cast: Cast, lead: Client) -> None:
    first, second = filed(cast, title="One"), filed(cast, title="Two")
    undo, back = (reverse(f"requests:triage_{what}", args=["new"]) for what in ("undo", "back"))
    assert lead.post(undo)["Location"] == NEW
    assert lead.get(back)["Location"] == NEW
    decide(lead, first, team=cast.team.pk, text="Yours.")
    decide(lead, second, skip="1")
    one, two = Decision.objects.order_by("pk")
    assert "Left for later" in page_of(lead, back)
    assert "Given to Product marketing: Yours." in page_of(lead, f"{back}?decision={one.pk}")
    assert lead.post(undo)["Location"] == f"{NEW}?request={second.pk}"
    assert lead.post(undo, {"decision": two.pk})["Location"] == f"{NEW}?request={first.pk}", (
        "the last one that stands"
    )
    first.refresh_from_db()
    assert first.state == State.NEW
    assert "Taken back" in page_of(lead, f"{back}?decision={one.pk}")
    decide(lead, first, decision="ask", text="When?", team="")
    lead.post(undo)
    assert "cannot be taken back" in lead.get(NEW).content.decode()


def page_of(client: Client, path: str) -> str:
    """The page as text."""
    return client.get(path).content.decode()


def test_ending_shows_the_minutes(cast: Cast, lead: Client) -> None:
    end = reverse("requests:triage_end", args=["new"])
    assert lead.post(end)["Location"] == reverse("requests:triage")
    decide(lead, filed(cast), decision="decline", text="Not ours.")
    standup = Standup.objects.get()
    assert "Declined: Not ours." in page_of(lead, NEW), "the end of the queue shows them too"
    assert lead.post(end)["Location"] == reverse("requests:standup", args=[standup.pk])
    assert sitting_of(cast.triage_lead, Queue()).decisions == []


def test_what_waits_for_an_answer_is_counted_beside_the_queue(cast: Cast, lead: Client) -> None:
    def asked(state: State) -> SMRequest:
        row = filed(cast, state)
        workflow.ask(row, by=cast.triage_lead, question="Who will use it?")
        return row

    waiting = [asked(State.NEW), asked(State.TRIAGE), asked(State.TRIAGE)]
    filed(cast, State.TRIAGE)
    rows = {row.queue.slug: row for row in lead.get("/requests/triage/").context["rows"]}
    assert (rows["new"].count, rows["new"].asked) == ("0", 1)
    assert (rows["product-marketing"].count, rows["product-marketing"].asked) == ("1", 2)
    text = lead.get("/requests/triage/").content.decode()
    assert "and 2 waiting for an answer" in text
    listed = lead.get(rows["product-marketing"].queue.asked_href).context["page"].rows
    assert {row.pk for row in listed} == {row.pk for row in waiting[1:]}
    done = lead.get(NEW).content.decode()
    assert "1 request</a> waits for an answer and comes back with it." in done


def test_what_went_to_others_and_is_confidential_is_a_number(cast: Cast, client_for: ClientFor) -> None:
    lead = client_for(cast.team_lead)
    row = filed(cast, State.TRIAGE, title="Names a customer")
    decide(lead, row, "product-marketing", decision="backlog", text="Because of Goldmine.")
    path = "/requests/triage/product-marketing/"
    later = filed(cast, State.TRIAGE)
    decide(lead, later, "product-marketing", skip="1")
    decide(lead, later, "product-marketing", decision="backlog")
    assert [one.words for one in lead.get(path).context["minutes"]][1:] == ["Moved to the backlog"], "no skip"
    assert "Names a customer" in lead.get(path).content.decode()
    SMRequest.objects.filter(pk=row.pk).update(is_confidential=True, team=cast.other_team)
    of_it = Decision.objects.filter(request=row).values_list("pk", flat=True)[0]
    for address in (path, f"{path}back/?decision={of_it}"):
        shown_now = lead.get(address).content.decode()
        assert f"#{row.pk}, not visible to you" in shown_now
        assert "Names a customer" not in shown_now
    assert "Goldmine" not in lead.get(f"{path}back/?decision={of_it}").content.decode()


def test_queues_and_who_may(cast: Cast, client_for: ClientFor) -> None:
    take(filed(cast), cast.triage_lead, "triage", team=cast.team)
    filed(cast)
    path = reverse("requests:triage")
    assert "New requests" in page(client_for, cast.triage_lead, path)
    own = page(client_for, cast.team_lead, path)
    assert "Product marketing" in own
    assert "New requests" not in own
    assert "Technical marketing" not in own
    for who in (cast.team_member, cast.requester):
        page(client_for, who, path, 403)
    page(client_for, cast.other_lead, f"/requests/triage/{cast.team.slug}/", 403)
    page(client_for, cast.triage_lead, "/requests/triage/no-such-team/", 404)


def test_queries_stay_the_same_and_every_count_is_bounded(
    cast: Cast, lead: Client, client_for: ClientFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_case = Label.objects.filter(family=Family.USE_CASE).first()
    many(cast, 3, use_case=use_case)
    many(cast, 3, state=State.TRIAGE, team=cast.team, use_case=use_case)
    clients = ((lead, NEW), (client_for(cast.team_lead), f"/requests/triage/{cast.team.slug}/"))
    few = [queries_of(client, path) for client, path in clients]
    many(cast, 40, use_case=use_case)
    many(cast, 40, state=State.TRIAGE, team=cast.team, use_case=use_case)
    assert [queries_of(client, path) for client, path in clients] == few
    assert max(few) <= LIMIT
    monkeypatch.setattr("requests_board.pages.triage.COUNT_UP_TO", 10)
    monkeypatch.setattr("requests_board.pages.triage.MOST_WAITING", 10)
    place = place_in(Queue(), sitting_of(cast.triage_lead, Queue()))
    assert place.words == "1 of 10+, 9+ left"
    newest = SMRequest.objects.filter(state=State.NEW).latest("pk").pk
    assert place_in(Queue(), sitting_of(cast.triage_lead, Queue()), newest).key == newest
    assert place_in(Queue(), sitting_of(cast.triage_lead, Queue()), newest + 1).key == place.key
    assert "10+" in page_of(lead, reverse("requests:triage"))


def test_alike_is_what_shares_words() -> None:
    likeness = triage_similar.likeness
    assert likeness({"booth", "fair"}, {"fair", "booth"}) == 1
    assert likeness({"booth", "fair"}, {"fair", "deck"}) == 1 / 3
    assert likeness(set(), {"booth"}) == 0


def test_a_number_that_is_sent_tells_nothing_of_what_is_confidential(
    cast: Cast, client_for: ClientFor
) -> None:
    secret = filed(cast, State.BACKLOG, title="Names a customer", is_confidential=True)
    response = decide(client_for(cast.other_lead), secret, cast.other_team.slug)
    assert response.status_code == 302
    assert "Names a customer" not in page(client_for, cast.other_lead, response["Location"])
    own = filed(cast, State.TRIAGE, title="Another customer", is_confidential=True)
    client = client_for(cast.team_lead)
    queue = cast.team.slug
    decide(client, own, queue, decision="reroute", team=cast.other_team.pk)
    back = page_of(client, reverse("requests:triage_back", args=[queue]))
    assert "Given to Technical marketing" in back
    assert "Another customer" not in back
