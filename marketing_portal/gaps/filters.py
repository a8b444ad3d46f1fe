"""What is picked out of the gaps. Only the fields below are read from the query string."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.validators import slug_re
from django.db.models import Q
from django.http import QueryDict

from marketing_portal.content.widgets import QuickSelect
from marketing_portal.gaps.facts import Gap
from marketing_portal.gaps.gathering import Gathered
from marketing_portal.gaps.kinds import Kind
from marketing_portal.people.models import Person

MARKED, FOLLOWING = "marked", "following"
NOBODY = "-"  # no slug, so nobody's
OPTIONS = 500


class GapFilter(forms.Form):
    """By text, kind, use case, the person who could fill it, and whether the sources mark it."""

    q = forms.CharField(
        label="Words",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    group = forms.ChoiceField(
        label="How it is known",
        required=False,
        choices=[("", "Either way"), (MARKED, "Marked"), (FOLLOWING, "Follows")],
    )
    kind = forms.ChoiceField(
        label="Kind",
        required=False,
        choices=[("", "All"), *[(kind.value, kind.facts.title) for kind in Kind]],
    )
    use_case = forms.ChoiceField(label="Use case", required=False, widget=QuickSelect)
    person = forms.ChoiceField(label="Who could fill it", required=False, widget=QuickSelect)

    def __init__(self, query: QueryDict, known: Gathered, user: Any) -> None:
        super().__init__(query)
        named = sorted({one.person for one in known.gaps if one.person})
        asked = query.get("person", "")
        wanted = Q(pk__in=named[:OPTIONS]) | Q(slug=asked if slug_re.fullmatch(asked) else "")
        people = Person.objects.visible_to(user).filter(wanted)
        found = list(people.values_list("slug", "name", "pk"))
        self.people: dict[str, int | None] = {slug: pk for slug, _, pk in found} | {NOBODY: None}
        names = [(slug, name) for slug, name, _ in found]
        self.choose("person", "Anybody", [*names, (NOBODY, "Nobody is named")])
        self.choose("use_case", "Any", [(one.slug, one.name) for one in known.use_cases.values()])
        self.is_valid()

    def choose(self, name: str, empty: str, choices: list[tuple[str, str]]) -> None:
        """Fill the choices of a field."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        field.choices = [("", empty), *choices]

    def chosen(self, name: str) -> str:
        """What was chosen; empty where nothing was, or nothing that exists."""
        return str(self.cleaned_data.get(name) or "")

    def around(self, gaps: Iterable[Gap]) -> list[Gap]:
        """Those of ``gaps`` that fit, of whatever kind and group: what the summary counts."""
        words, use_case, person = self.chosen("q").casefold(), self.chosen("use_case"), self.chosen("person")
        return [
            one
            for one in gaps
            if (not use_case or one.use_case == use_case)
            and (not person or one.person == self.people[person])
            and (not words or words in f"{one.what} {one.note} {one.kind.facts.title}".casefold())
        ]

    def within(self, gaps: Iterable[Gap]) -> list[Gap]:
        """Those of the chosen kind and group."""
        kind, group = self.chosen("kind"), self.chosen("group")
        return [
            one
            for one in gaps
            if (not kind or one.kind == kind) and (not group or one.kind.facts.is_marked == (group == MARKED))
        ]

    @property
    def is_set(self) -> bool:
        """True where anything was chosen."""
        return any(self.cleaned_data.values())
