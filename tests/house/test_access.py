"""Each address answers each role as the table says, and the table knows each address."""

import copy

import pytest
from django.db import transaction
from django.http import HttpResponseBase
from django.template import loader
from django.template.response import SimpleTemplateResponse
from django.test import Client, override_settings
from django.urls import reverse

from tests.conftest import ClientFor
from tests.house.access import ASKERS, READER, VISITOR, Answer, Row
from tests.house.access_rows import ROWS
from tests.support.addresses import addresses
from tests.support.world import World

pytestmark = pytest.mark.either_database
PLAIN = {403: Answer.REFUSED, 404: Answer.HIDDEN, 405: Answer.NO_SUCH_METHOD}
LOOKED_AT = {200, 400, 409, 422}
FROM_PACKAGES = ("account_", "admin:", "unnamed ")
WITHOUT_TEAMS = (VISITOR, READER, "requester", "team_lead", "triage_lead", "editor", "administrator")


def answer_of(response: HttpResponseBase, method: str) -> Answer | int:
    """What ``response`` says about permission; the bare status where it says nothing."""
    status = response.status_code
    if status in PLAIN:
        return PLAIN[status]
    if status in {301, 302, 303}:
        if response["Location"].startswith(reverse("account_login")):
            return Answer.SIGN_IN
        return Answer.TAKEN if method == "post" else Answer.ELSEWHERE
    if method == "get" and status == 200:
        return Answer.SHOWN
    return Answer.TAKEN if method == "post" and status in LOOKED_AT else status


def ask(client: Client, method: str, path: str, public_read: bool) -> Answer | int:
    """Ask once and take back what it changed, a sign-out too."""
    cookies = copy.deepcopy(client.cookies)
    with override_settings(PUBLIC_READ=public_read), transaction.atomic():
        response = getattr(client, method)(path)
        if response.status_code == 302 and response["Location"].startswith(reverse("admin:login")):
            response = client.get(response["Location"])  # which decides between sign-in and refusal
        answer = answer_of(response, method)
        transaction.set_rollback(True)
    client.cookies = cookies
    return answer


@pytest.fixture
def blank_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages are not drawn: who may see them is decided before, and `test_pages.py` draws each of them."""
    monkeypatch.setattr(SimpleTemplateResponse, "rendered_content", "")
    monkeypatch.setattr(loader, "render_to_string", lambda *_, **__: "")


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    known, existing = {row.name for row in ROWS}, {address.name for address in addresses()}
    assert sorted(existing - known) == [], "write a row in tests/house/access_rows_….py"
    assert sorted(known - existing) == [], "these rows have no address"
    assert len(ROWS) == len({str(row) for row in ROWS}), "a row stands twice"


def askers_of(row: Row) -> tuple[str, ...]:
    """Every role; where packages bring the page, which knows nothing of teams, one of those that are alike."""
    return WITHOUT_TEAMS if row.name.startswith(FROM_PACKAGES) else ASKERS


def part_of_portal(row: Row) -> str:
    """What is asked in one test: an app's addresses, or those of one model in the admin."""
    app, _, rest = row.name.removeprefix("unnamed ").partition(":")
    return f"{app}:{rest.rpartition('_')[0]}" if app == "admin" else app.split("/")[0]


ROWS_BY_PART = {
    part: [row for row in ROWS if part_of_portal(row) == part] for part in map(part_of_portal, ROWS)
}


@pytest.mark.usefixtures("blank_pages")
@pytest.mark.parametrize("part", ROWS_BY_PART)
def test_every_role_is_answered_as_the_table_says(part: str, world: World, client_for: ClientFor) -> None:
    rows = ROWS_BY_PART[part]
    clients = {
        role: client_for(world.play(role)) for role in {role for row in rows for role in askers_of(row)}
    }
    for row in rows:
        path, askers = world.path(row), askers_of(row)
        for method, answers in {"get": row.access.get, "post": row.access.post}.items():
            answered = {role: ask(clients[role], method, path, role == READER) for role in askers}
            assert answered == {role: answers[role] for role in askers}, f"{method} {row}"
