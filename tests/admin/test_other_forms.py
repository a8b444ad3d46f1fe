"""Pages, people, teams, labels, milestones and accounts in the admin."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from marketing_portal.content.models import FormerSlug, HandbookPage
from marketing_portal.content.versions import change_sets_of
from marketing_portal.people.models import Person, PersonAlias, Team, TeamMembership, User
from marketing_portal.people.models.users import ADMINISTRATOR, EDITOR
from personas.models import OrgPosition
from requests_board.models import Label, LabelAlias, Milestone
from tests.admin.page_form import PageForm
from tests.conftest import ClientFor

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(client_for: ClientFor, editor: User) -> Client:
    return client_for(editor)


@pytest.fixture
def boss(client_for: ClientFor, administrator: User) -> Client:
    """The administrator's client."""
    return client_for(administrator)


def change(thing: Any) -> str:
    return reverse(f"admin:{thing._meta.app_label}_{thing._meta.model_name}_change", args=[thing.pk])


def test_a_page_is_written_and_its_former_address_stays(client: Client) -> None:
    form = PageForm(client, "/admin/content/handbookpage/add/")
    form.fill(title="Messaging", slug="messaging", body="## Voice\r\n\r\nPlain.").save("Wanted")
    page = HandbookPage.objects.get(slug="messaging")
    assert page.body == "## Voice\n\nPlain."
    assert page.headings[0]["name"] == "Voice"
    PageForm(client, change(page)).fill(slug="messaging-guide").save()
    assert FormerSlug.objects.filter(slug="messaging", object_id=page.pk).exists()
    assert "messaging</code>" in client.get(change(page)).content.decode()


def test_a_save_is_told_in_the_voice_of_the_portal(client: Client) -> None:
    PageForm(client, "/admin/content/handbookpage/add/").fill(title="Voice", slug="voice").save("Wanted")
    html = client.get("/admin/content/handbookpage/").content.decode()
    assert "Voice</a>” is there." in html
    assert "successfully" not in html


def test_a_path_in_the_wrong_letters_is_refused(client: Client) -> None:
    form = PageForm(client, "/admin/content/handbookpage/add/").fill(title="T", slug="Not Good")
    assert form.send().status_code == 200
    assert "small letters" in form.errors()


def test_another_name_belongs_to_one_person(client: Client) -> None:
    one, two = (Person.objects.create(name=name, slug=name) for name in ("one", "two"))
    PersonAlias.objects.create(person=one, text="Kim L")
    form = PageForm(client, change(two)).fill(aliases__0__text="kim_l")
    assert form.send().status_code == 200
    assert "already means one" in form.errors()
    form.fill(aliases__0__text="Kim M").save()
    assert two.aliases.get().normalised == "kim-m"


def test_the_same_new_name_twice_in_one_form_is_a_sentence_and_no_crash(client: Client) -> None:
    person = Person.objects.create(name="one", slug="one")
    PersonAlias.objects.create(person=person, text="First")
    form = PageForm(client, change(person)).fill(aliases__0__text="Kim L", aliases__1__text="kim-l")
    assert form.send().status_code == 200
    assert "used twice" in form.errors()
    assert form.values["aliases-1-text"] == ["kim-l"]
    assert person.aliases.get().text == "First"
    form.fill(aliases__1__text="Other").save()
    assert change_sets_of(person).count() == 3


def test_a_person_joins_a_team_and_the_team_changes_the_role(boss: Client) -> None:
    person, team = Person.objects.create(name="P", slug="p"), Team.objects.create(name="T", slug="t")
    PageForm(boss, change(person)).fill(memberships__0__team=str(team.pk)).save()
    assert team.memberships.get().role == "member"
    PageForm(boss, change(team)).fill(memberships__0__role="lead").save()
    assert TeamMembership.objects.get().role == "lead"
    assert change_sets_of(team).count() == 3


def test_editors_give_no_rights_by_teams(client: Client, boss: Client) -> None:
    person, team = Person.objects.create(name="P", slug="p"), Team.objects.create(name="T", slug="t")
    PageForm(boss, change(team)).fill(memberships__0__person=str(person.pk)).save()
    first = change_sets_of(team)[0]
    for thing in (person, team):
        form = PageForm(client, change(thing))
        assert "memberships-0-role" not in form.values
        sent = {
            "memberships-0-role": "lead",
            "memberships-TOTAL_FORMS": "1",
            "memberships-INITIAL_FORMS": "0",
        }
        form.send(**sent, **{"memberships-0-team": str(team.pk), "memberships-0-person": str(person.pk)})
    assert team.memberships.get().role == "member"
    PageForm(boss, change(team)).fill(memberships__0__role="lead").save()
    back = reverse("content:history_revert", args=["people", "team", team.pk, first.pk])
    client.post(back, {"reason": "I want it so"})
    assert team.memberships.get().role == "lead"


def test_somebody_is_in_a_team_once(boss: Client) -> None:
    person, team = Person.objects.create(name="P", slug="p"), Team.objects.create(name="T", slug="t")
    TeamMembership.objects.create(person=person, team=team)
    form = PageForm(boss, change(team)).fill(memberships__1__person=str(person.pk))
    assert form.send().status_code == 200
    assert form.errors()


def test_editors_do_not_see_accounts(client: Client, boss: Client) -> None:
    account = User.objects.create_user("secret@cast.example", name="Secret")
    person = Person.objects.create(name="P", slug="p", user=account)
    assert 'name="user"' not in client.get(change(person)).content.decode()
    assert 'name="user"' in boss.get(change(person)).content.decode()
    query = "?app_label=people&model_name=person&field_name=user&term=s"
    assert client.get(f"/admin/autocomplete/{query}").status_code == 403


def test_a_chart_cannot_run_in_circles(client: Client) -> None:
    top = OrgPosition.objects.create(key="top", title="Top")
    below = OrgPosition.objects.create(key="below", title="Below", parent=top)
    form = PageForm(client, change(top)).fill(parent=str(below.pk))
    assert form.send().status_code == 200
    assert "reports to" in form.errors()


def test_editors_keep_labels_and_spellings(client: Client) -> None:
    label = Label.objects.create(family="base", key="thing", text="a_thing")
    form = PageForm(client, change(label))
    assert "family" not in form.values
    form.fill(text="A thing", aliases__0__text="the thing").save()
    assert Label.objects.read("THE-THING") == label


@pytest.mark.parametrize("text", ["a thing", "A-Thing"])
def test_a_spelling_means_one_label(client: Client, text: str) -> None:
    Label.objects.create(family="base", key="thing", text="a_thing")
    other = Label.objects.create(family="base", key="other", text="other")
    form = PageForm(client, change(other)).fill(text=text)
    assert form.send().status_code == 200
    assert "reads the same" in form.errors()
    form = PageForm(client, change(other)).fill(aliases__0__text=text)
    assert form.send().status_code == 200
    assert form.errors()
    assert LabelAlias.objects.filter(label=other).count() == 0


def test_there_is_one_backlog(boss: Client) -> None:
    Milestone.objects.backlog()
    form = PageForm(boss, "/admin/requests_board/milestone/add/").fill(name="B", slug="b", kind="backlog")
    assert form.send().status_code == 200
    assert "There is a backlog already" in form.errors()


def test_a_quarter_ends_after_it_starts(boss: Client) -> None:
    form = PageForm(boss, "/admin/requests_board/milestone/add/")
    form.fill(name="Q", slug="q", kind="quarter", starts_on="2020-05-01", ends_on="2020-02-01")
    assert form.send().status_code == 200
    assert "comes before its last day" in form.errors()


def test_an_administrator_gives_roles(boss: Client) -> None:
    account = User.objects.create_user("new@cast.example", name="New")
    editors = Group.objects.get(name=EDITOR)
    PageForm(boss, change(account)).fill(groups=[str(editors.pk)]).save()
    assert User.objects.get(pk=account.pk).is_staff


def test_nobody_locks_themselves_out(boss: Client, administrator: User) -> None:
    form = PageForm(boss, change(administrator)).fill(groups=[])
    form.values.pop("is_active")
    assert form.send().status_code == 200
    assert "take the role of administrator from yourself" in form.errors()
    assert "another administrator can" in form.errors()
    chosen = {"action": "deactivate", "_selected_action": [str(administrator.pk)]}
    boss.post("/admin/people/user/", chosen)
    assert User.objects.get(pk=administrator.pk).is_active


def test_accounts_are_switched_off_and_on(boss: Client) -> None:
    account = User.objects.create_user("new@cast.example", name="New")
    for action, active in (("deactivate", False), ("activate", True)):
        boss.post("/admin/people/user/", {"action": action, "_selected_action": [str(account.pk)]})
        assert User.objects.get(pk=account.pk).is_active is active
    assert boss.get("/admin/people/user/add/").status_code == 403


def test_an_invitation_is_sent_again_to_those_who_wait(
    boss: Client, mailoutbox: list[Any], editor: User
) -> None:
    waiting = User.objects.create_user("waiting@cast.example", name="Waiting")
    editor.last_login = editor.date_joined
    editor.save()
    chosen = {"action": "invite_again", "_selected_action": [str(waiting.pk), str(editor.pk)]}
    page = boss.post("/admin/people/user/", chosen, follow=True).content.decode()
    assert [mail.to for mail in mailoutbox] == [["waiting@cast.example"]]
    assert "Links sent: 1. Left out" in page


def test_a_lost_second_factor_is_removed(boss: Client) -> None:
    account = User.objects.create_user("new@cast.example", name="New")
    Authenticator.objects.create(user=account, type=Authenticator.Type.TOTP, data={})
    boss.post(
        "/admin/people/user/", {"action": "forget_second_factors", "_selected_action": [str(account.pk)]}
    )
    assert not Authenticator.objects.exists()


def test_administrators_are_named(boss: Client) -> None:
    assert ADMINISTRATOR in boss.get("/admin/people/user/").content.decode()


def test_nobody_looks_for_pieces_of_a_password(boss: Client) -> None:
    accounts = reverse("admin:people_user_changelist")
    assert boss.get(f"{accounts}?email__startswith=a").status_code == 200
    assert boss.get(f"{accounts}?password__startswith=a").status_code == 400


def test_a_year_that_no_calendar_has_is_left_out(client: Client) -> None:
    changes = reverse("admin:content_changeset_changelist")
    assert client.get(f"{changes}?at__year={'9' * 20}").headers["Location"] == f"{changes}?e=1"
