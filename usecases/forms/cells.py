"""The form of one cell of the DRI matrix."""

from __future__ import annotations

from typing import Any

from django import forms

from marketing_portal.content.knowledge import Knowledge
from marketing_portal.content.versions import VersionedForm
from marketing_portal.people.models import Person
from usecases.forms.people import Directory, PeopleField
from usecases.models import DRIAssignment, DRICell

STATES = [
    (Knowledge.KNOWN.value, "These people"),
    (Knowledge.UNKNOWN.value, "Unknown: nobody knows who"),
    (Knowledge.NOT_APPLICABLE.value, "Nobody is needed here"),
]


class DRICellForm(VersionedForm):
    """Who is responsible in one cell: people in order, or that nobody knows. Bind it to a cell that is locked."""

    state = forms.ChoiceField(
        label="Who is responsible", choices=STATES, widget=forms.RadioSelect(attrs={"class": "choices"})
    )
    people = PeopleField(
        label="People",
        help_text="Type a name or a handle and choose from the list. They are shown in this order.",
    )

    class Meta:
        model = DRICell
        fields = ["state"]

    def __init__(self, *args: Any, directory: Directory | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stored_state = self.instance.state
        stored = self.instance.assignments.all() if self.instance.pk else []
        self.assigned = {one.person_id: one for one in stored}
        everybody = directory or Directory(keep=self.assigned)
        self.directory = everybody.for_cell(self.assigned)
        field = self.fields["people"]
        assert isinstance(field, PeopleField)  # noqa: S101 - for the type checker
        field.directory = self.directory
        self.initial["people"] = [self.directory.labels[key] for key in self.assigned]
        if self.stored_version is None:
            self.initial.update(seen_version=0, state=Knowledge.KNOWN.value)
        elif self.instance.state not in dict(STATES):
            self.initial["state"] = Knowledge.UNKNOWN.value

    def clean(self) -> dict[str, Any] | None:
        """Names and “unknown” contradict each other."""
        cleaned = super().clean()
        people, state = self.cleaned_data.get("people"), self.cleaned_data.get("state")
        if people and state and state != Knowledge.KNOWN:
            self.add_error("state", "There are names below: choose “These people”, or take the names away.")
        if people == [] and state == Knowledge.KNOWN:
            self.add_error("people", "Name at least one person, or choose “Unknown”.")
        return cleaned

    @property
    def changes_something(self) -> bool:
        """True where saving would make a difference."""
        people: list[Person] = self.cleaned_data["people"]
        same_people = [one.pk for one in people] == list(self.assigned)
        return (
            self.stored_version is None or not same_people or self.cleaned_data["state"] != self.stored_state
        )

    def save(self, commit: bool = True) -> DRICell:
        """Write the cell and its people: one change set, one version."""
        cell: DRICell = self.instance
        people: list[Person] = self.cleaned_data["people"]
        cell.raw = ""  # it is no more what the source says
        cell.save()
        kept = {one.pk for one in people}
        for key, assignment in self.assigned.items():
            if key not in kept:
                assignment.delete()
        for order, person in enumerate(people):
            self.place(cell, person, order)
        return cell

    def place(self, cell: DRICell, person: Person, order: int) -> None:
        """``person`` at ``order``; what stands there already stays untouched."""
        known = self.assigned.get(person.pk)
        if known is None:
            DRIAssignment.objects.create(cell=cell, person=person, order=order)
        elif known.order != order:
            known.order = order
            known.save()
