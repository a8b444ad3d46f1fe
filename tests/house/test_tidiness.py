"""Nothing in the project names a machine, a package registry or a stranger's server; commands in the docs exist."""

import hashlib
import re
import subprocess
from pathlib import Path

import pytest
from django.core.management import get_commands

from tests.support import source

MACHINE_PATH = re.compile(r"(?:^|[^\w./:-])/(?:home|root|Users|work|farm)/[A-Za-z.]")
REGISTRY = re.compile(
    r"registry\.(?:npmjs|yarnpkg)|pythonhosted\.|\bpypi\.(?:org|python)|--(?:extra-)?index-url|unpkg\.|jsdelivr"
)
STATIC_FOREIGN = re.compile(
    r"url\(\s*[\"']?(?:https?:)?//|@import\s+[\"'](?:https?:)?//|\b(?:from|import)\s*\(?[\"']https?:"
)
FENCE = re.compile(r"^```(?:sh|bash|shell|console|text)?\n(.*?)^```", re.DOTALL | re.MULTILINE)
MAKE_TARGET = re.compile(r"\bmake ([a-z][a-z-]*)")
MANAGE_COMMAND = re.compile(r"manage\.py ([a-z_]+)")
THIS_FILE = Path(__file__)


def project_texts() -> list[Path]:
    """What stands in the repository, as far as git knows, else every text file."""
    listed = subprocess.run(["git", "ls-files"], cwd=source.ROOT, capture_output=True, text=True, check=False)
    known = {source.ROOT / name for name in listed.stdout.splitlines()}
    return [path for path in source.text_files() if (not known or path in known) and path != THIS_FILE]


def lines_with(pattern: re.Pattern[str], paths: list[Path]) -> list[str]:
    """`file:line` of each line that ``pattern`` finds."""
    return [
        f"{path.relative_to(source.ROOT)}:{number}"
        for path in paths
        for number, line in enumerate(path.read_text(errors="replace").splitlines(), 1)
        if pattern.search(line)
    ]


def documents() -> list[Path]:
    """What people read: the documents at the root and in docs/."""
    return sorted([*source.ROOT.glob("*.md"), *(source.ROOT / "docs").rglob("*.md")])


def shown_commands() -> str:
    """Everything that stands in a code block or in backquotes in the documents."""
    texts = [path.read_text() for path in documents()]
    return "\n".join(
        found for text in texts for found in [*FENCE.findall(text), *re.findall(r"`([^`\n]+)`", text)]
    )


def test_no_file_names_a_folder_of_a_machine() -> None:
    assert lines_with(MACHINE_PATH, project_texts()) == []
    assert lines_with(re.compile(re.escape(str(source.ROOT)) + "/"), project_texts()) == []


def test_no_file_names_a_package_registry() -> None:
    assert lines_with(REGISTRY, project_texts()) == []


def test_lock_files_have_hashes_and_no_address() -> None:
    for path in source.ROOT.glob("requirements*.txt"):
        text = path.read_text()
        assert "//" not in text, path.name
        assert len(re.findall(r"^[a-z0-9]", text, re.MULTILINE)) <= text.count("--hash=sha256:"), path.name


def test_static_files_load_nothing_from_elsewhere() -> None:
    ours = [path for path in source.files("marketing_portal") if path.suffix in {".css", ".js", ".svg"}]
    assert lines_with(STATIC_FOREIGN, ours) == []


def test_make_targets_in_the_documents_exist() -> None:
    targets = set(re.findall(r"^([a-z][a-z-]*):", (source.ROOT / "Makefile").read_text(), re.MULTILINE))
    assert set(MAKE_TARGET.findall(shown_commands())) - targets == set()


def test_management_commands_in_the_documents_exist() -> None:
    assert set(MANAGE_COMMAND.findall(shown_commands())) - set(get_commands()) == set()


@pytest.mark.parametrize(
    "path",
    sorted(p for top in ("marketing_portal", "tests") for p in (source.ROOT / top).rglob("VENDOR.md")),
    ids=lambda path: path.parent.name,
)
def test_vendored_files_are_what_their_table_says(path: Path) -> None:
    rows = re.findall(r"^\| `([^`]+)` \|.*\| `([0-9a-f]{64})` \|$", path.read_text(), re.MULTILINE)
    assert rows
    for name, digest in rows:
        assert hashlib.sha256((path.parent / name).read_bytes()).hexdigest() == digest, name


def test_the_patterns_find_what_they_are_for() -> None:
    assert MACHINE_PATH.search("see /home/someone/portal")
    assert not MACHINE_PATH.search("https://about.example.com/work/here and ./home/x")
    assert REGISTRY.search("pip install --index-url x")
    assert STATIC_FOREIGN.search("@import 'https://fonts.example.com/x.css';")
