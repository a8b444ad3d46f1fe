"""Reading the environment: every variable the portal knows stands in ``VARIABLES``, documented in docs/settings.md.

What is missing or wrong is collected and told all at once, in sentences, so that whoever starts a server
does not have to find one mistake per attempt.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, urlsplit
from zoneinfo import available_timezones

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off", ""}
MODES = ("demo", "production", "test")
DATABASES = {"sqlite": "django.db.backends.sqlite3", "postgres": "django.db.backends.postgresql"}
# Scheme of EMAIL_URL: backend, STARTTLS, TLS from the start.
MAIL_SCHEMES = {
    "console": ("console", False, False),
    "smtp": ("smtp", False, False),
    "smtp+tls": ("smtp", True, False),
    "smtp+ssl": ("smtp", False, True),
}


@dataclass(frozen=True)
class Variable:
    """One environment variable: its name, its default as people read it, what it does."""

    name: str
    default: str
    meaning: str
    required_in_production: bool = False


VARIABLES = (
    Variable("PORTAL_MODE", "demo", "`demo`, `production` or `test`; see the table of modes."),
    Variable(
        "SECRET_KEY", "generated once (demo)", "Signs sessions and links; at least 50 characters.", True
    ),
    Variable(
        "ALLOWED_HOSTS",
        "127.0.0.1, localhost (demo)",
        "Comma separated host names the site answers to.",
        True,
    ),
    Variable(
        "DATABASE_URL", "SQLite in `var/`", "For example `postgres://user:password@host:5432/portal`.", True
    ),
    Variable("DEFAULT_FROM_EMAIL", "portal@localhost", "Sender of every mail.", True),
    Variable(
        "EMAIL_URL",
        "console",
        "`smtp://`, `smtp+tls://` or `smtp+ssl://` user:password@host:port, or `console:`.",
        True,
    ),
    Variable("SITE_URL", "http://127.0.0.1:8000", "Address of the portal, used in mails.", True),
    Variable(
        "PORTAL_PUBLIC_READ",
        "on in demo, off otherwise",
        "Visitors may read public content without signing in.",
    ),
    Variable(
        "FISCAL_YEAR_START_MONTH", "2", "First month of the fiscal year, named for the year in which it ends."
    ),
    Variable("TIME_ZONE", "UTC", "Decides days and quarters; times are stored in UTC."),
    Variable(
        "PORTAL_DATA_DIR", "`var/` in the checkout", "Where SQLite, uploads and the generated key live."
    ),
    Variable("ALLOWED_EMAIL_DOMAINS", "none", "Domains whose users an identity provider may bring in."),
    Variable(
        "OIDC_SERVER_URL",
        "none",
        "Issuer of the company's identity provider (OpenID Connect); switches it on.",
    ),
    Variable("OIDC_CLIENT_ID", "none", "Client id at the identity provider."),
    Variable("OIDC_CLIENT_SECRET", "none", "Client secret at the identity provider."),
    Variable("OIDC_NAME", "Company sign-in", "Label of the identity provider's button."),
    Variable("PORTAL_MFA", "off", "Lets people add a second factor to their account."),
    Variable(
        "HTTPS_ONLY",
        "on in production",
        "Redirects plain HTTP, sends HSTS. Off only where the proxy does both.",
    ),
    Variable(
        "TRUSTED_PROXY_HEADER",
        "off",
        "Trusts `X-Forwarded-Proto` and the last entry of `X-Forwarded-For`: on only behind a proxy that sets both.",
    ),
    Variable("CONN_MAX_AGE", "60", "Seconds a database connection is kept."),
    Variable(
        "LOG_FORMAT",
        "`console` in demo, `json` in production",
        "`json` has a line for every request; `console` only what somebody should look at.",
    ),
    Variable("PORT", "8000", "Port of `make run`, on the loopback address."),
    Variable(
        "UPLOAD_MAX_MB",
        "10",
        "Largest file that can be uploaded, in MB (1 to 200); a proxy in front must let through as much.",
    ),
    Variable("ATTACHMENTS_PER_REQUEST", "20", "How many files a request holds (1 to 100)."),
    Variable(
        "IMPORT_MAX_MB", "20", "Largest import in the portal, all its files together, in MB (1 to 200)."
    ),
    Variable(
        "IMPORT_MAX_PAGES",
        "300",
        "Handbook pages in one import in the portal (1 to 5000); the command takes more.",
    ),
    Variable(
        "HEAVY_PER_MINUTE",
        "30",
        "Imports and exports of one person in a minute, for each process of the server (0 to 10000, 0: any number);"
        " beyond it one is asked to wait.",
    ),
    Variable(
        "IMPORT_MAX_ISSUES",
        "5000",
        "Issues in one import in the portal (1 to 50000); the command takes more.",
    ),
    Variable("WEB_WORKERS", "2", "Worker processes of the web server."),
    Variable("PORTAL_BENCH", "off", "Answers carry `X-Query-Count`; refused in production."),
)


@dataclass(frozen=True)
class MailServer:
    """Where mails go: Django's backend and what it needs to know."""

    backend: str
    host: str
    port: int
    user: str
    password: str
    tls: bool
    ssl: bool


@dataclass
class Environment:
    """Typed access to ``source`` (the process environment); collects problems instead of raising at once."""

    source: Mapping[str, str] = field(default_factory=lambda: os.environ)
    problems: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.mode = self.text("PORTAL_MODE", "demo")
        if self.mode not in MODES:
            self.problems.append(f"PORTAL_MODE is {self.mode!r}; it must be one of {', '.join(MODES)}.")

    @property
    def production(self) -> bool:
        """True where secrets must come from outside."""
        return self.mode == "production"

    def text(self, name: str, default: str = "") -> str:
        """Value of ``name`` without surrounding space, else ``default``."""
        known = next((variable for variable in VARIABLES if variable.name == name), None)
        if known is None:
            raise ImproperlyConfigured(f"{name} is not listed in environment.VARIABLES.")
        value = self.source.get(name, "").strip()
        if not value and known.required_in_production and self.source.get("PORTAL_MODE") == "production":
            self.problems.append(f"{name} is not set. {known.meaning.replace('`', '')}")
        return value or default

    def flag(self, name: str, default: bool) -> bool:
        """Value of ``name`` as a yes or no."""
        value = self.text(name).lower()
        if not value:
            return default
        if value not in TRUE | FALSE:
            self.problems.append(f"{name} is {value!r}; say on or off.")
        return value in TRUE

    def number(self, name: str, default: int, low: int, high: int) -> int:
        """Value of ``name`` as a whole number between ``low`` and ``high``."""
        value = self.text(name, str(default))
        if not value.isascii() or not value.isdigit() or not low <= int(value) <= high:
            self.problems.append(f"{name} is {value!r}; it must be a whole number from {low} to {high}.")
            return default
        return int(value)

    def items(self, name: str, default: str = "") -> list[str]:
        """Value of ``name`` as a list, split at commas."""
        return [item.strip() for item in self.text(name, default).split(",") if item.strip()]

    def choice(self, name: str, default: str, options: tuple[str, ...]) -> str:
        """Value of ``name``, one of ``options``."""
        value = self.text(name, default)
        if value not in options:
            self.problems.append(f"{name} is {value!r}; it must be one of {', '.join(options)}.")
            return default
        return value

    def time_zone(self, name: str, default: str) -> str:
        """Value of ``name`` as the name of a time zone."""
        value = self.text(name, default)
        if value not in available_timezones():
            self.problems.append(f"{name} is {value!r}, which is no time zone; for example Europe/London.")
            return default
        return value

    def site(self, name: str, default: str, *, https: bool) -> str:
        """Value of ``name`` as the address of a site, without a slash at the end."""
        value = self.text(name, default).rstrip("/")
        schemes = ("https",) if https and self.source.get(name) else ("http", "https")
        if urlsplit(value).scheme not in schemes or not urlsplit(value).hostname:
            self.problems.append(f"{name} is {value!r}; it must begin with {' or '.join(schemes)}://")
        return value

    def database(self, name: str, default: str) -> dict[str, Any]:
        """Value of ``name`` as Django's settings of one database, SQLite or PostgreSQL."""
        try:
            found = dict(dj_database_url.parse(self.text(name, default)))
        except ValueError:
            found = {}
        if found.get("ENGINE") not in DATABASES.values():
            self.problems.append(f"{name} must begin with sqlite:/// or postgres://.")
            return dict(dj_database_url.parse("sqlite://:memory:"))
        return found

    def mail_server(self, name: str) -> MailServer:
        """Value of ``name`` as a mail server."""
        url = urlsplit(self.text(name, "console:"))
        try:
            port = url.port
        except ValueError:
            self.problems.append(f"{name} has no valid port.")
            port = None
        if url.scheme not in MAIL_SCHEMES:
            self.problems.append(f"{name} must begin with {', '.join(f'{s}:' for s in MAIL_SCHEMES)}.")
        backend, tls, ssl = MAIL_SCHEMES.get(url.scheme, MAIL_SCHEMES["console"])
        return MailServer(
            backend=f"django.core.mail.backends.{backend}.EmailBackend",
            host=url.hostname or "localhost",
            port=port or (465 if ssl else 587 if tls else 25),
            user=unquote(url.username or ""),
            password=unquote(url.password or ""),
            tls=tls,
            ssl=ssl,
        )

    def finish(self) -> None:
        """Raise ImproperlyConfigured naming every problem found; nothing where there is none."""
        if self.problems:
            told = "\n".join(f"- {problem}" for problem in dict.fromkeys(self.problems))
            raise ImproperlyConfigured(
                f"The portal cannot start in {self.mode} mode:\n{told}\nSee docs/settings.md."
            )
