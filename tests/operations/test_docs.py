"""The documents say what is so: the table of settings, and commands that work."""

import os
import re
import sqlite3
import subprocess
from pathlib import Path

import pytest
from django.db import connection

from marketing_portal.environment import VARIABLES
from tests.support import postgres, programs
from tests.support.source import ROOT

OPERATIONS = (ROOT / "docs" / "operations.md").read_text()


def commands_below(heading: str) -> list[str]:
    """The shell blocks between ``heading`` and the next one."""
    part = re.split(r"^#{2,3} ", OPERATIONS.partition(f"# {heading}\n")[2], flags=re.MULTILINE)[0]
    return re.findall(r"```sh\n(.*?)```", part, re.DOTALL)


def shell(command: str, folder: Path, **environment: str) -> None:
    done = subprocess.run(
        ["bash", "-euc", command],
        cwd=folder,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_the_table_of_settings_is_the_list_in_the_code() -> None:
    written = re.findall(r"^\| `[A-Z_]+` \|.*\|$", (ROOT / "docs" / "settings.md").read_text(), re.MULTILINE)
    expected = [
        f"| `{v.name}` | {v.default} | {'yes' if v.required_in_production else ''} | {v.meaning} |"
        for v in VARIABLES
    ]
    assert written == expected


def test_backing_up_sqlite_while_it_is_written_to(tmp_path: Path) -> None:
    back_up, restore = commands_below("SQLite")
    (tmp_path / "var").mkdir()
    database = sqlite3.connect(tmp_path / "var" / "portal.sqlite3", isolation_level=None)
    database.executescript("PRAGMA journal_mode=WAL; CREATE TABLE t (n); INSERT INTO t VALUES (1);")
    database.execute("BEGIN IMMEDIATE")
    database.execute("INSERT INTO t VALUES (2)")
    shell(back_up, tmp_path)
    database.execute("COMMIT")
    database.close()
    shell(restore, tmp_path)
    with sqlite3.connect(tmp_path / "var" / "portal.sqlite3") as restored:
        assert restored.execute("SELECT n FROM t").fetchall() == [(1,)]


def url_of(name: str) -> str:
    """DATABASE_URL of another database on the server of the tests."""
    settings = connection.settings_dict
    host = str(settings["HOST"]).replace("/", "%2F")
    return f"postgres://{settings['USER']}:{settings['PASSWORD']}@{host}:{settings['PORT'] or 5432}/{name}"


@pytest.mark.django_db(transaction=True)
def test_backing_up_postgresql(tmp_path: Path) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL")
    back_up, restore = commands_below("PostgreSQL")
    folder = programs.postgres_bin() or postgres.wheel_bin()
    path = f"{folder}{os.pathsep}{os.environ['PATH']}"
    name = f"{connection.settings_dict['NAME']}_restored"
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
        try:
            shell(back_up, tmp_path, PATH=path, DATABASE_URL=url_of(str(connection.settings_dict["NAME"])))
            shell(restore, tmp_path, PATH=path, DATABASE_URL=url_of(name))
            tables = subprocess.run(
                ["psql", url_of(name), "-Atc", "SELECT count(*) FROM personas_persona"],
                env=os.environ | {"PATH": path}, capture_output=True, text=True, check=True,
            )  # fmt: skip
            assert int(tables.stdout) >= 6
        finally:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
