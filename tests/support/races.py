"""Runs actions at the same moment in threads of their own, each with its own database connection."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier
from typing import Any, TypeVar

from django.db import connections

T = TypeVar("T")
Race = Callable[..., list[Any]]
PATIENCE = 60  # seconds


@contextmanager
def races(racers: int) -> Iterator[Race]:
    """Gives `race(*actions)` for as many actions as there are ``racers``, who keep their connections in between.

    A race starts all actions together and gives what each returned or raised, in their order. The test must see
    committed data: mark it `django_db(transaction=True)`.
    """
    barrier = Barrier(racers)

    def run(action: Callable[[], Any]) -> Any:
        barrier.wait(PATIENCE)
        try:
            return action()
        except Exception as error:
            return error

    def leave() -> None:
        barrier.wait(PATIENCE)  # so that each thread takes one of these
        connections.close_all()

    with ThreadPoolExecutor(racers) as threads:

        def race(*actions: Callable[[], Any]) -> list[Any]:
            runs = [threads.submit(run, action) for action in actions]
            return [one.result(PATIENCE) for one in runs]

        try:
            yield race
        finally:
            for left in [threads.submit(leave) for _ in range(racers)]:
                left.result(PATIENCE)


def race(*actions: Callable[[], T]) -> list[T | Exception]:
    """One race of ``actions``: see `races`."""
    with races(len(actions)) as run:
        results: list[T | Exception] = run(*actions)
    return results
