"""`make test`: every test on SQLite, a part of those that use the database on PostgreSQL, and the browser tests.

One after the other, each on all cores. Which tests failed, and what this machine cannot run, with the way to get it,
stands in the last lines. With REQUIRE_ALL=1 every test that uses the database runs on both, the browser looks at every
page in every way, and what was not run is a failure.
"""

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.support import postgres, programs, tally, template

NOT_DEEP = "not deep"
MEMORY, ENOUGH = Path("/dev/shm"), 2 << 30  # noqa: S108  what lies there is lost at a power cut, as it may be
WORKERS = max(2, os.cpu_count() or 2)
IN_A_BROWSER = "tests/browser"
BOTH = "On both, with more looks at pages: make test REQUIRE_ALL=1"


def memory() -> str | None:
    """A folder that is kept in memory, where this machine has one with enough room for the databases of a run."""
    if not (MEMORY.is_dir() and os.access(MEMORY, os.W_OK)) or os.statvfs(MEMORY).f_flag & os.ST_NOEXEC:
        return None
    return str(MEMORY) if shutil.disk_usage(MEMORY).free > ENOUGH else None


@dataclass
class Step:
    """One run of pytest: its name, where it looks for tests and which it selects, what its environment has besides.

    ``made`` makes the database that its workers copy, perhaps while the step before still runs.
    """

    name: str
    place: str
    select: str
    environment: dict[str, str]
    made: subprocess.Popen[bytes]


@dataclass
class Outcome:
    """What a whole run gave."""

    counts: Counter[str] = field(default_factory=Counter)
    missing: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)  # which tests, and why
    alike: int = 0  # tests that ran on SQLite alone: others stand for them on PostgreSQL
    broken: list[str] = field(default_factory=list)  # steps that died without counting anything

    def add(self, step: str, status: int, told: dict[str, Any]) -> None:
        """What one step gave."""
        self.counts += Counter(told["counts"])
        self.alike = max(self.alike, told["alike"])
        self.failures += [f"{step}: {one}" for one in told["failures"]]
        if status and not told["failures"]:
            self.broken.append(f"{step} ended with status {status}")


def run(step: Step, seed: int) -> tuple[int, dict[str, Any]]:
    """Run one step, its name before each line that it says; gives its status and what its tally holds."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "tally.json"
        line = [sys.executable, "-m", "pytest", step.place, "-m", step.select, "-q", "--no-header"]
        line += ["-p", "tests.support.tally", f"--randomly-seed={seed}"]
        line += ["-n", str(WORKERS), "--dist", "worksteal"]  # which leaves the tests of one file together
        environment = os.environ | step.environment | {"PORTAL_TEST_TALLY": str(target)}
        started = time.monotonic()
        with subprocess.Popen(
            line, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        ) as process:
            try:
                for said in process.stdout or ():
                    print(f"{step.name:<10} | {said.rstrip()}", flush=True)
            except BaseException:  # somebody stopped it
                process.terminate()
                raise
        print(f"{step.name:<10} | {time.monotonic() - started:.0f} s", flush=True)
        told = (
            json.loads(target.read_text()) if target.exists() else {"counts": {}, "alike": 0, "failures": []}
        )
        return process.returncode, told


def cluster(stack: ExitStack, outcome: Outcome) -> str:
    """DATABASE_URL of a PostgreSQL that ends with ``stack``; empty, and told, where there is none."""
    try:
        return stack.enter_context(postgres.private_cluster())
    except postgres.UnavailableError as reason:
        outcome.missing.append(f"PostgreSQL tests: {reason}. To have them: {postgres.REMEDY}")
        return ""


def making(stack: ExitStack, environment: dict[str, str]) -> subprocess.Popen[bytes]:
    """Begins to make the database that all workers of a step copy; ``environment`` leads to it.

    Where the run ends before, so does this.
    """
    line = [sys.executable, "-m", "tests.support.make_template"]
    process = subprocess.Popen(line, env=os.environ | environment)
    stack.callback(process.wait)
    stack.callback(process.terminate)  # before the wait; nothing where it has ended
    return process


def run_all(seed: int, *, deep: bool, whole: bool) -> Outcome:
    """All steps that this machine can run. ``whole``: with what is alike on both databases or for other eyes."""
    outcome = Outcome()
    depth, looks = ("" if deep else f" and {NOT_DEEP}"), ("" if deep or whole else f" and {NOT_DEEP}")
    common = {"HYPOTHESIS_PROFILE": "deep"} if deep else {}
    elsewhere = f"--ignore={IN_A_BROWSER}"
    on_both = "database" if deep or whole else f"database and not {tally.ALIKE}"
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="portal-made-")))
        lite = {template.NAME: str(folder / "template.sqlite3"), "DATABASE_URL": ""}
        made = making(stack, lite)
        steps = [Step("SQLite", elsewhere, f"not browser{depth}", common | lite, made)]
        if programs.chromium():
            steps.append(Step("Browser", IN_A_BROWSER, f"browser{looks}", common | lite, made))
        else:
            outcome.missing.append(f"browser tests: no Chromium. To have them: {programs.CHROMIUM_REMEDY}")
        if url := cluster(stack, outcome):
            large = {template.NAME: "portal_template", "DATABASE_URL": url}
            select = f"{on_both} and not browser{depth}"
            steps.append(Step("PostgreSQL", elsewhere, select, common | large, making(stack, large)))
        for step in steps:
            if step.made.wait():
                outcome.broken.append(f"the test database of {step.name} could not be made")
            else:
                outcome.add(step.name, *run(step, seed))
    if deep or whole or not url:
        outcome.alike = 0
    return outcome


def main() -> int:
    """Run everything; the status is 0 when nothing failed (and, with REQUIRE_ALL=1, nothing was left out)."""
    for ending in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, lambda number, _: sys.exit(128 + number))  # so that the cluster is stopped
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--deep", action="store_true", help="the long random runs as well")
    deep = parser.parse_args().deep
    seed = int(os.environ.get("SEED") or random.randrange(2**32))
    if "TMPDIR" not in os.environ and (place := memory()):
        os.environ["TMPDIR"] = tempfile.tempdir = place
    started = time.monotonic()
    print(f"Random order, seed {seed} (again in this order: make test SEED={seed})", flush=True)
    require_all = os.environ.get("REQUIRE_ALL") == "1"
    outcome = run_all(seed, deep=deep, whole=require_all)
    print(f"\nAll steps: {time.monotonic() - started:.0f} s")
    for line in outcome.failures + outcome.broken:
        print(f"Failed: {line}")
    for line in outcome.missing:
        print(f"Not run: {line}")
    if outcome.alike:
        print(f"On SQLite alone in this short run: {outcome.alike} tests. {BOTH}")
    skipped = f", {outcome.counts['skipped']} skipped" if outcome.counts["skipped"] else ""
    failed = len(outcome.failures) + len(outcome.broken)
    print(f"{outcome.counts['passed']} passed, {failed} failed{skipped}")
    return 1 if failed or (outcome.missing and require_all) else 0


if __name__ == "__main__":
    sys.exit(main())
