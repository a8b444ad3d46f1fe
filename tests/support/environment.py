"""Sets the environment of a test run before Django reads its settings (loaded by ``-p`` in pyproject.toml).

Whatever the shell has set for the portal must not colour the tests, so every variable that the portal knows is taken
away, except DATABASE_URL, which chooses the database. Data goes to a folder of this run, removed at the end, so that
two runs in one checkout do not meet.
"""

import atexit
import os
import shutil
import tempfile

import django.db.models  # noqa: F401  first of all: pytest-randomly goes in by another door and leaves half of it undone

from marketing_portal.environment import VARIABLES

KEPT = {"DATABASE_URL"}
OWNED = "PORTAL_TEST_DATA_DIR"  # set by the process that made the folder; workers of pytest-xdist inherit it


def prepare() -> None:
    """Clear the portal's variables and give this run a data folder of its own."""
    for variable in VARIABLES:
        if variable.name not in KEPT:
            os.environ.pop(variable.name, None)
    if OWNED not in os.environ:
        folder = tempfile.mkdtemp(prefix="portal-test-")
        os.environ[OWNED] = folder
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ["PORTAL_MODE"] = "test"
    os.environ["PORTAL_DATA_DIR"] = os.environ[OWNED]


prepare()
