"""What is shipped: icons that exist, files of others as recorded, and no more weight than was agreed."""

import gzip
import hashlib
import re
from pathlib import Path

import pytest
from django.conf import settings

from marketing_portal.ui.components.basics import GAPS

ROOT = Path(settings.BASE_DIR)
STATIC = ROOT / "marketing_portal/ui/static/ui"
SYMBOLS = set(re.findall(r'<symbol id="([a-z]+)"', (STATIC / "icons.svg").read_text()))
USED = re.compile(r'{% icon "([a-z]+)"|icon_name="([a-z]+)"|{% badge "[^"]*" "[a-z]+" "([a-z]+)"')
RECORDED = re.compile(r"\| `([^`]+)` \|.*`([0-9a-f]{64})`")


@pytest.mark.parametrize("path", sorted((ROOT / "templates").rglob("*.html")), ids=lambda path: path.name)
def test_every_icon_exists(path: Path) -> None:
    used = {name for names in USED.findall(path.read_text()) for name in names if name}
    assert used - SYMBOLS == set()


def test_every_gap_has_its_icon() -> None:
    assert {picture for picture, _ in GAPS.values()} <= SYMBOLS


def test_files_of_others_are_the_recorded_ones() -> None:
    recorded = RECORDED.findall((STATIC / "VENDOR.md").read_text())
    assert {name for name, _ in recorded} >= {"fonts/schibsted-grotesk.woff2", "icons.svg"}
    for name, digest in recorded:
        assert hashlib.sha256((STATIC / name).read_bytes()).hexdigest() == digest, name


def test_the_frame_of_a_page_stays_light() -> None:
    sheets = [STATIC / f"css/{name}.css" for name in ("tokens", "base", "content", "forms", "data", "print")]
    scripts = [STATIC / f"js/{name}.js" for name in ("menus", "keys", "copy", "toc")]
    compressed = sum(
        len(gzip.compress(path.read_bytes())) for path in [*sheets, *scripts, STATIC / "icons.svg"]
    )
    font = (STATIC / "fonts/schibsted-grotesk.woff2").stat().st_size
    assert compressed < 26_000
    assert font < 40_000
