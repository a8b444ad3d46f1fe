"""What the page frame needs on every page."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

# In the order of the header: URL name, text, key after "g" that leads there (keys.js).
NAVIGATION = (
    ("personas:list", "Personas", "p"),
    ("content:page_list", "Handbook", "h"),
    ("people:list", "People", "e"),
    ("people:teams", "Teams", "t"),
    ("requests:list", "Requests", "r"),
    ("milestones:list", "Milestones", "m"),
)
THEMES = ("light", "dark")
THEME_COOKIE = "theme"


@dataclass(frozen=True)
class NavigationItem:
    """An entry of the main navigation; ``current`` is true on the page itself and on everything below it."""

    text: str
    url: str
    key: str
    current: bool


def navigation(request: HttpRequest) -> dict[str, object]:
    """The entries whose page exists, and the theme that was chosen (empty: the system's)."""
    chosen = request.COOKIES.get(THEME_COOKIE, "")
    return {"nav_items": items(request.path), "theme": chosen if chosen in THEMES else ""}


def items(path: str) -> list[NavigationItem]:
    """The navigation as seen from ``path``."""
    found = []
    for name, text, key in NAVIGATION:
        try:
            url = reverse(name)
        except NoReverseMatch:
            continue
        found.append(NavigationItem(text, url, key, path.startswith(url)))
    return found
