"""Writes what a pytest run gave to the file that PORTAL_TEST_TALLY names, for tests/support/run_tests.py."""

import json
import os
from pathlib import Path

import pytest

KINDS = ("passed", "failed", "error", "skipped")
ALIKE = "alike"  # the mark of those for which others stand on PostgreSQL
WIDTH = 200  # characters of a reason


def reason(report: pytest.TestReport) -> str:
    """The first line of what a failed test says."""
    crash = getattr(report.longrepr, "reprcrash", None)
    said = crash.message if crash else report.longreprtext.strip()
    return " ".join(said.split("\n", 1)[0].split())[:WIDTH]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Called once, in the process that collects the results."""
    target = os.environ.get("PORTAL_TEST_TALLY")
    if target:
        stats = terminalreporter.stats
        failures = [
            f"{one.nodeid}: {reason(one)}" for kind in ("failed", "error") for one in stats.get(kind, [])
        ]
        counts = {kind: len(stats.get(kind, [])) for kind in KINDS}
        alike = sum(ALIKE in one.keywords for one in stats.get("passed", []))
        Path(target).write_text(json.dumps({"counts": counts, "alike": alike, "failures": failures}))
