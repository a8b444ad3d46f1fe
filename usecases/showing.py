"""How people are shown: by name, with a link where there is a page, and never to those who may not know of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from marketing_portal.people.models import Person

FIRST_NAME_ONLY = "The sources give only this first name."


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
    if person.internal and not user.is_authenticated:
        return Who("a colleague")
    href = "" if person.archived_at else person.get_absolute_url()
    said = f"The source writes {written}." if written and written != person.name else ""
    hint = " ".join(filter(None, [said, FIRST_NAME_ONLY if person.first_name_only else ""]))
    return Who(person.name, href, hint, person.slug, person.pk)
