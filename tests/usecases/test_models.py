"""Use cases and matrices: one name means one use case, and the database keeps the rules."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from marketing_portal.content.history import root_of
from marketing_portal.content.models import Versioned
from marketing_portal.people.models import Person
from personas.models import Persona
from usecases.models import (
    ActivationRole,
    DRIAssignment,
    DRICell,
    KeyLink,
    KeyLinkKind,
    OwnershipArea,
    UseCase,
    UseCaseAlias,
    UseCasePersona,
)
from usecases.vocabulary import LinkState, Tier

pytestmark = pytest.mark.django_db
VERSION_CONTROL = "version-control-collaboration"
NAMES = {
    "Version Control and Collaboration": VERSION_CONTROL,
    "version control and  collaboration": VERSION_CONTROL,
    VERSION_CONTROL: VERSION_CONTROL,
    "VC&C": VERSION_CONTROL,
    "vc&c": VERSION_CONTROL,
    "SCM": VERSION_CONTROL,
    " scm ": VERSION_CONTROL,
    "Source Code Management": VERSION_CONTROL,
    "Version Control & Collaboration": VERSION_CONTROL,
    "ucase::SCM": VERSION_CONTROL,
    "usecase::scm": VERSION_CONTROL,
    "usecase-SCM": VERSION_CONTROL,
    "CI": "ci",
    "CD": "cd",
    "AppSec": "devsecops",
    "DevSecOps": "devsecops",
    "Agile": "agile",
    "Agile Planning and Management": "agile",
    "DevOps": "simplify-devops",
    "CN": "cloud-native",
    "IaC": "gitops",
    "": None,
    "usecase-": None,
    "%": None,
    "Blockchain": None,
}


def ci() -> UseCase:
    """A use case."""
    return UseCase.objects.get(slug="ci")


@pytest.mark.parametrize(("text", "slug"), NAMES.items())
def test_every_name_means_one_use_case(text: str, slug: str | None) -> None:
    found = UseCase.objects.named(text).values_list("slug", flat=True)
    assert list(found) == ([slug] if slug else [])


@pytest.mark.parametrize(
    ("field", "text"),
    [("name", "scm"), ("short_label", "DevSecOps"), ("label_key", "IaC"), ("name", "Agile")],
)
def test_a_use_case_cannot_take_the_name_of_another(field: str, text: str) -> None:
    use_case = ci()
    setattr(use_case, field, text)
    with pytest.raises(ValidationError, match=f"“{text}” means the use case .* already") as raised:
        use_case.full_clean()
    assert field in raised.value.message_dict


@pytest.mark.parametrize("text", ["Continuous Delivery", "vc&c", "AppSec"])
def test_an_alias_cannot_be_the_name_of_another(text: str) -> None:
    with pytest.raises(ValidationError, match="means the use case"):
        UseCaseAlias(use_case=ci(), text=text).full_clean()
    UseCaseAlias(use_case=ci(), text="Continuous builds").full_clean()


def test_use_cases_come_by_tier_and_position() -> None:
    assert [one.slug for one in UseCase.objects.filter(tier=1)] == [VERSION_CONTROL, "ci", "devsecops"]
    assert [one.is_customer_use_case for one in UseCase.objects.all()] == [True] * 8 + [False] * 6
    assert UseCase.objects.get(slug="cloud-native").short == "Cloud Native"
    assert all(tier.meaning for tier in Tier)


def test_only_two_states_of_a_link_are_unresolved() -> None:
    assert [state for state in LinkState if state.is_unresolved] == [LinkState.URL_TBD, LinkState.TBD]


def refused(row: models.Model) -> bool:
    """Whether the database does not take ``row``."""
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        return True
    return False


def test_the_database_keeps_the_rules() -> None:
    use_case, persona, person = ci(), Persona.objects.get(name="Casey"), Person.objects.get(slug="kim")
    role, kind = ActivationRole.objects.all()[0], KeyLinkKind.objects.create(key="x", name="X")
    cell = DRICell.objects.get(role__key="customer-reference", use_case=use_case)
    owned = OwnershipArea.objects.filter(use_case__isnull=False)[0]
    owned.is_vertical = True
    rows: list[models.Model] = [
        UseCase(name="X", slug="x", tier=4),
        UseCase(name="X", slug="x", tier=1, label_key="CI"),
        UseCaseAlias(use_case=use_case, text="scm"),
        UseCasePersona(use_case=use_case, kind="user"),
        UseCasePersona(use_case=use_case, kind="user", persona=persona, title="Casey"),
        DRICell(use_case=use_case, role=role),
        DRIAssignment(cell=cell, person=person),
        KeyLink(use_case=use_case, kind=kind, state=LinkState.URL),
        owned,
    ]
    assert [str(row) for row in rows if not refused(row)] == []
    assert not refused(UseCase(name="X", slug="x", tier=1))
    assert not refused(KeyLink(use_case=use_case, kind=kind, state=LinkState.TBD))


def rows_below_a_root() -> list[Any]:
    """A row of every model of the app that belongs to another object."""
    below = [model for model in UseCase._meta.app_config.get_models() if hasattr(model, "history_root")]
    return [row for model in below if (row := model._default_manager.first()) is not None]


def test_what_belongs_to_an_object_leads_to_it() -> None:
    rows = rows_below_a_root()
    assert len(rows) == 10
    for row in rows:
        root = root_of(row)
        assert isinstance(root, Versioned)
        assert any(row in getattr(root, name).all() for name in root.HISTORY_CHILDREN), row


def test_every_row_says_what_it_is() -> None:
    for model in UseCase._meta.app_config.get_models():
        row = model._default_manager.first()
        assert row is None or str(row), model
