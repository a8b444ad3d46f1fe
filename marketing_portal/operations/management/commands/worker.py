"""The background worker: runs the tasks in the queue, and the chores between them."""

import os
import socket
import time
from argparse import ArgumentParser
from typing import Any

import structlog
from django.core.management import BaseCommand
from django.db import OperationalError, close_old_connections
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from marketing_portal.operations.chores import all_chores

SECONDS_BETWEEN_LOOKS = 0.5
SECONDS_WITHOUT_DATABASE = 5.0

log = structlog.get_logger(__name__)


class Command(BaseCommand):
    """``manage.py worker``. SIGTERM and Ctrl+C let the running task end; a second one does not."""

    help = "Runs background tasks (mail among them) until it is stopped."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what there is to do now, then end")

    def handle(self, *, once: bool, **options: Any) -> None:
        worker, chores = task_worker(), all_chores()
        if not once:
            worker.configure_signals()
            log.info("worker_started", worker=worker.worker_id)
        while worker.running:
            pause = SECONDS_BETWEEN_LOOKS
            close_old_connections()
            try:
                run_queue(worker)
                for chore in chores:
                    chore.do_when_due()
                if once:
                    run_queue(worker)
            except OperationalError as problem:
                log.error("database_does_not_answer", problem=str(problem))
                pause = SECONDS_WITHOUT_DATABASE
            if once:
                return
            if worker.running:
                time.sleep(pause)


def run_queue(worker: Worker) -> None:
    """Run what is in the queue; a look into an empty one takes no lock."""
    if DBTaskResult.objects.ready().exists():
        worker.run()


def task_worker() -> Worker:
    """django-tasks-db's worker, which ends its run when the queue is empty."""
    return Worker(
        queue_names=["default"],
        excluded_queue_names=[],
        backend_name="default",
        worker_id=f"{socket.gethostname()[:40]}-{os.getpid()}",
        interval=0,
        batch=True,
        startup_delay=False,
        max_tasks=None,
    )
