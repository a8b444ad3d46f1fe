"""What stands before every page."""

import json
import logging
from collections.abc import Iterator

import pytest
from django.conf import LazySettings
from django.contrib.sessions.models import Session
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from marketing_portal.logs import logging_config
from marketing_portal.operations.middleware import client_address
from marketing_portal.people.models import User
from tests.conftest import ClientFor

LINES = "django_structlog.middlewares.request"


def test_health_is_answered_to_any_host_without_a_session(
    db: None, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]
        answer = Client(headers={"host": "10.1.2.3"}).get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")
    assert not answer.cookies
    assert "no-store" in answer["Cache-Control"]
    assert not Session.objects.exists()


@pytest.mark.parametrize("path", ["/healthz/", "/healthzz", "/x/healthz"])
def test_only_that_address_is_health(path: str, db: None) -> None:
    assert Client(headers={"host": "10.1.2.3"}).get(path).status_code == 400


@pytest.mark.parametrize("https_only", [False, True])
def test_an_unknown_host_gets_the_headers_of_every_page(
    https_only: bool, settings: LazySettings, db: None
) -> None:
    settings.SECURE_SSL_REDIRECT = https_only
    usual = Client().get("/healthz")
    answer = Client(headers={"host": "elsewhere.example"}).get("/requests/")
    assert answer.status_code == 400
    for name in ("Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy"):
        assert sorted(answer[name].split("; ")) == sorted(usual[name].split("; "))


def test_health_says_when_the_database_is_away(monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    def away() -> None:
        raise OperationalError("connection refused")

    with monkeypatch.context() as broken:
        broken.setattr(connection, "cursor", away)
        answer = Client().get("/healthz")
    assert (answer.status_code, answer.content) == (503, b"the database does not answer\n")


def test_health_takes_no_post(db: None) -> None:
    assert Client().post("/healthz").status_code == 405


@pytest.mark.parametrize(
    ("forwarded", "expected"),
    [
        ("", "10.0.0.9"),
        ("203.0.113.7", "203.0.113.7"),
        ("6.6.6.6, 203.0.113.7", "203.0.113.7"),
        ("203.0.113.7, nonsense", "10.0.0.9"),
        ("2001:db8::1", "2001:db8::1"),
    ],
)
def test_the_proxys_word_is_its_last_one(forwarded: str, expected: str) -> None:
    seen: list[str] = []

    def page(request: HttpRequest) -> HttpResponse:
        seen.append(request.META["REMOTE_ADDR"])
        return HttpResponse()

    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    client_address(page)(RequestFactory().get("/", headers=headers, REMOTE_ADDR="10.0.0.9"))
    assert seen == [expected]


def test_proxies_are_not_trusted_by_default(settings: LazySettings) -> None:
    assert "marketing_portal.operations.middleware.client_address" not in settings.MIDDLEWARE
    assert settings.SECURE_PROXY_SSL_HEADER is None


class Collector(logging.Handler):
    """Keeps what is logged."""

    def __init__(self) -> None:
        super().__init__()
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> Iterator[list[logging.LogRecord]]:
    """The lines of the request log."""
    logger, collector = logging.getLogger("django_structlog"), Collector()
    caplog.set_level(logging.INFO, "django_structlog")
    logger.addHandler(collector)
    yield collector.records
    logger.removeHandler(collector)


def told(lines: list[logging.LogRecord]) -> dict[str, object]:
    """What the only line says."""
    (record,) = [record for record in lines if record.name == LINES]
    assert isinstance(record.msg, dict)
    return record.msg


def test_a_request_is_one_line_with_its_id_user_and_address(
    requester: User, client_for: ClientFor, lines: list[logging.LogRecord]
) -> None:
    client = client_for(requester)
    headers = {"X-Request-ID": "chosen", "X-Forwarded-For": "6.6.6.6"}
    answer = client.get("/accounts/password/change/?next=/secret/", headers=headers)
    line = told(lines)
    assert line["request_id"] == answer["X-Request-ID"] != "chosen"
    assert (line["user_id"], line["ip"], line["code"]) == (requester.pk, "127.0.0.1", 200)
    assert line["request"] == "GET /accounts/password/change/"
    assert isinstance(line["ms"], float)


def test_one_time_keys_stay_out_of_the_log(db: None, lines: list[logging.LogRecord]) -> None:
    Client().get("/accounts/password/reset/key/1-abc123/")
    assert told(lines)["request"] == "GET /accounts/password/reset/key/***/"


def test_a_mistake_is_told_with_the_id_that_the_page_carries(
    db: None, lines: list[logging.LogRecord], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("marketing_portal.ui.views.examples", lambda: 1 / 0)
    answer = Client(raise_request_exception=False).get("/styleguide/")
    line = told(lines)
    assert answer.status_code == 500
    assert (line["event"], line["request_id"]) == ("request_failed", answer["X-Request-ID"])


def test_json_lines_can_be_read_by_machines(capsys: pytest.CaptureFixture[str]) -> None:
    config = logging_config("json", quiet=False)
    assert config["loggers"]["django_structlog"]["level"] == "INFO"
    assert logging_config("console", quiet=False)["loggers"]["django_structlog"]["level"] == "WARNING"
    assert logging_config("json", quiet=True)["loggers"]["django_structlog"]["level"] == "ERROR"
    handler = logging.StreamHandler()
    formatter = config["formatters"]["structured"]
    handler.setFormatter(formatter.pop("()")(**formatter))
    handler.emit(logging.LogRecord("axes", logging.WARNING, "x", 1, "failed: %s", ("y",), None))
    assert json.loads(capsys.readouterr().err)["event"] == "failed: y"
