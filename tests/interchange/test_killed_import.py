"""An import whose process is killed while it writes has changed nothing."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.conf import settings
from django.db import connection

pytestmark = pytest.mark.django_db
PAGES = 80
SIGN = "check: 25 of"  # everything is loaded by then, and what came from where is being written down
Holds = dict[str, list[str]]


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """A folder of pages: some that the sample content has, and many that it does not."""
    folder = tmp_path / "pages"
    folder.mkdir()
    buyers = Path(__file__).parent / "handbook" / "pages" / "buyers.md"
    (folder / "buyers.md").write_bytes(buyers.read_bytes())
    for number in range(PAGES):
        (folder / f"page-{number:03}.md").write_text(f"# Page {number}\n\nSome words, {number} of them.\n")
    return folder


@pytest.fixture
def database(tmp_path: Path) -> tuple[str, Callable[[], Holds]]:
    """Address of a database for another process, and what its tables hold: a copy where it is a file."""
    if connection.vendor == "postgresql":
        parts = urlsplit(os.environ["DATABASE_URL"])
        name = str(connection.settings_dict["NAME"])
        return urlunsplit(parts._replace(path=f"/{name}")), rows_of_connection
    path = tmp_path / "portal.sqlite3"
    with (
        closing(sqlite3.connect(connection.settings_dict["NAME"])) as source,
        closing(sqlite3.connect(path)) as copy,
    ):
        source.backup(copy)
    return f"sqlite:///{path}", lambda: rows_of_file(path)


def rows_of_connection() -> Holds:
    """Every row of every table, in no particular order of the database's own."""
    found: Holds = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 - a table's own name
            found[table] = sorted(map(repr, cursor.fetchall()))
    return found


def rows_of_file(path: Path) -> Holds:
    """The same of an SQLite file, which must be in order, too."""
    with closing(sqlite3.connect(path)) as file:
        assert file.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        tables = [name for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        found: Holds = {}
        for table in tables:
            rows = file.execute(f"SELECT * FROM '{table}'")  # noqa: S608 - a table's own name
            found[table] = sorted(map(repr, rows.fetchall()))
        return found


def test_a_killed_import_leaves_the_database_as_it_was(
    pages: Path, database: tuple[str, Callable[[], Holds]]
) -> None:
    address, holds = database
    before = holds()
    with subprocess.Popen(
        [sys.executable, "manage.py", "import_handbook", str(pages)],
        cwd=settings.BASE_DIR,
        env=os.environ | {"DATABASE_URL": address},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stderr is not None
        seen = next((line for line in process.stderr if line.startswith(SIGN)), "")
        process.kill()
    assert seen
    assert process.returncode == -signal.SIGKILL
    after = holds()
    assert before["content_handbookpage"]
    assert [table for table in before if before[table] != after[table]] == []
