"""`make bench`: the search among 50,000 documents, on SQLite and on PostgreSQL, each database made for this."""

import os
import subprocess
import sys
import tempfile

from tests.support import postgres


def measure(url: str, folder: str) -> None:
    """The figures of one database, by a process of its own."""
    environment = {
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "marketing_portal.settings",
        "PORTAL_MODE": "test",
        "PORTAL_DATA_DIR": folder,
    }
    subprocess.run(
        [sys.executable, "-m", "tests.bench.search_figures"], env=os.environ | environment, check=True
    )


def main() -> None:
    """Both databases."""
    with tempfile.TemporaryDirectory() as folder:
        measure(f"sqlite:///{folder}/search.sqlite3", folder)
        try:
            with postgres.private_cluster() as url:
                measure(url, folder)
        except postgres.UnavailableError as reason:
            print(f"PostgreSQL not measured: {reason}. To have it: {postgres.REMEDY}")


if __name__ == "__main__":
    main()
