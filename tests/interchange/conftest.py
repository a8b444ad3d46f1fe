"""What the tests of loading share."""

import shutil
from pathlib import Path

import pytest

from tests.support.source import ROOT


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped files, to be changed; they are loaded already."""
    return Path(shutil.copytree(ROOT / "fixtures" / "content", tmp_path / "content"))
