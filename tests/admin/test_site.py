"""The admin as a whole: who sees what, nothing inline, nothing that nobody should edit."""

import datetime as dt
import re
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from marketing_portal.content.admin_site import LEFT_OUT
from marketing_portal.content.apps import CALLED
from marketing_portal.people.models import User
from personas.models import Persona, PersonaPoint
from requests_board.models import Comment, SMRequest
from tests.conftest import ClientFor
from tests.support.cast import EMPLOYEES, Cast

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
INLINE = re.compile(
    r"<style|<[^>]+\sstyle=|<[^>]+\son[a-z]+=|<script(?![^>]*\b(?:src=|application/json))[^>]*>"
)
OURS = ("content", "people", "personas", "requests_board", "usecases")
SEEN_BY_EDITORS = {
    "persona", "personalistentry", "orgposition", "enterpriserole", "deprecatedasset", "guidance",
    "handbookpage", "changeset",
    "usecase", "dricell", "keylink", "marketrequirement", "collateral", "deck", "bomelement", "bomarea",
    "journeystage", "audience", "journeyview", "journey", "ownership", "orgcolumn", "release", "cascadequestion",
    "activationrole", "keylinkkind", "valuedriver", "statement", "areaofinterest", "contradiction",
    "person", "team", "label",
}  # fmt: skip


def listed(client: Client) -> list[str]:
    """Models that the index shows, in order."""
    page = client.get("/admin/").content.decode()
    return re.findall(r'<tr class="model-(\w+)', page)


def test_times_are_written_as_in_the_portal(client_for: ClientFor, cast: Cast) -> None:
    User.objects.filter(pk=cast.editor.pk).update(last_login=dt.datetime(2020, 2, 4, 14, 5, tzinfo=dt.UTC))
    assert "4 Feb 2020, 14:05" in client_for(cast.administrator).get("/admin/people/user/").content.decode()


def test_editors_see_content_and_no_accounts(client_for: ClientFor, editor: User) -> None:
    seen = listed(client_for(editor))
    assert SEEN_BY_EDITORS <= set(seen)
    assert not {"user", "smrequest", "notification", "milestone", "accessattempt"} & set(seen)
    assert seen[0] == "persona"


def test_administrators_see_everything_that_is_edited_here(
    client_for: ClientFor, administrator: User
) -> None:
    seen = set(listed(client_for(administrator)))
    assert {
        *SEEN_BY_EDITORS,
        "user",
        "smrequest",
        "notification",
        "milestone",
        "accessattempt",
        "dbtaskresult",
    } <= seen
    assert not {"group", "emailaddress", "socialapp", "authenticator"} & seen


@pytest.mark.parametrize("role", [role for role in EMPLOYEES if role not in {"editor", "administrator"}])
def test_others_do_not_come_in(cast: Cast, client_for: ClientFor, role: str) -> None:
    assert client_for(cast.play(role)).get("/admin/").status_code == 403


def test_visitors_are_asked_to_sign_in(client: Client) -> None:
    answer: Any = client.get("/admin/", follow=True)
    assert answer.redirect_chain[-1][0].startswith(reverse("account_login"))


def test_packages_are_called_by_what_is_in_them(client_for: ClientFor, administrator: User) -> None:
    client = client_for(administrator)
    page = client.get("/admin/").content.decode()
    for label, name in CALLED.items():
        assert re.search(rf'<caption>\s*<a href="/admin/{label}/"[^>]*>\s*{name}\s*</a>', page)
        assert f"{name} administration" in client.get(f"/admin/{label}/").content.decode()


def test_what_is_left_out_exists(db: None) -> None:
    for label in LEFT_OUT:
        assert apps.get_model(label) not in admin.site._registry


def test_the_admin_has_the_portals_name(client_for: ClientFor, editor: User) -> None:
    assert "Strategic Marketing Portal" in client_for(editor).get("/admin/").content.decode()


@pytest.mark.parametrize(
    "path",
    [
        "/admin/",
        *[
            f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
            for model in admin.site._registry
            if model._meta.app_label in OURS
        ],
    ],
)
def test_lists_have_nothing_inline(client_for: ClientFor, administrator: User, path: str) -> None:
    answer = client_for(administrator).get(path)
    assert answer.status_code == 200
    assert INLINE.findall(answer.content.decode()) == []
    assert "unsafe" not in answer.headers["Content-Security-Policy"]


def test_the_form_of_a_persona_has_nothing_inline(client_for: ClientFor, editor: User) -> None:
    persona = Persona.objects.create(name="Sam", role="Release manager", slug="sam")
    PersonaPoint.objects.create(persona=persona, kind="goals", key="a", text="A")
    page = client_for(editor).get(f"/admin/personas/persona/{persona.pk}/change/").content.decode()
    assert INLINE.findall(page) == []


def test_requests_are_only_looked_at(client_for: ClientFor, administrator: User, requester: User) -> None:
    request = SMRequest.objects.create(title="A deck", requester=requester)
    Comment.objects.create(request=request, author=requester, body="When?")
    client, url = client_for(administrator), f"/admin/requests_board/smrequest/{request.pk}/change/"
    page = client.get(url).content.decode()
    assert "When?" in page
    assert 'name="_save"' not in page
    assert 'name="state"' not in page
    assert client.post(url, {"state": "declined"}).status_code == 403
    assert client.get("/admin/requests_board/smrequest/add/").status_code == 403


def test_the_list_of_changes_leads_to_the_histories(client_for: ClientFor, editor: User) -> None:
    persona = Persona.objects.create(name="Sam", role="Release manager", slug="sam")
    page = client_for(editor).get("/admin/content/changeset/").content.decode()
    assert f'href="/history/personas/persona/{persona.pk}/"' in page
