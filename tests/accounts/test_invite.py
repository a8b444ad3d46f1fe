"""Administrators invite; the link works once; nobody else can do any of it."""

import re

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse

from marketing_portal.people.accounts import invitations
from marketing_portal.people.accounts.forms import InvitationForm
from marketing_portal.people.models import Person, Team, TeamMembership, User
from tests.conftest import ClientFor
from tests.support.cast import PASSWORD, Cast

NEW_PASSWORD = "three words and a half"


@pytest.fixture
def admin_client(administrator: User, client_for: ClientFor) -> Client:
    return client_for(administrator)


def send(client: Client, **changes: object) -> object:
    data = {"name": "Requester", "email": "Invited@Cast.example", "role": "employee"} | changes
    return client.post(reverse("people:invite"), data)


def link_in(message: EmailMessage) -> str:
    found = re.search(r"https?://[^/]+(/\S+)", str(message.body))
    assert found
    return found[1]


def choose_password(client: Client, link: str) -> int:
    """Follow the link and choose a password; gives the status of the form's page."""
    page = client.get(link, follow=True)
    if b"no longer works" in page.content:
        return 410
    form = page.redirect_chain[-1][0]
    return client.post(form, {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD}).status_code


def test_it_invites(admin_client: Client) -> None:
    answer = send(admin_client)
    invited = User.objects.get(email="invited@cast.example")
    assert answer["Location"] == reverse("people:accounts")  # type: ignore[index]
    assert (invited.name, invited.has_usable_password(), invited.is_active) == ("Requester", False, True)
    (message,) = mail.outbox
    assert message.to == ["invited@cast.example"]
    assert message.subject == "Administrator invites you to the Strategic Marketing Portal"
    assert "Hello Requester," in str(message.body)
    assert message.extra_headers["Auto-Submitted"] == "auto-generated"


def test_the_link_works_once(admin_client: Client) -> None:
    send(admin_client)
    link = link_in(mail.outbox[0])
    assert choose_password(Client(), link) == 302
    assert choose_password(Client(), link) == 410
    signed_in = Client().post(
        reverse("account_login"), {"login": "invited@cast.example", "password": NEW_PASSWORD}
    )
    assert signed_in.status_code == 302


def test_the_link_is_of_the_site_not_of_the_host_that_was_asked(
    admin_client: Client, settings: pytest.FixtureRequest
) -> None:
    settings.SITE_URL = "https://portal.example.com"  # type: ignore[attr-defined]
    send(admin_client)
    assert "https://portal.example.com/accounts/password/reset/key/" in str(mail.outbox[0].body)


def test_a_weak_password_is_refused(admin_client: Client) -> None:
    send(admin_client)
    client = Client()
    form = client.get(link_in(mail.outbox[0]), follow=True).redirect_chain[-1][0]
    assert client.post(form, {"password1": "short", "password2": "short"}).status_code == 200
    assert not User.objects.get(email="invited@cast.example").has_usable_password()


def test_a_team_role_makes_a_membership_and_an_entry(admin_client: Client, team: Team) -> None:
    send(admin_client, role="lead", team=team.pk)
    membership = TeamMembership.objects.get(person__user__email="invited@cast.example")
    assert (membership.team, membership.role, membership.person.name) == (team, "lead", "Requester")


def test_the_account_can_belong_to_an_entry_that_exists(admin_client: Client, team: Team) -> None:
    entry = Person.objects.create(name="Requester", slug="requester-entry")
    send(admin_client, role="member", team=team.pk, person=entry.pk)
    entry.refresh_from_db()
    assert entry.user == User.objects.get(email="invited@cast.example")
    assert Person.objects.filter(name="Requester").count() == 1


def test_a_global_role_is_given(admin_client: Client) -> None:
    send(admin_client, role="Editor")
    assert User.objects.get(email="invited@cast.example").is_staff


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"email": "administrator@CAST.example"}, "has an account already"),
        ({"role": "lead"}, "Choose the team"),
        ({"role": "Owner"}, "not one of the choices"),
        ({"name": ""}, "required"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    admin_client: Client, changes: dict[str, str], said: str
) -> None:
    answer = send(admin_client, **changes)
    assert answer.status_code == 422  # type: ignore[attr-defined]
    page = answer.content.decode()  # type: ignore[attr-defined]
    assert said in page
    assert changes.get("email", "Invited@Cast.example") in page
    assert mail.outbox == []


def test_a_name_is_what_people_see_of_it(admin_client: Client) -> None:
    send(admin_client, name=" Re\u200bquester\u2060  of\u00ad much ")
    assert User.objects.get(email="invited@cast.example").name == "Requester of much"
    page = send(admin_client, email="other@cast.example", name="\u200b\u2060\u200d")
    assert "Enter the name that people see." in page.content.decode()  # type: ignore[attr-defined]
    assert not User.objects.filter(email="other@cast.example").exists()


def test_a_team_without_a_team_role_is_asked_about(admin_client: Client, team: Team) -> None:
    answer = send(admin_client, team=team.pk)
    assert "leave the team empty" in answer.content.decode()  # type: ignore[attr-defined]


def test_a_second_click_makes_no_second_account(
    admin_client: Client, requester: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def both_were_checked_before(self: InvitationForm) -> str:
        return requester.email

    monkeypatch.setattr(InvitationForm, "clean_email", both_were_checked_before)
    answer = send(admin_client, name="Another", email=requester.email)
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert "has an account already" in answer.content.decode()  # type: ignore[attr-defined]
    assert not mail.outbox


def test_a_mail_server_that_is_down_loses_no_invitation(
    admin_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: EmailMessage, *args: object) -> int:
        raise ConnectionRefusedError

    monkeypatch.setattr(EmailMessage, "send", refuse)
    send(admin_client)
    page = admin_client.get(reverse("people:accounts")).content.decode()
    assert "could not be sent" in page
    assert User.objects.filter(email="invited@cast.example").exists()


def test_it_sends_the_link_again_until_it_is_used(admin_client: Client) -> None:
    send(admin_client)
    invited = User.objects.get(email="invited@cast.example")
    admin_client.post(reverse("people:invite_again", args=[invited.pk]))
    assert len(mail.outbox) == 2
    assert choose_password(Client(), link_in(mail.outbox[1])) == 302
    assert choose_password(Client(), link_in(mail.outbox[0])) == 410


def test_switching_off_ends_open_sessions(
    admin_client: Client, requester: User, client_for: ClientFor
) -> None:
    client = client_for(requester)
    page = reverse("account_change_password")
    assert client.get(page).status_code == 200
    admin_client.post(reverse("people:deactivate", args=[requester.pk]))
    assert client.get(page).status_code == 302
    refused = Client().post(reverse("account_login"), {"login": requester.email, "password": PASSWORD})
    assert refused["Location"] == reverse("account_inactive")
    admin_client.post(reverse("people:activate", args=[requester.pk]))
    back = Client().post(reverse("account_login"), {"login": requester.email, "password": PASSWORD})
    assert back["Location"] == reverse("home")


def test_nobody_switches_themselves_off(admin_client: Client, administrator: User) -> None:
    admin_client.post(reverse("people:deactivate", args=[administrator.pk]))
    administrator.refresh_from_db()
    assert administrator.is_active


def test_the_list_says_how_each_account_stands(admin_client: Client, cast: Cast) -> None:
    cast.team_lead.last_login = None
    invited = invitations.invite(
        by=cast.administrator, name="Outsider", email="o@cast.example", role="employee"
    )
    invitations.switch(cast.editor, on=False, by=cast.administrator)
    page = admin_client.get(reverse("people:accounts")).content.decode()
    for words in ("Invited", "Switched off", "Active", "Lead, Product marketing", "Employee", invited.email):
        assert words in page


def test_the_list_takes_the_same_queries_for_any_number_of_accounts(
    admin_client: Client, cast: Cast, django_assert_max_num_queries: pytest.FixtureRequest
) -> None:
    for number in range(60):
        User.objects.create_user(f"employee-{number}@cast.example", name=f"Employee {number}")
    _ = cast.team_lead, cast.team_member
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        assert admin_client.get(reverse("people:accounts")).status_code == 200


@pytest.mark.parametrize("role", ["requester", "team_lead", "triage_lead", "editor"])
@pytest.mark.parametrize("name", ["people:invite", "people:accounts"])
def test_others_are_refused(role: str, name: str, cast: Cast, client_for: ClientFor) -> None:
    assert client_for(cast.play(role)).get(reverse(name)).status_code == 403


@pytest.mark.parametrize("name", ["invite_again", "deactivate", "activate"])
def test_actions_reject_get_and_other_roles(
    name: str, admin_client: Client, cast: Cast, client_for: ClientFor
) -> None:
    address = reverse(f"people:{name}", args=[cast.requester.pk])
    assert admin_client.get(address).status_code == 405
    assert client_for(cast.triage_lead).post(address).status_code == 403
    assert "/accounts/login/" in Client().post(address)["Location"]


def test_slugs_of_new_entries_are_free(db: None) -> None:
    Person.objects.create(name="Accounts", slug="accounts-2")
    assert invitations.free_slug("Accounts") == "accounts-3"
    assert invitations.free_slug("Ünï") == "uni"
    assert invitations.free_slug("漢") == "person"


@pytest.mark.parametrize(("role", "is_shown"), [("administrator", True), ("editor", False)])
def test_only_administrators_find_the_accounts_in_the_menu(
    role: str, is_shown: bool, cast: Cast, client_for: ClientFor
) -> None:
    page = client_for(cast.play(role)).get("/styleguide/").content.decode()
    assert (f'href="{reverse("people:accounts")}"' in page) is is_shown
