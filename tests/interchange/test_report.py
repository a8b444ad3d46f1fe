"""The figures of the sample content, as the sources count them."""

import json

import pytest
from django.core.management import call_command

from marketing_portal.content.knowledge import GAP_STATES
from personas.models import Persona

pytestmark = pytest.mark.django_db

FIGURES = {
    "personas": 6,
    "persona_placeholders": 1,
    "segment_roles": 18,
    "quotes": 2,
    "objections": 26,
    "discovery_questions": 22,
    "messaging_points": 23,
    "help_points": 25,
    "elevator_pitches": 8,
    "persona_gaps": 12,
    "deprecated_assets": 5,
    "teams": 8,
    "people": 63,
    "request_states": 7,
    "request_labels": 29,
    "request_gtm_phases": 3,
    "request_kinds": 9,
    "kind_fields": 38,
    "handbook_pages": 8,
    "gaps_needs_data": 10,
    "gaps_tbd": 2,
}
AT_LEAST = {"profile_items": 68, "goals": 19, "challenges": 15}  # a paragraph may have become several points


def report(capsys: pytest.CaptureFixture[str]) -> dict[str, int]:
    """What the command prints."""
    call_command("content_report", "--json")
    found: dict[str, int] = json.loads(capsys.readouterr().out)
    return found


def test_the_sample_content_is_complete(capsys: pytest.CaptureFixture[str]) -> None:
    found = report(capsys)
    assert {name: found[name] for name in FIGURES} == FIGURES
    assert all(found[name] >= least for name, least in AT_LEAST.items())


def test_it_is_one_flat_object_of_numbers(capsys: pytest.CaptureFixture[str]) -> None:
    found = report(capsys)
    assert all(isinstance(number, int) for number in found.values())
    assert {f"gaps_{state}" for state in GAP_STATES} <= set(found)


def test_people_get_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("content_report")
    lines = capsys.readouterr().out.splitlines()
    assert [line.rsplit(maxsplit=1) for line in lines if line.startswith("segment")] == [
        ["segment roles", "18"]
    ]
    assert len({len(line) for line in lines}) == 1


def test_what_is_archived_does_not_count(capsys: pytest.CaptureFixture[str]) -> None:
    Persona.objects.get(name="Casey").archive()
    found = report(capsys)
    assert (found["personas"], found["segment_roles"], found["persona_gaps"]) == (5, 15, 10)
