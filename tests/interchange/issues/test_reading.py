"""Exports are read as they are; what cannot be read is told with file, line and a sentence."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest

from marketing_portal.interchange.errors import BadFile
from marketing_portal.interchange.issues import csv_form, json_form, quick_actions
from marketing_portal.interchange.issues.documents import WhoDoc
from marketing_portal.interchange.issues.exporting import lines
from marketing_portal.interchange.issues.rules import understand
from tests.interchange.issues.written import ADDRESS, export

KNOWN = {
    "sm_req::triage": ("state", "triage"),
    "sm_req::backlog": ("state", "backlog"),
    "sm_req::assigned": ("state", "assigned"),
    "sm_req::completed": ("state", "completed"),
    "sm_req::declined": ("state", "declined"),
    "pmm": ("team", "pmm"),
    "mrci": ("team", "mrci"),
    "p::1": ("priority", "1"),
    "p::3": ("priority", "3"),
    "p::?": ("priority", "?"),
    "sm_request": ("base", "sm_request"),
    "devops::plan": ("devops_stage", "plan"),
}
HEAD = "Title,Description,Labels,State,Milestone,Assignee(s),Due Date,Weight,Confidential,Created At (UTC)\n"


def one(cells: str) -> Any:
    """The issue of one row."""
    return csv_form.read(f"{HEAD}{cells}\n", "x.csv")[0][0]


def test_every_column_of_the_export() -> None:
    issues, told = csv_form.read(export(3), "x.csv")
    assert told == []
    first = issues[0]
    assert (first.origin, first.title) == (f"{ADDRESS}1", "Slides for account 1")
    assert first.description.endswith('a "quote" and\na second line.')
    assert first.author == WhoDoc(username="person1", name="Person 1")
    assert first.created_at == dt.datetime(2020, 2, 3, 16, 30, tzinfo=dt.UTC)
    assert first.due_on == dt.date(2020, 3, 31)
    assert (first.weight, first.is_confidential) == (1, False)
    assert [issue.found.lines[""] for issue in issues] == [2, 4, 6], "a description has two lines"


def test_what_is_written_is_read_again() -> None:
    issues, _ = csv_form.read(export(60), "x.csv")
    again, told = csv_form.read("".join(lines(issues)), "y.csv")
    assert again == issues
    assert told == []


def test_columns_in_any_order_split_by_semicolons_and_unknown_ones() -> None:
    text = "\ufeffLabels;Mood;TITLE\nsm_req::triage,pmm;good;One\n;;\n"
    issues, told = csv_form.read(text, "x.csv")
    assert [(issue.title, issue.labels) for issue in issues] == [("One", ("sm_req::triage", "pmm"))]
    assert told == [(1, "The column “Mood” is not known; it was left out.")]


def test_quick_actions_of_a_list_of_requests() -> None:
    body = (
        'Ten slides.\n/label ~"sm_req::triage" ~tech_pmm\n/Milestone %"SM - Backlog"\n/assign @one @two\n'
        "/due 2020-04-01\n/weight 3\n/confidential\n"
    ).replace('"', '""')
    issue = csv_form.read(f'raw title,raw description\nSlides,"{body}"\n', "x.csv")[0][0]
    assert issue.description == "Ten slides."
    assert issue.labels == ("sm_req::triage", "tech_pmm")
    assert (issue.milestone, issue.weight, issue.is_confidential) == ("SM - Backlog", 3, True)
    assert [who.username for who in issue.assignees] == ["one", "two"]
    assert issue.due_on == dt.date(2020, 4, 1)


def test_code_blocks_keep_their_slashes() -> None:
    body = "```\n/label ~x\n```\n/usr/bin is a path\n/close"
    text, actions = quick_actions.read(body)
    assert text == "```\n/label ~x\n```\n/usr/bin is a path"
    assert (actions.labels, actions.closes) == ([], True)


def test_json_of_the_api_with_notes() -> None:
    entry = {
        "iid": 7, "title": "Deck", "state": "closed", "web_url": f"{ADDRESS}7", "labels": ["pmm", {"name": "p::1"}],
        "author": {"username": "ann", "name": "Ann"}, "assignees": [{"username": "bob"}], "weight": 2,
        "milestone": {"title": "Q1 FY21"}, "epic": {"title": "Launch"}, "created_at": "2020-02-03T09:30:00.000Z",
        "closed_at": "2020-02-05T09:30:00.000+02:00", "confidential": True,
        "notes": [
            {"body": "changed the milestone", "system": True, "created_at": "2020-02-04T00:00:00Z"},
            {"body": "Later", "author": {"username": "bob"}, "created_at": "2020-02-05T00:00:00Z"},
            {"body": "First", "author": {"username": "ann"}, "created_at": "2020-02-04T00:00:00Z"},
        ],
    }  # fmt: skip
    beside = {
        "noteable_iid": 7,
        "body": "Beside",
        "created_at": "2020-02-06T00:00:00Z",
        "author": {"username": "c"},
    }
    for text in (json.dumps([entry, beside]), f"{json.dumps(entry)}\n{json.dumps(beside)}\n"):
        (issue,), _ = json_form.read(text, "x.json")
        assert (issue.labels, issue.milestone, issue.epic, issue.is_open) == (
            ("pmm", "p::1"),
            "Q1 FY21",
            "Launch",
            False,
        )
        assert [note.body for note in issue.notes] == ["First", "Later", "Beside"]
        assert issue.closed_at == dt.datetime(2020, 2, 5, 7, 30, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("Name,Mood\na,b\n", 1, "“Title” among them"),
        ("Title,Title\na,b\n", 1, "Two columns say the same: title"),
        ("Title,Due Date\na,soon\n", 2, "due: “soon” is no date"),
        ("Title,Weight\na,many\n", 2, "weight: “many” is no number"),
        ("Title,Confidential\na,perhaps\n", 2, "neither yes nor no"),
        ("Title,State\na,resolved\n", 2, "“resolved” is no state"),
        ("Title,Description\n,b\n", 2, "has no title"),
        ("Title,Created At (UTC)\na,yesterday\n", 2, "is no date and time"),
        ("Title\na,b\n", 2, "The row has 2 cells"),
        ("Title,Issue ID\na,1\nb,1\n", 3, "The issue of line 2 stands here again"),
        ('Title\n"a\x07"\n', 2, "control character"),
    ],
)
def test_bad_rows_of_a_csv(text: str, line: int, reason: str) -> None:
    with pytest.raises(BadFile) as raised:
        csv_form.read(text, "x.csv")
    assert reason in raised.value.reason
    assert (raised.value.path, raised.value.line) == ("x.csv", line)


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("[{", 1, "This is no JSON"),
        ("[1]", 1, "an object with a title"),
        ('{"title": "a"}\nnothing', 2, "This line is no JSON"),
        ('[{"title": ""}]', 1, "has no title"),
        ('[{"title": 3}]', 1, "text is expected"),
        ('[{"title": "a", "labels": "x"}]', 1, "a list is expected"),
        ('[{"title": "a", "iid": 1}, {"title": "b", "iid": 1}]', 2, "stands here again"),
        ("[" * 100_000, 1, "nested too deeply"),
        (f"[{'1' * 5_000}]", 1, "far too long"),
        (f'{{"title": "a"}}\n{{"title": "b", "iid": {"1" * 5_000}}}', 2, "This line is no JSON"),
        ('[{"title": "a \\ud800 b"}]', 1, "control character"),
        ('[{"title": "a", "created_at": "0001-01-01T00:00:00+14:00"}]', 1, "in no year"),
        ('[{"title": "a", "updated_at": "9999-12-31T23:59:59-12:00"}]', 1, "in no year"),
    ],
)
def test_bad_json(text: str, line: int, reason: str) -> None:
    with pytest.raises(BadFile) as raised:
        json_form.read(text, "x.json")
    assert reason in raised.value.reason
    assert raised.value.line == line


@pytest.mark.parametrize(
    ("cells", "state", "told"),
    [
        ("a,,sm_req::triage,Open", "triage", ""),
        ("a,,,Open", "new_request", "no state label"),
        ("a,,pmm,Open", "triage", "label of a team"),
        ("a,,,Closed", "declined", "without a label that says how"),
        ("a,,sm_req::assigned,Closed", "completed", "without a label that says how"),
        ('a,,"sm_req::triage,sm_req::backlog",Open', "backlog", "triage left out"),
        ('a,,"sm_req::backlog,sm_req::completed",Closed', "completed", "backlog left out"),
        ("a,,sm_req::declined,Open", "declined", "It is open, but"),
        ("a,,sm_req::assigned,Open", "backlog", "nothing is promised"),
        ("a,,sm_req::assigned,Open,,Ann", "assigned", ""),
    ],
)
def test_the_state(cells: str, state: str, told: str) -> None:
    found = understand(one(cells), KNOWN.get)
    assert found.state == state
    said = " ".join(found.told)
    assert told in said if told else said == ""


def test_one_of_each_exclusive_family_and_all_of_the_others() -> None:
    issue = one(
        'a,,"p::?,p::3,p::1,pmm,mrci,devops::plan,sm_request,status::wip,Mktg-status::plan,pmm::Deck",Open'
    )
    found = understand(issue, KNOWN.get)
    assert found.one == {"priority": "1", "team": "pmm"}
    assert (found.stages, found.others) == (["plan"], ["pmm::Deck"])
    assert "3, ?" in " ".join(found.told) or "?, 3" in " ".join(found.told)


@pytest.mark.parametrize(
    ("milestone", "quarter", "effort"),
    [
        ("Q4FY20", (2020, 4), ""),
        ("%Q1 FY21", (2021, 1), ""),
        ("SM_Backlog", None, ""),
        ("SM - Backlog", None, ""),
        ("Use case sprint 3", None, "Use case sprint 3"),
    ],
)
def test_the_milestone(milestone: str, quarter: tuple[int, int] | None, effort: str) -> None:
    found = understand(one(f"a,,sm_req::assigned,Open,{milestone},Ann"), KNOWN.get)
    assert (found.quarter, found.efforts) == (quarter, [effort] if effort else [])


def test_a_quarter_is_for_what_is_promised() -> None:
    found = understand(one("a,,sm_req::triage,Open,Q4FY20"), KNOWN.get)
    assert found.quarter is None
    assert "only committed work" in " ".join(found.told)


@pytest.mark.parametrize("number", ["[1]", '{"a": 1}', "null"])
def test_numbers_that_are_none_break_nothing(number: str) -> None:
    text = f'[{{"title": "a", "iid": {number}}}, {{"noteable_iid": {number}, "body": "b", "created_at": "2020-03-01"}}]'
    (issue,), _ = json_form.read(text, "x.json")
    assert [note.body for note in issue.notes] == ["b"]
