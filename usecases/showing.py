"""How people are shown: by name, with a link where there is a page, and never to those who may not know of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.urls import reverse

from marketing_portal.people.models import Person

FIRST_NAME_ONLY = "The sources give only this first name."
FIELDS = ("pk", "name", "slug", "internal", "archived_at", "first_name_only")


@dataclass(frozen=True)
class Who:
    """A person as ``user`` may see them; ``href`` is empty where there is no page for them, ``hint`` says more."""

    name: str
    href: str = ""
    hint: str = ""
    slug: str = ""
    key: int = 0


def who(person: Person, user: Any, written: str = "") -> Who:
    """``person`` for ``user``; ``written`` is how the source writes the name in this place."""
    return who_of({name: getattr(person, name) for name in FIELDS}, user, written)


def who_of(person: Mapping[str, Any], user: Any, written: str = "") -> Who:
    """The same for a person of whom only FIELDS were read."""
    if person["internal"] and not user.is_authenticated:
        return Who("a colleague")
    name = person["name"]
    said = f"The source writes {written}." if written and written != name else ""
    hint = " ".join(filter(None, [said, FIRST_NAME_ONLY if person["first_name_only"] else ""]))
    href = "" if person["archived_at"] else page_of_person(person["slug"])
    return Who(name, href, hint, person["slug"], person["pk"])


@lru_cache(maxsize=2048)
def page_of_person(slug: str) -> str:
    """Address of a person's page; kept, since a matrix asks for the same few dozen again and again."""
    return reverse("people:detail", args=[slug])
