"""`make test`: every test on SQLite, those that use the database on PostgreSQL too, and the browser tests.

Two of the three run at a time, since each waits now and then: for a browser, for a process, for its last test. What
this machine cannot run is told in the last lines, with the way to get it. With REQUIRE_ALL=1 it is a failure.
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
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from tests.support import postgres, programs, template

NOT_DEEP = "not deep"
AT_ONCE = 2  # steps
WORKERS = max(2, (os.cpu_count() or 2) // AT_ONCE)  # of each step
IN_A_BROWSER = "tests/browser"


@dataclass
class Step:
    """One run of pytest: its name, where it looks for tests and which it selects, what its environment has besides."""

    name: str
    place: str
    select: str
    environment: dict[str, str]


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


def run(step: Step, seed: int, running: list[subprocess.Popen[str]]) -> tuple[int, Counter[str]]:
    """Run one step, its name before each line that it says; gives its status and what it counted."""
    with tempfile.TemporaryDirectory() as folder:
        tally = Path(folder) / "tally.json"
        line = [sys.executable, "-m", "pytest", step.place, "-m", step.select, "-q", "--no-header"]
        line += ["-p", "tests.support.tally", f"--randomly-seed={seed}"]
        line += ["-n", str(WORKERS), "--dist", "worksteal"]  # which leaves the tests of one file together
        environment = os.environ | step.environment | {"PORTAL_TEST_TALLY": str(tally)}
        started = time.monotonic()
        with subprocess.Popen(
            line, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        ) as process:
            running.append(process)
            for said in process.stdout or ():
                print(f"{step.name:<10} | {said.rstrip()}", flush=True)
        print(f"{step.name:<10} | {time.monotonic() - started:.0f} s", flush=True)
        return process.returncode, Counter(json.loads(tally.read_text()) if tally.exists() else {})


def run_steps(steps: list[Step], seed: int, outcome: Outcome) -> None:
    """Run them, ``AT_ONCE`` at a time, and add what they gave to ``outcome``."""
    running: list[subprocess.Popen[str]] = []
    with ThreadPoolExecutor(AT_ONCE) as pool:
        try:
            for step, (status, counts) in zip(
                steps, pool.map(lambda one: run(one, seed, running), steps), strict=True
            ):
                outcome.counts += counts
                if status and not counts["failed"] + counts["error"]:
                    outcome.broken.append(f"{step.name} ended with status {status}")
        except BaseException:  # somebody stopped it
            pool.shutdown(wait=False, cancel_futures=True)
            for process in running:
                process.terminate()
            raise


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
    """All steps that this machine can run, the longest first."""
    outcome = Outcome()
    depth = "" if deep else f" and {NOT_DEEP}"
    common = {"HYPOTHESIS_PROFILE": "deep"} if deep else {}
    elsewhere = f"--ignore={IN_A_BROWSER}"
    on_both = "(database or either_database)" if deep else "database"
    with ExitStack() as stack:
        url = cluster(stack, outcome)
        lite, large = databases(stack.enter_context(tempfile.TemporaryDirectory(prefix="portal-made-")), url)
        steps = [Step("SQLite", elsewhere, f"not browser{depth}", common | lite)]
        if programs.chromium():
            steps.append(Step("Browser", IN_A_BROWSER, f"browser{depth}", common | lite))
        else:
            outcome.missing.append(f"browser tests: no Chromium. To have them: {programs.CHROMIUM_REMEDY}")
        if url:
            steps.append(Step("PostgreSQL", elsewhere, f"{on_both} and not browser{depth}", common | large))
        run_steps(steps, seed, outcome)
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
