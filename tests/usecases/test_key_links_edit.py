"""Editing one key link."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from marketing_portal.content.versions import change_sets_of
from marketing_portal.people.models import User
from tests.conftest import ClientFor
from usecases.models import KeyLink, KeyLinkKind

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
KIND, SLUG = "solution-page", "ci"
PATH = f"/use-cases/key-links/{KIND}/{SLUG}/"
ADDRESS = "https://about.gitlab.com/solutions/continuous-integration/"


@pytest.fixture
def at_work(client_for: ClientFor, editor: User) -> Client:
    return client_for(editor)


def link(kind: str = KIND, slug: str = SLUG) -> KeyLink:
    return KeyLink.objects.get(kind__key=kind, use_case__slug=slug)


def send(client: Client, path: str = PATH, **more: Any) -> Any:
    data = {
        "state": "url",
        "label": "Solution page",
        "target": ADDRESS,
        "note": "",
        "seen_version": link().version,
    }
    return client.post(path, data | more)


def test_it_saves_a_link_as_one_change(at_work: Client, editor: User) -> None:
    before = link().version
    response = send(at_work, change_reason="It is out")
    changed = link()
    assert response.headers["Location"] == f"{reverse('usecases:key_links')}#cell-{KIND}-{SLUG}"
    assert (changed.state, changed.target, changed.version) == ("url", ADDRESS, before + 1)
    assert (change_sets_of(changed)[0].user, change_sets_of(changed)[0].reason) == (editor, "It is out")


def test_how_the_source_writes_an_address_goes_with_that_address(at_work: Client) -> None:
    path = "/use-cases/key-links/topic-page/agile/"
    stored = link("topic-page", "agile")
    kept = {"label": "GitOps", "target": stored.target, "note": "", "seen_version": stored.version}
    send(at_work, path, **kept)
    assert link("topic-page", "agile").raw == "topics/gitops/"
    send(at_work, path, **kept | {"target": ADDRESS, "seen_version": stored.version + 1})
    assert link("topic-page", "agile").raw == ""


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"target": ""}, "Write the address that this link opens."),
        ({"state": "placeholder_epic", "target": ""}, "Write the address that this link opens."),
        ({"state": "tbd"}, "There is an address below: choose “Link”, or take the address away."),
        ({"state": "slack_name", "label": "", "target": ""}, "Write the name of the channel."),
        ({"target": "javascript:alert(1)"}, "Enter a valid URL."),
    ],
)
def test_what_cannot_be_comes_back_as_typed(at_work: Client, sent: dict[str, str], sentence: str) -> None:
    response = send(at_work, **sent)
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert link().state == "url_tbd"


def test_who_is_second_is_shown_the_first_and_chooses(
    client_for: ClientFor, editor: User, administrator: User
) -> None:
    first, second = client_for(editor), client_for(administrator)
    seen = link().version
    send(first, label="Theirs")
    response = send(second, label="Mine", seen_version=seen)
    page = response.content.decode()
    assert response.status_code == 409
    assert "It now says: <b>link, Theirs," in page
    assert 'value="Mine"' in page
    send(second, label="Mine", seen_version=seen, overwrite=link().version)
    assert link().label == "Mine"


def test_two_cells_of_one_row_never_meet(client_for: ClientFor, editor: User, administrator: User) -> None:
    seen = {slug: link(slug=slug).version for slug in ("ci", "cd")}
    for who, slug in ((editor, "ci"), (administrator, "cd")):
        path = f"/use-cases/key-links/{KIND}/{slug}/"
        assert send(client_for(who), path, seen_version=seen[slug]).status_code == 302


def test_nothing_new_is_not_saved(at_work: Client) -> None:
    before = link().version
    send(at_work, state="url_tbd", label="", target="")
    assert link().version == before


def test_a_kind_that_a_use_case_never_had_can_be_added(at_work: Client) -> None:
    KeyLinkKind.objects.create(key="podcast", name="Podcast", order=99)
    path = "/use-cases/key-links/podcast/ci/"
    assert send(at_work, path, seen_version=0, label="Podcast").status_code == 302
    assert link("podcast").label == "Podcast"


def test_it_is_for_editors(client: Client, client_for: ClientFor, requester: User) -> None:
    assert client_for(requester).get(PATH).status_code == 403
    assert client_for(requester).post(PATH, {}).status_code == 403
    assert client.get(PATH).headers["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("path", ["no-such-kind/ci", "solution-page/no-such-use-case"])
def test_a_cell_that_cannot_be_is_not_found(at_work: Client, path: str) -> None:
    assert at_work.get(f"/use-cases/key-links/{path}/").status_code == 404
