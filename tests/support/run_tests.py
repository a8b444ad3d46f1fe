"""`make test`: every test on SQLite, those that use the database on PostgreSQL too, then the browser tests.

What this machine cannot run is told in the last lines, with the way to get it. With REQUIRE_ALL=1 it is a failure.
"""

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from tests.support import postgres, programs, template

NOT_DEEP = "not deep"


@dataclass
class Step:
    """One run of pytest: its name, what it selects, what it adds to the environment."""

    name: str
    select: str
    workers: int = (
        3  # they wait for disk, database and browser now and then, so one more than two cores can run
    )
    environment: dict[str, str] = field(default_factory=dict)


@dataclass
class Outcome:
    """What a whole run gave."""

    counts: Counter[str] = field(default_factory=Counter)
    missing: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)

    @property
    def failed(self) -> int:
        """Failures and errors of all steps; a step that died without counting anything is one."""
        return self.counts["failed"] + self.counts["error"]


def run(step: Step, seed: int, outcome: Outcome) -> None:
    """Run one step, its output as it comes, and add what it counted to ``outcome``."""
    print(f"\n{step.name}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        tally = Path(folder) / "tally.json"
        line = [sys.executable, "-m", "pytest", "-q", "-p", "tests.support.tally", "-m", step.select]
        line += ["-p", "randomly", f"--randomly-seed={seed}", "--no-header"]
        line += ["-n", str(step.workers), "--dist", "loadgroup"]
        started = time.monotonic()
        status = subprocess.run(
            line, check=False, env=os.environ | step.environment | {"PORTAL_TEST_TALLY": str(tally)}
        ).returncode
        counts = Counter(json.loads(tally.read_text()) if tally.exists() else {})
    print(f"{step.name}: {time.monotonic() - started:.0f} s", flush=True)
    outcome.counts += counts
    if status and not counts["failed"] + counts["error"]:
        outcome.broken.append(f"{step.name} ended with status {status}")


def cluster(stack: ExitStack, outcome: Outcome) -> str:
    """DATABASE_URL of a PostgreSQL that ends with ``stack``; empty, and told, where there is none."""
    try:
        return stack.enter_context(postgres.private_cluster())
    except postgres.UnavailableError as reason:
        outcome.missing.append(f"PostgreSQL tests: {reason}. To have them: {postgres.REMEDY}")
        return ""


def databases(folder: str, postgres_url: str) -> tuple[dict[str, str], dict[str, str]]:
    """Make the databases that all workers copy, at the same time; returns what leads the steps to each of them."""
    lite = {template.NAME: str(Path(folder) / "template.sqlite3"), "DATABASE_URL": ""}
    large = {template.NAME: "portal_template", "DATABASE_URL": postgres_url}
    line = [sys.executable, "-m", "tests.support.make_template"]
    made = [
        subprocess.Popen(line, env=os.environ | one) for one in (lite, large) if one is lite or postgres_url
    ]
    statuses = [process.wait() for process in made]
    if any(statuses):
        raise SystemExit("The test databases could not be made.")
    return lite, large


def run_all(seed: int, deep: bool) -> Outcome:
    """The three steps, one after the other."""
    outcome = Outcome()
    depth = "" if deep else f" and {NOT_DEEP}"
    common = {"HYPOTHESIS_PROFILE": "deep"} if deep else {}
    with ExitStack() as stack:
        url = cluster(stack, outcome)
        lite, large = databases(stack.enter_context(tempfile.TemporaryDirectory(prefix="portal-made-")), url)
        run(Step("SQLite", f"not browser{depth}", environment=common | lite), seed, outcome)
        if url:
            run(
                Step("PostgreSQL", f"database and not browser{depth}", environment=common | large),
                seed,
                outcome,
            )
        if programs.chromium():
            run(Step("Browser", f"browser{depth}", environment=common | lite), seed, outcome)
        else:
            outcome.missing.append(f"browser tests: no Chromium. To have them: {programs.CHROMIUM_REMEDY}")
    return outcome


def main() -> int:
    """Run everything; the status is 0 when nothing failed (and, with REQUIRE_ALL=1, nothing was left out)."""
    for ending in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, lambda number, _: sys.exit(128 + number))  # so that the cluster is stopped
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--deep", action="store_true", help="the long random runs as well")
    deep = parser.parse_args().deep
    seed = int(os.environ.get("SEED") or random.randrange(2**32))
    started = time.monotonic()
    print(f"Random order, seed {seed} (again in this order: make test SEED={seed})", flush=True)
    outcome = run_all(seed, deep)
    print(f"\nAll steps: {time.monotonic() - started:.0f} s")
    for line in outcome.broken:
        print(f"Broken: {line}")
    for line in outcome.missing:
        print(f"Not run: {line}")
    skipped = f", {outcome.counts['skipped']} skipped" if outcome.counts["skipped"] else ""
    print(f"{outcome.counts['passed']} passed, {outcome.failed + len(outcome.broken)} failed{skipped}")
    refused = outcome.missing and os.environ.get("REQUIRE_ALL") == "1"
    return 1 if outcome.failed or outcome.broken or refused else 0


if __name__ == "__main__":
    sys.exit(main())
