"""The pages of teams."""

import re

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from marketing_portal.content.models import FormerSlug
from marketing_portal.people.models import Person, Team, TeamMembership, User
from tests.conftest import ClientFor
from tests.support.counting import queries_of

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
TEAMS = reverse("people:teams")


@pytest.fixture
def reader(client_for: ClientFor, requester: User) -> Client:
    """Somebody who is signed in and in no team."""
    return client_for(requester)


def test_it_shows_the_tree_of_six_and_two(reader: Client) -> None:
    page = reader.get(TEAMS).content.decode()
    assert len(re.findall(r'<h2><a href="/teams/', page)) == 6
    inner = page[page.index("team-parts") :]
    assert re.findall(r'<h3><a href="/teams/([^/]*)/', inner) == [
        "analyst-relations",
        "customer-reference-program",
    ]


def test_it_shows_label_abbreviation_and_purpose(reader: Client) -> None:
    page = reader.get(TEAMS).content.decode()
    assert '<span class="label-value">tech-pmm</span>' in page
    assert "<span>TMM</span>" in page
    assert "No label: takes no requests" in page
    assert "position against them" in re.sub("how to position ", "position ", page)


def test_missing_members_are_a_gap(reader: Client) -> None:
    Team.objects.filter(slug="partner-marketing").update(purpose_html="")
    assert "the sources name no members" in reader.get("/teams/partner-marketing/").content.decode()
    assert "Not recorded" in reader.get("/teams/partner-marketing/").content.decode()


def test_leads_come_first(reader: Client) -> None:
    team = Team.objects.get(slug="channel-marketing")
    for name, role in (("Anna", "member"), ("Zoe", "lead")):
        person = Person.objects.create(name=name, slug=name.lower())
        TeamMembership.objects.create(person=person, team=team, role=role)
    for path in (TEAMS, team.get_absolute_url()):
        page = reader.get(path).content.decode()
        assert page.index("/people/zoe/") < page.index("/people/anna/")


def test_a_team_tells_how_requests_reach_it(reader: Client) -> None:
    assert "Requests reach this team by the label" in reader.get("/teams/product-marketing/").content.decode()
    assert "has no label" in reader.get("/teams/channel-marketing/").content.decode()
    inner = reader.get("/teams/analyst-relations/").content.decode()
    assert re.search(r"through <a href=\"/teams/market-research-and-customer-insight/\">", inner)


def test_a_team_leads_to_its_requests(reader: Client, client_for: ClientFor, team_member: User) -> None:
    page = reader.get("/teams/product-marketing/").content.decode()
    assert 'href="/requests/?team=product-marketing"' in page
    assert 'href="/requests/board/?team=product-marketing"' in page
    assert "/requests/capacity/" not in page, "for those in the team"
    own = client_for(team_member).get("/teams/product-marketing/").content.decode()
    assert 'href="/requests/capacity/product-marketing/"' in own
    assert "/requests/?team" not in reader.get("/teams/channel-marketing/").content.decode()


def test_a_team_lists_its_parts(reader: Client) -> None:
    page = reader.get("/teams/market-research-and-customer-insight/").content.decode()
    assert page[page.index("Part of it") :].count("/teams/customer-reference-program/") == 1


def test_unknown_and_former_addresses(reader: Client) -> None:
    assert reader.get("/teams/nobody/").status_code == 404
    FormerSlug.objects.create(content_object=Team.objects.get(slug="product-marketing"), slug="pmm")
    answer = reader.get("/teams/pmm/")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/teams/product-marketing/")


def test_internal_teams_are_hidden_from_visitors(client: Client, settings: LazySettings) -> None:
    settings.PUBLIC_READ = True
    Team.objects.filter(slug="market-research-and-customer-insight").update(internal=True)
    page = client.get(TEAMS).content.decode()
    assert "/teams/market-research-and-customer-insight/" not in page
    assert "/teams/analyst-relations/" in page, "its parts are public and stand by themselves"


def test_no_teams_says_so(reader: Client) -> None:
    Team.objects.update(archived_at="2020-01-01T00:00Z")
    assert "No teams yet" in reader.get(TEAMS).content.decode()


def test_pages_ask_as_often_for_many_as_for_few(reader: Client) -> None:
    team = Team.objects.get(slug="product-marketing")
    few = [queries_of(reader, TEAMS), queries_of(reader, team.get_absolute_url())]
    Team.objects.bulk_create([Team(name=f"Team {n}", slug=f"team-{n}", parent=team) for n in range(50)])
    people = Person.objects.bulk_create([Person(name=f"One {n}", slug=f"one-{n}") for n in range(100)])
    TeamMembership.objects.bulk_create([TeamMembership(person=one, team=team) for one in people])
    assert [queries_of(reader, TEAMS), queries_of(reader, team.get_absolute_url())] == few
    assert max(few) <= 12
