"""What is found by what: other names, beginnings of words, kinds, pages; and what cannot be found."""

import re

import pytest
from django.conf import LazySettings
from django.test import Client

from marketing_portal.people.models import Person, User
from marketing_portal.search.backends import backend
from marketing_portal.search.places import PLACES
from marketing_portal.search.registry import SOURCES
from personas.models import Persona
from tests.conftest import ClientFor
from tests.search.pages import Shown, search, suggested
from tests.support.counting import queries_of
from tests.support.world import CONFIDENTIAL, World
from usecases.models import Collateral, UseCase

pytestmark = pytest.mark.django_db
PLACES_SHOWN = re.compile(r'<a class="chip" href="([^"]*)"')
VERSION_CONTROL = "/use-cases/version-control-collaboration/"


@pytest.fixture(autouse=True)
def _everybody_may_read(settings: LazySettings) -> None:
    settings.PUBLIC_READ = True


def look_again(*sources: str) -> None:
    """Bring what these sources say up to date, as after a commit."""
    for key in sources:
        backend().index(SOURCES[key], SOURCES[key].model._base_manager.values_list("pk", flat=True))


def first(client: Client, text: str) -> str:
    return search(client, text).addresses[0]


@pytest.mark.parametrize(
    "text",
    ["SCM", "scm", "VC&C", "vc-c", "vcc", "version control", "Version Con", "ucase::SCM", "usecase-SCM",
     "Source Code Management", "Version Control & Collaboration", "version-control"],
)  # fmt: skip
def test_every_name_of_a_use_case_leads_to_it(client: Client, text: str) -> None:
    assert first(client, text) == VERSION_CONTROL


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("CISO", "/personas/skyler-chief-information-security-officer/"),
        ("Skyler", "/personas/skyler-chief-information-security-officer/"),
        ("app dev vp", "/personas/erin-application-development-executive/"),
        ("@mskumar", "/people/mahesh-kumar/"),
        ("mskumar", "/people/mahesh-kumar/"),
        ("PMM", "/teams/product-marketing/"),
        ("CI", "/use-cases/ci/"),
    ],
)
def test_other_names_come_first(client: Client, text: str, address: str) -> None:
    assert first(client, text) == address


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("how requests work", "/handbook/how-requests-work/"),
        ("elastic scalab", "/use-cases/ci/#requirement-elastic-scalability"),
        ("Click-through demo", "/use-cases/bill-of-materials/#technical-marketing"),
        ("VP PMO", "/personas/organisation/#box-vp-it-pmo"),
    ],
)
def test_a_result_leads_to_the_place(client: Client, text: str, address: str) -> None:
    assert address in search(client, text).addresses


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("DRI matrix", "/use-cases/dri/"),
        ("coverage", "/journey/coverage/"),
        ("key link", "/use-cases/key-links/"),
        ("whom do I ask", "/ask/"),
        ("ownership", "/ownership/"),
        ("Bill of mat", "/use-cases/bill-of-materials/"),
    ],
)
def test_pages_that_gather_things_are_found_by_their_names(client: Client, text: str, address: str) -> None:
    offered = PLACES_SHOWN.findall(search(client, text).html)
    assert offered[0] == address
    assert suggested(client, text)[0] == address


def test_pages_are_offered_only_where_all_words_are_theirs_and_one_may_open_them(
    client: Client, client_for: ClientFor, requester: User
) -> None:
    for text in ("CI", "de", "coverage of ci", "jenkins", "my requests"):
        assert PLACES_SHOWN.findall(search(client, text).html) == [], text
    assert PLACES_SHOWN.findall(search(client_for(requester), "my requests").html)[0] == "/requests/mine/"


def test_every_page_that_is_offered_exists() -> None:
    assert all(place.url for place in PLACES)


def test_all_words_must_be_there_and_the_last_may_be_unfinished(client: Client) -> None:
    assert VERSION_CONTROL in search(client, "collaboration vers").addresses
    assert search(client, "collaboration zzz").says_some


def test_the_page_marks_what_was_looked_for_and_nothing_else_is_html(client: Client) -> None:
    UseCase.objects.filter(slug="ci").update(description="<b>Bold</b> & <script>alert(1)</script> gadgets")
    look_again("use-cases")
    page = search(client, "gadgets").html
    assert "<mark>gadgets</mark>" in page
    assert "<script>alert" not in page
    assert "Bold &amp; alert(1) <mark>" in page
    assert '<script>"' not in search(client, '<script>"').html


def test_kinds_are_counted_and_narrow_the_list(client: Client) -> None:
    everything = search(client, "version control")
    assert everything.counts["Everything"] == sum(everything.counts.values()) / 2
    people = search(client, "version control", kind="person")
    assert people.counts == everything.counts
    assert people.kinds == {"Person"}
    assert len(people.addresses) == everything.counts["People"]
    assert search(client, "version control", kind="nonsense").addresses == everything.addresses


def test_pages_follow_each_other_and_end(client: Client) -> None:
    Person.objects.bulk_create([Person(name=f"Wanda {n:02}", slug=f"wanda-{n}") for n in range(45)])
    look_again("people")
    pages = [search(client, "wanda", page=str(number)).addresses for number in (1, 2, 3)]
    assert [len(page) for page in pages] == [20, 20, 5]
    assert len({address for page in pages for address in page}) == 45
    assert search(client, "wanda", page="99999999999999999999").status == 200
    assert search(client, "wanda", page="-3").addresses == pages[0]


def test_a_misspelt_name_is_guessed_and_one_can_ask(client: Client) -> None:
    shown = search(client, "Skylar")
    assert shown.addresses == []
    assert "/personas/skyler-chief-information-security-officer/" in shown.html
    assert "/requests/new/?title=Looked+for+and+not+found%3A+Skylar&amp;about=" in shown.html


def test_nothing_at_all_is_said(client: Client) -> None:
    shown = search(client, "qqqqxxxx")
    assert "Nothing has “qqqqxxxx”" in shown.html
    assert "Did you mean" not in shown.html
    assert "lead to the same use case" in search(client, "").html


class TestSight:
    """What one may not see is neither found, nor counted, nor suggested."""

    def totals(self, client: Client, text: str) -> tuple[int, int, int]:
        shown: Shown = search(client, text)
        return len(shown.addresses), shown.counts.get("Everything", 0), len(suggested(client, text))

    def test_internal_content_is_for_colleagues(
        self, client: Client, client_for: ClientFor, requester: User
    ) -> None:
        Collateral.objects.create(title="Zebra price list", slug="zebra", internal=True)
        look_again("collateral")
        assert self.totals(client, "zebra") == (0, 0, 0)
        assert self.totals(client_for(requester), "zebra") == (1, 1, 1)
        assert "Did you mean" not in search(client, "zebrra").html

    def test_drafts_are_for_editors(self, client_for: ClientFor, requester: User, editor: User) -> None:
        Persona.objects.create(name="Zebedee", role="Tester", slug="zebedee", status="draft")
        look_again("personas")
        assert self.totals(client_for(requester), "zebedee") == (0, 0, 0)
        assert self.totals(client_for(editor), "zebedee") == (1, 1, 1)

    def test_requests_are_for_colleagues_and_confidential_ones_for_few(
        self,
        client: Client,
        client_for: ClientFor,
        world: World,
        outsider: User,
        requester: User,
        triage_lead: User,
    ) -> None:
        request = world.new_request(CONFIDENTIAL)
        request.title = "Zebra merger"
        request.save()
        look_again("requests")
        assert self.totals(client, "zebra") == (0, 0, 0)
        assert self.totals(client_for(outsider), "zebra") == (0, 0, 0)
        assert self.totals(client_for(requester), f"#{request.pk} zebra")[:2] == (1, 1)
        assert self.totals(client_for(triage_lead), "zebra merger") == (1, 1, 1)
        type(request).objects.filter(pk=request.pk).update(is_confidential=False)
        assert self.totals(client_for(outsider), "zebra") == (1, 1, 1), "asked anew each time"

    def test_names_of_internal_people_stay_among_colleagues(self, client: Client) -> None:
        Person.objects.filter(slug="cindy").update(internal=True)
        look_again("people", "ownership")
        assert not any("cindy" in address for address in search(client, "Cindy").addresses)
        assert "Cindy" not in search(client, "devsecops").html


def test_suggestions_are_names(client: Client) -> None:
    assert suggested(client, "SC")[0] == VERSION_CONTROL
    assert suggested(client, "collab")[0] == VERSION_CONTROL
    assert suggested(client, "") == []
    assert len(suggested(client, "a")) <= 8
    html = client.get("/search/suggest/", {"q": "CISO"}).content.decode()
    assert html.count('role="option"') == len(suggested(client, "CISO"))


def test_it_requires_login_where_reading_is_not_public(client: Client, settings: LazySettings) -> None:
    settings.PUBLIC_READ = False
    assert client.get("/search/?q=x").headers["Location"] == "/accounts/login/?next=/search/%3Fq%3Dx"
    assert client.post("/search/").status_code in {302, 405}


@pytest.mark.parametrize("text", ["version control", "skylar", "zzz collaboration", ""])
def test_few_queries_whatever_is_found(client_for: ClientFor, outsider: User, text: str) -> None:
    client = client_for(outsider)
    assert queries_of(client, f"/search/?q={text}") <= 12
    assert queries_of(client, f"/search/suggest/?q={text}") <= 8


def test_the_field_is_in_the_header_of_other_pages_alone(client: Client) -> None:
    assert client.get("/personas/").content.decode().count("data-suggest") == 1
    for path in ("/", "/search/"):
        page = client.get(path).content.decode()
        assert page.count("data-suggest") == 1
        assert "search-box big" in page
