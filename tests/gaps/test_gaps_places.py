"""Each gap leads to exactly the place where it is: a page that is shown, and an anchor that is on it."""

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client

from marketing_portal.gaps.facts import Gap, address
from marketing_portal.gaps.gathering import gather
from marketing_portal.gaps.kinds import Kind
from marketing_portal.people.models import User
from tests.conftest import ClientFor
from usecases.models import Collateral

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
SPREAD = 60  # of the pages that only lack an owner, which are many of one make: every so many


def worth_asking(gaps: list[Gap]) -> list[Gap]:
    """Every gap, but of pages without an owner a few."""
    without_owner = [one for one in gaps if one.kind == Kind.OWNER]
    return [one for one in gaps if one.kind != Kind.OWNER] + without_owner[::SPREAD]


def ids_on(client: Client, path: str) -> set[str]:
    """The anchors of a page."""
    response = client.get(path)
    assert response.status_code == 200, path
    return set(map(unescape, re.findall(r'\sid="([^"]+)"', response.content.decode())))


def test_every_place_exists(client_for: ClientFor, editor: User) -> None:
    client, anchors = client_for(editor), {}
    gaps = worth_asking(gather(editor).gaps)
    for one in gaps:
        path, _, anchor = address(one.place).partition("#")
        assert path, one
        if path not in anchors:
            anchors[path] = ids_on(client, path)
        assert not anchor or anchor in anchors[path], (one.what, address(one.place))
    assert sum(1 for one in gaps if one.place.anchor) > 100


def test_visitors_come_to_the_same_places(client: Client, settings: Any) -> None:
    settings.PUBLIC_READ = True
    html = client.get("/gaps/?group=marked").content.decode()
    hrefs = {unescape(href) for href in re.findall(r'<th scope="row"><a href="([^"]+)"', html)}
    assert len(hrefs) == 50  # of 56: five rows of the ownership table and one step have two gaps each
    for path in sorted({href.partition("#")[0] for href in hrefs}):
        wanted = {href.partition("#")[2] for href in hrefs if href.partition("#")[0] == path}
        assert wanted <= ids_on(client, path) | {""}, path


def test_every_form_exists_for_editors(client_for: ClientFor, editor: User) -> None:
    client, asked = client_for(editor), set()
    for one in gather(editor).gaps:
        assert one.edit is not None, one
        if one.edit.page not in asked:
            asked.add(one.edit.page)
            assert client.get(address(one.edit)).status_code == 200, one
    assert {"usecases:dri_cell", "usecases:key_link", "admin:personas_persona_change"} < asked


def test_an_asked_for_gap_fills_the_form_of_a_request(client_for: ClientFor, editor: User) -> None:
    client = client_for(editor)
    html = client.get("/gaps/?kind=dri&use_case=ci").content.decode()
    href = unescape(re.findall(r'href="(/requests/new/[^"]+)"', html)[-1])
    form = client.get(href).context["form"]
    assert form["title"].value() == "Missing: DRI for Developer Evangelism in CI"
    assert form.about_page == "/use-cases/dri/#cell-developer-evangelism-ci"
    assert "Parker" in client.get(href).content.decode()


def test_a_page_of_an_internal_item_is_for_employees(
    client_for: ClientFor, outsider: User, settings: Any
) -> None:
    settings.PUBLIC_READ = True
    Collateral.objects.create(title="Secret plan", slug="secret-plan", internal=True)
    path = "/gaps/?q=secret+plan"
    assert "Secret plan" not in client_for(None).get(path).content.decode()
    assert "Secret plan" in client_for(outsider).get(path).content.decode()
