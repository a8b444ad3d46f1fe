"""Reads the search page as a person does."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from django.test import Client

RESULT = re.compile(
    r'<li class="result[^"]*"><p class="small muted">(.*?)</p>\s*<h2><a href="([^"]*)"', re.DOTALL
)
FACET = re.compile(r'<li><a href="\?q=[^"]*"[^>]*>([^<]*?) <span class="count">([\d,+]+)</span>')


@dataclass(frozen=True)
class Shown:
    """One page of results."""

    status: int
    html: str

    @property
    def addresses(self) -> list[str]:
        """Where the results lead, in order."""
        return [html.unescape(address) for _, address in RESULT.findall(self.html)]

    @property
    def kinds(self) -> set[str]:
        """What the results are."""
        return {kind.split(" · ")[0] for kind, _ in RESULT.findall(self.html)}

    @property
    def counts(self) -> dict[str, int]:
        """How many there are of each kind, and of all."""
        return {name: int(count.replace(",", "")) for name, count in FACET.findall(self.html)}

    @property
    def says_some(self) -> bool:
        """True where nothing has all the words."""
        return "Nothing has all of these words" in self.html


def search(client: Client, text: str, **more: str) -> Shown:
    """The page for ``text``."""
    response = client.get("/search/", {"q": text} | more)
    return Shown(response.status_code, response.content.decode())


def suggested(client: Client, text: str) -> list[str]:
    """Where the suggestions for ``text`` lead."""
    response = client.get("/search/suggest/", {"q": text})
    assert response.status_code == 200
    return [html.unescape(found) for found in re.findall(r'data-href="([^"]*)"', response.content.decode())]
