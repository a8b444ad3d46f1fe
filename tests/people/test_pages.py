"""The pages of people."""

import re

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from marketing_portal.content.models import FormerSlug, HandbookPage
from marketing_portal.people.models import Person, PersonAlias, Team, TeamMembership, User
from personas.models import Persona
from tests.conftest import ClientFor
from tests.support.counting import queries_of

pytestmark = pytest.mark.django_db
LIST = reverse("people:list")


@pytest.fixture
def reader(client_for: ClientFor, requester: User) -> Client:
    """Somebody who is signed in and in no team."""
    return client_for(requester)


@pytest.fixture
def keeper(db: None) -> Person:
    """Somebody with a handle, an alias and a team."""
    person = Person.objects.create(name="Keeper of Decks", slug="keeper", handle="@keeper9")
    PersonAlias.objects.create(person=person, text="Deck Keeper")
    TeamMembership.objects.create(person=person, team=Team.objects.get(slug="partner-marketing"), role="lead")
    return person


def names(client: Client, query: str = "") -> list[str]:
    """Who is on the list, in order."""
    page = client.get(f"{LIST}?{query}").content.decode()
    return re.findall(r'<a href="/people/[^"]*">([^<]*)</a></span></span>', page)


def test_list_works_fifty_at_a_time(reader: Client) -> None:
    first, second = names(reader), names(reader, "page=2")
    assert (len(first), len(second)) == (50, 13)
    assert not set(first) & set(second)
    assert re.search(r"1.50 of 63 people", reader.get(LIST).content.decode())


@pytest.mark.parametrize("page", ["0", "-1", "x", "999"])
def test_odd_pages_are_forgiven(reader: Client, page: str) -> None:
    assert names(reader, f"page={page}")


@pytest.mark.parametrize("path", [LIST, "/people/kim/", "/teams/", "/teams/partner-marketing/"])
def test_pages_require_login_unless_reading_is_public(
    client: Client, settings: LazySettings, path: str
) -> None:
    assert client.get(path).headers["Location"] == f"{reverse('account_login')}?next={path}"
    settings.PUBLIC_READ = True
    assert client.get(path).status_code == 200


@pytest.mark.parametrize("path", [LIST, "/people/kim/", "/teams/", "/teams/partner-marketing/"])
def test_pages_reject_post(reader: Client, path: str) -> None:
    assert reader.post(path).status_code == 405


@pytest.mark.parametrize(
    "query",
    ["q=decks", "q=@Keeper9", "q=keeper9", "q=deck keeper", "q=deck_keeper", "team=partner-marketing"],
)
def test_filters_find(reader: Client, keeper: Person, query: str) -> None:
    assert names(reader, query) == [keeper.name]


def test_those_who_left_can_be_told_apart(reader: Client, keeper: Person) -> None:
    Person.objects.filter(pk=keeper.pk).update(left_on="2020-01-31")
    assert names(reader, "state=left") == [keeper.name]
    assert keeper.name not in names(reader, "state=active&q=keeper")
    assert "Left</span>" in reader.get(f"{LIST}?q=keeper").content.decode()
    assert "31 Jan 2020" in reader.get(keeper.get_absolute_url()).content.decode()


def test_keys_that_no_filter_knows_are_ignored(reader: Client) -> None:
    assert len(names(reader, "user__password__startswith=a&order=user__password")) == 50


@pytest.mark.parametrize(
    ("query", "sentence"),
    [("team=nobody", "“nobody” is not a team."), ("state=gone", "“gone” is not a choice for who is shown.")],
)
def test_unknown_values_are_left_out_and_said_so(reader: Client, query: str, sentence: str) -> None:
    assert sentence in reader.get(f"{LIST}?{query}").content.decode()
    assert len(names(reader, query)) == 50


def test_no_match_says_the_way_out(reader: Client) -> None:
    assert "Nobody matches these filters" in reader.get(f"{LIST}?q=zzzzzz").content.decode()


def test_internal_people_are_hidden_from_visitors(
    client: Client, keeper: Person, settings: LazySettings
) -> None:
    settings.PUBLIC_READ = True
    Person.objects.filter(pk=keeper.pk).update(internal=True)
    assert keeper.name not in names(client, "q=keeper")
    assert keeper.name not in client.get("/teams/partner-marketing/").content.decode()
    assert client.get(keeper.get_absolute_url()).headers["Location"].startswith(reverse("account_login"))


def test_person_page_tells_every_way_of_writing(reader: Client, keeper: Person) -> None:
    page = reader.get(keeper.get_absolute_url()).content.decode()
    assert "<code>@keeper9</code>" in page
    assert "Deck Keeper" in page
    assert 'href="/teams/partner-marketing/"' in page
    assert "First name only" not in page


def test_a_first_name_alone_may_be_several_people(reader: Client) -> None:
    assert "this may be more than one person" in reader.get("/people/kim/").content.decode()


def test_it_lists_what_somebody_owns(
    reader: Client, keeper: Person, client: Client, settings: LazySettings
) -> None:
    Persona.objects.filter(name="Dakota").update(owner=keeper)
    HandbookPage.objects.filter(slug="health-of-work").update(owner=keeper, internal=True)
    page = reader.get(keeper.get_absolute_url()).content.decode()
    assert 'href="/personas/dakota-application-development-director/"' in page
    assert 'href="/handbook/health-of-work/"' in page
    settings.PUBLIC_READ = True
    assert "health-of-work" not in client.get(keeper.get_absolute_url()).content.decode()


def test_unknown_and_former_addresses(reader: Client, keeper: Person) -> None:
    assert reader.get("/people/nobody/").status_code == 404
    FormerSlug.objects.create(content_object=keeper, slug="kp")
    answer = reader.get("/people/kp/")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/people/keeper/")


def test_hostile_text_is_escaped(reader: Client, keeper: Person) -> None:
    hostile = "<script>x</script>"
    Person.objects.filter(pk=keeper.pk).update(name=hostile, handle=hostile, team_page_anchor=hostile)
    PersonAlias.objects.update(text=hostile)
    for path in (LIST, f"{LIST}?q={hostile}", keeper.get_absolute_url(), "/teams/partner-marketing/"):
        assert "<script>x" not in reader.get(path).content.decode()


def test_pages_ask_as_often_for_many_as_for_few(reader: Client, keeper: Person) -> None:
    few = [queries_of(reader, LIST), queries_of(reader, keeper.get_absolute_url())]
    people = Person.objects.bulk_create(
        [Person(name=f"One {n}", slug=f"one-{n}", owner=keeper) for n in range(100)]
    )
    team = Team.objects.get(slug="partner-marketing")
    TeamMembership.objects.bulk_create([TeamMembership(person=one, team=team) for one in people])
    PersonAlias.objects.bulk_create(
        [PersonAlias(person=one, text=one.slug, normalised=one.slug) for one in people]
    )
    Persona.objects.update(owner=keeper)
    many = [queries_of(reader, LIST), queries_of(reader, keeper.get_absolute_url())]
    assert many[0] == few[0] <= 12
    assert many[1] <= 20


def test_administrators_find_the_accounts_here(
    client_for: ClientFor, administrator: User, reader: Client
) -> None:
    assert f'href="{reverse("people:accounts")}"' in client_for(administrator).get(LIST).content.decode()
    assert reverse("people:accounts") not in reader.get(LIST).content.decode()
