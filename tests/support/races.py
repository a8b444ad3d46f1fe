"""Runs actions at the same moment in threads of their own, each with its own database connection."""

from collections.abc import Callable
from threading import Barrier, Thread
from typing import TypeVar

from django.db import connections

T = TypeVar("T")
PATIENCE = 60  # seconds


def race(*actions: Callable[[], T]) -> list[T | Exception]:
    """Start all ``actions`` together; gives what each returned or raised, in their order.

    The test must see committed data: mark it `django_db(transaction=True)`.
    """
    results: list[T | Exception] = [RuntimeError("did not end")] * len(actions)
    barrier = Barrier(len(actions))

    def run(number: int, action: Callable[[], T]) -> None:
        try:
            barrier.wait(PATIENCE)
            results[number] = action()
        except Exception as error:
            results[number] = error
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=(number, action)) for number, action in enumerate(actions)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    return results
