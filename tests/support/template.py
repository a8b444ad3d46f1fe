"""A test database that is made once in a run: migrated, with the content of fixtures/content in it.

`make test` makes one for SQLite and one for PostgreSQL; every worker of every step starts from
a copy. Where nobody made one (a single test run by hand), the worker migrates and loads for itself.
"""

import os
import shutil
from pathlib import Path

from django.db import connection

NAME = "PORTAL_TEST_TEMPLATE"  # path of the SQLite file, or name of the PostgreSQL database


def chosen() -> str:
    """Where the template is; empty when there is none."""
    return os.environ.get(NAME, "")


def copy_to(path: Path) -> None:
    """Put a copy of the SQLite template at ``path``; nothing where there is none."""
    if chosen() and Path(chosen()).exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(chosen(), path)


def start_from_copy() -> None:
    """Have the test database begin as a copy of the template; called when the worker's database has its name."""
    settings = connection.settings_dict["TEST"]
    if connection.vendor == "sqlite":
        copy_to(Path(settings["NAME"]))
    else:
        settings["TEMPLATE"] = chosen()
