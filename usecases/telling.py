"""What stands in a cell of a matrix, in words: now, and after each of its changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.urls import reverse

from marketing_portal.content.models import ChangeSet
from marketing_portal.content.naming import GONE
from marketing_portal.content.snapshots import Snapshot, snapshots
from marketing_portal.content.versions import change_sets_of
from marketing_portal.people.models import Person
from usecases.models import DRIAssignment, DRICell, KeyLink

CHANGES_SHOWN = 5
NOTHING = "not written down"


def people_in(cell: DRICell) -> str:
    """Who stands in the cell now."""
    return named_or_state(cell, cell.assignments.select_related("person"))


def named_or_state(cell: DRICell, assignments: Iterable[DRIAssignment]) -> str:
    """The people in their order; what is known instead where there are none."""
    in_order = sorted(assignments, key=lambda one: (one.order, one.pk))
    return ", ".join(str(one.person) for one in in_order) or cell.get_state_display().lower()


def link_in_words(link: KeyLink) -> str:
    """What stands in the cell now."""
    parts = [link.get_state_display().lower(), link.label, link.target]
    return ", ".join(part for part in parts if part)


def dri_at(state: Snapshot) -> str:
    """What a cell of the DRI matrix said in ``state``."""
    cell = next(iter(state.of(DRICell).values()), None)
    return named_or_state(cell, state.of(DRIAssignment).values()) if cell else NOTHING


def link_at(state: Snapshot) -> str:
    """What a key link said in ``state``."""
    link = next(iter(state.of(KeyLink).values()), None)
    if link is None:
        return NOTHING
    more = ["for signed-in people" if link.internal else "", link.note]
    return ", ".join([link_in_words(link), *filter(None, more)])


@dataclass(frozen=True)
class Step:
    """One change of a cell: who, when and why are in the change set; ``back`` leads to the way back to it."""

    change_set: ChangeSet
    before: str
    after: str
    back: str

    @property
    def is_told(self) -> bool:
        """False where what people read stayed the same."""
        return self.before != self.after


def last_steps(cell: Any, told: Callable[[Snapshot], str]) -> list[Step]:
    """The latest changes of ``cell``, the newest first: a few queries, however many there are."""
    if cell.pk is None:
        return []
    sets = list(change_sets_of(cell)[: CHANGES_SHOWN + 1])
    if not sets:
        return []
    oldest = sets[CHANGES_SHOWN].pk if len(sets) > CHANGES_SHOWN else 0
    shown = sets[:CHANGES_SHOWN]
    states = snapshots(cell, [oldest, *(one.pk for one in reversed(shown))])
    lend_people(states)
    return list(steps_of(cell, shown, [told(state) for state in states]))


def lend_people(states: Iterable[Snapshot]) -> None:
    """Give the assignments of ``states`` their people; somebody who is named nowhere any more may be gone."""
    rows = [one for state in states for one in state.of(DRIAssignment).values()]
    people = Person.objects.in_bulk({one.person_id for one in rows})
    for one in rows:
        one.person = people.get(one.person_id) or Person(name=GONE)


def steps_of(cell: Any, sets: Sequence[ChangeSet], words: Sequence[str]) -> Iterable[Step]:
    """``sets`` with what the cell said before and after; the newest needs no way back: it is what stands there."""
    pairs = list(pairwise(words))[::-1]
    for number, (change_set, (before, after)) in enumerate(zip(sets, pairs, strict=True)):
        back = ["usecases", cell._meta.model_name, cell.pk, change_set.pk]
        yield Step(change_set, before, after, reverse("content:history_revert", args=back) if number else "")
