"""The page of one item: what it belongs to both ways, its link, who may see it; and the approved decks."""

import re
from typing import Any

import pytest
from django.test import Client

from marketing_portal.people.models import User
from personas.models import Persona
from tests.conftest import ClientFor
from usecases.models import Collateral, Deck, UseCase

pytestmark = pytest.mark.django_db
PATH, DECKS = "/collateral/what-is-ci-cd/", "/decks/"


@pytest.fixture(autouse=True)
def open_to_readers(settings: Any) -> None:
    settings.PUBLIC_READ = True


def item() -> Collateral:
    return Collateral.objects.get(slug="what-is-ci-cd")


def page_of(client: Client, path: str = PATH) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_it_gathers_everything_about_the_item(client: Client) -> None:
    html = page_of(client)
    assert '<a class="button" href="https://www.youtube.com/embed/nLwJtVWXN70">Open on youtube.com' in html
    assert 'data-copy-from="address"' in html
    assert 'href="/collateral/?stage=awareness">Awareness</a>' in html
    assert 'href="/use-cases/ci/#stage-awareness">Continuous Integration</a>' in html
    assert 'href="/collateral/?use_case=ci"' in html
    assert "Report a problem" in html
    assert "Sample wording, not approved." in html


def test_what_nobody_has_set_is_a_gap_that_can_be_asked_for(client: Client) -> None:
    html = page_of(client)
    assert words(html).count("Not recorded") == 2  # audience and personas
    assert html.count('href="/requests/new/?') == 2
    Collateral.objects.filter(pk=item().pk).update(stage=None, url="")
    assert words(page_of(client)).count("Not recorded") == 4
    assert "Open on" not in page_of(client)


def test_persona_and_item_lead_to_each_other(client: Client) -> None:
    alex = Persona.objects.get(name="Alex")
    item().personas.add(alex)
    assert f'href="{alex.get_absolute_url()}">Alex, ' in page_of(client)
    html = page_of(client, alex.get_absolute_url())
    assert f'href="{PATH}">What is CI/CD?</a>' in html
    assert f'href="/collateral/?persona={alex.slug}"' in html


def test_the_use_case_leads_to_the_item(client: Client) -> None:
    assert f'href="{PATH}"' in page_of(client, "/use-cases/ci/")


def test_others_for_the_same_use_case_at_the_same_stage_are_near(client: Client) -> None:
    html = page_of(client).split('id="others"')[1].split("</section>")[0]
    assert html.count("<li>") == 6
    assert PATH not in html


def test_what_is_internal_is_not_there_for_visitors(
    client: Client, client_for: ClientFor, requester: User
) -> None:
    Collateral.objects.filter(pk=item().pk).update(internal=True)
    assert client.get(PATH).status_code == 302
    assert "do not pass the link on" in page_of(client_for(requester))
    UseCase.objects.filter(slug="ci").update(internal=True)
    Collateral.objects.filter(pk=item().pk).update(internal=False)
    assert "/use-cases/ci/" not in page_of(client)


def test_a_gated_item_says_so(client: Client) -> None:
    Collateral.objects.filter(pk=item().pk).update(gated=True)
    assert "Readers give their address before they get it." in page_of(client)


def test_a_link_that_no_browser_should_open_is_not_one(client: Client) -> None:
    Collateral.objects.filter(pk=item().pk).update(url="javascript:alert(1)")
    assert "javascript:" not in page_of(client)


def test_a_former_address_leads_on(client: Client) -> None:
    renamed = item()
    renamed.slug = "what-ci-is"
    renamed.save()
    response = client.get(PATH)
    assert (response.status_code, response.headers["Location"]) == (301, "/collateral/what-ci-is/")
    assert client.get("/collateral/no-such/").status_code == 302


def test_editors_are_led_to_its_form(client_for: ClientFor, editor: User, requester: User) -> None:
    form = f"/admin/usecases/collateral/{item().pk}/change/"
    assert form in page_of(client_for(editor))
    assert form not in page_of(client_for(requester))


def test_the_three_decks_and_their_rules_are_there(client: Client) -> None:
    html = page_of(client, DECKS)
    assert re.findall(r'<section class="deck" id="([^"]+)">', html) == [
        "company-pitch",
        "sdr-presentation",
        "security-capabilities",
    ]
    rules = html.split('id="rules"')[1].split("</section>")[0]
    assert rules.count("<li>") == 4
    assert words(html).count("the address was lost on the way here Ask for it") == 3
    assert "SDR managers, who keep it in sync" in html


def test_a_deck_and_its_copy_lead_to_each_other(client: Client) -> None:
    html = page_of(client, DECKS)
    pitch, sdr = (part.split("</section>")[0] for part in html.split('<section class="deck"')[1:3])
    assert '<dt>Copied in</dt><dd><a href="#sdr-presentation">' in pitch
    assert '<dt>Slides from</dt><dd><a href="#company-pitch">' in sdr
    assert "<dt>Slides from</dt>" not in pitch


def test_a_deck_with_an_address_can_be_opened(client: Client) -> None:
    Deck.objects.filter(key="company-pitch").update(url="https://docs.google.com/presentation/d/1")
    html = page_of(client, DECKS)
    assert 'href="https://docs.google.com/presentation/d/1">Open on docs.google.com' in html
    assert html.count("lost on the way here") == 2


def test_contradictions_about_decks_are_shown(client: Client) -> None:
    assert 'Where the sources disagree <span class="count">2</span>' in page_of(client, DECKS)
    Deck.objects.all().delete()
    assert "No decks yet" in page_of(client, DECKS)
