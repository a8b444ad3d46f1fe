"""What docs/importing.md names is there."""

import importlib
import json
import re
from pathlib import Path

from django.core.management import load_command_class

from marketing_portal.interchange.handbook.applying.report import FileReport, ImportReport
from tests.support.source import ROOT

TEXT = (ROOT / "docs" / "importing.md").read_text()
PACKAGE = ROOT / "marketing_portal" / "interchange" / "handbook"


def switches_of(command: str) -> set[str]:
    """The switches which a command takes, such as `--dry-run`."""
    parser = load_command_class("marketing_portal.interchange", command).create_parser("manage.py", command)
    return set(re.findall(r"--[a-z-]+", parser.format_help()))


def test_every_switch_is_one_of_the_commands_told_of() -> None:
    commands = set(re.findall(r"manage\.py ([a-z_]+)", TEXT))
    known = set().union(*(switches_of(command) for command in commands))
    assert set(re.findall(r"--[a-z-]+", TEXT)) <= known


def test_every_module_and_folder_is_there() -> None:
    for name in re.findall(r"`((?:handbook|reading|kinds|applying)/[a-z_./]*)`", TEXT):
        assert (PACKAGE / name.removeprefix("handbook/")).exists(), name


def test_every_import_works() -> None:
    for module, names in re.findall(r"^from (\S+) import (.+)$", TEXT, re.MULTILINE):
        for name in names.split(", "):
            assert hasattr(importlib.import_module(module), name), name


def test_every_key_of_the_report_is_told() -> None:
    report = ImportReport([FileReport("a", "a", "page")]).as_dict()
    json.dumps(report)
    for key in (*report, *report["files"][0]):
        assert re.search(rf"[`\"]{key}[`\"]", TEXT), key


def test_the_recipe_is_how_it_is_done() -> None:
    code = Path(PACKAGE / "kinds" / "buyer_personas.py").read_text()
    for line in ('name="buyer-personas"', 'fits=partial(mostly, "buyer")', "Personas(),"):
        assert line in code
        assert line in TEXT
