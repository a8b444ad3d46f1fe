"""The figures of the use case half, as the sources count them."""

import json

import pytest
from django.core.management import call_command

from marketing_portal.content.models import Gap
from usecases.models import Collateral, UseCase

pytestmark = pytest.mark.django_db

FIGURES = {
    "use_cases": 14,
    "use_cases_tier_1": 3,
    "use_cases_tier_2": 5,
    "use_cases_tier_3": 6,
    "market_requirements": 17,
    "requirement_answers": 0,
    "requirement_demos": 0,
    "use_case_differentiators": 3,
    "use_case_questions": 3,
    "use_case_case_studies": 2,
    "use_case_inventory": 0,
    "activation_roles": 17,
    "role_leads": 12,
    "dri_cells": 85,
    "dri_cells_unknown": 4,
    "dri_assignments": 90,
    "key_link_cells": 42,
    "key_link_cells_unresolved": 15,
    "journey_stages": 3,
    "collateral_types": 18,
    "audiences": 3,
    "journey_views": 2,
    "journey_steps": 16,
    "areas_of_interest": 8,
    "bom_areas": 5,
    "bom_elements": 10,
    "ownership_rows": 8,
    "ownership_tbd": 13,
    "health_statuses": 3,
    "cascade_questions": 5,
    "cascade_actions": 6,
    "decks": 3,
    "hiring_steps": 3,
    "collateral": 122,
    "persona_gaps": 12,
}


def report(capsys: pytest.CaptureFixture[str]) -> dict[str, int]:
    """What the command prints."""
    call_command("content_report", "--json")
    found: dict[str, int] = json.loads(capsys.readouterr().out)
    return found


def test_the_sample_content_is_complete(capsys: pytest.CaptureFixture[str]) -> None:
    found = report(capsys)
    assert {name: found[name] for name in FIGURES} == FIGURES


def test_what_belongs_to_an_archived_use_case_does_not_count(capsys: pytest.CaptureFixture[str]) -> None:
    UseCase.objects.get(slug="ci").archive()
    Collateral.objects.get(slug="why-ci-cd").archive()
    found = report(capsys)
    shown = ("use_cases", "use_cases_tier_1", "market_requirements", "dri_cells", "dri_cells_unknown")
    assert [found[name] for name in shown] == [13, 2, 5, 68, 3]
    assert (found["key_link_cells"], found["collateral"]) == (35, 121)


def test_states_of_cells_are_told_once() -> None:
    """A cell, a link, a row says by its state what is missing, so there is no gap record beside it."""
    assert not Gap.objects.of(UseCase).exists()
    models = {gap.content_type.model for gap in Gap.objects.select_related("content_type")}
    assert models == {"persona", "personalistentry"}
