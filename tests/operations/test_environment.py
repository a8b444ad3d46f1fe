"""Settings from the environment: what is wrong is told in sentences, all at once."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from marketing_portal.environment import VARIABLES, Environment

REQUIRED = [variable.name for variable in VARIABLES if variable.required_in_production]


def problems_of(environment: Environment) -> str:
    with pytest.raises(ImproperlyConfigured) as told:
        environment.finish()
    return str(told.value)


def test_nothing_set_is_a_demo() -> None:
    environment = Environment({})
    assert environment.mode == "demo"
    assert environment.text("SITE_URL", "here") == "here"
    environment.finish()


@pytest.mark.parametrize("name", REQUIRED)
def test_production_misses_each_required_variable(name: str) -> None:
    environment = Environment({"PORTAL_MODE": "production"})
    environment.text(name)
    assert f"- {name} is not set." in problems_of(environment)


def test_all_problems_are_told_at_once_and_once() -> None:
    environment = Environment({"PORTAL_MODE": "demo", "PORT": "80000", "PORTAL_MFA": "perhaps"})
    for _ in range(2):
        environment.number("PORT", 8000, 1, 65535)
    assert environment.flag("PORTAL_MFA", default=False) is False
    told = problems_of(environment).splitlines()
    assert told == [
        "The portal cannot start in demo mode:",
        "- PORT is '80000'; it must be a whole number from 1 to 65535.",
        "- PORTAL_MFA is 'perhaps'; say on or off.",
        "See docs/settings.md.",
    ]


def test_a_mode_that_is_none() -> None:
    assert "PORTAL_MODE is 'live'" in problems_of(Environment({"PORTAL_MODE": "live"}))


@pytest.mark.parametrize(
    ("value", "expected"),
    [("on", True), ("YES", True), ("1", True), ("off", False), ("0", False), (" ", True)],
)
def test_flags(value: str, expected: bool) -> None:
    assert Environment({"HTTPS_ONLY": value}).flag("HTTPS_ONLY", default=True) is expected


@pytest.mark.parametrize("value", ["x", "-1", "1.5", "\u0662", "99999999"])
def test_numbers_that_are_none(value: str) -> None:
    environment = Environment({"CONN_MAX_AGE": value})
    assert environment.number("CONN_MAX_AGE", 60, 0, 86_400) == 60
    assert "CONN_MAX_AGE" in problems_of(environment)


def test_lists() -> None:
    assert Environment({"ALLOWED_HOSTS": " a.example, ,b.example "}).items("ALLOWED_HOSTS") == [
        "a.example",
        "b.example",
    ]


@pytest.mark.parametrize(
    ("value", "engine"),
    [
        ("postgres://u:p@db:5432/portal", "postgresql"),
        ("postgresql://u:p@db/portal", "postgresql"),
        ("sqlite:////data/portal.sqlite3", "sqlite3"),
    ],
)
def test_databases(value: str, engine: str) -> None:
    found = Environment({"DATABASE_URL": value}).database("DATABASE_URL", "")
    assert found["ENGINE"] == f"django.db.backends.{engine}"


@pytest.mark.parametrize("value", ["mysql://u@h/d", "portal.sqlite3", "http://x", "postgres://u:p@h:port/d"])
def test_databases_that_are_none(value: str) -> None:
    environment = Environment({"DATABASE_URL": value})
    environment.database("DATABASE_URL", "")
    told = problems_of(environment)
    assert "DATABASE_URL must begin with" in told
    assert value not in told, "it may hold a password"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("console:", ("console", "localhost", 25, "", "", False, False)),
        ("smtp://mail.example", ("smtp", "mail.example", 25, "", "", False, False)),
        ("smtp+tls://u%40x:p%2F@m.example", ("smtp", "m.example", 587, "u@x", "p/", True, False)),
        ("smtp+ssl://m.example:4650", ("smtp", "m.example", 4650, "", "", False, True)),
    ],
)
def test_mail_servers(value: str, expected: tuple[object, ...]) -> None:
    server = Environment({"EMAIL_URL": value}).mail_server("EMAIL_URL")
    backend = server.backend.split(".")[-2]
    assert expected == (
        backend, server.host, server.port, server.user, server.password, server.tls, server.ssl,
    )  # fmt: skip


@pytest.mark.parametrize("value", ["imap://m.example", "smtp://m.example:port"])
def test_mail_servers_that_are_none(value: str) -> None:
    environment = Environment({"EMAIL_URL": value})
    environment.mail_server("EMAIL_URL")
    assert "EMAIL_URL" in problems_of(environment)


@pytest.mark.parametrize(
    ("value", "https", "is_good"),
    [
        ("https://portal.example.com/", True, True),
        ("http://portal.example.com", False, True),
        ("http://portal.example.com", True, False),
        ("portal.example.com", False, False),
        ("https://", True, False),
    ],
)
def test_addresses_of_the_site(value: str, https: bool, is_good: bool) -> None:
    environment = Environment({"SITE_URL": value})
    assert not environment.site("SITE_URL", "", https=https).endswith("m/")
    assert (not environment.problems) is is_good


def test_time_zones_and_choices() -> None:
    environment = Environment({"TIME_ZONE": "Mars/Olympus", "LOG_FORMAT": "xml"})
    assert environment.time_zone("TIME_ZONE", "UTC") == "UTC"
    assert environment.choice("LOG_FORMAT", "json", ("json", "console")) == "json"
    assert len(environment.problems) == 2
    assert Environment({"TIME_ZONE": "Europe/Berlin"}).time_zone("TIME_ZONE", "UTC") == "Europe/Berlin"


def test_a_variable_that_is_not_listed_cannot_be_read() -> None:
    with pytest.raises(ImproperlyConfigured, match="HOME is not listed"):
        Environment({"HOME": "x"}).text("HOME")
