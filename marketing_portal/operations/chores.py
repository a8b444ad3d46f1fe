"""What the worker does besides tasks: orders due mail, puts back lost tasks, throws away what is old."""

import datetime as dt
import time
from collections.abc import Callable
from dataclasses import dataclass

import structlog
from django.core.management import call_command
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from marketing_portal.interchange.web import keeping
from requests_board.delivery.tasks import sweep

LONGEST_TASK = dt.timedelta(minutes=10)  # no task takes as long: one that still runs has lost its worker
MOST_RUNS = 3
TASKS_KEPT_DAYS = 7

log = structlog.get_logger(__name__)


def lost_tasks() -> list[DBTaskResult[..., object]]:
    """Tasks that have run for longer than any task takes."""
    return list(DBTaskResult.objects.running().filter(started_at__lt=timezone.now() - LONGEST_TASK))


def reap() -> int:
    """Put tasks whose worker was killed back in the queue (tasks bear being run twice); gives their number.

    One that has lost its worker several times is marked as failed: it may be what kills them.
    """
    reaped = 0
    for task in lost_tasks():
        again = len(task.worker_ids) < MOST_RUNS
        changes: dict[str, object] = {"status": TaskResultStatus.READY}
        if not again:
            changes = {"status": TaskResultStatus.FAILED, "finished_at": timezone.now()}
            changes["traceback"] = f"{len(task.worker_ids)} workers ended while they ran this task."
        same = DBTaskResult.objects.running().filter(pk=task.pk, started_at=task.started_at)
        if same.update(**changes):
            reaped += 1
            log.warning("task_lost_its_worker", task=task.task_path, id=str(task.pk), again=again)
    return reaped


def tidy() -> None:
    """Throw away finished tasks, ended sessions, and files that were sent to be imported and never were."""
    call_command("prune_db_task_results", min_age_days=TASKS_KEPT_DAYS, verbosity=0)
    call_command("clearsessions", verbosity=0)
    keeping.throw_away_old()


@dataclass
class Chore:
    """Something to be done every so many seconds, the first time at once."""

    every: float
    do: Callable[[], object]
    next_at: float = 0.0

    def do_when_due(self) -> None:
        """Do it if it is time."""
        if time.monotonic() >= self.next_at:
            self.next_at = time.monotonic() + self.every
            self.do()


def all_chores() -> list[Chore]:
    """A fresh list, everything due at once."""
    return [Chore(5, sweep), Chore(60, reap), Chore(3600, tidy)]
