"""Importing handbook pages: over the sample content, again without effect, newer versions, edits of people."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from marketing_portal.content import history
from marketing_portal.content.models import ChangeSet, FormerSlug, HandbookPage, Origin
from marketing_portal.interchange.errors import BadFile
from marketing_portal.interchange.handbook.applying.importing import import_files
from marketing_portal.interchange.handbook.applying.report import ImportReport
from marketing_portal.interchange.handbook.sources import SourceFile
from marketing_portal.interchange.models import ImportedFile, ImportedObject
from marketing_portal.people.models import User
from personas.models import DeprecatedAsset, Guidance, Persona, PersonaListEntry, PersonaPoint

pytestmark = pytest.mark.django_db
PAGES = Path(__file__).parent / "handbook" / "pages"
BUYERS = (PAGES / "buyers.md").read_text()
USERS = (PAGES / "users.md").read_text()
ALEX = """\
### Alex - the Application Development Manager

* **Background:**
  * Led people first.
  * Wrote code before.
* **Goals:**
  * One
  * Two
"""


def run(files: dict[str, str | bytes], **options: Any) -> ImportReport:
    """Import files of these names and contents."""
    sources = [
        SourceFile(name, name, data.encode() if isinstance(data, str) else data)
        for name, data in files.items()
    ]
    return import_files(sources, **options)


def texts(points: Iterable[PersonaPoint]) -> dict[str, str]:
    """Texts by key."""
    return {point.key: point.text for point in points}


@pytest.fixture
def alex() -> Persona:
    """A persona of the sample content."""
    return Persona.objects.get(slug="alex-application-development-manager")


def edit(row: Any, by: User | None = None, **values: Any) -> None:
    """A person changes something in the portal."""
    row.refresh_from_db()
    with history.change(user=by, channel="admin"):
        for name, value in values.items():
            setattr(row, name, value)
        row.save()


def test_an_original_takes_the_place_of_the_sample(alex: Persona) -> None:
    before = alex.points.filter(kind="background").order_by("order").values_list("key", flat=True)
    keys, personas = list(before), Persona.objects.count()
    report = run({"people.md": ALEX})
    alex.refresh_from_db()
    assert texts(alex.points.filter(kind="background").order_by("order")) == dict(
        zip(keys, ["Led people first.", "Wrote code before."], strict=True)
    )
    assert (alex.origin, alex.source_page, alex.source_lines, alex.is_edited) == (
        "imported",
        "people",
        "1-8",
        False,
    )
    assert alex.source_heading == "Alex - the Application Development Manager"
    assert alex.summary  # no page says one, so it stays
    assert not alex.quotes.exists()
    assert Persona.objects.count() == personas
    assert [(one.what, one.label) for one in report.files[0].objects] == [("updated", str(alex))]
    assert report.files[0].tally.found == report.files[0].tally.words == report.files[0].tally.typed


@pytest.mark.either_database
@pytest.mark.parametrize("more", [{}, {"copied.txt": "Nothing new"}], ids=["the same", "with another page"])
def test_importing_again_writes_nothing(more: dict[str, str | bytes]) -> None:
    files: dict[str, str | bytes] = {"buyers.md": BUYERS, "users.md": USERS}
    first = run(files)
    sets = ChangeSet.objects.count() + bool(more)
    with CaptureQueriesContext(connection) as queries:
        second = run(files | more)
    content = [
        query["sql"]
        for query in queries
        if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))
        and "interchange_imported" not in query["sql"]
    ]
    assert bool(content) == bool(more)
    assert ChangeSet.objects.count() == sets
    for one, other in zip(first.files, second.files, strict=False):
        assert other.count("unchanged") == len(one.objects)
        assert one.tally == other.tally
        assert not one.tally.missing


def test_reading_everything_anew_changes_nothing() -> None:
    """Links lead to the same whether their page was there or comes along, under an address of its own."""
    HandbookPage.objects.all().delete()
    files: dict[str, str | bytes] = {
        "who.md": BUYERS,
        "a.md": "# A\n\n[To whom](/handbook/marketing/buyer-personas/) and [who](/handbook/marketing/who/)",
    }
    assert run(files).files[1].links == []
    ImportedFile.objects.update(reading="by an importer that has learned something since")
    again = run(files).files
    assert [one.count("unchanged") for one in again] == [len(one.objects) for one in again]


def test_a_page_is_read_again_where_something_changed_here(alex: Persona) -> None:
    page = "# A\n\n[Night](/handbook/people/#robin-night-watch) and [day](#day)\n\n## Day"
    assert run({"a.md": page}).files[0].links == [(3, "/handbook/people/#robin-night-watch")]
    run(
        {"people.md": ALEX.replace("Alex", "Robin").replace("Application Development Manager", "Night Watch")}
    )
    again = run({"a.md": page})
    assert (again.files[0].links, again.files[0].count("updated")) == ([], 1)
    assert "(/personas/robin-night-watch/)" in HandbookPage.objects.get(slug="a").body


def test_everything_knows_where_it_came_from() -> None:
    run({"x/buyers.md": BUYERS})
    file = ImportedFile.objects.get(key="x/buyers")
    assert (file.kind, file.title, file.words_missing) == ("buyer-personas", "Who buys from us", [])
    kim = Persona.objects.get(slug="kim-quality-director")
    spots = {str(one.content_object): one for one in ImportedObject.objects.filter(file=file)}
    assert (spots[str(kim)].heading, spots[str(kim)].first_line) == (
        "Kim - the Quality Director (QA, etc.)",
        31,
    )
    assert spots["Leave nobody out."].heading == "Writing for all personas"
    assert [69, "Discover Questions questions to ask"] in file.outline


def test_lists_take_the_place_of_sample_lists() -> None:
    run({"buyers.md": BUYERS})
    assert [(one.label, one.persona and one.persona.slug) for one in PersonaListEntry.objects.all()] == [
        ("Head of Tests", "kim-quality-director"),
        ("Head of Support", None),
    ]
    assert list(Guidance.objects.filter(kind="writing").values_list("text", flat=True)) == [
        "Write as you speak.",
        "Leave nobody out.",
    ]
    assert list(DeprecatedAsset.objects.values_list("title", flat=True)) == ["Head of QA"]


def test_pages_about_the_same_source_are_replaced() -> None:
    report = run({"buyer-personas.md": BUYERS})
    page = HandbookPage.objects.get(slug="buyer-personas")
    assert (page.title, page.origin) == ("Who buys from us", Origin.IMPORTED)
    assert page.summary
    gone = HandbookPage.objects.get(slug="writing-for-personas")
    assert gone.archived_at is not None
    assert FormerSlug.objects.get(slug=gone.slug).object_id == page.pk
    assert report.files[0].replaced.count("Writing for personas") == 1
    assert run({"buyer-personas.md": BUYERS}).files[0].replaced == []


def test_links_lead_to_what_the_pages_became() -> None:
    report = run({"buyers.md": BUYERS, "users.md": USERS})
    body = HandbookPage.objects.get(title="Who buys from us").body
    assert "[what they use](/personas/robin-test-engineer/)" in body
    assert "[the tiers](https://about.gitlab.com/company/tiers/#all)" in body
    assert (
        "[Chart (image, not imported)](https://about.gitlab.com/images/chart.png){: .missing-image}" in body
    )
    assert report.files[0].links == [(13, "../images/chart.png"), (18, "/company/tiers/#all")]
    moved = run({"buyers.md": BUYERS, "users.md": USERS}, base_url="https://example.com/a/")
    assert moved.files[0].count("updated") == 1
    assert "https://example.com/company/tiers/#all" in HandbookPage.objects.get(title="Who buys from us").body


def test_a_newer_version_updates_what_changed_and_shows_it_first(alex: Persona) -> None:
    run({"people.md": ALEX})
    newer = ALEX.replace("  * One\n", "  * Zero\n  * One\n").replace("Led people", "Led teams")
    for dry_run in (True, False):
        report = run({"people.md": newer}, dry_run=dry_run)
        (one,) = report.files[0].objects
        changes = [(change["field"], change["before"], change["after"]) for change in one.changes]
        assert changes == [("Text", "Led people first.", "Led teams first."), ("Text", "", "Zero")]
        stored = texts(alex.points.filter(kind="goals").order_by("order"))
        assert list(stored.values()) == (["One", "Two"] if dry_run else ["Zero", "One", "Two"])
        assert report.is_applied is not dry_run
    assert run({"people.md": newer}).files[0].count("unchanged") == 1


@pytest.mark.either_database
def test_what_a_person_edited_is_asked_about_field_by_field(alex: Persona) -> None:
    run({"people.md": ALEX})
    edit(alex.points.get(text="Two"), text="Two, edited")
    edit(alex, summary="A person's summary.")
    newer = ALEX.replace("  * One\n  * Two\n", "  * First\n  * Second\n")
    report = run({"people.md": newer})
    (conflict,) = report.conflicts
    (clash,) = conflict.clashes
    assert (clash.label, clash.mine, clash.file) == ("Text", "Two, edited", "Second")
    assert not report.is_applied
    assert set(texts(alex.points.filter(kind="goals")).values()) == {"One", "Two, edited"}
    assert run({"people.md": newer}, choices={clash.key: "mine"}).is_applied
    assert set(texts(alex.points.filter(kind="goals")).values()) == {"First", "Two, edited"}
    alex.refresh_from_db()
    assert (alex.is_edited, alex.summary) == (True, "A person's summary.")
    again = newer.replace("Second", "Third")
    assert run({"people.md": again}, choices={clash.key: "file"}).is_applied
    assert set(texts(alex.points.filter(kind="goals")).values()) == {"First", "Third"}


@pytest.mark.either_database
def test_edits_elsewhere_are_no_conflict_and_stay(alex: Persona) -> None:
    run({"people.md": ALEX})
    edit(alex.points.get(text="One"), text="One, edited")
    assert run({"people.md": ALEX}).files[0].count("skipped") == 1
    assert run({"people.md": ALEX.replace("Two", "Second")}).is_applied
    assert set(texts(alex.points.filter(kind="goals")).values()) == {"One, edited", "Second"}
    assert run({"people.md": ALEX.replace("Two", "2").replace("One", "1")}).conflicts
    assert run({"people.md": ALEX.replace("One", "1")}, overwrite=True).is_applied
    assert set(texts(alex.points.filter(kind="goals")).values()) == {"1", "Two"}


def test_what_a_person_added_or_removed_stays_so(alex: Persona) -> None:
    run({"people.md": ALEX})
    with history.change(channel="admin"):
        alex.points.get(text="Two").delete()
        PersonaPoint.objects.create(persona=alex, kind="goals", key="own", text="Own", order=9)
    assert run({"people.md": ALEX.replace("One", "1")}).is_applied
    assert set(texts(alex.points.filter(kind="goals")).values()) == {"1", "Own"}
    (conflict,) = run({"people.md": ALEX.replace("Two", "2")}).conflicts
    assert [(one.label, one.mine, one.file) for one in conflict.clashes] == [("removed here", "", "2")]


def test_what_a_page_no_longer_says_is_asked_about_where_it_was_edited(alex: Persona) -> None:
    run({"people.md": ALEX})
    edit(alex.points.get(text="Two"), text="Two, edited")
    shorter = ALEX.replace("  * Two\n", "")
    (conflict,) = run({"people.md": shorter}).conflicts
    assert [(one.label, one.mine) for one in conflict.clashes] == [("the whole entry", "Two, edited")]
    assert run({"people.md": shorter}, choices={conflict.clashes[0].key: "mine"}).is_applied
    assert set(texts(alex.points.filter(kind="goals")).values()) == {"One", "Two, edited"}


def test_nobody_is_merged_on_a_first_name(alex: Persona) -> None:
    run({"people.md": ALEX.replace("Application Development Manager", "Night Watch")})
    assert Persona.objects.filter(name="Alex").count() == 2
    alex.refresh_from_db()
    assert alex.origin == Origin.SAMPLE


def test_what_stands_in_two_pages_is_one_object() -> None:
    report = run({"a.md": ALEX, "b.md": ALEX.replace("One", "Another")})
    assert Persona.objects.filter(name="Alex").count() == 1
    assert "Another" in HandbookPage.objects.get(slug="b").body
    assert [message for _, message in report.files[1].warnings] == [
        "a.md:1 says this too, so it stays text here; the file that is named first counts."
    ]
    assert not report.files[1].tally.missing


def test_sample_files_do_not_come_back_over_an_original(alex: Persona) -> None:
    run({"people.md": ALEX})
    call_command("load_content", verbosity=0)
    alex.refresh_from_db()
    assert alex.origin == Origin.IMPORTED
    assert alex.points.count() == 4


@pytest.mark.parametrize("bad", [b"a\x00", b"\xff", b"---\na: [\n---\n"])
def test_one_bad_file_changes_nothing(bad: bytes, alex: Persona) -> None:
    with pytest.raises(BadFile, match=r"bad\.md:\d+: "):
        run({"people.md": ALEX, "bad.md": bad})
    alex.refresh_from_db()
    assert (alex.origin, ImportedFile.objects.count()) == (Origin.SAMPLE, 0)


def test_a_page_named_within_a_folder_is_the_same_page() -> None:
    run({"buyers.md": BUYERS})
    run({"handbook/buyers.md": BUYERS.replace("We sell", "They sell")})
    assert ImportedFile.objects.get().key == "buyers"
    assert HandbookPage.objects.get(title="Who buys from us").body.count("They sell") == 1


def test_another_page_of_a_kind_does_not_write_over_the_first() -> None:
    run({"buyers": f"# Buyers\n\nOurs.\n\n{ALEX}"})
    other = ALEX.replace("Alex", "Lou")
    for _ in range(2):
        report = run({"more/buyers-of-acme": f"# Buyers of Acme\n\nTheirs.\n\n{other}"})
        assert report.files[0].tally.missing == ()
    bodies = HandbookPage.objects.filter(slug__in=["buyer-personas", "more/buyers-of-acme"])
    assert sorted(one.body for one in bodies) == ["Ours.", "Theirs."]


def test_hostile_pages_are_harmless() -> None:
    run(
        {"x.md": "# X\n<script>alert(1)</script>\n[a](javascript:b) <img src=x onerror=c> ![d](javascript:e)"}
    )
    html = HandbookPage.objects.get(slug="x").body_html
    assert "script" not in html.replace("javascript", "script") or "javascript:" not in html
    assert "onerror" not in html
