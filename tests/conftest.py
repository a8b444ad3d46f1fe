"""What every test has at hand: the cast, clients signed in as one of it, the content of fixtures/content."""

import gc
import os
from collections.abc import Callable, Iterator
from typing import Any

import django.test.client
import pytest
from django.db import connection
from django.test import Client
from hypothesis import HealthCheck, settings
from pytest_django.plugin import DjangoDbBlocker

from marketing_portal.people.models import Team, User
from tests.support import content, pristine, template
from tests.support.cast import Cast
from tests.support.source import ROOT
from tests.support.world import World

DATABASE_FIXTURES = {"db", "transactional_db", "live_server", "django_db_reset_sequences", "cast", "world"}
IN_A_BROWSER = (
    ROOT / "tests" / "browser"
)  # a step of its own looks for tests here, the others everywhere else
COMMITTING_FIXTURES = {"transactional_db", "live_server", "django_db_reset_sequences"}
PUT_BACK = pytest.StashKey[Callable[[], None] | None]()
ClientFor = Callable[[User | None], Client]

settings.register_profile(
    "quick", max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("steady", settings.get_profile("quick"), derandomize=True)
settings.register_profile("deep", settings.get_profile("quick"), max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


def pytest_addoption(parser: pytest.Parser) -> None:
    """The switch that writes the query counts anew."""
    parser.addoption("--record-queries", action="store_true", help="write tests/house/query_counts.json anew")


def uses_database(item: pytest.Item) -> bool:
    """True for a test that asks for the database by mark or by fixture."""
    return bool(
        item.get_closest_marker("django_db") or DATABASE_FIXTURES & set(getattr(item, "fixturenames", ()))
    )


def commits(item: pytest.Item) -> bool:
    """True for a test whose changes are committed, so that they must be taken back afterwards."""
    mark = item.get_closest_marker("django_db")
    by_mark = mark is not None and (mark.kwargs.get("transaction") or (mark.args and mark.args[0]))
    return bool(by_mark or COMMITTING_FIXTURES & set(getattr(item, "fixturenames", ())))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs a browser, and what uses the database: that part of the suite is for PostgreSQL as well.

    What takes long comes first (pytest-randomly has put everything in its order before).
    """
    items.sort(key=lambda item: item.get_closest_marker("long") is None)
    for item in items:
        if IN_A_BROWSER in item.path.parents:
            item.add_marker("browser")
        elif item.get_closest_marker("browser"):
            raise pytest.UsageError(f"{item.nodeid} needs a browser: it belongs into tests/browser")
        if uses_database(item):
            item.add_marker("database")
            if item.get_closest_marker("either_database") and not commits(item):
                item.add_marker("alike")


def pytest_collection_finish() -> None:
    """Look for garbage less often, and never among what stays: it took every seventh second of a test."""
    gc.freeze()
    gc.set_threshold(20_000, 50, 100)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[None]:
    """Put the database back after a test that commits (not after the last one, when the database is gone)."""
    result = yield
    put_back = item.config.stash.get(PUT_BACK, None)
    if put_back is not None and commits(item):
        put_back()
    return result


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:
    """Start from a copy of the database that this run has made already, where it has."""
    if template.chosen():
        template.start_from_copy()


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """A copy that lies there is kept: it is the template's (the folder of the run goes at the end)."""
    return bool(template.chosen()) and connection.vendor == "sqlite"


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """The test database with the content of fixtures/content in it, once for all tests."""
    with django_db_blocker.unblock():
        if not template.chosen():
            content.load()
        copy = pristine.PristineCopy()

    def put_back() -> None:
        with django_db_blocker.unblock():
            copy.restore()

    request.config.stash[PUT_BACK] = put_back
    yield
    request.config.stash[PUT_BACK] = None
    with django_db_blocker.unblock():
        copy.drop()


@pytest.fixture
def cast(db: None) -> Cast:
    """The whole cast; each account is made when it is first asked for."""
    return Cast()


@pytest.fixture
def client_for() -> ClientFor:
    """Gives a client that is signed in as the given account, or as nobody for None."""

    def make(user: User | None) -> Client:
        client = Client()
        if user is not None:
            client.force_login(user)
        return client

    return make


@pytest.fixture
def team(cast: Cast) -> Team:
    """The own team: of `team_member` and `team_lead`."""
    return cast.team


@pytest.fixture
def other_team(cast: Cast) -> Team:
    """Another team."""
    return cast.other_team


@pytest.fixture(scope="session", autouse=True)
def only_whole_pages_are_noted() -> Iterator[None]:
    """The test client notes the context of every template of a page, thousands of widgets too; here of the first."""
    module: Any = django.test.client
    note = module.store_rendered_templates

    def note_first(store: dict[str, Any], *args: Any, **kwargs: Any) -> None:
        if not store.get("templates"):
            note(store, *args, **kwargs)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "store_rendered_templates", note_first)
        yield


def role_fixture(role: str) -> Any:
    """A fixture named for ``role`` that gives its account."""

    @pytest.fixture(name=role)
    def account(cast: Cast) -> User:
        user = cast.play(role)
        assert user is not None
        return user

    return account


requester = role_fixture("requester")
outsider = role_fixture("outsider")
team_member = role_fixture("team_member")
team_lead = role_fixture("team_lead")
other_member = role_fixture("other_member")
other_lead = role_fixture("other_lead")
triage_lead = role_fixture("triage_lead")
editor = role_fixture("editor")
administrator = role_fixture("administrator")


@pytest.fixture
def world(cast: Cast) -> World:
    """One of everything that the portal's addresses are asked about."""
    return World(cast)
