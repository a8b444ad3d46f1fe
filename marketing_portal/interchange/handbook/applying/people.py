"""Who is who: people by handle, by known names, by their place on the team page; never by a first name alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from marketing_portal.interchange.documents import Found, PersonDoc
from marketing_portal.interchange.handbook.kinds.keys import slug
from marketing_portal.interchange.handbook.kinds.naming_people import Mention
from marketing_portal.people.models import Person
from marketing_portal.people.models.people import normalise_name

LONGEST_SLUG = 100


def person_of(row: Person, found: Found) -> PersonDoc:
    """``row`` as a document that changes nothing."""
    return PersonDoc(
        slug=row.slug,
        name=row.name,
        handle=row.handle,
        aliases=tuple(sorted(alias.text for alias in row.aliases.all())),
        anchor=row.team_page_anchor,
        first_name_only=row.first_name_only,
        active=row.left_on is None,
        found=found,
    )


def made_of(mention: Mention, address: str, found: Found) -> PersonDoc:
    """Somebody new."""
    is_handle = mention.text.startswith("@")
    is_first_name = not is_handle and mention.text.isalpha()
    return PersonDoc(
        slug=address,
        name=mention.text.lstrip("@"),
        handle=mention.text if is_handle else "",
        anchor=mention.anchor,
        first_name_only=is_first_name,
        found=found,
    )


@dataclass
class People:
    """Everybody there is, and everybody whom the pages of an import name."""

    by_name: dict[tuple[str, str], PersonDoc] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)
    named: dict[str, PersonDoc] = field(default_factory=dict)

    @classmethod
    def stored(cls, rows: Iterable[Person], given_up: Iterable[str]) -> People:
        """Those in the database."""
        found = cls(taken={*given_up, *Person.RESERVED_SLUGS})
        for row in rows:
            found.add(person_of(row, Found()))
        return found

    def add(self, person: PersonDoc) -> None:
        """``person`` can be named from now on; whoever had a name first keeps it."""
        self.taken.add(person.slug)
        for key in keys_of(person):
            self.by_name.setdefault(key, person)

    def find(self, mention: Mention) -> PersonDoc | None:
        """Whom ``mention`` means, if that is known."""
        text, anchor = normalise_name(mention.text), normalise_name(mention.anchor)
        if mention.text.startswith("@"):
            known = self.by_name.get(("handle", text)) or self.by_name.get(("alias", text))
            by_place = self.by_name.get(("anchor", text))
            return known or (by_place if by_place is not None and not by_place.handle else None)
        if anchor:
            known = self.by_name.get(("anchor", anchor)) or self.by_name.get(("handle", anchor))
            if known is not None:
                return known
        known = self.by_name.get(("alias", text)) or self.by_name.get(("name", text))
        is_other = known is not None and anchor and known.anchor and normalise_name(known.anchor) != anchor
        return None if is_other else known

    def name(self, mention: Mention, found: Found) -> PersonDoc:
        """Whom ``mention`` means: somebody known, with the handle that was missing so far, or somebody new."""
        person = self.find(mention)
        if person is None:
            person = made_of(mention, self.free(mention.text), found)
        elif mention.text.startswith("@") and not person.handle:
            person = replace(person, handle=mention.text)
        if person.slug not in self.named:
            person = replace(person, found=found)
        self.named[person.slug] = person
        for key in keys_of(person):
            if self.by_name.get(key, person).slug == person.slug:
                self.by_name[key] = person
        self.taken.add(person.slug)
        return person

    def free(self, text: str) -> str:
        """An address for ``text`` that nobody has."""
        stem = slug(text)[:LONGEST_SLUG].strip("-") or "person"
        address, number = stem, 2
        while address in self.taken:
            address, number = f"{stem}-{number}", number + 1
        return address


def keys_of(person: PersonDoc) -> Iterator[tuple[str, str]]:
    """Everything that ``person`` can be found by."""
    yield "name", normalise_name(person.name)
    for kind, texts in (
        ("handle", (person.handle,)),
        ("anchor", (person.anchor,)),
        ("alias", person.aliases),
    ):
        yield from ((kind, normalise_name(text)) for text in texts if text)
