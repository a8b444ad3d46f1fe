"""What use cases add to the pages of people and personas, and that only what may be read is added."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from marketing_portal.content.panels import Panel, Panels
from marketing_portal.people.models import Person, User
from marketing_portal.people.registry import person_panels
from personas.models import Persona
from personas.registry import persona_panels
from usecases.models import Collateral, UseCase
from usecases.panels import of_persona, responsibilities


def test_panels_come_in_the_order_of_their_registration_and_none_is_left_out() -> None:
    def first(thing: Any, user: Any) -> Panel | None:
        return Panel("a.html", thing)

    def nothing(thing: Any, user: Any) -> Panel | None:
        return None

    panels = Panels()
    for maker in (first, nothing, first):
        panels.register(maker)
    assert panels.of("this", None) == [Panel("a.html", "this")]


def test_the_app_registers_what_it_knows() -> None:
    assert responsibilities in person_panels.makers
    assert of_persona in persona_panels.makers


@pytest.mark.django_db
def test_internal_use_cases_are_left_out_for_visitors(requester: User) -> None:
    UseCase.objects.filter(slug="gitops").update(internal=True)
    person = Person.objects.get(slug="mahesh-kumar")
    counts = [
        sum(len(found) for found in responsibilities(person, user).data.cells.values())
        for user in (AnonymousUser(), requester)
    ]
    assert counts == [3, 4]


@pytest.mark.django_db
def test_collateral_made_for_a_persona_is_shown_with_it(requester: User) -> None:
    alex = Persona.objects.get(name="Alex")
    made = Collateral.objects.create(title="For Alex", slug="for-alex", internal=True)
    made.personas.add(alex)
    assert of_persona(alex, requester).data.collateral == [made]
    assert of_persona(alex, AnonymousUser()).data.collateral == []


@pytest.mark.django_db
def test_a_persona_without_collateral_can_ask_for_some(client: Client, settings: Any) -> None:
    settings.PUBLIC_READ = True
    alex = Persona.objects.get(name="Alex")
    html = client.get(alex.get_absolute_url()).content.decode()
    assert "nobody has listed anything that was made for this persona" in html
    assert f"/requests/new/?title=Collateral+for+Alex&amp;about=%2Fpersonas%2F{alex.slug}%2F" in html


@pytest.mark.django_db
def test_everything_that_a_person_owns_is_on_their_page(
    client: Client, settings: Any, requester: User
) -> None:
    settings.PUBLIC_READ = True
    william = Person.objects.get(slug="william")
    Collateral.objects.filter(slug__in=["what-is-ci-cd", "why-ci-cd"]).update(owner=william)
    Collateral.objects.filter(slug="why-ci-cd").update(internal=True)
    html = client.get("/people/william/").content.decode()
    assert 'href="/ownership/#william">See the row</a>' in html
    assert "Product group Ops, field region AMER EAST (Central, Named)" in html
    assert '<a href="/collateral/?owner=william">1 item</a>' in html
    assert 'href="/collateral/what-is-ci-cd/"' in html
    assert "/collateral/why-ci-cd/" not in html
    assert responsibilities(william, requester).data.collateral == 2


@pytest.mark.django_db
def test_who_is_named_nowhere_is_told_so() -> None:
    person = Person.objects.create(name="Somebody", slug="somebody")
    assert not responsibilities(person, AnonymousUser()).data
