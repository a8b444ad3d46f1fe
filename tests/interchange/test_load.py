"""Loading content files: all or nothing, again without effect, in place, and never over what a person edited."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from marketing_portal.content import history
from marketing_portal.content.models import ChangeSet, FormerSlug, HandbookPage, Origin, Versioned
from marketing_portal.interchange.errors import BadFile
from marketing_portal.interchange.loader import load_directory
from marketing_portal.people.models import Person, Team, User
from personas.models import Guidance, Persona, PersonaListEntry, PersonaPoint
from tests.interchange.changing import change

pytestmark = pytest.mark.django_db
CASEY = "personas/casey-release-and-change-management-director.md"


@pytest.fixture
def casey() -> Persona:
    """The persona of the file that most tests change."""
    return Persona.objects.get(name="Casey")


def edit_summary(persona: Persona, by: User | None = None) -> None:
    """A person changes the persona in the portal."""
    with history.change(user=by, channel="admin"):
        persona.summary = "Edited by a person."
        persona.save()


def test_everything_is_loaded_as_sample_in_one_change_set() -> None:
    roots: list[Any] = [model for model in Versioned.__subclasses__() if not model._meta.abstract]
    for model in (Persona, HandbookPage, Person, Team, *roots):
        for row in model._default_manager.all():
            assert (row.origin, row.loaded_version, row.version) == (Origin.SAMPLE, 1, 1), row
            assert not row.is_edited
    assert ChangeSet.objects.get(channel=ChangeSet.Channel.LOAD).user is None


@pytest.mark.either_database
def test_loading_again_writes_nothing(folder: Path) -> None:
    with CaptureQueriesContext(connection) as queries:
        report = load_directory(folder)
    told = [
        query["sql"] for query in queries if not query["sql"].startswith(("SELECT", "SAVEPOINT", "RELEASE"))
    ]
    assert told == []
    assert report.is_applied
    assert all(not (tally.created or tally.updated or tally.kept) for tally in report.tallies.values())
    assert ChangeSet.objects.count() == 1
    below = PersonaPoint._meta.db_table
    assert not [query for query in queries if below in query["sql"]], "what is as it was is not compared"
    assert len(queries) < 70


def test_a_changed_file_changes_only_what_differs(folder: Path, casey: Persona) -> None:
    change(folder, CASEY, "Learns mostly from peers. {#peers}", "Learns from peers, mostly. {#peers}")
    change(folder, CASEY, "- Looks at analysts' trends and reports before deciding. {#analysts}\n", "")
    change(folder, CASEY, "### Company\n\n", "### Company\n\n- A new point. {#brand-new}\n")
    report = load_directory(folder)
    changed = ChangeSet.objects.latest("pk")
    rows = PersonaPoint.history.filter(change_set=changed)
    assert sorted((row.key, row.history_type) for row in rows) == [
        ("analysts", "-"),
        ("brand-new", "+"),
        ("own-function", "~"),  # their order among the points of their kind
        ("peers", "~"),
        ("site", "~"),
    ]
    assert [str(one.content_object) for one in changed.objects_touched.all()] == [str(casey)]
    assert report.tallies["personas"].updated == 1
    casey.refresh_from_db()
    assert (casey.version, casey.loaded_version, casey.is_edited) == (2, 2, False)


def test_what_stands_in_the_head_is_loaded(folder: Path, casey: Persona) -> None:
    change(folder, CASEY, "owner: null", "owner: parker")
    change(folder, CASEY, "internal: false", "internal: true")
    change(folder, CASEY, "alternative_titles: []", "alternative_titles: [Release train engineer]")
    change(folder, CASEY, "state: tbd", "state: unknown")
    load_directory(folder)
    casey.refresh_from_db()
    assert (casey.owner, casey.internal) == (Person.objects.get(slug="parker"), True)
    assert casey.alternative_titles == ["Release train engineer"]
    assert casey.source_heading.startswith("Casey - the Release")
    assert casey.gaps.get(key="team").state == "unknown"


def test_an_edited_object_stops_the_load_and_is_told(
    folder: Path, casey: Persona, editor: User, capsys: pytest.CaptureFixture[str]
) -> None:
    edit_summary(casey, editor)
    change(folder, CASEY, "Learns mostly from peers.", "Learns from peers, mostly.")
    change(folder, "guidance.yaml", "Shut nobody out.", "Leave nobody out.")
    report = load_directory(folder)
    conflict = report.conflicts[0]
    assert (len(report.conflicts), report.is_applied) == (1, False)
    assert (conflict.path, conflict.label, conflict.by) == (str(folder / CASEY), str(casey), str(editor))
    assert not Guidance.objects.filter(text__contains="Leave nobody out").exists()
    with pytest.raises(CommandError, match=r"(?s)Nothing was loaded.*Casey.*edited by Editor.*--overwrite"):
        call_command("load_content", str(folder))
    casey.refresh_from_db()
    assert casey.summary == "Edited by a person."


@pytest.mark.either_database
def test_every_conflict_is_told(folder: Path, casey: Persona) -> None:
    alex = Persona.objects.get(name="Alex")
    edit_summary(casey)
    edit_summary(alex)
    change(folder, CASEY, "Learns mostly from peers.", "Learns from peers, mostly.")
    change(folder, f"personas/{alex.slug}.md", "Cover compliance", "Take care of compliance")
    assert {one.label for one in load_directory(folder).conflicts} == {str(casey), str(alex)}


def test_overwrite_replaces_the_edit_and_the_history_keeps_it(folder: Path, casey: Persona) -> None:
    edit_summary(casey)
    change(folder, CASEY, "Learns mostly from peers.", "Learns from peers, mostly.")
    report = load_directory(folder, overwrite=True)
    assert (report.is_applied, report.conflicts) == (True, [])
    casey.refresh_from_db()
    assert casey.summary.startswith("Brings releases out on time")
    assert not casey.is_edited
    summaries = Persona.history.filter(id=casey.pk).values_list("summary", flat=True)
    assert "Edited by a person." in summaries


def test_an_edit_of_a_point_counts_as_an_edit(folder: Path, casey: Persona) -> None:
    point = casey.points.get(key="peers")
    point.text = "Edited by a person."
    point.save()
    change(folder, CASEY, "Looks at analysts' trends", "Reads analysts' trends")
    assert [one.label for one in load_directory(folder).conflicts] == [str(casey)]


@pytest.mark.either_database
def test_an_edited_object_whose_file_is_as_it_was_is_kept(folder: Path, casey: Persona) -> None:
    edit_summary(casey)
    for overwrite in (False, True):
        report = load_directory(folder, overwrite=overwrite)
        assert (report.tallies["personas"].kept, report.tallies["personas"].unchanged) == (1, 5)
    casey.refresh_from_db()
    assert casey.summary == "Edited by a person."


def test_an_edit_that_was_brought_into_the_file_is_no_conflict(folder: Path) -> None:
    rule = Guidance.objects.get(key="voice")
    rule.text = "One voice."
    rule.save()
    text = (folder / "guidance.yaml").read_text()
    line = next(line for line in text.split("\n") if "GitLab voice" in line)
    change(folder, "guidance.yaml", line, "  text: One voice.")
    report = load_directory(folder)
    rule.refresh_from_db()
    assert (report.is_applied, rule.is_edited) == (True, False)
    assert (report.tallies["guidance"].unchanged, report.tallies["guidance"].updated) == (6, 0)


@pytest.mark.either_database
def test_what_somebody_wrote_here_is_not_replaced(folder: Path) -> None:
    page = HandbookPage.objects.create(slug="own", title="Own page")
    (folder / "pages" / "own.md").write_text("---\ntitle: Page of the files\n---\n")
    assert [one.label for one in load_directory(folder).conflicts] == ["Own page"]
    assert load_directory(folder, overwrite=True).is_applied
    page.refresh_from_db()
    assert (page.title, page.origin) == ("Page of the files", Origin.SAMPLE)


def test_a_dry_run_tells_and_changes_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(folder, CASEY, "Learns mostly from peers.", "Learns from peers, mostly.")
    call_command("load_content", str(folder), "--dry-run")
    assert "Dry run: nothing was changed." in capsys.readouterr().out
    assert not PersonaPoint.objects.filter(text="Learns from peers, mostly.").exists()
    assert ChangeSet.objects.count() == 1


@pytest.mark.either_database
@pytest.mark.parametrize(
    ("name", "old", "new", "reason"),
    [
        ("guidance.yaml", "kind: writing", "kind: rule", "“rule” is not possible"),
        ("persona_list.yaml", "persona: skyler-", "persona: nobody-", "There is no persona “nobody-"),
        ("deprecated_assets.yaml", "superseded_by: erin-", "superseded_by: x-", "There is no persona"),
        ("org_chart.yaml", "[kennedy-", "[x-", "There is no persona"),
        ("org_chart.yaml", "parent: vp-app-dev,", "parent: managers-app-dev,", "its own parent"),
        ("teams.yaml", "parent: market-research-and-customer-insight", "parent: x", "There is no team “x”"),
        ("labels.yaml", "team: technical-marketing,", "team: x,", "There is no team “x”"),
        ("labels.yaml", "aliases: [mrnci,", "aliases: [pmm,", "itself the label"),
        (CASEY, "owner: null", "owner: nobody", "There is no person “nobody”"),
        (CASEY, "  - Buying role: decides", "  - State: no", "not a state"),
        ("pages/health-of-work.md", "owner: null", "owner: nobody", "There is no person"),
        ("deprecated_assets.yaml", "video_url: https:", "video_url: htps:", "video_url: "),
        ("people.yaml", 'name: Tina, handle: "@TinaS"', 'name: Tina, handle: "@KimLock"', "handle"),
        (CASEY, "anchors: [casey---", "anchors: [alex---the-application-development-manager, casey---", "leads to"),
    ],
)  # fmt: skip
def test_one_bad_thing_stops_everything(folder: Path, name: str, old: str, new: str, reason: str) -> None:
    change(folder, "pages/about-this-content.md", "Where it comes from", "Whence it comes")
    change(folder, name, old, new)
    with pytest.raises(BadFile) as raised:
        load_directory(folder)
    assert reason in raised.value.reason
    assert raised.value.path == str(folder / name)
    assert ChangeSet.objects.count() == 1
    assert HandbookPage.objects.get(slug="about-this-content").loaded_version == 1


def test_the_line_is_that_of_the_reference(folder: Path) -> None:
    change(folder, CASEY, "owner: null", "owner: nobody")
    with pytest.raises(CommandError, match=rf"{CASEY}:11: There is no person “nobody”\."):
        call_command("load_content", str(folder))


def test_what_has_no_file_any_more_stays_and_is_told(
    folder: Path, casey: Persona, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("persona_list", "org_chart", "deprecated_assets"):
        (folder / f"{name}.yaml").unlink()
    (folder / CASEY).unlink()
    call_command("load_content", str(folder))
    assert f"not in the files any more, left as it is: persona {casey}" in capsys.readouterr().out
    assert Persona.objects.filter(pk=casey.pk).exists()
    assert PersonaListEntry.objects.count() == 5


@pytest.mark.either_database
def test_a_renamed_file_takes_its_object_along(folder: Path, casey: Persona) -> None:
    text = (folder / CASEY).read_text()
    (folder / CASEY).unlink()
    new = text.replace("anchors: [casey-", f"anchors: [{casey.slug}, casey-")
    (folder / "personas" / "casey-release-director.md").write_text(new)
    report = load_directory(folder)
    assert (report.tallies["personas"].created, report.missing) == (0, [])
    old, casey = casey.slug, Persona.objects.get(pk=casey.pk)
    assert casey.slug == "casey-release-director"
    assert FormerSlug.objects.get(slug=old).content_object == casey
    assert load_directory(folder).tallies["personas"].unchanged == 6


def test_an_anchor_that_is_the_address_of_another_persona_is_refused(folder: Path, casey: Persona) -> None:
    text = (folder / CASEY).read_text()
    new = text.replace(
        "anchors: [casey---the-release-and-change-management-director]", f"anchors: [{casey.slug}]"
    )
    (folder / "personas" / "casey-release-director.md").write_text(new)
    with pytest.raises(BadFile, match=f"“{casey.slug}” leads to Casey"):
        load_directory(folder)


def test_an_object_that_was_renamed_in_the_portal_is_found(folder: Path, casey: Persona) -> None:
    casey.slug = "casey"
    casey.save()
    report = load_directory(folder)
    assert (report.tallies["personas"].created, report.tallies["personas"].kept) == (0, 1)


def test_old_anchors_lead_to_the_persona(casey: Persona) -> None:
    former = FormerSlug.objects.get(slug="casey---the-release-and-change-management-director")
    assert former.content_object == casey
