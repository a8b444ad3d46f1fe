"""Two editors with the same form open: the second is told what the first did, loses nothing, and chooses."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from marketing_portal.content import history
from marketing_portal.content.versions import change_sets_of
from marketing_portal.people.models import User
from personas.models import Guidance, OrgPosition, Persona, PersonaPoint
from tests.admin.page_form import PageForm
from tests.conftest import ClientFor

pytestmark = pytest.mark.django_db
OVERWRITE = 'name="overwrite" value="{}"'


@pytest.fixture
def persona() -> Persona:
    with history.change():
        made = Persona.objects.create(name="Sam", role="Release manager", slug="sam", summary="Old summary.")
        for order, key in enumerate(("ship", "sleep"), 1):
            PersonaPoint.objects.create(
                persona=made, kind="goals", key=key, text=f"Wants to {key}.", order=order
            )
    return made


@pytest.fixture
def first(client_for: ClientFor, administrator: User, persona: Persona) -> PageForm:
    """The form of who saves first."""
    return PageForm(client_for(administrator), reverse("admin:personas_persona_change", args=[persona.pk]))


@pytest.fixture
def second(client_for: ClientFor, editor: User, persona: Persona) -> PageForm:
    """The same form, opened at the same time by somebody else."""
    return PageForm(client_for(editor), reverse("admin:personas_persona_change", args=[persona.pk]))


@pytest.mark.either_database
def test_the_second_is_told_who_changed_what_and_keeps_what_was_typed(
    first: PageForm, second: PageForm, persona: Persona
) -> None:
    first.fill(summary="Their summary.").save("They asked")
    second.fill(name="Alexis", goals__0__text="Wants to ship my way.", goals__2__text="My new goal.")
    assert second.send().status_code == 200
    for told in ("Somebody else saved first", "Administrator", "They asked", "Theirs", "Old", "Alexis"):
        assert told in second.page
    assert "<del>Old</del><ins>Their</ins> summary." in second.page
    assert second.values["name"] == ["Alexis"]
    assert second.values["goals-2-text"] == ["My new goal."]
    assert Persona.objects.get(pk=persona.pk).name == "Sam"


@pytest.mark.either_database
def test_saving_mine_anyway_is_a_choice_for_the_version_that_was_shown(
    first: PageForm, second: PageForm, persona: Persona
) -> None:
    first.fill(summary="Their summary.").save()
    second.fill(summary="My summary.").send()
    version = Persona.objects.get(pk=persona.pk).version
    assert OVERWRITE.format(version) in second.page
    assert second.send().status_code == 200, "not chosen"
    assert second.send(overwrite=str(version)).status_code == 302
    assert Persona.objects.get(pk=persona.pk).summary == "My summary."


@pytest.mark.either_database
def test_a_third_save_in_between_asks_again(
    first: PageForm, second: PageForm, persona: Persona, client_for: ClientFor, administrator: User
) -> None:
    first.fill(summary="One.").save()
    second.fill(summary="Mine.").send()
    shown = str(Persona.objects.get(pk=persona.pk).version)
    PageForm(client_for(administrator), first.url).fill(summary="Two.").save()
    assert second.send(overwrite=shown).status_code == 200
    assert "<ins>Two</ins>" in second.page
    assert Persona.objects.get(pk=persona.pk).summary == "Two."


@pytest.mark.either_database
def test_a_point_that_changed_is_a_conflict_with_both_wordings(first: PageForm, second: PageForm) -> None:
    first.fill(goals__0__text="Wants to ship daily.").save()
    second.fill(goals__0__text="Wants to ship weekly.").send()
    assert "<ins> daily</ins>" in second.page
    assert "<td>Wants to ship weekly.</td>" in second.page


@pytest.mark.either_database
def test_a_point_that_somebody_removed_is_kept_in_the_form_and_comes_back(
    first: PageForm, second: PageForm, persona: Persona
) -> None:
    key = persona.points.get(key="ship").pk
    first.fill(goals__0__DELETE="on").save()
    second.fill(goals__0__text="Wants to ship, still.").send()
    assert "Removed by somebody else" in second.page
    assert "Still in your form" in second.page
    assert second.values["goals-0-text"] == ["Wants to ship, still."]
    version = str(Persona.objects.get(pk=persona.pk).version)
    assert second.send(overwrite=version).status_code == 302
    back = persona.points.get(key="ship")
    assert (back.pk, back.text) == (key, "Wants to ship, still.")


def test_a_point_that_both_removed_stays_away(first: PageForm, second: PageForm, persona: Persona) -> None:
    first.fill(goals__0__DELETE="on").save()
    second.fill(goals__0__DELETE="on", summary="Mine.").send()
    version = str(Persona.objects.get(pk=persona.pk).version)
    assert second.send(overwrite=version).status_code == 302
    assert not persona.points.filter(key="ship").exists()


def test_a_point_that_somebody_added_stays(first: PageForm, second: PageForm, persona: Persona) -> None:
    first.fill(goals__2__text="Their goal.").save()
    second.fill(goals__2__text="My goal.").send()
    assert "Not in your form. It stays." in second.page
    version = str(Persona.objects.get(pk=persona.pk).version)
    assert second.send(overwrite=version).status_code == 302
    assert {"Their goal.", "My goal."} <= set(persona.points.values_list("text", flat=True))


@pytest.mark.either_database
def test_rows_stay_paired_when_somebody_put_another_before_them(
    first: PageForm, second: PageForm, persona: Persona
) -> None:
    first.fill(goals__2__text="First of all.", goals__2__order="0").save()
    second.fill(goals__0__text="Still about shipping.").send()
    second.send(overwrite=str(Persona.objects.get(pk=persona.pk).version))
    assert persona.points.get(key="ship").text == "Still about shipping."
    assert persona.points.get(text="First of all.").key == "first-of-all"


@pytest.mark.either_database
def test_a_point_of_another_persona_cannot_be_taken(second: PageForm, persona: Persona) -> None:
    other = Persona.objects.create(name="Other", role="Role", slug="other")
    foreign = PersonaPoint.objects.create(persona=other, kind="goals", key="mine", text="Mine.")
    second.fill(goals__0__id=str(foreign.pk), goals__0__text="Taken.").send()
    foreign.refresh_from_db()
    assert (foreign.persona, foreign.text) == (other, "Mine.")


def test_a_form_that_does_not_say_its_version_is_refused(second: PageForm, persona: Persona) -> None:
    del second.values["seen_version"]
    assert second.fill(summary="Mine.").send().status_code == 200
    assert "which version it was opened with" in second.errors()
    assert Persona.objects.get(pk=persona.pk).summary == "Old summary."


def test_small_entries_are_watched_too(client_for: ClientFor, editor: User) -> None:
    rule = Guidance.objects.create(key="plain", kind="writing", text="Write plainly.")
    url = reverse("admin:personas_guidance_change", args=[rule.pk])
    mine, theirs = PageForm(client_for(editor), url), PageForm(client_for(editor), url)
    theirs.fill(text="Write *very* plainly.").save()
    assert mine.fill(text="Write.").send().status_code == 200
    assert "Somebody else saved first" in mine.page


def test_many_to_many_changes_are_told(client_for: ClientFor, editor: User, persona: Persona) -> None:
    position = OrgPosition.objects.create(key="release", title="Release")
    url = reverse("admin:personas_orgposition_change", args=[position.pk])
    mine, theirs = PageForm(client_for(editor), url), PageForm(client_for(editor), url)
    theirs.fill(personas=[str(persona.pk)]).save()
    assert mine.fill(title="Releases").send().status_code == 200
    assert "Personas" in mine.page
    assert str(persona) in mine.page


def test_the_object_is_locked_while_it_is_saved(second: PageForm) -> None:
    with CaptureQueriesContext(connection) as captured:
        second.fill(summary="Mine.").save()
    locks = [query["sql"] for query in captured.captured_queries if "FOR UPDATE" in query["sql"]]
    assert bool(locks) == connection.features.has_select_for_update, "SQLite locks the whole database instead"


def test_the_history_of_both_is_whole(first: PageForm, second: PageForm, persona: Persona) -> None:
    first.fill(summary="Theirs.").save("One")
    second.fill(summary="Mine.").send()
    second.send(overwrite=str(Persona.objects.get(pk=persona.pk).version), change_reason="Two")
    assert [found.reason for found in change_sets_of(persona)][:2] == ["Two", "One"]
