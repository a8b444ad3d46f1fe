"""The cascade checklist run for a release: answers by two people, ticks with who and when, the end of a run."""

import re
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from marketing_portal.content.versions import change_sets_of
from marketing_portal.people.models import User
from tests.conftest import ClientFor
from tests.support.races import race
from usecases.models import CascadeAction, CascadeQuestion, Release, ReleaseAnswer
from usecases.reading import releases as reading

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
LIST, NEW = "/releases/", "/releases/new/"


@pytest.fixture
def run(editor: User) -> Release:
    """A run that has just begun."""
    return Release.objects.start(Release(name="13.0", slug="13-0", created_by=editor))


@pytest.fixture
def at_work(client_for: ClientFor, editor: User) -> Client:
    return client_for(editor)


def asked(run: Release, key: str) -> ReleaseAnswer:
    return run.answers.get(question__key=key)


def send(client: Client, question: ReleaseAnswer, **fields: Any) -> HttpResponse:
    """Send the form of one question; ``tasks`` names actions by key."""
    tasks = fields.pop("tasks", [])
    ticked = [str(one.pk) for one in question.tasks.all() if one.action and one.action.key in tasks]
    data = {"seen_version": question.version, "answer": "", "note": "", "url": "", "tasks": ticked} | fields
    sent = {f"q{question.pk}-{name}": value for name, value in data.items()}
    return client.post(f"{question.release.get_absolute_url()}answers/{question.pk}/", sent)  # type: ignore[return-value]


def progress() -> Any:
    """The one run, with its figures."""
    return Release.objects.with_progress().get()


def settle(client: Client, run: Release) -> None:
    for answer in run.answers.all():
        assert send(client, answer, answer="no").status_code == 302


def test_the_checklist_is_shown_to_everybody(client: Client, settings: Any) -> None:
    settings.PUBLIC_READ = True
    html = client.get(LIST).content.decode().split('id="checklist"')[1].split("</section>")[0]
    assert html.count("<b>") == 5
    assert html.count("<a ") == 6
    assert "Edit the website (getting started 102)" in html


def test_runs_are_not_for_visitors(client: Client, settings: Any, run: Release) -> None:
    settings.PUBLIC_READ = True
    assert "13.0" not in client.get(LIST).content.decode()
    assert client.get(run.get_absolute_url()).status_code == 302


def test_a_run_copies_the_checklist(at_work: Client) -> None:
    response = at_work.post(NEW, {"name": "13.1 RC", "released_on": "2020-06-22"})
    assert response.headers["Location"] == "/releases/13-1-rc/"
    started = Release.objects.get(slug="13-1-rc")
    assert (started.answers.count(), sum(one.tasks.count() for one in started.answers.all())) == (5, 6)
    CascadeQuestion.objects.filter(key="docs").update(question="Something else?")
    CascadeAction.objects.all().delete()
    html = at_work.get(started.get_absolute_url()).content.decode()
    assert "Do the docs have to change?" in html
    assert html.count('type="checkbox"') == 6


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ({"name": ""}, "Say which release it is."),
        ({"name": "13.0"}, "There is a run for this release already."),
        ({"name": "13.2", "released_on": "soon"}, "Enter a valid date."),
    ],
)
def test_a_run_that_cannot_start_says_why(
    at_work: Client, run: Release, data: dict[str, str], says: str
) -> None:
    response = at_work.post(NEW, data)
    assert (response.status_code, says in response.content.decode()) == (422, True)
    assert Release.objects.count() == 1


def test_addresses_never_meet(at_work: Client) -> None:
    for name in ("13.0", "13 0", "new", "発売"):
        assert at_work.post(NEW, {"name": name}).status_code == 302
    assert set(Release.objects.values_list("slug", flat=True)) == {"13-0", "13-0-2", "new-2", "release"}


def test_an_answer_is_kept_with_who_gave_it(at_work: Client, run: Release, editor: User) -> None:
    question = asked(run, "docs")
    response = send(at_work, question, answer="no", note="Nothing new", url="https://docs.gitlab.com/x")
    assert response.headers["Location"] == f"/releases/13-0/#question-{question.pk}"
    stored = asked(run, "docs")
    assert (stored.answer, stored.note, stored.answered_by) == ("no", "Nothing new", editor)
    assert stored.answered_at is not None
    assert change_sets_of(stored)[0].user == editor
    html = at_work.get(run.get_absolute_url()).content.decode()
    assert "1 of 5" in html


def test_a_tick_keeps_who_set_it_and_when(
    client_for: ClientFor, run: Release, editor: User, team_lead: User
) -> None:
    send(client_for(editor), asked(run, "collateral"), answer="yes", tasks=["edit-the-website"])
    both = ["edit-the-website", "edit-the-website-102"]
    send(client_for(team_lead), asked(run, "collateral"), answer="yes", tasks=both)
    assert [task.done_by for task in asked(run, "collateral").tasks.all()] == [editor, team_lead]
    send(client_for(team_lead), asked(run, "collateral"), answer="yes", tasks=both[1:])
    first, second = asked(run, "collateral").tasks.all()
    assert (first.done_by, first.done_at) == (None, None)
    assert second.done_by == team_lead


def test_an_answer_can_be_taken_back(at_work: Client, run: Release) -> None:
    send(at_work, asked(run, "docs"), answer="na")
    send(at_work, asked(run, "docs"))
    assert (asked(run, "docs").answer, asked(run, "docs").answered_by) == ("", None)


@pytest.mark.parametrize("given", ["no", "na", ""])
def test_only_what_is_needed_is_done(at_work: Client, run: Release, given: str) -> None:
    response = send(at_work, asked(run, "docs"), answer=given, tasks=["update-docs"], note="Typed")
    html = response.content.decode()
    assert response.status_code == 422
    assert "choose “Yes”, or take the tick away" in html
    assert 'value="Typed"' in html
    assert asked(run, "docs").note == ""


@pytest.mark.parametrize(
    "fields",
    [{"answer": "maybe"}, {"url": "javascript:alert(1)"}, {"tasks_of_others": True}, {"note": "x" * 301}],
)
def test_a_hostile_answer_is_refused(at_work: Client, run: Release, fields: dict[str, Any]) -> None:
    question = asked(run, "docs")
    if fields.pop("tasks_of_others", False):
        other = asked(run, "handbook").tasks.get()
        fields = {"answer": "yes", f"q{question.pk}-tasks": [str(other.pk)]}
    data = {f"q{question.pk}-seen_version": question.version}
    data |= {
        name if name.startswith("q") else f"q{question.pk}-{name}": value for name, value in fields.items()
    }
    response = at_work.post(f"/releases/13-0/answers/{question.pk}/", data)
    assert response.status_code == 422
    assert asked(run, "docs").version == question.version


def test_who_is_second_is_shown_the_first_and_nothing_is_lost(
    client_for: ClientFor, run: Release, editor: User, team_member: User
) -> None:
    seen = asked(run, "analysts")
    send(client_for(editor), seen, answer="yes", note="In May", tasks=["schedule-a-briefing"])
    second = client_for(team_member)
    response = send(second, seen, answer="no", note="They know")
    html = response.content.decode()
    assert response.status_code == 409
    assert "Editor saved this answer" in html
    assert "It now says: <b>Yes, “In May”, Schedule a briefing done by Editor</b>" in html
    assert 'value="They know"' in html
    assert asked(run, "analysts").note == "In May"
    now = asked(run, "analysts").version
    assert f'name="q{seen.pk}-overwrite" value="{now}"' in html
    assert send(second, seen, answer="no", note="They know", overwrite=now).status_code == 302
    assert asked(run, "analysts").note == "They know"
    assert asked(run, "analysts").tasks.get().done_by is None


def test_different_questions_never_meet(
    client_for: ClientFor, run: Release, editor: User, team_lead: User
) -> None:
    first, second = asked(run, "docs"), asked(run, "handbook")
    assert send(client_for(editor), first, answer="no").status_code == 302
    assert send(client_for(team_lead), second, answer="yes").status_code == 302
    assert (asked(run, "docs").answer, asked(run, "handbook").answer) == ("no", "yes")


def test_saving_what_is_there_already_writes_nothing(at_work: Client, run: Release) -> None:
    send(at_work, asked(run, "docs"), answer="no")
    before = asked(run, "docs").version
    assert send(at_work, asked(run, "docs"), answer="no").status_code == 302
    assert asked(run, "docs").version == before


def test_either_of_two_actions_settles_a_question(at_work: Client, run: Release) -> None:
    send(at_work, asked(run, "collateral"), answer="yes")
    assert not asked(run, "collateral").is_settled
    assert progress().settled == 0
    send(at_work, asked(run, "collateral"), answer="yes", tasks=["edit-the-website-102"])
    assert asked(run, "collateral").is_settled
    found = progress()
    assert (found.asked, found.settled) == (5, 1)
    assert found.changed > run.updated_at


def test_a_question_without_actions_is_settled_by_its_answer(at_work: Client, run: Release) -> None:
    asked(run, "docs").tasks.all().delete()
    send(at_work, asked(run, "docs"), answer="yes")
    assert asked(run, "docs").is_settled
    assert progress().settled == 1


def test_a_run_ends_when_everything_is_settled(at_work: Client, run: Release, editor: User) -> None:
    at_work.post("/releases/13-0/finish/")
    assert Release.objects.get().is_open
    settle(at_work, run)
    at_work.post("/releases/13-0/finish/")
    done = Release.objects.get()
    assert (done.finished_by, done.is_open) == (editor, False)
    html = at_work.get(run.get_absolute_url()).content.decode()
    assert "Finished by Editor" in html
    assert "Save this answer" not in html
    assert "13.0" in at_work.get(LIST, {"show": "finished"}).content.decode()
    assert "13.0" not in at_work.get(LIST).content.decode()


def test_a_closed_run_takes_no_answers(at_work: Client, run: Release) -> None:
    at_work.post("/releases/13-0/withdraw/")
    response = send(at_work, asked(run, "docs"), answer="no")
    assert response.status_code == 302
    assert asked(run, "docs").answer == ""
    at_work.post("/releases/13-0/finish/")
    assert Release.objects.get().finished_at is None
    assert "13.0" in at_work.get(LIST, {"show": "withdrawn"}).content.decode()


def test_a_run_can_be_reopened_with_everything_in_it(at_work: Client, run: Release) -> None:
    settle(at_work, run)
    at_work.post("/releases/13-0/finish/")
    at_work.post("/releases/13-0/reopen/")
    opened = Release.objects.get()
    assert (opened.is_open, opened.finished_by) == (True, None)
    assert asked(run, "docs").answer == "no"


@pytest.mark.parametrize("what", ["finish", "withdraw", "reopen"])
def test_a_run_changes_by_post_alone(at_work: Client, run: Release, what: str) -> None:
    assert at_work.get(f"/releases/13-0/{what}/").status_code == 405
    assert Release.objects.get().is_open


def test_the_form_carries_a_token(editor: User, run: Release) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(editor)
    assert send(strict, asked(run, "docs"), answer="no").status_code == 403
    assert strict.post("/releases/13-0/withdraw/").status_code == 403
    html = strict.get(run.get_absolute_url()).content.decode()
    assert html.split("<main")[1].count("csrfmiddlewaretoken") == 7


def test_employees_read_and_only_some_answer(client_for: ClientFor, run: Release, requester: User) -> None:
    client = client_for(requester)
    html = client.get(run.get_absolute_url()).content.decode()
    assert "nobody has answered yet" in html
    assert "<fieldset" not in html.split("<main")[1]
    assert "Start a checklist" not in client.get(LIST).content.decode()
    assert send(client, asked(run, "docs"), answer="no").status_code == 403
    assert client.get(NEW).status_code == 403
    assert asked(run, "docs").answer == ""


@pytest.mark.parametrize("role", ["team_member", "team_lead", "triage_lead", "editor", "administrator"])
def test_teams_and_editors_run_it(
    client_for: ClientFor, run: Release, role: str, request: pytest.FixtureRequest
) -> None:
    client = client_for(request.getfixturevalue(role))
    assert send(client, asked(run, "docs"), answer="no").status_code == 302


def test_an_answer_belongs_to_its_run(at_work: Client, run: Release, editor: User) -> None:
    other = Release.objects.start(Release(name="14", slug="14", created_by=editor))
    path = f"/releases/14/answers/{asked(run, 'docs').pk}/"
    assert (at_work.get(path).status_code, at_work.post(path).status_code) == (404, 404)
    mine = asked(other, "docs").pk
    assert (
        at_work.get(f"/releases/14/answers/{mine}/").headers["Location"] == f"/releases/14/#question-{mine}"
    )


def test_the_list_is_paged(at_work: Client, editor: User) -> None:
    Release.objects.bulk_create([Release(name=f"R {n}", slug=f"r-{n}", created_by=editor) for n in range(30)])
    html = at_work.get(LIST, {"show": "nonsense"}).content.decode()
    assert len(re.findall(r'<th scope="row"><a href="/releases/r-', html)) == 25
    assert reading.counts() == {"open": 30, "finished": 0, "withdrawn": 0}


@pytest.mark.django_db(transaction=True)
def test_at_the_same_moment_one_wins_and_the_other_is_told(
    client_for: ClientFor, editor: User, administrator: User
) -> None:
    with transaction.atomic():
        run = Release.objects.start(Release(name="13.0", slug="13-0", created_by=editor))
    question = asked(run, "docs")
    tries = [
        lambda client=client, note=note: send(client, question, answer="no", note=note)
        for client, note in ((client_for(editor), "First"), (client_for(administrator), "Second"))
    ]
    answers: list[HttpResponse | Exception] = race(*tries)
    assert sorted(one.status_code for one in answers if isinstance(one, HttpResponse)) == [302, 409]
    assert asked(run, "docs").version == question.version + 1
