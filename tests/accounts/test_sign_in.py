"""Signing in, passwords, and who may not come in."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.conf import LazySettings
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client

from marketing_portal.people.models import User
from tests.support.cast import PASSWORD

LOGIN = "/accounts/login/"


def sign_in(client: Client, email: str, password: str = PASSWORD) -> str:
    """Where the form leads; empty when it is shown again."""
    answer = client.post(LOGIN, {"login": email, "password": password})
    return str(answer.headers.get("Location", ""))


def test_it_works_in_any_case(requester: User) -> None:
    assert sign_in(Client(), requester.email.upper()) == "/"


def test_it_goes_back_to_where_one_wanted_to_go_but_not_elsewhere(requester: User) -> None:
    data = {"login": requester.email, "password": PASSWORD}
    for wanted, expected in (
        ("/people/", "/people/"),
        ("https://evil.example/", "/"),
        ("//evil.example", "/"),
    ):
        answer = Client().post(f"{LOGIN}?next={wanted}", data | {"next": wanted})
        assert answer["Location"] == expected


def test_the_session_is_a_new_one(requester: User) -> None:
    client = Client()
    client.session.save()
    client.cookies["sessionid"] = "chosen-by-somebody-else-00000000"
    sign_in(client, requester.email)
    assert client.cookies["sessionid"].value != "chosen-by-somebody-else-00000000"
    assert client.cookies["sessionid"]["httponly"]
    assert client.cookies["sessionid"]["samesite"] == "Lax"


def test_signing_up_is_closed(db: None) -> None:
    page = Client().get("/accounts/signup/")
    assert page.status_code == 200
    assert "Accounts are by invitation" in page.content.decode()
    data = {"email": "stranger@cast.example", "password1": PASSWORD, "password2": PASSWORD}
    Client().post("/accounts/signup/", data)
    assert not User.objects.filter(email="stranger@cast.example").exists()


def reset(email: str) -> tuple[int, str, str]:
    client = Client()
    answer = client.post("/accounts/password/reset/", {"email": email})
    after = client.get(answer["Location"])
    return answer.status_code, answer["Location"], re.sub(rb'value="[^"]{64}"', b"", after.content).decode()


def test_asking_for_a_new_password_does_not_tell_who_has_an_account(requester: User, outsider: User) -> None:
    User.objects.filter(pk=outsider.pk).update(is_active=False)
    answers = {reset(email) for email in (requester.email, outsider.email, "nobody@cast.example")}
    assert len(answers) == 1
    with_link = [message.to for message in mail.outbox if "/password/reset/key/" in str(message.body)]
    assert with_link == [[requester.email]]


def test_a_mail_server_that_is_down_is_said_to_all_alike(
    requester: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)
    pages = {reset(email) for email in (requester.email, "nobody@cast.example")}
    assert len(pages) == 1
    assert "The mail could not be sent" in pages.pop()[2]


def test_subjects_are_plain(requester: User) -> None:
    reset(requester.email)
    assert mail.outbox[0].subject == "Choose a new password for the Strategic Marketing Portal"


def test_a_wrong_password_and_an_unknown_address_are_told_alike(requester: User) -> None:
    pages = [
        Client().post(LOGIN, {"login": email, "password": "wrong"}).content.decode()
        for email in (requester.email, "nobody@cast.example")
    ]
    sentence = "Address and password do not belong together."
    assert sentence in pages[0]
    assert pages[0].count(sentence) == pages[1].count(sentence)


@pytest.mark.parametrize(
    ("page", "labels"),
    [
        ("login", ["E-mail address", "Password"]),
        ("password/reset", ["E-mail address"]),
        ("password/change", ["Password now", "New password", "New password, once more"]),
    ],
)
def test_an_error_calls_a_field_what_the_page_calls_it(requester: User, page: str, labels: list[str]) -> None:
    client = Client()
    if page == "password/change":
        sign_in(client, requester.email)
    html = client.post(f"/accounts/{page}/", {}).content.decode()
    for label in labels:
        assert f"“{label}” needs an answer." in html
        assert re.search(rf"<label[^>]*>\s*{label}\b", html)


def test_the_former_address_no_longer_signs_in(requester: User) -> None:
    former = requester.email
    EmailAddress.objects.create(user=requester, email=former, primary=True, verified=True)
    requester.email = "renamed@cast.example"
    requester.save()
    assert sign_in(Client(), former) == ""
    assert sign_in(Client(), "renamed@cast.example") == "/"
    reset(former)
    assert "/password/reset/key/" not in str(mail.outbox[-1].body)


def test_demo_accounts_are_refused_in_production(requester: User, settings: LazySettings) -> None:
    User.objects.filter(pk=requester.pk).update(is_demo=True)
    client = Client()
    assert sign_in(client, requester.email) == "/"
    settings.PRODUCTION = True
    assert client.get("/accounts/password/change/")["Location"].startswith(LOGIN)
    assert sign_in(Client(), requester.email) == "/accounts/inactive/"


def test_changing_the_password_keeps_this_session_and_ends_the_others(requester: User) -> None:
    here, elsewhere = Client(), Client()
    for client in (here, elsewhere):
        sign_in(client, requester.email)
    new = "three words and a half"
    page = "/accounts/password/change/"
    answer = here.post(page, {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert answer.status_code == 302
    assert here.get(page).status_code == 200
    assert elsewhere.get(page).status_code == 302


@pytest.mark.parametrize(
    "address",
    [
        "email/",
        "confirm-email/",
        "login/code/confirm/",
        "2fa/",
        "3rdparty/",
        "oidc/company/login/",
        "social/signup/",
    ],
)
def test_pages_that_this_portal_does_not_use_are_not_there(address: str, requester: User) -> None:
    client = Client()
    client.force_login(requester)
    assert client.get(f"/accounts/{address}").status_code == 404
