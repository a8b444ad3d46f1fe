"""A bad file stops everything: it is told with its name, the line, and a sentence that says what to do."""

from pathlib import Path

import pytest

from marketing_portal.interchange.canonical.folder import read_folder
from marketing_portal.interchange.canonical.lists import read_list
from marketing_portal.interchange.canonical.page import read_page
from marketing_portal.interchange.canonical.persona import read_persona
from marketing_portal.interchange.errors import BadFile
from tests.support.source import ROOT

GOOD = (ROOT / "fixtures/content/personas/dakota-application-development-director.md").read_text()
HEAD = "---\nname: Kim\nrole: Tester\nkind: buyer\n---\n"
BODIES = {
    "unknown section": ("\n## When\n", 7, "“When” is not a section."),
    "section twice": ("\n## Who\n\n## Who\n", 9, "cannot stand after “Who”"),
    "sections out of order": ("\n## Why\n\n## Who\n", 9, "cannot stand after “Why”"),
    "heading before section": ("\n### Goals\n", 7, "before the first section"),
    "heading of another section": ("\n## Who\n\n### Goals\n", 9, "“Goals” is not a heading of “Who”."),
    "headings out of order": ("\n## Who\n\n### Team\n\n### Company\n", 11, "cannot stand after “Team”"),
    "heading twice": ("\n## Who\n\n### Team\n\n### Team\n", 11, "cannot stand after “Team”"),
    "text without heading": ("\n## Who\n\nSome text.\n", 9, "a heading (###)"),
    "own heading without text": ("\n## Other\n\n###\n", 9, "The heading has no text"),
    "introduction below Other": ("\n## Other\n\n### Odd\n\nText.\n", 9, "only points"),
    "no key": ("\n## Who\n\n### Team\n\n- Ten people.\n- More {#more}\n", 11, "has no key"),
    "key that is none": ("\n## Who\n\n### Team\n\n- Ten\n  people. {#Ten People}\n", 12, "is not a key"),
    "key twice": ("\n## Who\n\n### Team\n\n- A {#a}\n\n### Influencers\n\n- B {#a}\n", 15, "on line 11 already"),
    "key of a quote again": (("\n## Who\n\n### Team\n\n- A {#a}\n## What\n### Real quotes\n- B {#a}\n"
                             "  - Speaker: Boss\n"), 14, "on line 11 already"),
    "no text": ("\n## Who\n\n### Team\n\n- {#a}\n", 11, "a key and no text"),
    "text not indented": ("\n## Who\n\n### Team\n\n- Ten\npeople. {#a}\n", 12, "indented by two spaces"),
    "text after the key": ("\n## Who\n\n### Team\n\n- Ten {#a}\n  people.\n", 12, "only attributes"),
    "unknown attribute": ("\n## Who\n\n### Team\n\n- Ten {#a}\n  - Answer: x\n", 12, "“Answer” is not possible"),
    "attribute twice": ("\n## Who\n\n### Team\n- A {#a}\n  - State: tbd\n  - State: tbd\n", 12, "twice"),
    "attribute without value": ("\n## Who\n\n### Team\n\n- A {#a}\n  - Source:\n", 12, "no value"),
    "attribute of two lines": ("\n## Who\n### Team\n- A {#a}\n  - Source: x\n    y\n", 10, "one line"),
    "unknown state": ("\n## Who\n\n### Team\n\n- A {#a}\n  - State: maybe\n", 12, "“maybe” is not a state"),
    "unknown segment": ("\n## What\n\n### Why we connect\n\n- A {#huge}\n", 11, "a company size"),
    "segment twice": ("\n## What\n### Why we connect\n- A {#smb}\n- B {#smb}\n", 10, "on line 9 already"),
    "segment without reason": ("\n## What\n\n### Why we connect\n\n- {#smb}\n", 11, "a state says why"),
    "unknown buying role": ("\n## What\n### Why we connect\n- A {#smb}\n  - Buying role: pays\n", 10, "each once"),
    "quote without speaker": ("\n## What\n\n### Real quotes\n\n- A {#a}\n", 11, "“Speaker”"),
}  # fmt: skip
HEADS = {
    "no head": ("name: Kim\n", 1, "begins with a line of “---”"),
    "head without end": ("---\nname: Kim\n", 1, "that line is missing"),
    "empty head": ("---\n---\n", 1, "Keys with values are expected"),
    "not YAML": ("---\nname: Kim\nrole: [a\nkind: buyer\n---\n", 4, "This is not YAML"),
    "tab": ("---\nname: Kim\n\trole: x\n---\n", 3, "This is not YAML"),
    "key twice": ("---\nname: Kim\nname: Kay\n---\n", 3, "The key “name” stands here twice."),
    "unknown key": ("---\nname: K\nrole: R\nkind: buyer\nsumary: x\n---\n", 5, "The key “sumary” is not known"),
    "missing key": ("---\nname: Kim\nkind: buyer\n---\n", 2, "“role” is missing."),
    "empty text": ("---\nname: ''\nrole: R\n---\n", 2, "“name” may not be empty"),
    "number for text": ("---\nname: Kim\nrole: 12\n---\n", 3, "“role” is text."),
    "list for text": ("---\nname: Kim\nrole: [a]\n---\n", 3, "“role” is text."),
    "two lines": ('---\nname: Kim\nrole: "a\\nb"\n---\n', 3, "“role” is one line."),
    "unknown kind": ("---\nname: K\nrole: R\nkind: seller\n---\n", 4, "“seller” is not possible for “kind”."),
    "text for flag": ("---\nname: K\nrole: R\nkind: user\ninternal: 'no'\n---\n", 5, "true or false"),
    "text for list": ("---\nname: K\nrole: R\nkind: user\nanchors: a\n---\n", 5, "“anchors” is a list."),
    "item twice": ("---\nname: K\nrole: R\nkind: user\nanchors:\n- a\n- a\n---\n", 7, "unique"),
    "owner that is none": ("---\nname: K\nrole: R\nkind: user\nowner: Kim K\n---\n", 5, "is not a key"),
    "gap key twice": (
        ("---\nname: K\nrole: R\nkind: user\ngaps:\n- {key: a, place: team, state: tbd}\n"
        "- {key: a, place: team, state: tbd}\n---\n"), 7, "“a” stands in this list twice."),
    "gap in no place": (
        "---\nname: K\nrole: R\nkind: user\ngaps:\n- {key: a, place: pets, state: tbd}\n---\n", 6, "“pets”"),
    "gap that is none": (
        "---\nname: K\nrole: R\nkind: user\ngaps:\n- {key: a, place: team, state: known}\n---\n", 6, "“known”"),
    "unknown key in source": (
        "---\nname: K\nrole: R\nkind: user\nsource: {page: p, line: 3}\n---\n", 5, "“line” is not known"),
    "control character": ("---\nname: Kim\n---\n\nBell\x07\n", 5, "U+0007"),
    "escaped control character": ('---\nname: "K\\x00"\n---\n', 2, "control character"),
    "deep nesting": ("---\nname: " + "[" * 3000 + "\n---\n", 1, "nested too deeply"),
}  # fmt: skip
LISTS = {
    "not a list": ("people", "slug: kim\n", 1, "The file is a list"),
    "entry that is text": ("people", "- kim\n", 1, "Keys with values are expected"),
    "slug twice": ("people", "- {slug: kim, name: K}\n- {slug: kim, name: L}\n", 2, "twice"),
    "label twice": (
        "labels", "- {family: base, key: a, text: a}\n- {family: base, key: a, text: b}\n", 2, "“base a”"),
    "team of another family": ("labels", "- {family: dod, key: Y, text: y, team: x}\n", 1, "names a team"),
    "number with sign": ("teams", "- slug: a\n  name: A\n  order: -1\n", 3, "whole number"),
    "placeholder without reason": ("persona_list", "- key: a\n  order: 1\n  label: A\n", 1, "the state says why"),
    "several documents": ("people", "- {slug: a, name: A}\n---\n- {slug: b, name: B}\n", 2, "not YAML"),
}  # fmt: skip


@pytest.mark.parametrize(("body", "line", "reason"), BODIES.values(), ids=BODIES)
def test_a_body_is_refused_with_its_line(body: str, line: int, reason: str) -> None:
    with pytest.raises(BadFile) as raised:
        read_persona(HEAD + body, "kim.md", "kim")
    assert str(raised.value).startswith(f"kim.md:{line}: ")
    assert reason in raised.value.reason


@pytest.mark.parametrize(("text", "line", "reason"), HEADS.values(), ids=HEADS)
def test_a_head_is_refused_with_its_line(text: str, line: int, reason: str) -> None:
    with pytest.raises(BadFile) as raised:
        read_persona(text, "kim.md", "kim")
    assert (raised.value.line, reason in raised.value.reason) == (line, True), str(raised.value)


@pytest.mark.parametrize(("name", "text", "line", "reason"), LISTS.values(), ids=LISTS)
def test_a_list_is_refused_with_its_line(name: str, text: str, line: int, reason: str) -> None:
    with pytest.raises(BadFile) as raised:
        read_list(name, text, f"{name}.yaml")
    assert (raised.value.line, reason in raised.value.reason) == (line, True), str(raised.value)


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("peeple.yaml", "not a content file"),
        ("personas/kim.txt", "not a content file"),
        ("personas/more/kim.md", "not a content file"),
        ("kim.md", "not a content file"),
        ("pages/Two words.md", "is an address"),
    ],
)
def test_a_file_that_nobody_would_read_is_told(tmp_path: Path, path: str, reason: str) -> None:
    (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / path).write_text(HEAD)
    with pytest.raises(BadFile, match=reason) as raised:
        read_folder(tmp_path)
    assert raised.value.path == str(tmp_path / path)


def test_hidden_files_and_a_readme_are_nobodys_business(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "config").write_text("x")
    (tmp_path / "README.md").write_text("How to edit these files")
    assert read_folder(tmp_path).kinds == {}


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="no such folder"):
        read_folder(tmp_path / "nowhere")


def test_a_file_that_is_not_utf8_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "people.yaml").write_bytes(b"- {slug: a, name: A}\n- {slug: b, name: \xe9}\n")
    with pytest.raises(BadFile) as raised:
        read_folder(tmp_path)
    assert raised.value.line == 2


def test_line_ends_and_marks_of_other_systems_do_not_matter(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "a.md").write_bytes(b"\xef\xbb\xbf---\r\ntitle: A\r\n---\r\n\r\nOne\r\nTwo\r\n")
    page = read_folder(tmp_path).kinds["pages"][0]
    assert page == read_page("---\ntitle: A\n---\n\nOne\nTwo\n", "a.md", "a")


def test_a_comment_line_at_the_end_of_a_good_file_is_found_wrong() -> None:
    with pytest.raises(BadFile) as raised:
        read_persona(GOOD + "Stray text\n", "dakota.md", "dakota")
    assert raised.value.line == GOOD.count("\n") + 1
