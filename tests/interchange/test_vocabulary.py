"""The words of the files are those of the models: parsers know nothing of Django, so a test holds the two together."""

import ast

from marketing_portal.content.knowledge import GAP_STATES, Knowledge
from marketing_portal.interchange.canonical import vocabulary as words
from personas import kinds
from personas.models import Guidance, Persona
from requests_board.models import FieldType
from requests_board.vocabulary import Family
from tests.support import source

PURE = ("errors", "documents", "canonical")


def test_states_are_those_of_the_portal() -> None:
    assert tuple(Knowledge.values) == words.KNOWLEDGE
    assert set(words.GAP_STATES) == set(GAP_STATES)


def test_persona_words_are_those_of_the_models() -> None:
    assert tuple(Persona.Kind.values) == words.PERSONA_KINDS
    assert tuple(Persona.Status.values) == words.PERSONA_STATUSES
    assert tuple(kinds.Segment.values) == words.SEGMENTS
    assert set(words.BUYING_ROLES.values()) == set(kinds.BuyingRole.values)
    assert tuple(Guidance.Kind.values) == words.GUIDANCE_KINDS
    assert tuple(Family.values) == words.LABEL_FAMILIES
    assert tuple(FieldType.values) == words.QUESTION_TYPES


def test_sections_headings_and_places_are_those_of_the_persona_page() -> None:
    assert set(words.PLACES) == set(kinds.PLACE_LABELS)
    for headings in words.SECTIONS.values():
        for title, place in headings.items():
            assert kinds.PLACE_LABELS[place] == title
    for section, title in zip(kinds.Section, words.SECTIONS, strict=True):
        here = [kind.value for kind in kinds.PointKind if kind.facts.section == section]
        assert [place for place in words.SECTIONS[title].values() if place in here] == (
            [] if title == "Other" else here
        )


def test_second_texts_are_those_of_the_kinds() -> None:
    named = {kind.value: kind.facts.detail_label for kind in kinds.PointKind if kind.facts.detail_label}
    assert named == words.DETAILS


def test_parsers_know_nothing_of_django() -> None:
    for module in source.code():
        app, _, rest = module.name.partition("interchange.")
        if app != "marketing_portal." or not rest.startswith(PURE):
            continue
        for node in module.nodes:
            if isinstance(node, ast.ImportFrom | ast.Import):
                named = [getattr(node, "module", None) or "", *(alias.name for alias in node.names)]
                assert not any(name.startswith("django") for name in named), module.path
                pure = [name for name in named if name.startswith("marketing_portal")]
                assert all(name.split("interchange.")[1].startswith(PURE) for name in pure), module.path
