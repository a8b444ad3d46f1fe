"""A real browser for the tests in this folder: the machine's Chromium, driven by Playwright."""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright
from pytest_django.live_server_helper import LiveServer

from marketing_portal.people.models import User
from tests.browser.visit import Visit
from tests.conftest import ClientFor
from tests.support import programs

VisitAs = Callable[..., Visit]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser, started once for all tests."""
    path = programs.chromium()
    if path is None:
        pytest.fail(f"No Chromium. To have one: {programs.CHROMIUM_REMEDY}")
    # Playwright keeps an event loop in this thread; Django would refuse to use the database beside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(programs.CHROMIUM_ARGS))
        yield browser
        browser.close()


@pytest.fixture
def visit_as(chromium: Browser, live_server: LiveServer, client_for: ClientFor) -> Iterator[VisitAs]:
    """Gives a visit of somebody who is signed in already (of a visitor for None); takes options of a context."""
    visits: list[Visit] = []

    def start(user: User | None, **options: Any) -> Visit:
        session = client_for(user).cookies["sessionid"].value if user else None
        visits.append(Visit(chromium, live_server.url, session=session, **options))
        return visits[-1]

    yield start
    for visit in visits:
        visit.close()
