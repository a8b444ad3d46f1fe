"""`make screenshots`: pictures of the main pages, wide and narrow, light and dark, with the sample content.

All go to var/screenshots; the few that the README shows also to docs/screenshots.
"""

# ruff: noqa: I001  Django is set up before its models are read
import tests.support.outside as outside

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Count
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, sync_playwright

from marketing_portal.people.models import Person, Team, User
from personas.models import Persona
from requests_board.fiscal import Quarter
from requests_board.models import Milestone, SMRequest
from tests.browser.visit import Visit
from tests.support import programs, servers
from usecases.models import Collateral, DRICell, UseCase

EVERYTHING = settings.BASE_DIR / "var" / "screenshots"
README = settings.BASE_DIR / "docs" / "screenshots"
WIDE, NARROW = {"width": 1440, "height": 900}, {"width": 360, "height": 740}


@dataclass(frozen=True)
class Shot:
    """One page: the name of its pictures, its address, the demo sign-in that sees it (none for a visitor)."""

    name: str
    path: str
    sign_in: str = ""


def shots() -> list[Shot]:
    """The main pages; of requests the one with the longest history."""
    persona = Persona.objects.filter(internal=False).order_by("slug").first()
    request = SMRequest.objects.annotate(steps=Count("events")).order_by("-steps").first()
    assert persona is not None
    assert request is not None
    return [
        Shot("home", "/", "triage-lead"),
        Shot("home-visitor", "/"),
        Shot("personas", reverse("personas:list")),
        Shot("persona", persona.get_absolute_url(), "editor"),
        Shot("organisation", reverse("personas:org_chart")),
        *use_case_shots(),
        Shot("people", reverse("people:list")),
        Shot("person", Person.objects.filter(dri_assignments__isnull=False)[0].get_absolute_url(), "editor"),
        Shot("teams", reverse("people:teams")),
        Shot("handbook", reverse("content:page_list")),
        *desk_shots(),
        Shot("request", request.get_absolute_url(), "team-lead"),
        Shot("request-new", reverse("requests:new"), "requester"),
        Shot("workflow", reverse("requests:workflow"), "requester"),
        Shot("inbox", reverse("inbox:list"), "requester"),
        Shot("sign-in", reverse("account_login")),
        Shot("gaps", reverse("gaps:list"), "editor"),
        Shot("search", f"{reverse('search:search')}?q=version+control", "requester"),
        Shot("search-nothing", f"{reverse('search:search')}?q=kubernetis", "requester"),
        Shot("ask", f"{reverse('ask:whom')}?use_case=ci", "requester"),
        Shot("admin", reverse("admin:personas_persona_change", args=[persona.pk]), "administrator"),
        Shot("admin-list", reverse("admin:usecases_usecase_changelist"), "editor"),
        Shot("admin-matrix", reverse("admin:usecases_dricell_changelist"), "editor"),
        Shot("styleguide", reverse("ui:styleguide")),
    ]


def desk_shots() -> list[Shot]:
    """The pages on which requests are worked through."""
    quarter = Milestone.objects.get(slug=Quarter.current().slug)
    team = Team.objects.routable().order_by("order")[0]
    return [
        Shot("requests", reverse("requests:list"), "triage-lead"),
        Shot("board", reverse("requests:board"), "team-lead"),
        Shot("triage", reverse("requests:triage_queue", args=["new"]), "triage-lead"),
        Shot("triage-queues", reverse("requests:triage"), "triage-lead"),
        Shot("capacity", reverse("requests:capacity", args=[team.slug]), "triage-lead"),
        Shot("standups", reverse("requests:standups"), "triage-lead"),
        Shot("batches", reverse("requests:batches"), "triage-lead"),
        Shot("views", reverse("requests:views"), "team-lead"),
        Shot("milestones", reverse("milestones:list"), "team-lead"),
        Shot("quarter", quarter.get_absolute_url(), "team-lead"),
        Shot("import", reverse("interchange:handbook"), "editor"),
        Shot("import-issues", reverse("interchange:issues"), "triage-lead"),
    ]


def use_case_shots() -> list[Shot]:
    """The pages about use cases, the buyer's journey, collateral and who owns what."""
    use_case = UseCase.objects.get(slug="ci")
    cell = DRICell.objects.filter(use_case=use_case).select_related("role").order_by("role__order")[0]
    item = Collateral.objects.visible_to(AnonymousUser()).filter(use_cases=use_case)[0]
    return [
        Shot("use-cases", reverse("usecases:list")),
        Shot("use-case", use_case.get_absolute_url(), "editor"),
        Shot("dri", reverse("usecases:dri"), "editor"),
        Shot("dri-cell", reverse("usecases:dri_cell", args=[cell.role.key, use_case.slug]), "editor"),
        Shot("key-links", reverse("usecases:key_links"), "editor"),
        Shot("market-requirements", reverse("usecases:market_requirements")),
        Shot("bill-of-materials", reverse("usecases:bill_of_materials")),
        Shot("journey", reverse("journey:detail"), "editor"),
        Shot("coverage", reverse("journey:coverage")),
        Shot("collateral", reverse("collateral:list")),
        Shot("collateral-item", item.get_absolute_url(), "editor"),
        Shot("decks", reverse("collateral:decks")),
        Shot("ownership", reverse("organisation:ownership")),
        Shot("organisation-work", reverse("organisation:work")),
        Shot("releases", reverse("organisation:releases"), "editor"),
        Shot("hiring", reverse("organisation:hiring")),
    ]


def session_of(sign_in: str) -> str | None:
    """A session of the demo sign-in whose address begins so."""
    if not sign_in:
        return None
    client = Client()
    client.force_login(User.objects.get(is_demo=True, email__startswith=f"{sign_in}@"))
    return client.cookies["sessionid"].value


@contextmanager
def visiting(
    browser: Browser, site: str, path: str, session: str | None, size: dict[str, int], dark: bool
) -> Iterator[Visit]:
    """The page at ``path`` in a window of that size."""
    visit = Visit(browser, site, session=session, viewport=size)
    visit.look(dark=dark)
    visit.open(path)
    yield visit
    visit.close()


def shoot(browser: Browser, site: str, shot: Shot, session: str | None) -> None:
    """Four pictures of the whole page, and one of what a wide window shows first."""
    for size in (WIDE, NARROW):
        for dark in (False, True):
            with visiting(browser, site, shot.path, session, size, dark) as visit:
                name = f"{shot.name}-{size['width']}-{'dark' if dark else 'light'}.png"
                visit.page.screenshot(path=EVERYTHING / name, full_page=True)
                if size == WIDE:
                    visit.page.screenshot(path=EVERYTHING / f"{shot.name}{'-dark' if dark else ''}.png")


def take(pages: list[tuple[Shot, str | None]], site: str, chromium: str) -> None:
    """Take the pictures. Sessions are made before: Django's database is not used beside Playwright's event loop."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(programs.CHROMIUM_ARGS))
        for shot, session in pages:
            shoot(browser, site, shot, session)
        browser.close()


def main() -> None:
    """Start the portal, take every picture, renew those of the README."""
    path = programs.chromium(whole=True)
    if path is None:
        raise SystemExit(f"No Chromium. To have one: {programs.CHROMIUM_REMEDY}")
    shutil.rmtree(EVERYTHING, ignore_errors=True)
    EVERYTHING.mkdir(parents=True)
    with servers.portal(outside.FOLDER, outside.PORT) as site:
        pages = [(shot, session_of(shot.sign_in)) for shot in shots()]
        take(pages, site, path)
    for kept in README.glob("*.png"):
        shutil.copy(EVERYTHING / kept.name, kept)
    print(f"{len(list(EVERYTHING.iterdir()))} pictures in {EVERYTHING.relative_to(settings.BASE_DIR)}")


if __name__ == "__main__":
    main()
