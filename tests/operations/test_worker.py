"""The worker: runs what is in the queue, orders what is due, puts back what a killed worker left."""

import datetime as dt
import os
import signal
import threading
import time
import uuid

import pytest
from django.conf import LazySettings
from django.core import mail
from django.core.management import call_command
from django.db import OperationalError
from django.utils import timezone
from django_tasks import TaskResultStatus as Status
from django_tasks_db.management.commands import db_worker
from django_tasks_db.models import DBTaskResult

from marketing_portal.operations import chores
from marketing_portal.operations.management.commands import worker as command
from marketing_portal.people.models import User
from requests_board import delivery, workflow
from requests_board.models import Notification
from tests.support.cast import Cast

PATH = "requests_board.delivery.tasks.send_due_mail"


@pytest.fixture(autouse=True)
def queue(settings: LazySettings, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The queue of production; connections stay open, as the test's transaction is in one (Django's client does so)."""
    for module in (command, db_worker):
        monkeypatch.setattr(module, "close_old_connections", lambda: None)
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}


def a_notice(recipient: User, actor: User) -> Notification:
    return Notification.objects.create(recipient=recipient, actor=actor, submit=uuid.uuid4(), subject="Done")


def a_running_task(minutes: int, workers: int = 1) -> DBTaskResult[..., object]:
    delivery.send_due_mail.enqueue()
    task = DBTaskResult.objects.get()
    task.status, task.started_at = Status.RUNNING, timezone.now() - dt.timedelta(minutes=minutes)
    task.worker_ids = [f"worker-{number}" for number in range(workers)]
    task.save()
    return task


def test_it_runs_the_queue_and_ends(cast: Cast) -> None:
    a_notice(cast.requester, cast.triage_lead)
    delivery.enqueue_mail()
    assert mail.outbox == []
    call_command("worker", once=True)
    assert len(mail.outbox) == 1
    task = DBTaskResult.objects.get()
    assert (task.status, task.return_value) == (Status.SUCCESSFUL, 1)


def test_what_no_task_was_ordered_for_is_sent_all_the_same(cast: Cast) -> None:
    a_notice(cast.requester, cast.triage_lead)
    call_command("worker", once=True)
    assert len(mail.outbox) == 1


def test_a_task_that_fails_does_not_stop_it(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    delivery.enqueue_mail()
    with monkeypatch.context() as broken:
        broken.setattr("requests_board.delivery.outbox.people_with_due_mail", lambda _: 1 / 0)
        call_command("worker", once=True)
    assert DBTaskResult.objects.get().status == Status.FAILED
    a_notice(cast.requester, cast.triage_lead)
    call_command("worker", once=True)
    assert len(mail.outbox) == 1


def test_a_filed_request_is_told_after_the_commit(
    cast: Cast, django_capture_on_commit_callbacks: pytest.FixtureRequest
) -> None:
    lead = cast.triage_lead
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        workflow.file_request(by=cast.requester, title="Slides for a bank")
    call_command("worker", once=True)
    assert [message.to for message in mail.outbox] == [[lead.email]]


def test_tasks_of_a_killed_worker_are_run_again(cast: Cast) -> None:
    a_running_task(minutes=11)
    a_notice(cast.requester, cast.triage_lead)
    assert chores.reap() == 1
    call_command("worker", once=True)
    task = DBTaskResult.objects.get(pk=DBTaskResult.objects.order_by("enqueued_at").first().pk)  # type: ignore[union-attr]
    assert task.status == Status.SUCCESSFUL
    assert len(mail.outbox) == 1


def test_tasks_that_run_are_left_alone() -> None:
    task = a_running_task(minutes=9)
    assert chores.reap() == 0
    task.refresh_from_db()
    assert task.status == Status.RUNNING


def test_a_task_that_kills_its_workers_is_given_up() -> None:
    task = a_running_task(minutes=11, workers=chores.MOST_RUNS)
    assert chores.reap() == 1
    task.refresh_from_db()
    assert (task.status, "3 workers ended" in task.traceback) == (Status.FAILED, True)


def test_a_task_that_ends_meanwhile_is_not_put_back(monkeypatch: pytest.MonkeyPatch) -> None:
    task = a_running_task(minutes=11)
    lost = list(DBTaskResult.objects.running())
    DBTaskResult.objects.filter(pk=task.pk).update(status=Status.SUCCESSFUL)
    monkeypatch.setattr(chores, "lost_tasks", lambda: lost)
    assert chores.reap() == 0
    task.refresh_from_db()
    assert task.status == Status.SUCCESSFUL


def test_old_tasks_and_sessions_are_thrown_away() -> None:
    task = a_running_task(minutes=0)
    ended = timezone.now() - dt.timedelta(days=chores.TASKS_KEPT_DAYS + 1)
    DBTaskResult.objects.update(status=Status.SUCCESSFUL, finished_at=ended)
    chores.tidy()
    assert not DBTaskResult.objects.filter(pk=task.pk).exists()


def test_chores_wait_for_their_time(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[float] = []
    now = 100.0
    monkeypatch.setattr("marketing_portal.operations.chores.time.monotonic", lambda: now)
    chore = chores.Chore(10, lambda: done.append(now))
    for now in (100.0, 105.0, 110.0, 111.0):  # noqa: B007
        chore.do_when_due()
    assert done == [100.0, 110.0]


def test_a_database_that_is_away_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> None:
        raise OperationalError("no route to host")

    monkeypatch.setattr(command, "all_chores", lambda: [chores.Chore(1, away)])
    call_command("worker", once=True)


@pytest.mark.django_db(transaction=True)
def test_a_signal_ends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    former = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGQUIT)}
    threading.Timer(0.5, lambda: os.kill(os.getpid(), signal.SIGTERM)).start()
    started = time.monotonic()
    with pytest.raises(SystemExit) as ended:
        call_command("worker")
    for number, handler in former.items():
        signal.signal(number, handler)
    assert ended.value.code == 0
    assert time.monotonic() - started < 10
