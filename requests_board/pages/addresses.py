"""Addresses of many requests on one page: the pattern is looked up once, each number only put in."""

from __future__ import annotations

from django.urls import reverse

PLACE = 987654321  # stands in the address where each request puts its own number


class Address:
    """The address ``name`` of a page that requests have."""

    def __init__(self, name: str) -> None:
        self.before, self.after = reverse(name, args=[PLACE]).split(str(PLACE))

    def of(self, number: int) -> str:
        """The address of the request ``number``."""
        return f"{self.before}{number}{self.after}"
