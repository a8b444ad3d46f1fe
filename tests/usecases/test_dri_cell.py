"""Editing one cell of the DRI matrix: people in order, unknown, somebody else's newer change, the history."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from marketing_portal.content.versions import change_sets_of
from marketing_portal.people.models import Person, User
from tests.conftest import ClientFor
from tests.support.races import race
from usecases.models import DRIAssignment, DRICell, UseCase

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
ROLE, SLUG = "customer-reference", "ci"
PATH = f"/use-cases/dri/{ROLE}/{SLUG}/"


@pytest.fixture
def at_work(client_for: ClientFor, editor: User) -> Client:
    return client_for(editor)


def cell(role: str = ROLE, slug: str = SLUG) -> DRICell:
    return DRICell.objects.get(role__key=role, use_case__slug=slug)


def names(found: DRICell) -> list[str]:
    return [str(one.person) for one in found.assignments.all()]


def send(client: Client, people: list[str], path: str = PATH, **more: Any) -> Any:
    data = {"state": "known", "people": people, "seen_version": cell().version} | more
    return client.post(path, data)


def test_it_saves_people_in_their_order(at_work: Client) -> None:
    response = send(at_work, ["Fiona (@FionaOKeeffe)", "", "suri", "@KimLock"])
    assert response.headers["Location"] == f"{reverse('usecases:dri')}#cell-{ROLE}-{SLUG}"
    assert names(cell()) == ["Fiona", "Suri", "Kim"]


def test_the_matrix_then_shows_them_and_no_more_what_the_source_wrote(at_work: Client) -> None:
    send(at_work, ["Suri"])
    page = at_work.get(reverse("usecases:dri")).content.decode()
    assert f'id="cell-{ROLE}-{SLUG}" data-label="CI" data-written="Suri"' in page
    assert "Saved: Customer Reference in CI, Suri." in page


def test_a_save_is_one_change_with_its_reason(at_work: Client, editor: User) -> None:
    before = cell().version
    send(at_work, ["Suri", "Fiona"], change_reason="Kim has moved on")
    changed = cell()
    newest = change_sets_of(changed)[0]
    assert changed.version == before + 1
    assert (newest.user, newest.reason, newest.channel) == (editor, "Kim has moved on", "portal")
    assert [touched.object_id for touched in newest.objects_touched.all()] == [changed.pk]


def test_who_stays_keeps_how_the_source_writes_them(at_work: Client) -> None:
    path = f"/use-cases/dri/{ROLE}/cd/"
    send(at_work, ["Suri", "Fiona"], path, seen_version=cell(slug="cd").version)
    written = cell(slug="cd").assignments.values_list("person__slug", "written")
    assert list(written) == [("suri", ""), ("fiona", "@FionaOKeeffe")]


def test_unknown_is_a_choice(at_work: Client) -> None:
    send(at_work, [], state="unknown")
    assert (cell().state, names(cell())) == ("unknown", [])
    page = at_work.get(reverse("usecases:dri")).content.decode()
    assert "<b>Customer Reference</b></a> in CI. Colin leads the role and may know who." in page


def test_nothing_new_is_not_saved(at_work: Client) -> None:
    before = cell().version
    send(at_work, ["Kim", "Fiona"])
    assert cell().version == before


@pytest.mark.parametrize(
    ("people", "state", "sentence"),
    [
        ([], "known", "Name at least one person, or choose “Unknown”."),
        (["Kim"], "unknown", "There are names below: choose “These people”, or take the names away."),
        (["Nobody At All"], "known", "Nobody is called “Nobody At All” in the list of people."),
        (["Kim"], "needs_data", "not one of the choices"),
    ],
)
def test_what_contradicts_itself_comes_back_as_typed(
    at_work: Client, people: list[str], state: str, sentence: str
) -> None:
    response = send(at_work, people, state=state)
    page = response.content.decode()
    assert response.status_code == 422
    assert sentence in page
    assert all(f'value="{name}"' in page for name in people)
    assert names(cell()) == ["Kim", "Fiona"]


def test_a_name_that_several_people_have_is_asked_about(at_work: Client) -> None:
    Person.objects.create(name="Suri", slug="suri-2")
    page = send(at_work, ["Suri"]).content.decode()
    assert "“Suri” can be several people: write Suri (suri) or Suri (suri-2)." in page
    assert send(at_work, ["Suri (suri-2)"]).status_code == 302
    assert [one.person.slug for one in cell().assignments.all()] == ["suri-2"]


def test_a_first_name_alone_is_nobody_who_has_another_name(at_work: Client) -> None:
    send(at_work, ["David"])
    assert [one.person.slug for one in cell().assignments.all()] == ["david"]
    assert send(at_work, ["Leslie"]).status_code == 422


def test_who_has_left_stays_until_taken_out_and_cannot_be_named_again(at_work: Client) -> None:
    Person.objects.filter(slug="kim").update(left_on="2020-01-01")
    assert send(at_work, ["Kim", "Suri"]).status_code == 302
    assert send(at_work, ["Suri"]).status_code == 302
    assert send(at_work, ["Kim"]).status_code == 422


def test_who_is_second_is_shown_the_first_and_chooses(
    client_for: ClientFor, editor: User, administrator: User
) -> None:
    first, second = client_for(editor), client_for(administrator)
    seen = cell().version
    send(first, ["Suri"], change_reason="Agreed in the call")
    response = send(second, ["Vanessa"], seen_version=seen)
    page = response.content.decode()
    assert response.status_code == 409
    assert "Editor saved this cell" in page
    assert "Agreed in the call" in page
    assert "It now says: <b>Suri</b>" in page
    assert 'value="Vanessa"' in page
    assert names(cell()) == ["Suri"]
    send(second, ["Vanessa"], seen_version=seen, overwrite=cell().version)
    assert names(cell()) == ["Vanessa"]


def test_a_third_change_is_shown_as_well(at_work: Client) -> None:
    seen = cell().version
    send(at_work, ["Suri"])
    shown = cell().version
    send(at_work, ["Erica"])
    assert send(at_work, ["Vanessa"], seen_version=seen, overwrite=shown).status_code == 409


def test_two_cells_of_one_row_never_meet(client_for: ClientFor, editor: User, administrator: User) -> None:
    seen = {slug: cell(slug=slug).version for slug in ("ci", "gitops")}
    for who, slug, name in ((editor, "ci", "Suri"), (administrator, "gitops", "Vanessa")):
        path = f"/use-cases/dri/{ROLE}/{slug}/"
        assert send(client_for(who), [name], path, seen_version=seen[slug]).status_code == 302
    assert (names(cell(slug="ci")), names(cell(slug="gitops"))) == (["Suri"], ["Vanessa"])


def test_a_cell_that_was_never_written_down_can_be(at_work: Client) -> None:
    cell().delete()
    assert 'name="seen_version" value="0"' in at_work.get(PATH).content.decode()
    data = {"state": "known", "people": ["Suri"], "seen_version": 0}
    assert at_work.post(PATH, data).status_code == 302
    assert names(cell()) == ["Suri"]
    assert at_work.post(PATH, data | {"people": ["Erica"]}).status_code == 409


def test_the_script_gets_the_form_alone(at_work: Client) -> None:
    alone = at_work.get(PATH, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in alone
    assert "<form" in alone
    assert "<html" in at_work.get(PATH).content.decode()


def test_it_is_for_editors(client: Client, client_for: ClientFor, requester: User, triage_lead: User) -> None:
    for user in (requester, triage_lead):
        assert client_for(user).get(PATH).status_code == 403
        assert client_for(user).post(PATH, {"state": "unknown"}).status_code == 403
    assert client.get(PATH).headers["Location"].startswith(reverse("account_login"))
    assert names(cell()) == ["Kim", "Fiona"]


@pytest.mark.parametrize(
    "path", ["no-such-role/ci", "customer-reference/agile", "customer-reference/no-such"]
)
def test_a_cell_that_cannot_be_is_not_found(at_work: Client, path: str) -> None:
    assert at_work.get(f"/use-cases/dri/{path}/").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_at_the_same_moment_one_wins_and_the_other_is_told(
    client_for: ClientFor, editor: User, administrator: User
) -> None:
    seen = cell().version
    clients = client_for(editor), client_for(administrator)
    tries = [
        lambda client=client, name=name: send(client, [name], seen_version=seen)
        for client, name in zip(clients, ("Suri", "Vanessa"), strict=True)
    ]
    answers: list[HttpResponse | Exception] = race(*tries)
    assert sorted(one.status_code for one in answers if isinstance(one, HttpResponse)) == [302, 409]
    assert DRIAssignment.objects.filter(cell=cell()).count() == 1
    assert cell().version == seen + 1


def test_columns_without_a_place_cannot_be_edited(at_work: Client) -> None:
    UseCase.objects.filter(slug=SLUG).update(dri_position=None)
    assert at_work.get(PATH).status_code == 404
