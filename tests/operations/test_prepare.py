"""The steps of a start are taken when they are needed, and only then."""

import os
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.management import CommandError
from django.db.migrations.executor import MigrationExecutor

from marketing_portal.operations import prepare
from marketing_portal.operations.models import StartMark
from requests_board.models import Milestone


class Commands(list[str]):
    """Notes the commands that are called; what is in `failing` raises."""

    failing: str = ""

    def __call__(self, name: str, **_: Any) -> None:
        self.append(name)
        if name == self.failing:
            raise CommandError("3 objects were edited by people")


@pytest.fixture
def called(monkeypatch: pytest.MonkeyPatch) -> Commands:
    commands = Commands()
    monkeypatch.setattr(prepare, "call_command", commands)
    return commands


@pytest.fixture
def content(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, db: None) -> Path:
    (tmp_path / "personas").mkdir()
    (tmp_path / "personas" / "alex.md").write_text("one")
    monkeypatch.setattr(prepare, "CONTENT", tmp_path)
    return tmp_path


def quiet(_: str) -> None:
    """Say nothing."""


def test_tables_are_left_alone_when_they_are_up_to_date(called: Commands, db: None) -> None:
    prepare.migrate(quiet)
    assert called == []


def test_tables_are_brought_up_to_date(called: Commands, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MigrationExecutor, "migration_plan", lambda *_: ["one"])
    prepare.migrate(quiet)
    assert called == ["migrate"]


def test_static_files_are_collected_again_only_when_one_changed(
    called: Commands, settings: LazySettings, tmp_path: Path
) -> None:
    source, settings.STATIC_ROOT = tmp_path / "source", tmp_path / "collected"
    source.mkdir()
    settings.STATIC_ROOT.mkdir()
    settings.STATICFILES_DIRS = [source]
    for _ in range(2):
        prepare.collect_static(quiet)
    assert called == ["collectstatic"]
    (source / "new.css").write_text("a")
    prepare.collect_static(quiet)
    assert len(called) == 2
    os.utime(source / "new.css", ns=(1, 1))
    prepare.collect_static(quiet)
    (source / "new.css").unlink()
    prepare.collect_static(quiet)
    assert called == ["collectstatic"] * 4


def test_content_is_loaded_once_and_again_when_a_file_changed(called: Commands, content: Path) -> None:
    for _ in range(2):
        prepare.load_content(quiet)
    assert called == ["load_content"]
    (content / "personas" / "alex.md").write_text("two")
    prepare.load_content(quiet)
    (content / "personas" / "alex.md").rename(content / "personas" / "erin.md")
    prepare.load_content(quiet)
    assert called == ["load_content"] * 3


def test_edits_of_people_are_told_and_no_reason_to_stop(called: Commands, content: Path) -> None:
    called.failing = "load_content"
    told: list[str] = []
    prepare.load_content(told.append)
    assert told[-1] == "The sample content was not loaded: 3 objects were edited by people"
    assert not StartMark.objects.filter(step="content").exists(), "the next start tries again"


def test_demo_is_made_once(called: Commands, db: None) -> None:
    for _ in range(2):
        prepare.load_demo(quiet)
    assert called == ["load_demo"]


def test_production_gets_neither_sample_content_nor_demo(
    called: Commands, db: None, settings: LazySettings, tmp_path: Path
) -> None:
    settings.STATIC_ROOT = tmp_path
    prepare.everything(quiet, sample=False)
    assert {"load_content", "load_demo"}.isdisjoint(called)
    assert Milestone.objects.plannable().count() >= 2
