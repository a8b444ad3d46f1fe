"""The example in the documentation is a file that can be read, and what it explains is what there is."""

import re

from marketing_portal.interchange.canonical import vocabulary as words
from marketing_portal.interchange.canonical.persona import read_persona
from tests.support.source import ROOT

TEXT = (ROOT / "docs" / "content-files.md").read_text()


def test_the_example_can_be_read() -> None:
    match = re.search(r"```markdown\n(.*?)```", TEXT, re.DOTALL)
    assert match
    persona = read_persona(match.group(1), "kim.md", "kim")
    assert (persona.kind, len(persona.points), len(persona.quotes), len(persona.gaps)) == ("user", 5, 1, 1)
    assert {segment.segment: segment.buying_roles for segment in persona.segments} == {
        "smb": ("decides", "owns_budget"),
        "large": (),
    }
    assert persona.points[1].text == "Has built up two teams,\nand lost one of them."


def test_sections_and_headings_are_those_of_the_grammar() -> None:
    for section, headings in words.SECTIONS.items():
        assert f"| {section} | {', '.join(headings) or 'any'} |" in TEXT


def test_states_and_roles_are_all_named() -> None:
    for word in (*words.KNOWLEDGE, *words.BUYING_ROLES, *words.SEGMENTS):
        assert f"`{word}`" in TEXT, word
