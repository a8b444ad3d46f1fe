"""``manage.py import_handbook``: what it prints, writes and refuses."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from marketing_portal.content.models import HandbookPage
from marketing_portal.interchange.management.commands import import_handbook
from personas.models import Persona

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
PAGES = Path(__file__).parent / "handbook" / "pages"


def run(*arguments: Any, **options: Any) -> tuple[str, str]:
    """What the command prints."""
    out, err = StringIO(), StringIO()
    call_command("import_handbook", *map(str, arguments), stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


def test_the_report_says_what_became_of_each_file(tmp_path: Path) -> None:
    told, _ = run(PAGES, report=tmp_path / "report.json")
    report = json.loads((tmp_path / "report.json").read_text())
    files = {Path(one["path"]).name: one for one in report["files"]}
    assert {name: one["kind"] for name, one in files.items()}.items() >= {
        "buyers.md": "buyer-personas",
        "copied.txt": "page",
        "department.txt": "strategic-marketing",
        "gtm.md": "use-case-gtm",
        "product.md": "product-marketing",
        "users.md": "user-personas",
        "ways.txt": "journeys",
    }.items()
    for one in files.values():
        assert one["words"] == one["words_found"] >= one["words_typed"]
        assert (one["words_missing"], one["skipped"]) == ([], 0)
    assert [name for name, one in files.items() if one["warnings"]] == ["mobile.md"], "it has gaps to tell of"
    assert report["totals"]["created"] == sum(one["created"] for one in files.values())
    assert report["totals"]["files"] == len(files)
    assert "100 %" in told


def test_a_dry_run_shows_the_difference_and_changes_nothing(tmp_path: Path) -> None:
    people = Persona.objects.count()
    told, _ = run(PAGES / "users.md", dry_run=True, report=tmp_path / "report.json")
    assert "created: Robin, Test Engineer" in told
    assert told.endswith("Dry run: nothing was changed.\n")
    assert Persona.objects.count() == people
    assert json.loads((tmp_path / "report.json").read_text())["applied"] is False
    run(PAGES / "users.md")
    changed = tmp_path / "users.md"
    changed.write_text(
        (PAGES / "users.md").read_text().replace("I keep the tests alive.", "I keep tests alive.")
    )
    told, _ = run(changed, dry_run=True)
    assert "- Text: I keep the tests alive.\n    + Text: I keep tests alive." in told


def test_a_bad_file_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"# Fine\n")
    (tmp_path / "b.md").write_bytes(b"# A\n\n\xff")
    with pytest.raises(CommandError, match=r"b\.md:3: The file is not UTF-8\."):
        run(tmp_path)
    assert not HandbookPage.objects.filter(slug="a").exists()


def test_edits_of_people_stop_it(tmp_path: Path) -> None:
    page = tmp_path / "a.md"
    page.write_text("# Fine\n\nText")
    run(page)
    row = HandbookPage.objects.get(slug="a")
    row.body = "Mine"
    row.save()
    page.write_text("# Fine\n\nNewer")
    with pytest.raises(CommandError, match="Body: here “Mine”, in the file “Newer”"):
        run(page)
    run(page, overwrite=True)
    row.refresh_from_db()
    assert row.body == "Newer"


def test_long_imports_show_progress(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_handbook, "LONG", 2)
    monkeypatch.setattr(import_handbook, "EVERY", 1)
    for name in "abc":
        (tmp_path / f"{name}.md").write_text("# A")
    _, told = run(tmp_path)
    assert "read: 3 of 3 pages" in told
    assert "check: 3 of 3 pages" in told
