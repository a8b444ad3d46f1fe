"""Use cases, collateral, journeys and organisation in the admin: what editors type is kept, refused or brought back."""

import re
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import connection
from django.template.response import SimpleTemplateResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from marketing_portal.content.admin import VersionedAdmin
from marketing_portal.content.versions import change_sets_of
from marketing_portal.people.models import Person, User
from personas.models import Persona
from tests.admin.page_form import PageForm
from tests.conftest import ClientFor
from usecases.models import (
    ActivationRole,
    AreaOfInterest,
    BomElement,
    CascadeQuestion,
    Collateral,
    Journey,
    JourneyStage,
    JourneyView,
    MarketRequirement,
    Ownership,
    Statement,
    UseCase,
    UseCasePersona,
    ValueDriver,
)

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
INLINE = re.compile(r"<style|<[^>]+\sstyle=|<[^>]+\son[a-z]+=")
EDITED = sorted(
    model._meta.model_name or ""
    for model, kept in admin.site._registry.items()
    if model._meta.app_label == "usecases" and isinstance(kept, VersionedAdmin)
)
LISTED = sorted(
    model._meta.model_name or "" for model in admin.site._registry if model._meta.app_label == "usecases"
)
EMPTY = {"release"}  # nothing of it is in the content files


@pytest.fixture
def client(client_for: ClientFor, editor: User) -> Client:
    return client_for(editor)


def change(thing: Any) -> str:
    return reverse(f"admin:usecases_{thing._meta.model_name}_change", args=[thing.pk])


def open_form(client: Client, thing: Any) -> PageForm:
    return PageForm(client, change(thing))


def use_case(slug: str = "ci") -> UseCase:
    return UseCase.objects.get(slug=slug)


def test_everything_that_is_kept_has_a_form() -> None:
    """What stands below something is edited with it; the matrices and requirements have ways of their own."""
    models = {model._meta.model_name or "" for model in apps.get_app_config("usecases").get_models()}
    below = {
        "usecasealias", "usecasepersona", "collateraltype", "journeyviewstep", "journeystep", "ownershiparea",
        "cascadeaction", "driassignment", "releaseanswer", "releasetask",
        "usecasepoint",
    }  # fmt: skip
    kept = {name for name in models if not name.startswith("historical")}
    assert kept - below == set(LISTED)
    assert set(LISTED) - set(EDITED) == {"dricell", "keylink", "marketrequirement"}


@pytest.mark.parametrize("model", [name for name in EDITED if name not in EMPTY])
def test_the_form_of_loaded_content_opens_and_saving_it_changes_nothing(client: Client, model: str) -> None:
    thing: Any = apps.get_model("usecases", model)._default_manager.order_by("-pk").first()
    form = open_form(client, thing)
    assert INLINE.findall(form.page) == []
    form.save("Just looking")
    assert apps.get_model("usecases", model)._base_manager.get(pk=thing.pk).version == thing.version


@pytest.mark.parametrize("model", LISTED)
def test_lists_are_searched_and_filtered(client: Client, model: str, monkeypatch: pytest.MonkeyPatch) -> None:
    url = f"/admin/usecases/{model}/"
    page = client.get(url).content.decode()
    assert INLINE.findall(page) == []
    monkeypatch.setattr(SimpleTemplateResponse, "rendered_content", "")  # the database is asked before that
    for address in set(re.findall(r'href="(\?[^"]+)"', page)):
        assert client.get(url + address.replace("&amp;", "&")).status_code == 200, address
    assert client.get(f"{url}?q=something").status_code == 200


def test_a_use_case_is_saved_with_all_its_parts_as_one_change(client: Client, editor: User) -> None:
    form = open_form(client, use_case()).fill(description="Build and test.")
    form.fill(
        aliases__0__text="Build automation", personas__5__title="Release lead", personas__5__kind="user"
    )
    form.fill(requirements__12__name="Fast feedback", requirements__12__description="In **minutes**.")
    form.save("They told us")
    made = change_sets_of(use_case())[0]
    assert (made.reason, made.user, made.objects_touched.count()) == ("They told us", editor, 1)
    assert UseCase.objects.named("build automation").get() == use_case()
    assert use_case().personas.filter(title="Release lead", kind="user").exists()
    requirement = use_case().requirements.get(name="Fast feedback")
    assert (requirement.key, requirement.description_html) == (
        "fast-feedback",
        "<p>In <strong>minutes</strong>.</p>",
    )
    assert requirement.order > 12


def test_a_name_means_one_use_case(client: Client) -> None:
    form = open_form(client, use_case()).fill(aliases__0__text="vc&c")
    assert form.send().status_code == 200
    assert "means the use case Version Control and Collaboration already" in form.errors()
    assert form.values["aliases-0-text"] == ["vc&c"]


def test_a_persona_or_a_title_and_not_both(client: Client) -> None:
    persona = Persona.objects.first()
    assert persona is not None
    form = open_form(client, use_case("gitops"))
    number = UseCasePersona.objects.filter(use_case__slug="gitops").count()
    form.values |= {
        f"personas-{number}-persona": [str(persona.pk)],
        f"personas-{number}-title": ["Somebody"],
        f"personas-{number}-kind": ["buyer"],
    }
    assert form.send().status_code == 200
    assert "Choose a persona, or write a title, not both." in form.errors()


def test_a_column_with_names_is_not_lost_by_an_emptied_field(client: Client) -> None:
    form = open_form(client, use_case()).fill(dri_position="")
    assert form.send().status_code == 200
    assert "Take the names out first" in form.errors()
    assert use_case().dri_position == 1


def test_the_address_of_another_page_is_refused(client: Client) -> None:
    form = open_form(client, use_case()).fill(slug="key-links")
    assert form.send().status_code == 200
    assert "is the address of another page" in form.errors()


def test_the_form_leads_to_what_is_kept_elsewhere(client: Client) -> None:
    page = open_form(client, use_case()).page
    for name in ("usecases_dricell_column", "usecases_keylink_column"):
        assert f'href="{reverse(f"admin:{name}", args=[use_case().pk])}"' in page
    assert f"/admin/usecases/collateral/?use_cases__id__exact={use_case().pk}" in page
    assert 'href="/use-cases/ci/"' in page


def test_two_editors_of_a_use_case_meet_in_words(
    client: Client, client_for: ClientFor, administrator: User
) -> None:
    mine, theirs = open_form(client, use_case()), open_form(client_for(administrator), use_case())
    theirs.fill(requirements__0__name="Building by machine").save("Clearer")
    mine.fill(description="Mine.", requirements__0__name="My name for it")
    assert mine.send().status_code == 200
    for said in ("Somebody else saved first", "Administrator", "Clearer", "My name for it"):
        assert said in mine.page
    assert "Building" in mine.page
    assert use_case().description != "Mine."
    mine.send(overwrite=str(use_case().version))
    assert use_case().description == "Mine."


def test_requirements_are_edited_with_their_use_case(client: Client) -> None:
    requirement = MarketRequirement.objects.filter(use_case__slug="ci").first()
    assert requirement is not None
    there = client.get(change(requirement)).headers["Location"]
    assert there == f"{change(use_case())}#requirements-rows"
    assert 'id="requirements-rows"' in client.get(change(use_case())).content.decode()
    assert client.get("/admin/usecases/marketrequirement/0/change/").status_code == 404


def test_collateral_gets_its_use_cases_and_personas_on_its_own_side(client: Client) -> None:
    item = Collateral.objects.filter(use_cases__slug="ci").order_by("pk").first()
    persona = Persona.objects.first()
    assert item is not None
    assert persona is not None
    form = open_form(client, item)
    form.values["use_cases"] = [str(use_case("gitops").pk), str(use_case("cd").pk)]
    form.values["personas"] = [str(persona.pk)]
    form.save("Fits there")
    assert {one.slug for one in item.use_cases.all()} == {"gitops", "cd"}
    assert list(persona.collateral.all()) == [item]
    there = reverse("content:history", args=["usecases", "collateral", item.pk])
    page = client.get(there).content.decode()
    assert "Fits there" in page
    assert "Personas" in page
    first = change_sets_of(item).last()
    assert first is not None
    client.post(f"{there}back/{first.pk}/", {"reason": "No"})
    assert {one.slug for one in item.use_cases.all()} == {"ci"}


def test_a_new_item_is_made_with_everything(client: Client) -> None:
    form = PageForm(client, "/admin/usecases/collateral/add/")
    form.fill(title="A demo", slug="a-demo", kind="demo", use_cases=[str(use_case().pk)]).save("New")
    made = Collateral.objects.get(slug="a-demo")
    assert list(made.use_cases.all()) == [use_case()]
    assert change_sets_of(made).count() == 1


@pytest.mark.parametrize(
    "thing",
    [
        lambda: ValueDriver.objects.filter(use_cases__isnull=False).first(),
        ActivationRole.objects.first,
        JourneyStage.objects.first,
        lambda: Statement.objects.filter(children__isnull=False).first(),
    ],
    ids=["value driver", "role", "stage", "statement"],
)
def test_what_others_stand_on_is_not_deleted(client: Client, thing: Any) -> None:
    found = thing()
    page = client.get(change(found)).content.decode()
    assert "deletelink" not in page
    delete = reverse(f"admin:usecases_{found._meta.model_name}_delete", args=[found.pk])
    assert client.post(delete, {"post": "yes"}).status_code == 403
    chosen = {"action": "delete_selected", "_selected_action": [str(found.pk)], "post": "yes"}
    client.post(f"/admin/usecases/{found._meta.model_name}/", chosen)
    assert type(found).objects.filter(pk=found.pk).exists()


@pytest.mark.parametrize("model", [BomElement, Ownership, CascadeQuestion, Journey])
def test_what_stands_alone_is_deleted_and_brought_back_with_its_parts(client: Client, model: Any) -> None:
    thing = model.objects.order_by("pk").last()
    parts = {name: getattr(thing, name).count() for name in thing.HISTORY_CHILDREN}
    pk, written = thing.pk, change_sets_of(thing)[0]
    delete = reverse(f"admin:usecases_{model._meta.model_name}_delete", args=[pk])
    assert client.post(delete, {"post": "yes"}).status_code == 302
    assert not model.objects.filter(pk=pk).exists()
    back = reverse("content:history_revert", args=["usecases", model._meta.model_name, pk, written.pk])
    client.post(back, {"reason": "Too hasty"})
    again = model.objects.get(pk=pk)
    assert {name: getattr(again, name).count() for name in parts} == parts


def test_lists_of_short_texts_are_written_one_a_line(client: Client) -> None:
    step = Journey.objects.get(key="buyer").steps.first()
    assert step is not None
    form = open_form(client, step.journey).fill(steps__0__owners="Sales\r\n\r\n Marketing ")
    form.save()
    step.refresh_from_db()
    assert step.owners == ["Sales", "Marketing"]
    view = JourneyView.objects.first()
    assert view is not None
    form = open_form(client, view)
    assert form.values["phases"] == ["\r\n".join(view.phases)]


def test_an_industry_is_no_use_case(client: Client) -> None:
    row = Ownership.objects.filter(areas__use_case__isnull=False).first()
    assert row is not None
    form = open_form(client, row).fill(areas__0__is_vertical="on", areas__0__use_case=str(use_case().pk))
    assert form.send().status_code == 200
    assert "An industry or vertical is no use case" in form.errors()


@pytest.mark.parametrize(
    ("model", "action", "field", "value"),
    [
        (UseCase, "set_tier_2", "tier", 2),
        (Collateral, "set_internal_True", "internal", True),
        (BomElement, "set_priority_3", "priority", 3),
        (AreaOfInterest, "set_state_known", "state", "known"),
    ],
)
def test_many_at_once_are_one_change(client: Client, model: Any, action: str, field: str, value: Any) -> None:
    things = list(model.objects.exclude(**{field: value})[:2])
    chosen = {"action": action, "_selected_action": [str(one.pk) for one in things]}
    assert client.post(f"/admin/usecases/{model._meta.model_name}/", chosen).status_code == 302
    assert {getattr(one, field) for one in model.objects.filter(pk__in=[one.pk for one in things])} == {value}
    assert len({change_sets_of(one)[0].pk for one in things}) == 1


def queries(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_a_longer_form_takes_the_same_queries(client: Client) -> None:
    url = change(use_case())
    few = queries(client, url)
    for number in range(12):
        MarketRequirement.objects.create(use_case=use_case(), key=f"k{number}", name=f"N{number}")
        persona = Persona.objects.create(name=f"N{number}", role="R", slug=f"n{number}")
        UseCasePersona.objects.create(use_case=use_case(), persona=persona, kind="user")
    assert queries(client, url) == few <= 24


@pytest.mark.parametrize(
    ("model", "make"),
    [
        (
            "collateral",
            lambda n: Collateral.objects.create(title=f"T{n}", slug=f"t{n}").use_cases.add(use_case()),
        ),
        ("usecase", lambda n: UseCase.objects.create(name=f"N{n}", slug=f"n{n}", tier=3)),
        (
            "marketrequirement",
            lambda n: MarketRequirement.objects.create(use_case=use_case(), key=f"k{n}", name="N"),
        ),
        (
            "ownership",
            lambda n: Ownership.objects.create(person=Person.objects.create(name=f"N{n}", slug=f"n{n}")),
        ),
        ("statement", lambda n: Statement.objects.create(kind="metric", key=f"k{n}", title=f"N{n}")),
    ],
)
def test_a_longer_list_takes_the_same_queries(client: Client, model: str, make: Any) -> None:
    few = queries(client, f"/admin/usecases/{model}/")
    for number in range(12):
        make(number)
    assert queries(client, f"/admin/usecases/{model}/") == few <= 20
