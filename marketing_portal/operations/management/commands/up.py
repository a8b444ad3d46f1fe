"""The one command: prepares what is missing, then keeps web server and background worker up."""

import socket
import sys
import urllib.error
import urllib.request
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.db import OperationalError, connections

from marketing_portal.interchange.demo.accounts import PASSWORD
from marketing_portal.operations import prepare
from marketing_portal.operations.processes import Child, Supervisor
from marketing_portal.people.models import User
from marketing_portal.people.roles import role_title

LOOPBACK = "127.0.0.1"


class Command(BaseCommand):
    """``manage.py up``."""

    help = "Prepares the database and static files, then serves the portal until it is stopped."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=settings.PORT, help="port to listen on (PORT)")
        parser.add_argument(
            "--host", default=LOOPBACK, help="address to listen on; another one in production only"
        )

    def handle(self, *, host: str, port: int, **options: Any) -> None:
        refuse(host, port)
        try:
            prepare.everything(self.say, sample=settings.DEMO)
            if settings.PRODUCTION:
                self.check(databases=["default"], include_deployment_checks=True)
        except OperationalError as problem:
            raise CommandError(f"The database does not answer: {problem}") from problem
        lines = [f"{settings.SITE_NAME}: http://{host}:{port}/  (Ctrl+C stops it)", *sign_ins()]
        connections.close_all()
        children = [web_server(host, port), worker(port)]
        supervisor = Supervisor(children, lambda: answers(host, port), self.say)
        if supervisor.run(lambda: self.say("\n".join(lines))):
            raise CommandError(f"The web server did not start on {host}:{port}; what it said stands above.")

    def say(self, line: str) -> None:
        """Tell something now."""
        self.stdout.write(line)
        self.stdout.flush()


def sign_ins() -> list[str]:
    """Lines that tell who can sign in to a demo; nothing in production."""
    if not settings.DEMO:
        return []
    users = User.objects.filter(is_demo=True, is_active=True).order_by("pk")
    rows = [f"  {user.email:<32} {role_title(user)}" for user in users if user.has_usable_password()]
    return [f"Sign in as one of these, password {PASSWORD}:", *rows] if rows else []


def refuse(host: str, port: int) -> None:
    """Raise CommandError with a sentence when the portal cannot or must not be served there."""
    if settings.SECURE_SSL_REDIRECT and not settings.TRUSTED_PROXY:
        raise CommandError(
            "HTTPS_ONLY is on, but this server speaks plain HTTP, so that every answer would be a redirect. "
            "Put a proxy with TLS in front and set TRUSTED_PROXY_HEADER=on; see docs/operations.md."
        )
    if host != LOOPBACK and not settings.PRODUCTION:
        raise CommandError(
            "Only a portal in production mode may listen beyond this machine (PORTAL_MODE=production)."
        )
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as problem:
            raise CommandError(
                f"Port {port} on {host} cannot be used: {problem.strerror}. "
                f"Stop what listens there or choose another port: make run PORT={port + 1}"
            ) from problem


def web_server(host: str, port: int) -> Child:
    """Granian with the portal's WSGI application."""
    command = [sys.executable, "-m", "granian", "marketing_portal.wsgi:application", "--interface", "wsgi"]
    command += ["--host", host, "--port", str(port), "--workers", str(settings.WEB_WORKERS)]
    command += ["--blocking-threads", "4", "--no-ws", "--log-level", "warning"]
    command += ["--respawn-failed-workers", "--workers-kill-timeout", "10"]
    return Child("web server", command, {"PORT": str(port)})


def worker(port: int) -> Child:
    """The background worker: mail and other tasks."""
    return Child(
        "worker", [sys.executable, str(settings.BASE_DIR / "manage.py"), "worker"], {"PORT": str(port)}
    )


def answers(host: str, port: int) -> bool:
    """Whether the web server answers at all."""
    name = {"0.0.0.0": LOOPBACK, "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104
    try:
        urllib.request.urlopen(f"http://{name}:{port}/healthz", timeout=5).close()
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True
