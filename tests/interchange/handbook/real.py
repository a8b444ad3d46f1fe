"""The real pages, where the variable HANDBOOK_DIR names the folder that holds them."""

import os
from pathlib import Path

import pytest

FOLDER = Path(os.environ.get("HANDBOOK_DIR", ""))
PAGES = {path.stem: path for path in sorted(FOLDER.rglob("*.*"))} if os.environ.get("HANDBOOK_DIR") else {}
needs_the_pages = pytest.mark.skipif(not PAGES, reason="HANDBOOK_DIR names no folder of handbook pages")
ALL = sorted(set(PAGES) - {"README"})
