"""`manage.py up`: refuses in a sentence, prepares, serves, stops and loses nothing."""

import http.cookiejar
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.parse
import urllib.request
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command
from django.db import OperationalError

from marketing_portal.interchange.demo.accounts import PASSWORD
from marketing_portal.operations import prepare
from marketing_portal.operations.management.commands.up import answers
from tests.support import servers
from tests.support.source import ROOT


def test_a_port_in_use_is_said_with_what_to_do() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(CommandError, match=rf"Port {port} .* cannot be used.*make run PORT={port + 1}"):
            call_command("up", port=port)


def test_a_demo_listens_to_this_machine_only() -> None:
    with pytest.raises(CommandError, match="Only a portal in production mode"):
        call_command("up", host="192.0.2.1", port=servers.free_port())


def test_https_without_a_proxy_is_said(settings: LazySettings) -> None:
    settings.PRODUCTION = settings.SECURE_SSL_REDIRECT = True
    with pytest.raises(CommandError, match="TRUSTED_PROXY_HEADER=on"):
        call_command("up", port=servers.free_port())


def test_a_database_that_is_away_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object, **__: object) -> None:
        raise OperationalError("connection refused")

    monkeypatch.setattr(prepare, "everything", away)
    with pytest.raises(CommandError, match="The database does not answer: connection refused"):
        call_command("up", port=servers.free_port())


def test_any_answer_is_an_answer_and_none_is_not() -> None:
    assert not answers("127.0.0.1", servers.free_port())


def sign_in(address: str) -> str:
    """Sign in as the demo's requester; gives the page that one lands on."""
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
    form = browser.open(f"{address}/accounts/login/").read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form)
    assert token
    data = {"csrfmiddlewaretoken": token[1], "login": "requester@demo.example", "password": PASSWORD}
    request = urllib.request.Request(  # noqa: S310  our own address
        f"{address}/accounts/login/",
        urllib.parse.urlencode(data).encode(),
        {"Referer": f"{address}/accounts/login/"},
    )
    page: str = browser.open(request).read().decode()
    return page


class Running:
    """`manage.py up` in a process of its own, with its data in ``folder``."""

    def __init__(self, folder: Path, port: int) -> None:
        self.said = folder / "said"
        environment = {"PORTAL_MODE": "demo", "PORTAL_DATA_DIR": str(folder), "DATABASE_URL": ""}
        with self.said.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "up", "--port", str(port)],
                cwd=ROOT,
                env=os.environ | environment,
                stdout=output,
                stderr=output,
            )
        try:
            servers.wait_for(f"http://127.0.0.1:{port}/healthz", self.process, self.said)
        except RuntimeError:
            self.stop(signal.SIGTERM)
            raise

    def stop(self, number: signal.Signals) -> int:
        """Send a signal; gives the exit status."""
        self.process.send_signal(number)
        return self.process.wait(servers.PATIENCE)


@pytest.mark.long
def test_it_serves_and_a_second_start_finds_everything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(servers, "PATIENCE", 300)  # a first start does much, and tests run beside it
    port = servers.free_port()
    address = f"http://127.0.0.1:{port}"
    told = []
    for number in (signal.SIGINT, signal.SIGTERM):
        running = Running(tmp_path, port)
        try:
            assert "Account of Demo requester" in sign_in(address)
        finally:
            assert running.stop(number) == 0
        assert not answers("127.0.0.1", port)
        told.append(running.said.read_text())
    assert "Loading the sample content" in told[0]
    assert "administrator@demo.example" in told[0]
    assert not re.search("Bringing|Collecting|Loading|Making|Traceback", told[1])
