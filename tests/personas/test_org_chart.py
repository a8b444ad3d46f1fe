"""The organisation chart."""

import re

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from marketing_portal.people.models import User
from personas.models import OrgPosition, Persona
from tests.conftest import ClientFor
from tests.support.counting import queries_of

pytestmark = pytest.mark.django_db
CHART = reverse("personas:org_chart")


@pytest.fixture
def reader(client_for: ClientFor, requester: User) -> Client:
    """Somebody who is signed in and in no team."""
    return client_for(requester)


def boxes(page: str) -> dict[str, tuple[int, bool]]:
    """Depth in the nested lists, and whether there is a persona, of each box by its key."""
    depth, found = 0, {}
    for tag in re.findall(r'<ul[^>]*>|</ul>|<span class="node[^>]*>', page[page.index("org-chart") :]):
        depth += {"<u": 1, "</": -1}.get(tag[:2], 0)
        if "node" in tag:
            found[tag.split('id="box-')[1][:-2]] = depth, "marked" in tag
    return found


def test_it_nests_who_reports_to_whom(reader: Client) -> None:
    chart = boxes(reader.get(CHART).content.decode())
    assert len(chart) == 12
    assert chart["cio"] == (1, False)
    assert chart["vp-app-dev"] == (2, True)
    assert chart["managers-app-dev"] == (4, True)
    assert chart["ciso"] == (1, True)


def test_it_names_whom_it_does_not_show(reader: Client) -> None:
    page = reader.get(CHART).content.decode()
    assert page[page.index("Personas without a box") :].count("Casey") == 1


def test_it_requires_login_unless_reading_is_public(client: Client, settings: LazySettings) -> None:
    assert client.get(CHART).status_code == 302
    settings.PUBLIC_READ = True
    assert client.get(CHART).status_code == 200


def test_hidden_personas_are_not_on_it(client: Client, settings: LazySettings) -> None:
    settings.PUBLIC_READ = True
    Persona.objects.filter(name__in=["Erin", "Casey"]).update(internal=True)
    page = client.get(CHART).content.decode()
    assert "Erin" not in page
    assert "Casey" not in page
    assert boxes(page)["vp-app-dev"] == (2, False)


def test_an_empty_chart_says_so(reader: Client) -> None:
    OrgPosition.objects.all().delete()
    assert "The chart has no boxes yet" in reader.get(CHART).content.decode()


def test_hostile_titles_are_escaped(reader: Client) -> None:
    OrgPosition.objects.create(key="x", title="<script>x</script>")
    assert "<script>x" not in reader.get(CHART).content.decode()


def test_it_asks_as_often_for_many_as_for_few(reader: Client) -> None:
    few = queries_of(reader, CHART)
    top = OrgPosition.objects.get(key="cio")
    OrgPosition.objects.bulk_create([OrgPosition(key=f"b{n}", title="Box", parent=top) for n in range(100)])
    assert queries_of(reader, CHART) == few <= 12
