"""A persona with all its parts, edited in one form."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from marketing_portal.content import history
from marketing_portal.content.models import ChangeSet, Gap
from marketing_portal.content.versions import change_sets_of
from marketing_portal.people.models import User
from personas.models import Persona, PersonaIntro, PersonaPoint, Quote, SegmentRole
from tests.admin.page_form import PageForm
from tests.conftest import ClientFor

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]  # conflicts and lists are asked on both
ADD = "/admin/personas/persona/add/"


@pytest.fixture
def client(client_for: ClientFor, editor: User) -> Client:
    """The editor's."""
    return client_for(editor)


@pytest.fixture
def persona() -> Persona:
    """A small persona with one part of each sort."""
    with history.change():
        made = Persona.objects.create(name="Sam", role="Release manager", slug="sam", note="Two\nlines.")
        for order, key in enumerate(("ship", "sleep"), 1):
            PersonaPoint.objects.create(
                persona=made, kind="goals", key=key, text=f"Wants to {key}.", order=order
            )
        PersonaPoint.objects.create(
            persona=made, kind="objections", key="price", text="Too dear.", detail="Compare.", order=1
        )
        SegmentRole.objects.create(
            persona=made, segment="smb", text="Decides.", buying_roles=["decides"], order=1
        )
        Quote.objects.create(persona=made, key="fast", text="Be fast.", speaker_role="Manager")
        PersonaIntro.objects.create(persona=made, place="goals", text="Many goals.")
        Gap.objects.create(content_object=made, key="team", place="team", state="needs_data")
    return made


@pytest.fixture
def form(client: Client, persona: Persona) -> PageForm:
    """The persona's form, open."""
    return PageForm(client, url_of(persona))


def url_of(persona: Persona) -> str:
    return reverse("admin:personas_persona_change", args=[persona.pk])


def test_parts_stand_under_their_headings_with_prompts(form: PageForm) -> None:
    places = [
        form.page.index(f'id="{kind}-group"') for kind in ("background", "goals", "objections", "pitch")
    ]
    assert places == sorted(places)
    assert "What are they measured by?" in form.page
    assert "Answer" in form.page
    assert 'id="jobs-group"' not in form.page  # of user personas


def fold_of(form: PageForm, kind: str) -> str:
    """The tag that folds the points of ``kind``."""
    return form.page.split(f'id="{kind}-group"')[1].split("<details")[1].split(">")[0]


def test_what_is_empty_is_folded_and_what_is_not_stands_open(form: PageForm) -> None:
    assert "open" in fold_of(form, "goals")
    assert "open" not in fold_of(form, "challenges")
    assert 'href="#challenges-rows"' in form.page
    assert form.page.index('id="challenges-rows"') > form.page.index('id="challenges-heading"')


def test_a_part_with_something_typed_or_wrong_stands_open(form: PageForm) -> None:
    form.fill(challenges__0__text="Nights.", background__0__source_url="no address", name="")
    assert form.send().status_code == 200
    assert "open" in fold_of(form, "challenges")
    assert "open" in fold_of(form, "background")
    assert "open" not in fold_of(form, "pitch")


def test_saving_without_a_change_leaves_no_trace(form: PageForm, persona: Persona) -> None:
    form.save("Just looking")
    assert change_sets_of(persona).count() == 1
    assert Persona.objects.get(pk=persona.pk).version == 1


def test_one_save_is_one_change_set_with_its_reason(form: PageForm, persona: Persona, editor: User) -> None:
    form.fill(summary="Ships.", goals__0__text="Wants to ship daily.", goals__1__DELETE="on")
    form.fill(challenges__0__text="Calls at **night**.", quotes__0__industry="Banks")
    form.save("They told us")
    made = change_sets_of(persona)[0]
    assert (made.reason, made.user, made.channel) == ("They told us", editor, ChangeSet.Channel.ADMIN)
    assert change_sets_of(persona).count() == 2
    saved = Persona.objects.get(pk=persona.pk)
    assert (saved.summary, saved.version) == ("Ships.", 2)
    assert [point.text for point in saved.points.filter(kind="goals")] == ["Wants to ship daily."]
    assert saved.points.get(kind="challenges").text_html == "Calls at <strong>night</strong>."
    assert saved.quotes.get().industry == "Banks"


def test_a_reason_may_be_long_but_not_longer_than_it_can_be_kept(form: PageForm, persona: Persona) -> None:
    form.fill(summary="Ships.").save("x" * 300)
    assert change_sets_of(persona)[0].reason == "x" * 300
    again = PageForm(form.client, form.url).fill(summary="Ships again.")
    assert again.send(change_reason="x" * 301).status_code == 200
    assert "at most 300 characters" in again.page


def test_line_ends_of_browsers_are_no_change(form: PageForm, persona: Persona) -> None:
    form.fill(summary="Ships.").save()
    assert Persona.objects.get(pk=persona.pk).note == "Two\nlines."


def test_a_new_point_gets_a_key_of_its_own_and_the_last_place(form: PageForm, persona: Persona) -> None:
    form.fill(goals__2__text="Wants to fly!", challenges__0__text="Wants to fly.")
    form.save()
    new = {point.text: point for point in persona.points.filter(text__startswith="Wants to fly")}
    assert new["Wants to fly!"].key == "wants-to-fly"
    assert new["Wants to fly!"].order > 2
    assert new["Wants to fly."].key == "wants-to-fly-2"


def test_a_key_stays_when_the_text_changes_or_the_field_is_emptied(form: PageForm, persona: Persona) -> None:
    form.fill(goals__0__text="Anew.", goals__0__key="").save()
    assert persona.points.get(text="Anew.").key == "ship"


@pytest.mark.parametrize("fields", [("goals", "challenges"), ("goals", "goals")])
def test_a_key_twice_is_refused_with_a_sentence(form: PageForm, fields: tuple[str, str]) -> None:
    for place, prefix in zip((2, 2 if fields[0] != fields[1] else 1), fields, strict=True):
        number = place if prefix == "goals" else 0
        form.fill(**{f"{prefix}__{number}__text": "Text.", f"{prefix}__{number}__key": "same"})
    assert form.send().status_code == 200
    assert "same" in form.errors() or "Key" in form.errors()


def test_numbers_may_be_swapped(form: PageForm, persona: Persona) -> None:
    form.fill(goals__0__order="2", goals__1__order="1").save()
    assert [point.key for point in persona.points.filter(kind="goals")] == ["sleep", "ship"]


def test_a_point_moves_to_another_heading(form: PageForm, persona: Persona) -> None:
    form.fill(goals__1__kind="challenges").save()
    assert persona.points.get(key="sleep").kind == "challenges"


def test_a_second_role_for_one_company_size_is_refused(form: PageForm) -> None:
    form.fill(segment_roles__1__segment="smb", segment_roles__1__text="Twice.")
    assert form.send().status_code == 200
    assert form.errors()


def test_a_role_that_says_nothing_is_refused_with_its_sentence(form: PageForm) -> None:
    form.fill(segment_roles__0__text="")
    assert form.send().status_code == 200
    assert "Write the role, or say why there is none." in form.errors()


def test_parts_in_a_purchase_are_ticked(form: PageForm, persona: Persona) -> None:
    form.fill(segment_roles__0__buying_roles=["recommends", "owns_budget"]).save()
    assert persona.segment_roles.get().buying_roles == ["recommends", "owns_budget"]


def test_gaps_are_added_and_closed(form: PageForm, persona: Persona) -> None:
    prefix = "content__gap__content_type__object_id"
    form.values.pop("content-gap-content_type-object_id-0-is_open")
    form.fill(**{f"{prefix}__1__place": "goals", f"{prefix}__1__state": "tbd"}).save()
    assert list(persona.gaps.values_list("key", "is_open")) == [("team", False), ("goals", True)]


def test_titles_are_written_one_a_line(form: PageForm, persona: Persona) -> None:
    form.fill(alternative_titles="Head of releases\r\n\r\n Release train engineer ").save()
    assert Persona.objects.get(pk=persona.pk).alternative_titles == [
        "Head of releases",
        "Release train engineer",
    ]


def test_an_address_that_is_taken_is_refused(form: PageForm) -> None:
    Persona.objects.create(name="Other", role="Role", slug="other")
    assert form.fill(slug="other").send().status_code == 200
    assert "already exists" in form.errors()
    assert form.fill(slug="organisation").send().status_code == 200
    assert "address of another page" in form.errors()


def test_a_new_persona_gets_an_address_and_opens_for_its_parts(client: Client) -> None:
    form = PageForm(client, ADD).fill(name="Robin", role="Site reliability engineer", kind="user")
    answer = form.send(change_reason="Wanted")
    made = Persona.objects.get(name="Robin")
    assert made.slug == "robin-site-reliability-engineer"
    assert answer.headers["Location"] == url_of(made)
    assert 'id="jobs-group"' in client.get(url_of(made)).content.decode()
    assert change_sets_of(made)[0].reason == "Wanted"


def test_a_persona_cannot_be_deleted(form: PageForm, client: Client, persona: Persona) -> None:
    assert "deletelink" not in form.page
    assert client.post(reverse("admin:personas_persona_delete", args=[persona.pk])).status_code == 403


def test_the_history_button_leads_to_the_portals_history(form: PageForm, persona: Persona) -> None:
    there = reverse("content:history", args=["personas", "persona", persona.pk])
    assert f'href="{there}"' in form.page
    stock = reverse("admin:personas_persona_history", args=[persona.pk])
    assert form.client.get(stock).headers["Location"] == there


def test_all_texts_are_previewed_without_scripts_and_nothing_is_saved(
    form: PageForm, persona: Persona
) -> None:
    form.fill(goals__0__text="Wants **it** <script>alert(1)</script>", goals__2__text="*New*")
    page = form.send(_preview="1").content.decode()
    assert "Wants <strong>it</strong>" in page
    assert "<em>New</em>" in page
    assert "alert(1)" not in page
    assert persona.points.filter(text__contains="it").count() == 0


def test_a_longer_persona_takes_the_same_queries(form: PageForm, persona: Persona) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert form.client.get(form.url).status_code == 200
        return len(captured)

    few = queries()
    for number in range(20):
        PersonaPoint.objects.create(persona=persona, kind="goals", key=f"k{number}", text="One more.")
        Gap.objects.create(content_object=persona, key=f"k{number}", place="team", state="tbd")
    assert queries() == few <= 20


def test_loaded_content_takes_a_save_of_the_unchanged_form(client: Client) -> None:
    loaded = Persona.objects.filter(loaded_version__isnull=False, quotes__isnull=False).first()
    if loaded is not None:
        PageForm(client, url_of(loaded)).save()
        assert not Persona.objects.get(pk=loaded.pk).is_edited
