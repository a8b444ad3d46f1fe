"""The portal as `make run` serves it: compressed files, one web server, demo sign-ins; seen with a real browser."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser

from marketing_portal.interchange.demo.accounts import PASSWORD
from tests.browser.visit import Visit
from tests.support import servers, template
from tests.support.source import ROOT

pytestmark = [pytest.mark.browser, pytest.mark.long]

MOST_BYTES = 100_000  # on a first visit, pictures not counted
ALL = yaml.safe_load((ROOT / "fixtures" / "demo" / "accounts.yaml").read_text())
ACCOUNTS = [account for account in ALL if not account.get("crowd")]  # nobody signs in as one of the crowd
PUBLIC = ["/", "/personas/", "/people/", "/teams/", "/handbook/", "/accounts/login/", "/styleguide/"]
SIGNED_IN = [
    "/",
    "/requests/",
    "/requests/new/",
    "/requests/mine/",
    "/requests/workflow/",
    "/milestones/",
    "/inbox/",
]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Its address, while it runs."""
    folder: Path = tmp_path_factory.mktemp("portal")
    template.copy_to(folder / "portal.sqlite3")
    with servers.portal(folder, servers.free_port()) as address:
        yield address


@pytest.fixture
def visit(chromium: Browser, site: str) -> Iterator[Visit]:
    """A visitor with an empty cache."""
    visit = Visit(chromium, site)
    yield visit
    visit.close()


class Weight:
    """Counts what a page transfers, headers included."""

    def __init__(self, visit: Visit) -> None:
        self.bytes = 0
        self.session = visit.context.new_cdp_session(visit.page)
        self.session.on("Network.loadingFinished", self._loaded)
        self.session.send("Network.enable")

    def _loaded(self, event: dict[str, Any]) -> None:
        self.bytes += int(event["encodedDataLength"])


def sign_in(visit: Visit, email: str) -> None:
    """Sign in by the form, as people do."""
    visit.open("/accounts/login/")
    visit.page.get_by_label("E-mail address").fill(email)
    visit.page.get_by_label("Password", exact=True).fill(PASSWORD)
    visit.page.get_by_role("main").get_by_role("button", name="Sign in").click()


@pytest.mark.parametrize("account", ACCOUNTS, ids=lambda account: str(account["key"]))
def test_each_demo_sign_in_works(visit: Visit, account: dict[str, Any]) -> None:
    sign_in(visit, account["email"])
    visit.page.wait_for_url(lambda url: "/accounts/" not in url)
    assert account["name"] in visit.page.content()
    for path in SIGNED_IN:
        assert visit.open(path).status == 200, path
    assert visit.complaints == []


@pytest.fixture(scope="module")
def triage_lead_state(chromium: Browser, site: str) -> Any:
    """What the browser of a triage lead keeps after signing in."""
    visit = Visit(chromium, site)
    sign_in(visit, "triage-lead@demo.example")
    visit.page.wait_for_url(lambda url: "/accounts/" not in url)
    state = visit.context.storage_state()
    visit.close()
    return state


def weigh(visit: Visit, path: str) -> int:
    """Bytes that the first visit to ``path`` transfers."""
    weight = Weight(visit)
    assert visit.open(path).status == 200
    visit.page.wait_for_load_state("networkidle")
    assert visit.complaints == []
    return weight.bytes


@pytest.mark.parametrize("path", PUBLIC)
def test_first_visit_weighs_little(visit: Visit, path: str) -> None:
    assert 1000 < weigh(visit, path) <= MOST_BYTES


@pytest.mark.parametrize("path", SIGNED_IN)
def test_first_visit_of_somebody_signed_in_weighs_little(
    chromium: Browser, site: str, triage_lead_state: Any, path: str
) -> None:
    visit = Visit(chromium, site, storage_state=triage_lead_state)
    assert 1000 < weigh(visit, path) <= MOST_BYTES
    visit.close()
