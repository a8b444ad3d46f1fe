"""The pages of a history: who reads them, what they show, how one goes back."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from marketing_portal.content import history
from marketing_portal.content.models import HandbookPage
from marketing_portal.content.versions import change_sets_of
from marketing_portal.people.models import User
from personas.models import Persona, PersonaPoint
from tests.conftest import ClientFor

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]


@pytest.fixture
def persona(editor: User) -> Persona:
    """A persona that was written and then changed by the editor."""
    with history.change():
        made = Persona.objects.create(name="Sam", role="Release manager", slug="sam")
        PersonaPoint.objects.create(persona=made, kind="goals", key="ship", text="Wants to ship late.")
    with history.change(user=editor, reason="They told us", channel="admin"):
        point = made.points.get()
        point.text = "Wants to ship early."
        point.save()
    return made


def url(name: str, thing: Persona | HandbookPage, *more: int) -> str:
    return reverse(f"content:{name}", args=[thing._meta.app_label, thing._meta.model_name, thing.pk, *more])


def keys(persona: Persona) -> list[int]:
    return list(change_sets_of(persona).values_list("pk", flat=True))


def test_it_tells_who_changed_what_and_why(client_for: ClientFor, requester: User, persona: Persona) -> None:
    page = client_for(requester).get(url("history", persona)).content.decode()
    assert "<b>Editor</b>" in page
    assert "They told us" in page
    assert "<del>late</del><ins>early</ins>" in page
    assert "Created with 1 part<" in page
    assert "Go back" not in page


def test_it_requires_login(client: Client, persona: Persona) -> None:
    assert client.get(url("history", persona)).headers["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize(
    "path",
    [
        "/history/personas/persona/0/",
        "/history/personas/nothing/1/",
        "/history/people/user/1/",
        "/history/x/y/1/",
    ],
)
def test_what_is_not_there_or_keeps_no_history_is_404(client_for: ClientFor, editor: User, path: str) -> None:
    assert client_for(editor).get(path).status_code == 404


def test_drafts_and_what_is_archived_are_for_editors(
    client_for: ClientFor, outsider: User, editor: User, persona: Persona
) -> None:
    persona.archive()
    assert client_for(outsider).get(url("history", persona)).status_code == 404
    page = client_for(editor).get(url("history", persona))
    assert page.status_code == 200
    assert "Archived at" in page.content.decode()


def test_any_two_are_compared_in_their_order(
    client_for: ClientFor, requester: User, persona: Persona
) -> None:
    last, first = keys(persona)
    for query in (f"from={first}&to={last}", f"from={last}&to={first}"):
        page = client_for(requester).get(f"{url('history_compare', persona)}?{query}").content.decode()
        assert "<del>late</del><ins>early</ins>" in page


@pytest.mark.parametrize("query", ["", "from=1", "from=x&to=y", "from=99999999&to=88888888", "from=²&to=1"])
def test_a_choice_that_cannot_be_compared_leads_back(
    client_for: ClientFor, requester: User, persona: Persona, query: str
) -> None:
    answer = client_for(requester).get(f"{url('history_compare', persona)}?{query}")
    assert answer.headers["Location"] == url("history", persona)


def test_change_sets_of_other_objects_cannot_be_gone_back_to(
    client_for: ClientFor, editor: User, persona: Persona
) -> None:
    other = Persona.objects.create(name="Other", role="Role", slug="other")
    foreign = keys(other)[0]
    assert client_for(editor).get(url("history_revert", persona, foreign)).status_code == 404


def test_an_editor_goes_back_with_a_reason(client_for: ClientFor, editor: User, persona: Persona) -> None:
    client, target = client_for(editor), url("history_revert", persona, keys(persona)[-1])
    shown = client.get(target).content.decode()
    assert "<del>early</del><ins>late</ins>" in shown
    assert client.post(target, {"reason": ""}).status_code == 200
    assert persona.points.get().text == "Wants to ship early."
    assert client.post(target, {"reason": "A mistake"}).headers["Location"] == url("history", persona)
    assert persona.points.get().text == "Wants to ship late."
    newest = change_sets_of(persona)[0]
    assert (newest.channel, newest.reason, newest.user, change_sets_of(persona).count()) == (
        "revert", "A mistake", editor, 3,
    )  # fmt: skip


def test_readers_cannot_go_back(client_for: ClientFor, requester: User, persona: Persona) -> None:
    target = url("history_revert", persona, keys(persona)[-1])
    assert client_for(requester).get(target).status_code == 403
    assert client_for(requester).post(target, {"reason": "Mine"}).status_code == 403


def test_what_cannot_be_brought_back_is_told(client_for: ClientFor, editor: User, persona: Persona) -> None:
    first = keys(persona)[-1]
    persona.slug = "elsewhere"
    persona.save()
    Persona.objects.create(name="Other", role="Role", slug="sam")
    answer = client_for(editor).post(url("history_revert", persona, first), {"reason": "Back"})
    assert answer.status_code == 200
    assert "already exists" in answer.content.decode()


def test_a_long_history_is_paged_and_takes_the_same_queries(
    client_for: ClientFor, editor: User, persona: Persona
) -> None:
    client = client_for(editor)
    client.get(url("history", persona))

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url("history", persona)).status_code == 200
        return len(captured)

    few = queries()
    for number in range(30):
        with history.change(user=editor):
            PersonaPoint.objects.create(persona=persona, kind="goals", key=f"k{number}", text="One more.")
    assert queries() <= few + 1 <= 20  # the change before the page
    assert client.get(f"{url('history', persona)}?page=2").content.decode().count('class="change"') == 12


def test_preview_is_safe_and_for_editors(client_for: ClientFor, editor: User, requester: User) -> None:
    address, text = reverse("content:preview"), {"text": "**Bold** <script>alert(1)</script>"}
    page = client_for(editor).post(address, text).content.decode()
    assert "<strong>Bold</strong>" in page
    assert "alert(1)" not in page
    fragment = client_for(editor).post(address, text, headers={"X-Fragment": "1"}).content.decode()
    assert fragment.strip() == "<p><strong>Bold</strong> </p>"
    assert client_for(requester).post(address, text).status_code == 403
    assert client_for(editor).get(address).status_code == 405
