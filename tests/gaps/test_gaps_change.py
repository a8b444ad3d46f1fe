"""Gaps come and go with the content: filled, not needed, somebody left, a review is late."""

import datetime as dt
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from marketing_portal.content.models import Gap as MarkedGap
from marketing_portal.gaps.facts import Gap
from marketing_portal.gaps.gathering import gather
from marketing_portal.gaps.kinds import Kind
from marketing_portal.people.models import Person
from personas.models import Persona, PersonaListEntry
from tests.support.cast import Cast
from usecases.models import ActivationRole, Collateral, DRICell, KeyLink, OrgColumn, UseCase

pytestmark = pytest.mark.django_db
VISITOR: Any = AnonymousUser()


def of_kind(kind: Kind, user: Any = VISITOR) -> dict[str, Gap]:
    return {one.what: one for one in gather(user).gaps if one.kind == kind}


def cell(role: str = "developer-evangelism", use_case: str = "ci") -> DRICell:
    return DRICell.objects.get(role__key=role, use_case__slug=use_case)


def leaves(slug: str) -> Person:
    Person.objects.filter(slug=slug).update(left_on=timezone.localdate())
    return Person.objects.get(slug=slug)


def test_a_filled_cell_is_no_gap() -> None:
    cell().assignments.create(person=Person.objects.get(slug="parker"))
    assert "DRI for Developer Evangelism in CI" not in of_kind(Kind.DRI)
    assert len(of_kind(Kind.DRI)) == 3


def test_a_cell_that_needs_nobody_is_no_gap() -> None:
    DRICell.objects.filter(pk=cell().pk).update(state="not_applicable")
    assert len(of_kind(Kind.DRI)) == 3


def test_a_cell_that_is_known_and_names_nobody_is_unknown() -> None:
    DRICell.objects.filter(pk=cell().pk).update(state="known")
    assert of_kind(Kind.DRI)["DRI for Developer Evangelism in CI"].state == "unknown"


def test_cells_that_nobody_wrote_are_told_of_the_column() -> None:
    cell().delete()
    gap = of_kind(Kind.COLUMNS)["DRIs for Continuous Integration"]
    assert gap.note == "1 of 17 cells were never written"


def test_who_left_and_is_still_named() -> None:
    leaves("parker")
    found = of_kind(Kind.LEFT)
    assert set(found) == {
        "DRI for Product Marketing in CI",
        "Owner in the ownership table, in place of Parker",
    }
    assert found["DRI for Product Marketing in CI"].note == "Parker has left"
    leaves("jonathan-fullam")
    assert "Lead of Solution Architect" in of_kind(Kind.LEFT)
    leaves("eric")
    columns = OrgColumn.objects.filter(contact__slug="eric").count()
    contacts = [what for what in of_kind(Kind.LEFT) if what.startswith("Product contact")]
    assert len(contacts) == columns == 2


def test_an_internal_person_who_left_is_a_colleague_to_visitors(cast: Cast) -> None:
    Person.objects.filter(slug="parker").update(internal=True)
    leaves("parker")
    name = "DRI for Product Marketing in CI"
    assert of_kind(Kind.LEFT)[name].note == "a colleague has left"
    assert of_kind(Kind.LEFT, cast.outsider)[name].note == "Parker has left"


def test_owners_and_reviews_of_pages() -> None:
    owner = Person.objects.get(slug="kim")
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    Persona.objects.filter(name="Alex").update(owner=owner, review_due=yesterday)
    title = "Alex, Application Development Manager"
    assert f"Owner of {title}" not in of_kind(Kind.OWNER)
    overdue = of_kind(Kind.OVERDUE)[f"Review of {title}"]
    assert (overdue.person, overdue.part) == (owner.pk, "owns the page")
    leaves("kim")
    assert f"Owner of {title}" in of_kind(Kind.LEFT)


def test_what_belongs_to_a_hidden_use_case_is_hidden(cast: Cast) -> None:
    UseCase.objects.filter(slug="ci").update(internal=True)
    everything = gather(VISITOR).gaps
    assert not [one for one in everything if one.use_case == "ci" or one.what.endswith((" in CI", " of CI"))]
    assert "Agile in the areas of interest" in of_kind(Kind.AREAS)
    UseCase.objects.filter(slug="agile").update(internal=True)
    assert "Agile in the areas of interest" not in of_kind(Kind.AREAS)
    assert [one for one in gather(cast.outsider).gaps if one.use_case == "ci"]
    UseCase.objects.filter(slug="ci").update(archived_at=timezone.now())
    assert not [one for one in gather(cast.editor).gaps if one.use_case == "ci"]


def test_an_internal_link_is_no_gap_for_visitors(cast: Cast) -> None:
    link = KeyLink.objects.filter(state="tbd").first()
    assert link is not None
    KeyLink.objects.filter(pk=link.pk).update(internal=True)
    assert (len(of_kind(Kind.LINKS)), len(of_kind(Kind.LINKS, cast.outsider))) == (14, 15)


def test_a_gap_marked_on_any_page_is_listed() -> None:
    item = Collateral.objects.filter(internal=False)[0]
    item.gaps.create(key="figures", place="figures", state="needs_data", note="Numbers of last year")
    assert of_kind(Kind.PAGES)[f"Figures of {item.title}"].note == "Numbers of last year"
    MarkedGap.objects.update(is_open=False)
    assert of_kind(Kind.PAGES) == {}


def test_a_closed_mark_of_a_persona_leaves_an_absent_section() -> None:
    MarkedGap.objects.update(is_open=False)
    assert of_kind(Kind.PERSONAS) == {}
    sections = of_kind(Kind.SECTIONS)
    assert {"Real quotes of Alex", "Persona for VP Infrastructure"} <= set(sections)
    assert "Demographics of Alex" not in sections  # there is text
    Persona.objects.filter(name="Alex").update(status=Persona.Status.DEPRECATED)
    assert "Real quotes of Alex" not in of_kind(Kind.SECTIONS)


def test_an_entry_of_the_list_whose_persona_is_hidden_is_hidden() -> None:
    hidden = Persona.objects.get(name="Kennedy")
    Persona.objects.filter(pk=hidden.pk).update(internal=True)
    PersonaListEntry.objects.filter(persona=None).update(persona=hidden)
    assert "Persona for VP Infrastructure" not in of_kind(Kind.PERSONAS)


def test_a_role_gets_a_lead() -> None:
    ActivationRole.objects.filter(lead=None).update(lead=Person.objects.get(slug="kim"))
    assert of_kind(Kind.LEADS) == {}
    gap = of_kind(Kind.DRI)["DRI for Developer Evangelism in CI"]
    assert gap.part == "leads Developer Evangelism"
