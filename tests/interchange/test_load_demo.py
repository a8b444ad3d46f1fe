"""The demo: a sign-in for each role, requests in every state, made once and never in production."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client, override_settings
from django.urls import reverse

from marketing_portal.interchange.demo.accounts import PASSWORD, make_accounts
from marketing_portal.interchange.demo.files import read_accounts, read_requests
from marketing_portal.interchange.demo.requests import make_requests
from marketing_portal.interchange.errors import BadFile
from marketing_portal.interchange.management.commands.load_demo import FOLDER
from marketing_portal.people.models import Person, Team, User
from marketing_portal.people.roles import role_title
from requests_board import workflow
from requests_board.models import EventKind, Notification, SMRequest
from requests_board.vocabulary import State

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
TITLES = {
    "requester": "Employee",
    "triage-lead": "Triage lead",
    "team-lead": "Team lead",
    "team-member": "Team member",
    "editor": "Editor",
    "administrator": "Administrator",
    "outsider": "Employee",
}


@pytest.fixture
def demo() -> None:
    """The demo, loaded, without what is drawn."""
    call_command("load_demo", requests=0, verbosity=0)


@pytest.mark.usefixtures("demo")
def test_there_is_a_person_with_a_sign_in_for_each_role() -> None:
    users = [user for user in User.objects.filter(is_demo=True) if user.has_usable_password()]
    assert {user.email: role_title(user) for user in users} == {
        f"{name}@demo.example": title for name, title in TITLES.items()
    }
    assert all(user.check_password(PASSWORD) and user.person.name == user.name for user in users)
    members = Person.objects.filter(memberships__team__slug="product-marketing")
    names = {person.name for person in members}
    assert names == {"Demo team lead", "Demo team member", "Demo product marketer"}


@pytest.mark.usefixtures("demo")
def test_one_can_sign_in_with_the_password_that_is_told() -> None:
    client = Client()
    client.post(reverse("account_login"), {"login": "team-lead@demo.example", "password": PASSWORD})
    assert client.session.get("_auth_user_id")


@pytest.mark.usefixtures("demo")
def test_there_are_requests_in_every_state() -> None:
    requests = SMRequest.objects.all()
    assert {request.state for request in requests} == set(State.values)
    assert [request.title for request in requests if request.is_late] == [
        "Talk outline for the cloud native day"
    ]
    assert sum(request.is_waiting for request in requests) == 1
    assert sum(request.is_confidential for request in requests) == 1
    assert sum(request.is_urgent for request in requests) == 1
    assert {label.key for request in requests for label in request.devops_stages.all()} >= {
        "verify",
        "secure",
    }


@pytest.mark.usefixtures("demo")
def test_their_events_lead_to_what_they_are() -> None:
    for request in SMRequest.objects.all():
        events = list(request.events.order_by("pk"))
        assert events[0].kind == EventKind.CREATED
        assert workflow.replay(events) == workflow.snapshot(request), request.title


@pytest.mark.usefixtures("demo")
def test_nobody_gets_mail_about_them_and_inboxes_tell_of_them() -> None:
    assert not Notification.objects.mail_due().exists()
    assert Notification.objects.filter(recipient__email="requester@demo.example").unread().exists()


@pytest.mark.usefixtures("demo")
def test_the_team_is_still_sample_content() -> None:
    team = Team.objects.get(slug="product-marketing")
    assert (team.memberships.count(), team.is_edited, team.is_sample) == (3, False, True)
    call_command("load_content", verbosity=0)


def test_it_is_made_once(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("load_demo", requests=0)
    told = capsys.readouterr().out
    assert PASSWORD in told
    assert all(f"{name}@demo.example" in told for name in TITLES)
    before = User.objects.count(), SMRequest.objects.count()
    call_command("load_demo")
    assert "exist already" in capsys.readouterr().out
    assert (User.objects.count(), SMRequest.objects.count()) == before


@override_settings(PRODUCTION=True)
def test_production_refuses_it() -> None:
    with pytest.raises(CommandError, match="production mode refuses them"):
        call_command("load_demo")
    assert not User.objects.filter(is_demo=True).exists()


def test_it_asks_for_the_content_first() -> None:
    Team.objects.filter(slug="product-marketing").update(slug="elsewhere")
    with pytest.raises(CommandError, match=r"accounts\.yaml:5: There is no team “product-marketing”\. Load"):
        call_command("load_demo")
    assert not User.objects.filter(is_demo=True).exists()


@pytest.mark.parametrize(
    ("step", "reason"),
    [
        ("{by: team_lead, do: assign}", "“assign” cannot be done"),
        ("{by: triage_lead, do: triage}", "“triage” cannot be done"),
        ("{by: triage_lead, do: conquer}", "neither comment, ask, answer, edit nor a move"),
        ("{by: triage_lead, do: triage, team: x}", "There is no team “x”"),
        ("{by: nobody, do: comment}", "There is no demo sign-in “nobody”"),
        ("{by: triage_lead, do: edit, set: {title: x}}", "The key “title” is not known here"),
    ],
)
def test_a_step_that_cannot_be_taken_is_told_with_its_line(tmp_path: Path, step: str, reason: str) -> None:
    users = make_accounts(read_accounts(FOLDER))
    path = tmp_path / "requests.yaml"
    path.write_text(f"- title: Try\n  by: requester\n  steps:\n  - {step}\n")
    with pytest.raises(BadFile) as raised:
        make_requests(read_requests(tmp_path), users)
    assert reason in raised.value.reason
    assert (raised.value.path, raised.value.line) == (str(path), 4)
