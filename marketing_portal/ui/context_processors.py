"""What the page frame needs on every page."""

from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, get_urlconf, reverse

# In the order of the header: URL name, text, key after "g" that leads there (keys.js).
NAVIGATION = (
    ("personas:list", "Personas", "p"),
    ("usecases:list", "Use cases", "u"),
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
    return [
        NavigationItem(text, url, key, path.startswith(url))
        for text, url, key in entries(get_urlconf() or settings.ROOT_URLCONF)
    ]


@lru_cache(maxsize=8)
def entries(urlconf: str) -> list[tuple[str, str, str]]:
    """Text, address and key of what exists in ``urlconf``; addresses do not change while the process lives."""
    found = []
    for name, text, key in NAVIGATION:
        try:
            found.append((text, reverse(name, urlconf), key))
        except NoReverseMatch:
            continue
    return found
