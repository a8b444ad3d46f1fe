"""Issues become requests: every known label a field, nothing twice, nothing lost, nobody's change overwritten."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from marketing_portal.interchange.errors import BadFile
from marketing_portal.interchange.issues.applying import File, import_issues
from marketing_portal.interchange.issues.collecting import issues_of
from marketing_portal.interchange.issues.exporting import lines
from marketing_portal.interchange.issues.report import IssueReport
from marketing_portal.people.models import Person, Team, User
from requests_board import workflow
from requests_board.models import Comment, Label, Milestone, Notification, RequestEvent, SMRequest
from requests_board.vocabulary import Family, State
from tests.interchange.issues.written import ADDRESS, export
from tests.support.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]


def bring(cast: Cast, text: str, *, dry_run: bool = False, overwrite: bool = False) -> IssueReport:
    """Import one file."""
    file = File("board.csv", text.encode())
    return import_issues([file], by=cast.triage_lead, dry_run=dry_run, overwrite=overwrite)


def request_of(number: int) -> SMRequest:
    """The request that the issue became."""
    return SMRequest.objects.get(origin=f"{ADDRESS}{number}")


def exported() -> str:
    """Everything that came from elsewhere, as it goes out."""
    return "".join(lines(issues_of(SMRequest.objects.exclude(origin=""))))


def test_a_whole_board(cast: Cast) -> None:
    """332 issues in well under ten seconds; every known label is a field; the way back loses nothing."""
    started = time.monotonic()
    report = bring(cast, export())
    assert time.monotonic() - started < 10
    assert report.totals == {"created": 332, "updated": 0, "unchanged": 0, "skipped": 0, "comments": 0}
    others = set(Label.objects.filter(family=Family.OTHER).values_list("text", flat=True))
    assert others == {"pmm::Deck", "expo", "epic::Use case launch"}
    assert set(SMRequest.objects.values_list("state", flat=True)) == set(State.values)
    assert SMRequest.objects.filter(priority="?").exists()
    assert not Notification.objects.exists()
    for request in SMRequest.objects.prefetch_related("events"):
        events = sorted(request.events.all(), key=lambda event: event.pk)
        assert workflow.replay(events) == workflow.snapshot(request), request
    before = {request.origin: workflow.snapshot(request) for request in SMRequest.objects.all()}
    number = RequestEvent.objects.count()
    assert bring(cast, export()).totals["unchanged"] == 332
    again = bring(cast, exported())
    assert again.changes == []
    assert again.totals["unchanged"] == 332
    assert {request.origin: workflow.snapshot(request) for request in SMRequest.objects.all()} == before
    assert RequestEvent.objects.count() == number


def test_what_one_issue_becomes(cast: Cast) -> None:
    given = {
        "Labels": "sm_req::assigned,tech_pmm,usecase-CI,priority::2,dod::Y,Stage::Purchase,devops::plan,pmm::Deck",
        "State": "Open", "Milestone": "Q1 FY21", "Assignee(s)": "Ann Bee", "Assignee(s) Username(s)": "annbee",
    }  # fmt: skip
    report = bring(cast, export(1, n1=given))
    request = request_of(1)
    assert (request.state, request.priority, request.dod, request.gtm_phase) == (
        "assigned",
        "2",
        "Y",
        "decision",
    )
    assert request.team == Team.objects.get(slug="technical-marketing")
    assert request.use_case is not None
    assert (request.use_case.key, str(request.milestone)) == ("CI", "Q1 FY21")
    assert [label.text for label in request.labels.all()] == ["pmm::Deck"]
    assert (request.origin_url, request.requester.name) == (f"{ADDRESS}1", "Person 1")
    (worker,) = request.assignees.all()
    assert (worker.name, worker.is_active, worker.has_usable_password()) == ("Ann Bee", False, False)
    assert sorted(report.made["accounts"]) == ["Ann Bee", "Person 1"]


def test_people_are_found_by_handle_and_full_name_never_by_a_first_name(cast: Cast) -> None:
    Person.objects.filter(user=cast.team_member).update(name="Ann Bee", handle="@annbee")
    bring(
        cast,
        export(
            3,
            n1={"Author": "somebody", "Author Username": "AnnBee"},
            n2={"Author": "Ann Bee", "Author Username": ""},
            n3={"Author": "Ann", "Author Username": ""},
        ),
    )
    assert request_of(1).requester == request_of(2).requester == cast.team_member
    assert request_of(3).requester.name == "Ann"
    assert not request_of(3).requester.is_active


def test_a_newer_export_updates_and_what_was_changed_here_stays(cast: Cast) -> None:
    open_one = {"Labels": "sm_req::triage,pmm", "State": "Open", "Milestone": "", "Closed At (UTC)": ""}
    bring(cast, export(2, n1=open_one, n2=open_one))
    workflow.edit(request_of(1), by=cast.triage_lead, changes={"title": "Said better", "priority": "1"})
    newer = open_one | {"Title": "Said otherwise", "Labels": "sm_req::triage,pmm,p::2,eteam::Y"}
    text = export(2, n1=newer, n2=open_one)
    tried = bring(cast, text, dry_run=True)
    assert (tried.is_applied, request_of(1).eteam) == (False, "")
    report = bring(cast, text)
    request = request_of(1)
    assert (request.title, request.priority, request.eteam) == ("Said better", "1", "Y")
    assert report.conflicts == tried.conflicts
    assert report.conflicts == [
        (request.pk, "title", "Said better", "Said otherwise"),
        (request.pk, "priority", "1", "2"),
    ]
    assert report.totals["updated"] == 1
    assert workflow.replay(request.events.order_by("pk")) == workflow.snapshot(request)
    assert bring(cast, text).changes == []  # what was kept once is not given up the next time
    assert request_of(1).title == "Said better"
    bring(cast, text, overwrite=True)
    assert request_of(1).title == "Said otherwise"


def test_an_issue_that_was_closed_meanwhile(cast: Cast) -> None:
    bring(cast, export(1, n1={"Labels": "sm_req::triage,pmm", "State": "Open", "Closed At (UTC)": ""}))
    closed = {
        "Labels": "sm_req::declined,pmm",
        "State": "Closed",
        "Closed At (UTC)": "",
        "Updated At (UTC)": "",
    }
    bring(cast, export(1, n1=closed | {"Created At (UTC)": ""}))
    assert (request_of(1).state, request_of(1).closed_at is None) == ("declined", False)


def test_notes_become_comments_once(cast: Cast) -> None:
    entry = {"iid": 1, "title": "Deck", "web_url": f"{ADDRESS}1", "labels": ["sm_req::triage", "pmm"]}
    note = {"body": "Said **once**", "author": {"username": "bob"}, "created_at": "2020-02-05T00:00:00Z"}
    for notes in ([note], [note], [note, note | {"body": "Twice"}]):
        file = File("board.json", json.dumps([entry | {"notes": notes}]).encode())
        import_issues([file], by=cast.triage_lead)
    assert list(Comment.objects.values_list("body", flat=True)) == ["Said **once**", "Twice"]
    request = request_of(1)
    assert request.events.filter(kind="commented").count() == 2
    assert "<strong>once</strong>" in Comment.objects.earliest("pk").body_html
    imports = request.events.filter(kind="imported").order_by("pk")  # none for the one that brought nothing
    assert {event.actor for event in imports} == {cast.triage_lead}
    assert [event.note for event in imports] == ["Imported.", "Imported, with 1 new comment."]
    assert request.version == imports[1].version
    assert workflow.replay(request.events.order_by("pk")) == workflow.snapshot(request)


def test_a_bad_file_changes_nothing(cast: Cast) -> None:
    files = [File("a.csv", export(3).encode()), File("b.csv", b"Title\n\xff\n")]
    with pytest.raises(BadFile, match=r"b\.csv:2: The file is not UTF-8"):
        import_issues(files, by=cast.triage_lead)
    with pytest.raises(BadFile, match="The file is empty"):
        import_issues([File("c.csv", b"  ")], by=cast.triage_lead)
    assert not SMRequest.objects.exists()


def test_hostile_text_is_only_text(cast: Cast) -> None:
    hostile = "<script>alert(1)</script>[a](javascript:1)"
    bring(cast, export(1, n1={"Title": hostile, "Description": hostile}))
    assert "<script" not in request_of(1).description_html
    assert "javascript:" not in request_of(1).description_html


def test_long_labels_that_begin_alike_are_kept_apart(cast: Cast) -> None:
    texts = ["x" * 61 + "a", "x" * 61 + "b", "\u0130" * 80]  # the last one grows in small letters
    bring(cast, export(1, n1={"Labels": ",".join(texts)}))
    labels = request_of(1).labels.order_by("pk")
    assert {label.text for label in labels} == set(texts)
    assert len({label.key for label in labels}) == 3
    assert all(len(label.normalised) <= 80 for label in labels)
    again = bring(cast, export(1, n1={"Labels": ",".join(texts)}))
    assert (again.changes, again.made, again.totals["unchanged"]) == ([], {}, 1)


def test_milestones_are_found_by_name_and_never_share_an_address(cast: Cast) -> None:
    renamed = Milestone.objects.create(name="Autumn launch", slug="spring-launch", kind="launch")
    said = ("Autumn Launch", "New", "\u65e5\u672c", "\u4e2d\u56fd")
    report = bring(
        cast, export(4, **{f"n{place}": {"Milestone": name} for place, name in enumerate(said, 1)})
    )
    efforts = [request_of(number).launches.get() for number in (1, 2, 3, 4)]
    assert efforts[0] == renamed
    assert [one.slug for one in efforts[1:]] == ["new-2", "imported", "imported-2"]
    assert report.made["milestones"] == list(said[1:])


def test_the_commands(cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, report, target = tmp_path / "board.csv", tmp_path / "report.json", tmp_path / "out.csv"
    source.write_text(export(5))
    with pytest.raises(CommandError, match="no triage lead"):
        call_command("import_issues", source)
    lead: User = cast.triage_lead
    call_command("import_issues", source, by=lead.email, dry_run=True)
    assert "Would import: 5 created" in capsys.readouterr().out
    call_command("import_issues", source, report=report)
    assert "Imported: 5 created" in capsys.readouterr().out
    written = json.loads(report.read_text())
    assert (written["totals"]["created"], written["applied"]) == (5, True)
    call_command("export_issues", target)
    assert "5 requests written" in capsys.readouterr().out
    assert target.read_text().count("Slides for account") == 5
    with pytest.raises(CommandError, match="is no triage lead"):
        call_command("import_issues", source, by=cast.requester.email)
    with pytest.raises(CommandError, match="No such file"):
        call_command("import_issues", tmp_path / "nothing.csv")
