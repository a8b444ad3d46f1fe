"""The test database as it was after loading the content, put back after each test that commits.

Django would empty every table after such a test, and the content with them; a copy is quicker than loading again.
"""

import contextlib
import sqlite3
from pathlib import Path
from typing import Any

from django.db import connection, connections
from django.test import TransactionTestCase


class PristineCopy:
    """A copy of the test database, made at once; ``restore`` puts it back, ``drop`` removes it.

    The database's name is kept from the start: at the end of a run Django's settings name the real one again.
    """

    def __init__(self) -> None:
        self.database = str(connection.settings_dict["NAME"])
        self.copy = f"{self.database}_pristine"
        self.duplicate = duplicate_sqlite if connection.vendor == "sqlite" else duplicate_postgres
        self.duplicate(self.database, self.copy)
        TransactionTestCase._fixture_teardown = leave_tables_alone  # type: ignore[attr-defined]

    def restore(self) -> None:
        """Make the test database what it was when it was copied."""
        if connection.settings_dict["NAME"] != self.database:
            raise RuntimeError("the test database is gone")
        self.duplicate(self.copy, self.database)

    def drop(self) -> None:
        """Remove the copy."""
        connections.close_all()
        if connection.vendor == "sqlite":
            for ending in ("", "-wal", "-shm"):
                Path(self.copy + ending).unlink(missing_ok=True)
        else:
            with connection._nodb_cursor() as cursor:
                cursor.execute(f"DROP DATABASE IF EXISTS {connection.ops.quote_name(self.copy)}")


def leave_tables_alone(test_case: Any) -> None:
    """In place of emptying every table: `restore` follows."""


def duplicate_sqlite(source: str, target: str) -> None:
    """Copy one SQLite database over another, open or not."""
    connections.close_all()
    with (
        contextlib.closing(sqlite3.connect(source, timeout=20)) as old,
        contextlib.closing(sqlite3.connect(target, timeout=20)) as new,
    ):
        old.backup(new)


def duplicate_postgres(source: str, target: str) -> None:
    """Replace the database ``target`` by a copy of ``source``."""
    connections.close_all()
    quote = connection.ops.quote_name
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {quote(target)} WITH (FORCE)")
        cursor.execute(f"CREATE DATABASE {quote(target)} TEMPLATE {quote(source)}")
