"""Writes what a pytest run counted to the file that PORTAL_TEST_TALLY names, for tests/support/run_tests.py."""

import json
import os
from pathlib import Path

import pytest

KINDS = ("passed", "failed", "error", "skipped")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Called once, in the process that collects the results."""
    target = os.environ.get("PORTAL_TEST_TALLY")
    if target:
        counts = {kind: len(terminalreporter.stats.get(kind, [])) for kind in KINDS}
        Path(target).write_text(json.dumps(counts))
