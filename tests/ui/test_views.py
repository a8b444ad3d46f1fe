"""The style guide, the choice of theme, and the pages that say why there is no page."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.template.loader import render_to_string
from django.test import Client, RequestFactory, override_settings
from django.urls import reverse

from marketing_portal.people.models import User
from marketing_portal.ui import views
from marketing_portal.ui.templatetags.ui import register
from tests.conftest import ClientFor
from tests.support.cast import Cast

pytestmark = pytest.mark.either_database
GUIDE = sorted(Path(settings.BASE_DIR, "templates/ui/styleguide").glob("*.html"))
CSS = Path(settings.BASE_DIR, "marketing_portal/ui/static/ui/css")


def choose(client: Client, **data: str) -> tuple[str, str | None]:
    """Post a theme; where it leads and what the cookie then says."""
    response = client.post(reverse("ui:theme"), data)
    cookie = response.cookies.get("theme")
    return response["Location"], cookie.value if cookie else None


def test_the_style_guide_is_open_and_has_one_h1(db: None) -> None:
    response = Client().get(reverse("ui:styleguide"))
    assert response.status_code == 200
    assert response.content.count(b"<h1") == 1


def test_the_style_guide_shows_every_tag() -> None:
    sources = (
        "".join(path.read_text() for path in GUIDE)
        + Path(GUIDE[0].parent.parent, "styleguide.html").read_text()
    )
    inside = {"field", "duration", "kept"}  # parts of whole forms, and of the frame of every page
    assert [name for name in register.tags if name not in inside and f"{{% {name} " not in sources] == []


@pytest.mark.parametrize("sheet", ["content.css", "forms.css", "data.css"])
def test_the_style_guide_shows_every_component_class(sheet: str, db: None) -> None:
    page = Client().get(reverse("ui:styleguide")).content.decode()
    shown = {name for value in re.findall(r'class="([^"]*)"', page) for name in value.split()}
    css = re.sub(r"/\*.*?\*/", "", (CSS / sheet).read_text(), flags=re.DOTALL)
    defined = set(re.findall(r"\.([a-z][a-z0-9-]*)(?=[\s.,:>{)\[+~])", css))
    assert sorted(defined - shown - ELSEWHERE) == []


ELSEWHERE = {
    # Written by Python-Markdown into rendered text.
    "footnote", "footnotes", "headerlink", "admonition", "admonition-title",
    # On sign-in pages, and in the account menu of who is signed in.
    "entrance", "or", "panel-head",
    # Toggled or written by pages only.
    "toasts", "wait", "print-only",
}  # fmt: skip


def test_a_theme_is_kept(db: None) -> None:
    client = Client()
    assert choose(client, theme="dark", next="/styleguide/") == ("/styleguide/", "dark")
    assert b'<html lang="en" data-theme="dark">' in client.get("/styleguide/").content
    assert choose(client, theme="system", next="/styleguide/") == ("/styleguide/", "")
    assert b'<html lang="en">' in client.get("/styleguide/").content


@pytest.mark.parametrize("theme", ["", "sepia", '"><script>'])
def test_an_unknown_theme_is_the_systems(theme: str, db: None) -> None:
    assert choose(Client(), theme=theme)[1] == ""
    client = Client()
    client.cookies["theme"] = "sepia"
    assert b'<html lang="en">' in client.get("/styleguide/").content


def test_theme_rejects_get(db: None) -> None:
    response = Client().get(reverse("ui:theme"))
    assert response.status_code == 405
    assert response["Allow"] == "POST"
    assert b"There is nothing to see here" in response.content


def test_theme_needs_its_token(db: None) -> None:
    response = Client(enforce_csrf_checks=True).post(reverse("ui:theme"), {"theme": "dark"})
    assert response.status_code == 403
    assert b"The form has expired" in response.content


@pytest.mark.parametrize(
    "target", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", ""]
)
def test_theme_leads_nowhere_else(target: str, db: None) -> None:
    assert choose(Client(), theme="dark", next=target)[0] == "/"


def test_a_refusal_gives_its_reason_escaped(editor: User) -> None:
    request = RequestFactory().get("/")
    request.user = editor
    response = views.forbidden(request, PermissionDenied("Only <leads> may."))
    assert response.status_code == 403
    assert b"Only &lt;leads&gt; may." in response.content


def test_signed_in_a_wrong_address_is_explained(editor: User, client_for: ClientFor) -> None:
    response = client_for(editor).get("/no-such-page/")
    assert response.status_code == 404
    assert b"There is no page here" in response.content


def test_a_server_error_needs_no_context_and_no_database() -> None:
    response = views.server_error(RequestFactory().get("/"))
    assert response.status_code == 500
    assert b"Something went wrong on our side" in response.content
    assert b"csrf" not in render_to_string("500.html").encode()


@pytest.mark.parametrize("name", ["400.html", "429.html", "500.html"])
def test_bare_pages_need_no_context(name: str) -> None:
    page = render_to_string(name)
    assert page.count("<h1>") == 1
    assert "{" not in page


def test_the_header_offers_what_the_person_may(editor: User, requester: User, client_for: ClientFor) -> None:
    admin = reverse("admin:index").encode()
    assert admin in client_for(editor).get("/styleguide/").content
    assert admin not in client_for(requester).get("/styleguide/").content
    visitor = Client().get("/styleguide/").content
    assert b"Sign in" in visitor
    assert b"Sign out" not in visitor


def test_the_navigation_marks_where_one_is(editor: User, client_for: ClientFor) -> None:
    page = client_for(editor).get("/no-such-page/").content.decode()
    assert 'aria-current="page"' not in page.split("</header>")[0]


def test_parts_of_the_frame_are_kept_for_what_they_depend_on(cast: Cast, client_for: ClientFor) -> None:
    for user, path, current in ((cast.requester, "/teams/", "Teams"), (cast.requester, "/people/", "People")):
        html = client_for(user).get(path).content.decode()
        assert html.count(f'aria-current="page">{current}</a>') == 2
        assert 'data-hotkey="g i">Inbox' not in html
        assert '<dt><kbd>n</kbd></dt><dd><a href="/requests/new/">New request</a></dd>' in html
    with override_settings(PUBLIC_READ=True):
        assert "<dt><kbd>n</kbd></dt>" not in Client().get("/people/").content.decode()


def test_no_page_is_kept_by_others_on_the_way(cast: Cast, client_for: ClientFor) -> None:
    client = client_for(cast.requester)
    for path in ("/", "/requests/999999/", "/requests/triage/"):
        assert client.get(path)["Cache-Control"] == "private, no-cache", path
    assert client.post("/requests/new/", {})["Cache-Control"] == "private, no-cache"
