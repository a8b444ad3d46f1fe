"""`make bench` and `make bench-full`: the desk with few and with very many requests, on each database.

Each database is made for this, filled by `make_requests` (95 of a hundred closed) and asked over HTTP, signed in as a
triage lead, in turns with the floor. `--full` measures 100,000 and 1,000,000 requests, on PostgreSQL only.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.support import postgres

QUICK, FULL = ("1000", "20000"), ("20000", "100000", "1000000")


def measure(url: str, folder: str, sizes: tuple[str, ...], target: Path | None) -> None:
    """The figures of one database, by a process of its own: Django takes one only."""
    environment = {
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "marketing_portal.settings",
        "PORTAL_MODE": "demo",
        "PORTAL_DATA_DIR": folder,
    }
    line = [sys.executable, "-m", "tests.bench.desk_figures", *sizes]
    line += ["--json", str(target)] if target else []
    subprocess.run(line, env=os.environ | environment, check=True)


def main() -> None:
    """Both databases, or with `--full` the one that is for production."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--full", action="store_true", help="up to a million requests, on PostgreSQL")
    parser.add_argument("--json", type=Path, help="add the figures to the list in this file")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as folder:
        Path(folder).chmod(0o755)
        if not given.full:
            measure(f"sqlite:///{folder}/desk.sqlite3", folder, QUICK, given.json)
        try:
            with postgres.private_cluster() as url:
                measure(url, folder, FULL if given.full else QUICK, given.json)
        except postgres.UnavailableError as reason:
            print(f"PostgreSQL not measured: {reason}. To have it: {postgres.REMEDY}")


if __name__ == "__main__":
    main()
