"""Production: refuses to start without its settings, and is locked down with them."""

import json
import os
import secrets
import subprocess
import sys
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client

from marketing_portal.environment import VARIABLES
from marketing_portal.operations.checks import no_demo_accounts
from marketing_portal.people.models import User
from tests.conftest import ClientFor
from tests.support.source import ROOT

REQUIRED = [variable.name for variable in VARIABLES if variable.required_in_production]
COMPLETE = {
    "SECRET_KEY": secrets.token_urlsafe(64),
    "ALLOWED_HOSTS": "portal.example.com",
    "DATABASE_URL": "sqlite:////nowhere/never-opened.sqlite3",
    "DEFAULT_FROM_EMAIL": "portal@example.com",
    "EMAIL_URL": "smtp+tls://mail.example.com",
    "SITE_URL": "https://portal.example.com",
}
SHOW = """
import json
from django.conf import settings
print(json.dumps({name: getattr(settings, name) for name in dir(settings) if name.isupper()}, default=str))
"""


def manage(*line: str, script: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command in production mode with nothing but ``environment`` set."""
    known = {variable.name for variable in VARIABLES}
    kept = {name: value for name, value in os.environ.items() if name not in known}
    kept["DJANGO_SETTINGS_MODULE"] = "marketing_portal.settings"
    command = [sys.executable, "-c", script] if script else [sys.executable, "manage.py", *line]
    return subprocess.run(
        command,
        cwd=ROOT,
        env=kept | {"PORTAL_MODE": "production"} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def locked() -> dict[str, Any]:
    """The settings of a complete production environment."""
    done = manage(script=SHOW, **COMPLETE)
    assert done.returncode == 0, done.stderr
    settings: dict[str, Any] = json.loads(done.stdout)
    return settings


def test_nothing_starts_without_its_settings_and_all_are_named_at_once() -> None:
    done = manage("up")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert [name for name in REQUIRED if f"- {name} is not set." not in done.stderr] == []
    assert len(done.stderr.strip().splitlines()) == len(REQUIRED) + 2


def test_unsafe_settings_are_refused() -> None:
    unsafe = {
        "SECRET_KEY": "short",
        "ALLOWED_HOSTS": "*",
        "SITE_URL": "http://portal.example.com",
        "PORTAL_BENCH": "on",
        "OIDC_SERVER_URL": "https://idp.example.com",
    }
    told = manage("check", **COMPLETE | unsafe).stderr
    for sentence in (
        "SECRET_KEY is shorter",
        "name the hosts",
        "SITE_URL is 'http://portal.example.com'; it must begin with https://",
        "PORTAL_BENCH is for measuring",
        "OIDC_CLIENT_ID is not",
        "OIDC_CLIENT_SECRET is not",
        "ALLOWED_EMAIL_DOMAINS is not",
    ):
        assert sentence in told


def test_the_deployment_checks_find_nothing() -> None:
    done = manage("check", "--deploy", "--fail-level", "WARNING", **COMPLETE)
    assert done.returncode == 0, done.stderr
    assert "no issues (0 silenced)" in done.stdout


def test_a_proxy_that_does_https_passes_the_checks_too() -> None:
    done = manage("check", "--deploy", "--fail-level", "WARNING", **COMPLETE, HTTPS_ONLY="off")
    assert done.returncode == 0, done.stderr


def test_cookies_and_transport(locked: dict[str, Any]) -> None:
    for name in (
        "SESSION_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY", "CSRF_COOKIE_SECURE", "CSRF_COOKIE_HTTPONLY",
        "SECURE_SSL_REDIRECT", "SECURE_HSTS_INCLUDE_SUBDOMAINS", "SECURE_CONTENT_TYPE_NOSNIFF",
    ):  # fmt: skip
        assert locked[name] is True, name
    assert locked["SECURE_HSTS_SECONDS"] >= 31_536_000
    assert locked["SECURE_PROXY_SSL_HEADER"] is None
    assert locked["CSRF_TRUSTED_ORIGINS"] == ["https://portal.example.com"]
    assert locked["DEBUG"] is locked["PUBLIC_READ"] is locked["MFA_ENABLED"] is False
    assert locked["TASKS"]["default"]["BACKEND"] == "django_tasks_db.DatabaseBackend"


def test_sqlite_waits_for_its_lock_and_postgres_for_its_server(locked: dict[str, Any]) -> None:
    options = locked["DATABASES"]["default"]["OPTIONS"]
    assert (options["transaction_mode"], options["timeout"]) == ("IMMEDIATE", 20)
    assert "journal_mode=WAL" in options["init_command"]
    done = manage(script=SHOW, **COMPLETE | {"DATABASE_URL": "postgres://u:p@db.example.com/portal"})
    database = json.loads(done.stdout)["DATABASES"]["default"]
    assert database["OPTIONS"]["connect_timeout"] == 5
    assert (database["CONN_MAX_AGE"], database["CONN_HEALTH_CHECKS"]) == (60, True)


def test_demo_accounts_are_an_error_of_production_alone(requester: User, settings: LazySettings) -> None:
    settings.PRODUCTION = True
    assert no_demo_accounts(databases=["default"]) == []
    User.objects.filter(pk=requester.pk).update(is_demo=True)
    assert no_demo_accounts(databases=None) == []
    (error,) = no_demo_accounts(databases=["default"])
    assert requester.email in error.msg
    settings.PRODUCTION = False
    assert no_demo_accounts(databases=["default"]) == []


@pytest.mark.parametrize(
    "path", ["/accounts/login/", "/styleguide/", "/admin/", "/accounts/no-such-page/", "/healthz"]
)
def test_every_answer_has_the_strict_policy(path: str, administrator: User, client_for: ClientFor) -> None:
    client = Client() if path == "/accounts/login/" else client_for(administrator)
    answer = client.get(path)
    policy = dict(part.strip().split(" ", 1) for part in answer["Content-Security-Policy"].split(";"))
    assert policy == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self'",
        "font-src": "'self'",
        "connect-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
        "manifest-src": "'self'",
    }
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"


def test_the_provider_may_be_signed_in_to_by_a_form() -> None:
    extra = {
        "OIDC_SERVER_URL": "https://idp.example.com/realm",
        "OIDC_CLIENT_ID": "portal",
        "OIDC_CLIENT_SECRET": "s",
        "ALLOWED_EMAIL_DOMAINS": "example.com",
    }
    shown = json.loads(manage(script=SHOW, **COMPLETE | extra).stdout)
    policy = shown["CONTENT_SECURITY_POLICY"]["DIRECTIVES"]
    assert policy["form-action"] == ["'self'", "https://idp.example.com"]
