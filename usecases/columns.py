"""Columns of the DRI matrix: a use case gets one, and loses it where nobody is named in it."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max

from marketing_portal.content import history
from marketing_portal.content.versions import lock
from usecases.models import DRIAssignment, DRICell, UseCase

NAMED = "Somebody is named in the column of {}. Take the names out first."


class ColumnError(Exception):
    """The column cannot be ended; the sentence says why."""


@transaction.atomic
def start_column(use_case: UseCase) -> UseCase:
    """Put ``use_case`` at the end of the matrix; where it has a column already, it stays there."""
    locked: UseCase = lock(use_case)
    if locked.dri_position is None:
        say("Started a column in the DRI matrix")
        last = UseCase.objects.aggregate(last=Max("dri_position"))["last"] or 0
        locked.dri_position = last + 1
        locked.save(update_fields=["dri_position"])
    return locked


@transaction.atomic
def end_column(use_case: UseCase) -> None:
    """Take ``use_case`` out of the matrix with its cells, which the history can bring back.

    Raises ColumnError where somebody is named in one of them.
    """
    locked: UseCase = lock(use_case)  # forms of its cells lock it too, so nobody is named meanwhile
    if DRIAssignment.objects.filter(cell__use_case=locked).exists():
        raise ColumnError(NAMED.format(locked))
    say("Ended an empty column of the DRI matrix")
    for cell in DRICell.objects.filter(use_case=locked):
        cell.delete()
    locked.dri_position = None
    locked.save(update_fields=["dri_position"])


def say(reason: str) -> None:
    """Why, unless the person said why."""
    scope = history.current_scope()
    if scope is not None and not scope.reason:
        scope.reason = reason
