"""Kinds: what counts as an answer, filing and editing with questions, what the pages show of them."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from requests_board import workflow
from requests_board.models import KindField, Label, RequestKind, SMRequest
from requests_board.vocabulary import Family, State
from requests_board.workflow.answers import Unfit, questions_of, read, validate
from tests.conftest import ClientFor
from tests.requests_board.desk import filed, labels, page
from tests.requests_board.kinds import ANSWERS, TYPED, question, trade_show
from tests.support.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
NEW = "/requests/new/"


@pytest.fixture
def kind(db: None) -> RequestKind:
    """The kind that asks one question of each type."""
    return trade_show()


@pytest.fixture
def client(cast: Cast, client_for: ClientFor) -> Client:
    """Signed in as the requester."""
    return client_for(cast.requester)


def file(client: Client, **data: Any) -> Any:
    """Send the form."""
    return client.post(NEW, {"title": "Our stand", "kind": "trade-show", **TYPED, **data})


@pytest.mark.parametrize(
    ("key", "typed", "kept"),
    [
        ("event", "  Big\n summit ", "Big summit"),
        ("format", "Booth", "Booth"),
        ("starts", "2031-02-03", "2031-02-03"),
        ("page", "summit.example/x", "https://summit.example/x"),
        ("guests", "2.50", 2.5),
        ("guests", "-3", -3),
        ("guests", "", None),
    ],
)
def test_answers_are_kept_by_type(kind: RequestKind, key: str, typed: str, kept: Any) -> None:
    found = read(question(kind, key), typed)
    assert (found, type(found)) == (kept, type(kept))


@pytest.mark.parametrize(
    ("key", "typed"),
    [
        ("event", "x" * 301),
        ("format", "Parade"),
        ("starts", "6 May"),
        ("starts", "2031-02-30"),
        ("page", "javascript:alert(1)"),
        ("page", "https://" + "x" * 400 + ".example"),
        ("guests", "many"),
        ("guests", "1e999"),
        ("guests", "nan"),
        ("guests", "١٢"),
    ],
)
def test_what_is_no_answer_is_said(kind: RequestKind, key: str, typed: str) -> None:
    with pytest.raises(Unfit):
        read(question(kind, key), typed)


def test_a_request_is_filed_with_its_answers(client: Client, kind: RequestKind) -> None:
    assert file(client).status_code == 302
    request = SMRequest.objects.get()
    assert (request.kind, request.answers) == (kind, ANSWERS)
    assert "Summit" in request.answers_text
    assert workflow.replay(request.events.all()) == workflow.snapshot(request)


def test_what_is_missing_is_said_and_nothing_is_lost(client: Client, kind: RequestKind) -> None:
    response = file(client, answer_event=" ", answer_guests="some", answer_story="A <b>story</b>")
    text = response.content.decode()
    assert (response.status_code, SMRequest.objects.count()) == (422, 0)
    assert '<a href="#id_answer_event">“The event?” needs an answer.' in text
    assert '<a href="#id_answer_guests">Give a number in digits' in text
    assert "A &lt;b&gt;story&lt;/b&gt;" in text


def test_the_workflow_itself_asks(cast: Cast, kind: RequestKind) -> None:
    with pytest.raises(workflow.Incomplete) as found:
        workflow.file_request(by=cast.requester, title="Stand", kind_id=kind.pk, answers={"format": "Talk"})
    assert set(found.value.errors) == {"answer_event"}
    kind.archive()
    with pytest.raises(workflow.Incomplete, match="no longer offered"):
        workflow.file_request(by=cast.requester, title="Stand", kind_id=kind.pk, answers=ANSWERS)


def test_an_archived_kind_is_not_offered(client: Client, kind: RequestKind) -> None:
    assert 'value="trade-show"' in client.get(NEW).content.decode()
    kind.archive()
    assert 'value="trade-show"' not in client.get(NEW).content.decode()
    response = file(client)
    assert response.status_code == 422
    assert "no longer offered" in response.content.decode()


def test_default_labels_are_set_where_the_requester_set_none(client: Client, kind: RequestKind) -> None:
    found = labels()
    other = Label.objects.create(family=Family.OTHER, key="event", text="events")
    awareness = Label.objects.get(family=Family.GTM_PHASE, key="awareness")
    kind.labels.set([found["ucase::GitOps"], found["devops::release"], awareness, other])
    file(client)
    request = SMRequest.objects.get()
    assert (request.use_case, request.gtm_phase) == (found["ucase::GitOps"], "awareness")
    assert [*request.devops_stages.all(), *request.labels.all()] == [found["devops::release"], other]
    assert workflow.replay(request.events.all()) == workflow.snapshot(request)
    file(client, gtm_phase="decision", use_case=Label.objects.get(key="CI", family="use_case").pk)
    newest = SMRequest.objects.latest("pk")
    assert newest.use_case is not None
    assert (newest.gtm_phase, newest.use_case.key) == ("decision", "CI")


def test_the_address_chooses_a_kind_and_its_questions_are_shown(client: Client, kind: RequestKind) -> None:
    text = client.get(NEW, {"kind": "trade-show"}).content.decode()
    assert 'value="trade-show" checked' in text
    assert 'name="answer_format"' in text
    assert 'name="answer_' not in client.get(NEW, {"kind": "no-such-kind"}).content.decode()


def test_another_kind_loses_nothing_that_was_typed(client: Client, kind: RequestKind) -> None:
    typed = {"title": "Our stand", "answer_event": "Summit", "look": "kind", "kind": "deck-update"}
    there = client.post(NEW, typed).content.decode()
    assert 'name="answer_deck"' in there
    assert '<input type="hidden" name="answer_event" value="Summit">' in there
    back = client.post(NEW, typed | {"kind": "trade-show"}).content.decode()
    assert 'value="Summit"' in back
    assert 'value="Our stand"' in back


def test_the_script_gets_the_parts_that_change(client: Client, kind: RequestKind) -> None:
    typed = {"title": "Our stand", "kind": "trade-show", "look": "kind"}
    text = client.post(NEW, typed, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in text
    assert 'id="questions" hx-swap-oob' in text
    assert 'name="answer_event"' in text
    text = client.post(NEW, typed | {"look": "1"}, headers={"HX-Request": "true"}).content.decode()
    assert "answer_event" not in text


def test_the_usual_team_is_told(client: Client) -> None:
    text = client.get(NEW, {"kind": "competitive-comparison"}).content.decode()
    assert "usually give competitive comparison to <b>Competitive intelligence</b>" in text


def test_the_page_shows_answers_below_their_questions(
    cast: Cast, client_for: ClientFor, kind: RequestKind
) -> None:
    request = filed(cast, kind_id=kind.pk, answers=ANSWERS)
    KindField.objects.filter(kind=kind, key="story").update(archived_at=request.created_at)
    text = page(client_for, cast.outsider, f"/requests/{request.pk}/")
    for words in ("Trade show", "The event?", "Summit", "The story?", "One<br>Two", "6 May 2031", "1,200"):
        assert words in text
    assert '<a href="https://summit.example/" rel="noopener noreferrer">' in text


class TestEditing:
    """Editing answers and kinds."""

    def test_the_requester_changes_an_answer(
        self, cast: Cast, client: Client, client_for: ClientFor, kind: RequestKind
    ) -> None:
        request = filed(cast, kind_id=kind.pk, answers=ANSWERS)
        data = {"title": "Our stand", "version": 1, **TYPED, "answer_event": "Forum", "answer_guests": ""}
        assert client.post(f"/requests/{request.pk}/edit/", data).status_code == 302
        request.refresh_from_db()
        assert "guests" not in request.answers
        assert request.answers["event"] == "Forum"
        text = page(client_for, cast.requester, f"/requests/{request.pk}/")
        assert "The event?: <s>Summit</s>" in text
        assert "The guests?: <s>1,200</s>" in text

    def test_an_answer_that_is_needed_cannot_be_taken_away(
        self, cast: Cast, client: Client, kind: RequestKind
    ) -> None:
        request = filed(cast, kind_id=kind.pk, answers=ANSWERS)
        data = {"title": "Our stand", "version": 1, **TYPED, "answer_event": ""}
        assert client.post(f"/requests/{request.pk}/edit/", data).status_code == 422

    def test_a_question_that_came_later_is_in_nobodys_way(self, cast: Cast, kind: RequestKind) -> None:
        request = filed(cast, kind_id=kind.pk, answers=ANSWERS)
        KindField.objects.create(kind=kind, key="late", label="Late?", is_required=True)
        workflow.edit(request, by=cast.requester, changes={"answers": {**ANSWERS, "event": "Forum"}})
        request.refresh_from_db()
        assert request.answers == {**ANSWERS, "event": "Forum"}

    def test_the_team_gives_it_another_kind(
        self, cast: Cast, client_for: ClientFor, kind: RequestKind
    ) -> None:
        request = filed(cast, State.TRIAGE, kind_id=kind.pk, answers=ANSWERS)
        other = RequestKind.objects.get(key="deck-update")
        workflow.edit(request, by=cast.team_member, changes={"kind_id": other.pk})
        request.refresh_from_db()
        assert (request.kind, request.answers) == (other, ANSWERS)
        text = page(client_for, cast.team_member, f"/requests/{request.pk}/")
        assert "Kind: <s>Trade show</s>" in text
        assert "Which deck?" in text
        assert "not answered yet" in text

    def test_two_people_who_answer_the_same_question_choose(
        self, cast: Cast, client: Client, kind: RequestKind
    ) -> None:
        request = filed(cast, State.TRIAGE, kind_id=kind.pk, answers=ANSWERS)
        theirs = {**ANSWERS, "event": "Theirs", "page": "https://theirs.example/"}
        workflow.edit(request, by=cast.team_member, changes={"answers": theirs})
        data = {"title": request.title, "version": request.version, **TYPED, "answer_event": "Mine"}
        response = client.post(f"/requests/{request.pk}/edit/", data)
        text = response.content.decode()
        assert response.status_code == 409
        assert 'name="choice_answer_event" value="theirs"' in text
        assert 'value="https://theirs.example/"' in text  # theirs alone: taken
        form = response.context["form"]
        again = form.data.dict() | {"choice_answer_event": "theirs"}
        assert client.post(f"/requests/{request.pk}/edit/", again).status_code == 302
        request.refresh_from_db()
        assert request.answers == theirs


def test_answers_to_questions_that_are_gone_stay(kind: RequestKind) -> None:
    held = {**ANSWERS, "old": "Kept"}
    assert validate(questions_of(kind), ANSWERS, before=held) == held


def test_every_kind_that_ships_can_be_filed_with_what_it_needs(client: Client) -> None:
    for shipped in RequestKind.objects.offered():
        typed = {"title": "A request", "kind": shipped.key}
        for one in questions_of(shipped):
            example = {"choice": one.options[:1] or [""], "date": ["2031-01-02"], "number": ["3"]}
            typed[f"answer_{one.key}"] = example.get(one.type, ["https://x.example"])[0]
        assert client.post(NEW, typed).status_code == 302, shipped
    assert SMRequest.objects.count() == 9
