"""A field for several people in order, typed with the help of a list: works as plain inputs, without JavaScript."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import copy
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from marketing_portal.people.models import Person
from marketing_portal.people.models.people import normalise_name

SPARE = 2  # empty inputs after those that are filled
AT_MOST = 12


class Directory:
    """Who can be named, under which words. A first name alone never means somebody who has another name."""

    def __init__(self, keep: Iterable[int] = ()) -> None:
        """Everybody active, and those of ``keep`` (primary keys), who are in the cell already."""
        active = Person.objects.active()
        people = active | Person.objects.filter(pk__in=list(keep))
        self.people = list(people.prefetch_related("aliases").order_by("name", "pk"))
        names = [normalise_name(one.name) for one in self.people]
        self.shared = (
            {name for name in names if names.count(name) > 1} if len(set(names)) < len(names) else set()
        )
        self.labels = {one.pk: self.label(one) for one in self.people}
        self.known: dict[str, set[int]] = {}
        for one in self.people:
            spellings = [one.slug, one.name, self.labels[one.pk], one.handle, *map(str, one.aliases.all())]
            for text in filter(None, spellings):
                self.known.setdefault(normalise_name(text), set()).add(one.pk)
        self.by_key: dict[int, Person] = {one.pk: one for one in self.people}
        self.past = {one.pk for one in self.people if one.left_on or one.archived_at}

    @property
    def offered(self) -> list[str]:
        """What is suggested while somebody types."""
        return [label for key, label in self.labels.items() if key not in self.past]

    def for_cell(self, keep: Iterable[int]) -> Directory:
        """The same people, without those who have left, unless they are among ``keep``: in the cell already."""
        narrowed = copy(self)
        narrowed.past = self.past - set(keep)
        return narrowed

    def label(self, person: Person) -> str:
        """The words that mean ``person`` and nobody else: name, and handle or address where there are others."""
        if person.handle:
            return f"{person.name} ({person.handle})"
        return f"{person.name} ({person.slug})" if normalise_name(person.name) in self.shared else person.name

    def find(self, text: str) -> Person:
        """Whom ``text`` means. Raises ValidationError with what to do where that is nobody or several."""
        found = self.known.get(normalise_name(text), set()) - self.past
        if len(found) == 1:
            return self.by_key[next(iter(found))]
        if found:
            names = " or ".join(sorted(self.labels[key] for key in found))
            raise ValidationError(f"“{text}” can be several people: write {names}.", code="several")
        raise ValidationError(
            f"Nobody is called “{text}” in the list of people. Choose somebody from it, or add the person there first.",
            code="nobody",
        )


class PeopleInput(forms.Widget):
    """One line for each person and some empty ones."""

    template_name = "usecases/widgets/people.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None, spare: int = SPARE) -> None:
        super().__init__(attrs)
        self.spare = spare

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        """What was typed, without the empty lines."""
        typed = data.getlist(name) if hasattr(data, "getlist") else data.get(name, [])
        return [text.strip() for text in typed if text.strip()]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Never: all lines may be empty."""
        return False

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """With the lines to show."""
        context = super().get_context(name, value, attrs)
        filled = list(value or [])
        context["lines"] = (filled + [""] * self.spare)[: max(AT_MOST, len(filled))]
        return context


class PeopleField(forms.Field):
    """Several people in order; give it its ``directory`` before it is used."""

    widget = PeopleInput

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.directory: Directory | None = None

    def validate(self, value: list[Person]) -> None:
        """Whether there must be anybody is for the form to say."""

    def to_python(self, value: Sequence[str] | None) -> list[Person]:
        """The people, each once."""
        assert self.directory is not None  # noqa: S101 - a form without it is a mistake of ours
        found: dict[int, Person] = {}
        errors = []
        for text in value or []:
            try:
                person = self.directory.find(text)
                found[person.pk] = person
            except ValidationError as error:
                errors.append(error)
        if len(value or []) > AT_MOST:
            errors.append(ValidationError(f"Name at most {AT_MOST} people.", code="too_many"))
        if errors:
            raise ValidationError(errors)
        return list(found.values())

    def has_changed(self, initial: Any, data: Any) -> bool:
        """True where other people, or the same in another order, were typed."""
        return list(initial or []) != list(data or [])
