"""Links that lead out of the portal: only addresses that a browser should open, and where they lead in one word."""

from __future__ import annotations

from urllib.parse import urlsplit

OPENED = frozenset({"http", "https"})


def host_of(url: str) -> str:
    """The site that ``url`` leads to (docs.google.com); empty where there is nothing that should be opened."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    if parts.scheme not in OPENED or not parts.hostname:
        return ""
    return parts.hostname.removeprefix("www.")
