"""The page of one persona."""

import re

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from marketing_portal.content.knowledge import Knowledge
from marketing_portal.content.models import FormerSlug, Gap
from marketing_portal.people.models import Person, User
from personas.kinds import PointKind
from personas.models import Persona, PersonaIntro, PersonaPoint, Quote, SegmentRole
from tests.conftest import ClientFor
from tests.support.counting import queries_of

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]


@pytest.fixture
def reader(client_for: ClientFor, requester: User) -> Client:
    """Somebody who is signed in and in no team."""
    return client_for(requester)


@pytest.fixture
def robin() -> Persona:
    """A persona of which nothing is written yet."""
    return Persona.objects.create(name="Robin", role="Release manager", slug="robin")


def text_of(client: Client, persona: Persona | str, query: str = "") -> str:
    """The page's HTML."""
    slug = persona if isinstance(persona, str) else persona.slug
    response = client.get(reverse("personas:detail", args=[slug]) + query)
    assert response.status_code == 200
    return response.content.decode()


def section(page: str, place: str) -> str:
    """The part of ``page`` under one heading."""
    return page[page.index(f'<section class="place" id="{place}"') :].split("</section>", maxsplit=1)[0]


def test_it_works(reader: Client) -> None:
    page = text_of(reader, "dakota-application-development-director")
    assert re.findall(r'<header id="(\w+)"', page) == ["who", "what", "why"]
    assert "On the persona list as “App Dev Director/Architect”" in page
    assert 'href="/personas/organisation/#box-directors-app-dev"' in page
    assert "Sample wording, not approved" in page
    assert "“Dakota - the Application Development Director”" in page


def test_it_requires_login_unless_reading_is_public(
    client: Client, robin: Persona, settings: LazySettings
) -> None:
    path = robin.get_absolute_url()
    assert client.get(path).headers["Location"] == f"{reverse('account_login')}?next={path}"
    settings.PUBLIC_READ = True
    assert client.get(path).status_code == 200


def test_it_rejects_post(reader: Client, robin: Persona) -> None:
    assert reader.post(robin.get_absolute_url()).status_code == 405


@pytest.mark.parametrize("hidden", [{"internal": True}, {"status": "draft"}])
def test_what_is_hidden_looks_like_what_does_not_exist(
    client: Client, robin: Persona, settings: LazySettings, hidden: dict[str, object]
) -> None:
    settings.PUBLIC_READ = True
    Persona.objects.filter(pk=robin.pk).update(**hidden)
    for path in (robin.get_absolute_url(), "/personas/nobody/"):
        assert client.get(path).headers["Location"] == f"{reverse('account_login')}?next={path}"


def test_drafts_are_for_editors(reader: Client, client_for: ClientFor, editor: User, robin: Persona) -> None:
    Persona.objects.filter(pk=robin.pk).update(status="draft")
    assert reader.get(robin.get_absolute_url()).status_code == 404
    assert "Only editors see this page" in text_of(client_for(editor), robin)


def test_unknown_slug_is_404(reader: Client) -> None:
    assert reader.get("/personas/nobody/").status_code == 404


def test_old_anchors_and_former_addresses_lead_here(reader: Client, robin: Persona) -> None:
    robin.slug = "robin-release-manager"
    robin.save()
    FormerSlug.objects.create(content_object=robin, slug="robin---the-release-manager")
    for former in ("robin", "robin---the-release-manager"):
        answer = reader.get(f"/personas/{former}/")
        assert (answer.status_code, answer.headers["Location"]) == (301, "/personas/robin-release-manager/")
    assert reader.get("/personas/alex---the-application-development-manager/").status_code == 301


def test_a_former_address_does_not_betray_what_is_hidden(
    client: Client, robin: Persona, settings: LazySettings
) -> None:
    settings.PUBLIC_READ = True
    FormerSlug.objects.create(content_object=robin, slug="secret")
    Persona.objects.filter(pk=robin.pk).update(internal=True)
    assert client.get("/personas/secret/").headers["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize(
    ("query", "part"),
    [
        ("?segment=large", "Recommends, influences"),
        ("?segment=smb", "Decides"),
        ("", "Decides"),
        ("?segment=galaxy", "Decides"),
    ],
)
def test_the_size_of_the_company_is_switched_by_link(reader: Client, query: str, part: str) -> None:
    page = text_of(reader, "dakota-application-development-director", query)
    assert f'<p class="part-words">{part}</p>' in page
    assert page.count('aria-current="true">') == 1
    assert '<a href="?segment=midsize#purchase"' in page


def test_not_applicable_is_a_fact_and_no_gap(reader: Client) -> None:
    page = text_of(reader, "erin-application-development-executive", "?segment=midsize")
    assert '<p class="part-words">Not applicable</p>' in page
    assert "gap-not_applicable" not in page
    assert '<p class="part-words">Decides, influences</p>' in text_of(
        reader, "erin-application-development-executive"
    )


def test_every_point_has_an_address_and_a_link_to_copy(reader: Client) -> None:
    page = text_of(reader, "dakota-application-development-director")
    dakota = Persona.objects.get(slug="dakota-application-development-director")
    anchors = [f"p-{point.key}" for point in dakota.points.all()]
    anchors += [f"q-{quote.key}" for quote in dakota.quotes.all()] + ["s-smb", "s-midsize", "s-large"]
    assert [anchor for anchor in anchors if page.count(f'id="{anchor}"') != 1] == []
    assert [anchor for anchor in anchors if f'href="#{anchor}" data-copy-link' not in page] == []


def test_what_is_said_can_be_copied(reader: Client) -> None:
    page = text_of(reader, "dakota-application-development-director")
    for place in ("questions", "messaging", "pitch", "objections", "quotes"):
        part = section(page, place)
        assert part.count("data-copy-from") == part.count("data-copy-link") > 0
        assert all(f'id="{source}"' in part for source in re.findall(r'data-copy-from="([^"]*)"', part))
    assert "data-copy-from" not in section(page, "background")


def test_an_objection_shows_its_answer_or_that_there_is_none(reader: Client, robin: Persona) -> None:
    PersonaPoint.objects.create(
        persona=robin, kind="objections", key="a", text="Too dear", detail="It *pays*."
    )
    PersonaPoint.objects.create(persona=robin, kind="objections", key="b", text="Too new")
    part = section(text_of(reader, robin), "objections")
    assert '<span id="p-a-answer">It <em>pays</em>.</span>' in part
    assert 'data-copy-from="p-a-answer"' in part
    assert part.count("No answer written yet") == 1


def test_questions_tell_what_they_are_for(reader: Client, robin: Persona) -> None:
    PersonaPoint.objects.create(persona=robin, kind="questions", key="a", text="Why?", detail="To know.")
    PersonaPoint.objects.create(persona=robin, kind="questions", key="b", text="When?")
    part = section(text_of(reader, robin), "questions")
    assert "<b>Purpose</b> To know." in part
    assert "No purpose written yet" in part


def test_quotes_are_quotations_with_who_said_them(reader: Client) -> None:
    part = section(text_of(reader, "dakota-application-development-director"), "quotes")
    assert part.count("<blockquote>") == 2
    assert "Director of Engineering, 2000+ employees, Technology" in part


def test_gaps_stand_beside_text_and_say_who_can_fill_them(reader: Client) -> None:
    part = section(text_of(reader, "dakota-application-development-director"), "demographics")
    assert part.count('class="point"') == 4
    assert "Needs data" in part
    assert "Who can fill it: any editor; it has no owner yet." in part
    assert "In the source: “(need more data)”" in part


def test_a_section_that_nobody_wrote_is_marked(reader: Client) -> None:
    for slug in ("erin-application-development-executive", "skyler-chief-information-security-officer"):
        part = section(text_of(reader, slug), "quotes")
        assert "gap-absent" in part
        assert "the source has no such section" in part


def test_a_closed_gap_is_gone(reader: Client, robin: Persona) -> None:
    Gap.objects.create(content_object=robin, key="team", place="team", state="tbd", is_open=False)
    assert "gap-tbd" not in text_of(reader, robin)


def test_a_doubted_point_says_so_and_names_its_source(reader: Client, robin: Persona) -> None:
    PersonaPoint.objects.create(
        persona=robin,
        kind="team",
        key="size",
        text="Eight",
        state=Knowledge.UNCERTAIN,
        source_url="https://a.example/b",
    )
    part = section(text_of(reader, robin), "team")
    assert "gap-uncertain" in part
    assert 'href="https://a.example/b"' in part


def test_intros_and_the_note_are_shown(reader: Client, robin: Persona) -> None:
    PersonaIntro.objects.create(persona=robin, place=PointKind.GOAL, text="Goals have *several* sides.")
    robin.note = "Some say **release train engineer**."
    robin.save()
    page = text_of(reader, robin)
    assert "Goals have <em>several</em> sides." in section(page, "goals")
    assert "<strong>release train engineer</strong>" in page


def test_a_user_persona_tells_of_work(reader: Client, robin: Persona) -> None:
    Persona.objects.filter(pk=robin.pk).update(kind="user")
    PersonaPoint.objects.create(persona=robin, kind="challenges", key="c", text="Noise")
    PersonaPoint.objects.create(
        persona=robin, kind="other", key="o", label="Related resources", text="A blog"
    )
    page = text_of(reader, robin)
    assert re.findall(r'<header id="(\w+)"', page) == ["work", "other", "what"]
    assert "gap-absent" in section(page, "jobs")
    assert "Related resources" in section(page, "other-1")
    assert "Part in a purchase" not in page


def test_owner_changes_and_reviews_are_told(
    reader: Client, client: Client, editor: User, robin: Persona, settings: LazySettings
) -> None:
    robin.owner = Person.objects.create(name="Keeper", slug="keeper")
    robin.save()
    robin.mark_reviewed(editor)
    page = text_of(reader, robin)
    assert 'href="/people/keeper/"' in page
    assert "by Editor" in page
    assert "Who can fill it: Keeper." in page
    settings.PUBLIC_READ = True
    assert "by Editor" not in text_of(client, robin), "names of colleagues are for colleagues"


def test_visitors_do_not_learn_of_an_internal_owner(
    client: Client, robin: Persona, settings: LazySettings
) -> None:
    settings.PUBLIC_READ = True
    robin.owner = Person.objects.create(name="Keeper", slug="keeper", internal=True)
    robin.save()
    assert "Keeper" not in text_of(client, robin)


def test_hostile_text_is_escaped(reader: Client, robin: Persona) -> None:
    hostile = "<script>alert(1)</script>"
    Persona.objects.filter(pk=robin.pk).update(
        name=hostile, role=hostile, summary=hostile, alternative_titles=[hostile]
    )
    PersonaPoint.objects.create(persona=robin, kind="goals", key="x", text=hostile, detail=hostile)
    Quote.objects.create(persona=robin, key="x", text=hostile, speaker_role=hostile)
    SegmentRole.objects.create(persona=robin, segment="smb", text=hostile)
    Gap.objects.create(content_object=robin, key="x", place="team", state="tbd", note=hostile, marker=hostile)
    page = text_of(reader, robin, f"?segment={hostile}")
    assert "<script>alert" not in page


def test_it_asks_as_often_for_many_points_as_for_few(reader: Client, robin: Persona) -> None:
    few = queries_of(reader, robin.get_absolute_url())
    PersonaPoint.objects.bulk_create(
        [
            PersonaPoint(persona=robin, kind=kind, key=f"{kind}-{n}", text="x")
            for kind in PointKind
            for n in range(20)
        ]
    )
    Quote.objects.bulk_create(
        [Quote(persona=robin, key=f"q{n}", text="x", speaker_role="y") for n in range(50)]
    )
    assert queries_of(reader, robin.get_absolute_url()) == few <= 20


def test_editors_are_led_to_the_form(
    reader: Client, client_for: ClientFor, editor: User, robin: Persona
) -> None:
    form = reverse("admin:personas_persona_change", args=[robin.pk])
    page = text_of(client_for(editor), robin)
    assert f'href="{form}">Write it</a>' in section(page, "goals")
    assert page.count(f'href="{form}"><svg') == 2, "in the head and at the foot"
    other = text_of(reader, robin)
    assert form not in other
    assert "Tell us what you know" in section(other, "goals")
