"""`make bench`: importing 500 handbook pages, and the same ones again, in a database with the sample content.

The pages are those of HANDBOOK_DIR, else those written for the tests, multiplied with changed names. The limits: 60
seconds and 300 MB for the first import, a third of its time for the second.
"""

import argparse
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

PAGES, SECONDS, MEGABYTES, AGAIN = 500, 60, 300, 3
OWN = Path(__file__).parents[1] / "interchange" / "handbook" / "pages"
NAME = re.compile(r"^(#{2,4} |\s*title: \"?)(\w+)", re.MULTILINE)


def pages(target: Path) -> None:
    """Write PAGES files: each page of the source over and over, its titles and headings under other names."""
    source = Path(os.environ.get("HANDBOOK_DIR") or OWN)
    found = sorted(
        path for path in source.rglob("*") if path.suffix in {".md", ".txt"} and path.name != "README.md"
    )
    for number, path in zip(range(PAGES), cycle(found), strict=False):
        text = path.read_text(encoding="utf-8")
        named = NAME.sub(rf"\g<1>\g<2>{number}", text) if number >= len(found) else text
        (target / f"{number:03}-{path.name}").write_text(named, encoding="utf-8")


def timed(folder: str) -> float:
    """Seconds that one import takes, by a process of its own."""
    started = time.perf_counter()
    line = [sys.executable, "manage.py", "import_handbook", folder, "--verbosity", "0"]
    subprocess.run(line, check=True, stderr=subprocess.DEVNULL)
    return time.perf_counter() - started


def figures(folder: str) -> Iterator[str]:
    """The lines that are printed."""
    with tempfile.TemporaryDirectory() as data:
        os.environ |= {"PORTAL_MODE": "test", "PORTAL_DATA_DIR": data}
        os.environ["DATABASE_URL"] = f"sqlite:///{data}/import.sqlite3"
        for command in (["migrate", "--skip-checks"], ["load_content"]):
            subprocess.run([sys.executable, "manage.py", *command, "--verbosity", "0"], check=True)
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        first = timed(folder)
        most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000
        again = timed(folder)
    yield f"{PAGES} pages imported: {first:.1f} s (limit {SECONDS}), at most {most:.0f} MB (limit {MEGABYTES})"
    if most <= before / 1000:
        yield "  (not more than loading the sample content took)"
    yield f"the same again: {again:.1f} s (limit a third of the first time, {first / AGAIN:.1f} s)"


def main() -> None:
    """Print the figures."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    with tempfile.TemporaryDirectory(prefix="portal-pages-") as folder:
        pages(Path(folder))
        for line in figures(folder):
            print(line, flush=True)


if __name__ == "__main__":
    main()
