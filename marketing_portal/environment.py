"""Reading the environment: every variable the portal knows stands in ``VARIABLES``, documented in docs/settings.md.

What is missing or wrong is collected and told all at once, in sentences, so that whoever starts a server
does not have to find one mistake per attempt.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.core.exceptions import ImproperlyConfigured

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off", ""}
MODES = ("demo", "production", "test")


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
    Variable("TRUSTED_PROXY_HEADER", "off", "Trusts `X-Forwarded-Proto` of the proxy in front."),
    Variable("CONN_MAX_AGE", "60", "Seconds a database connection is kept."),
    Variable("LOG_FORMAT", "`console` in demo, `json` in production", "Form of the log lines."),
    Variable("PORT", "8000", "Port of `make run`, on the loopback address."),
    Variable("WEB_WORKERS", "2", "Worker processes of the web server."),
    Variable("PORTAL_BENCH", "off", "Answers carry `X-Query-Count`; refused in production."),
)


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

    def finish(self) -> None:
        """Raise ImproperlyConfigured naming every problem found; nothing where there is none."""
        if self.problems:
            told = "\n".join(f"- {problem}" for problem in dict.fromkeys(self.problems))
            raise ImproperlyConfigured(
                f"The portal cannot start in {self.mode} mode:\n{told}\nSee docs/settings.md."
            )
