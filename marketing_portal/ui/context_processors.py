"""What the page frame needs on every page."""

from dataclasses import dataclass, field
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, get_urlconf, reverse

ORGANISATION = "Organisation"
# In the order of the header: URL name, text, key after "g" that leads there (keys.js), menu that it stands in.
NAVIGATION = (
    ("personas:list", "Personas", "p", ""),
    ("usecases:list", "Use cases", "u", ""),
    ("journey:detail", "Journey", "j", ""),
    ("collateral:list", "Collateral", "c", ""),
    ("content:page_list", "Handbook", "h", ""),
    ("people:list", "People", "e", ORGANISATION),
    ("people:teams", "Teams", "t", ORGANISATION),
    ("ask:whom", "Whom do I ask?", "a", ORGANISATION),
    ("organisation:ownership", "Who owns what", "o", ORGANISATION),
    ("organisation:work", "How we work", "w", ORGANISATION),
    ("organisation:releases", "Releases", "l", ORGANISATION),
    ("organisation:hiring", "Hiring", "f", ORGANISATION),
    ("requests:list", "Requests", "r", ""),
    ("milestones:list", "Milestones", "m", ""),
    ("gaps:list", "What is missing", "x", ""),
)
# Pages that belong to an entry without standing below its address.
BESIDE = {"collateral:list": ("collateral:decks",)}
THEMES = ("light", "dark")
THEME_COOKIE = "theme"


@dataclass(frozen=True)
class NavigationItem:
    """An entry of the main navigation; ``current`` is true on the page itself and on everything below it."""

    text: str
    url: str
    key: str
    current: bool
    menu: str = ""


@dataclass
class NavigationGroup:
    """What stands side by side in the header: entries of their own, or a menu where there is a ``text``."""

    text: str
    entries: list[NavigationItem] = field(default_factory=list)

    @property
    def current(self) -> bool:
        """True where one of its entries is."""
        return any(item.current for item in self.entries)


def navigation(request: HttpRequest) -> dict[str, object]:
    """The entries whose page exists, alone and as the header groups them; the theme that was chosen (or empty)."""
    chosen = request.COOKIES.get(THEME_COOKIE, "")
    found = items(request.path)
    return {
        "nav_items": found,
        "nav_groups": groups(found),
        "nav_current": tuple(item.url for item in found if item.current),
        "theme": chosen if chosen in THEMES else "",
    }


def items(path: str) -> list[NavigationItem]:
    """The navigation as seen from ``path``."""
    return [
        NavigationItem(text, urls[0], key, path.startswith(urls), menu)
        for text, urls, key, menu in entries(get_urlconf() or settings.ROOT_URLCONF)
    ]


def groups(found: list[NavigationItem]) -> list[NavigationGroup]:
    """``found`` in its order, neighbours of the same menu together."""
    grouped: list[NavigationGroup] = []
    for item in found:
        if not grouped or grouped[-1].text != item.menu:
            grouped.append(NavigationGroup(item.menu))
        grouped[-1].entries.append(item)
    return grouped


@lru_cache(maxsize=8)
def entries(urlconf: str) -> list[tuple[str, tuple[str, ...], str, str]]:
    """Text, addresses (its own first), key and menu of what exists in ``urlconf``; kept while the process lives."""
    found = []
    for name, text, key, menu in NAVIGATION:
        try:
            urls = tuple(reverse(one, urlconf) for one in (name, *BESIDE.get(name, ())))
        except NoReverseMatch:
            continue
        found.append((text, urls, key, menu))
    return found
