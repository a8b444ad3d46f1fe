"""“Still correct”, “report a problem” and addresses by key."""

import datetime as dt
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from marketing_portal.content.models import ChangeSet, HandbookPage
from marketing_portal.people.models import Person, User
from tests.conftest import ClientFor

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(db: None) -> HandbookPage:
    """A page that nobody has reviewed."""
    return HandbookPage.objects.create(slug="rhythm", title="Rhythm")


def review_of(page: HandbookPage) -> str:
    return reverse("content:review", args=["content", "handbookpage", page.pk])


def test_editors_say_that_it_is_still_correct(
    client_for: ClientFor, editor: User, page: HandbookPage
) -> None:
    client = client_for(editor)
    assert "Still correct" in client.get(page.get_absolute_url()).content.decode()
    answer = client.post(review_of(page), follow=True)
    page.refresh_from_db()
    assert page.reviewed_by == editor
    assert page.review_due == timezone.localdate() + dt.timedelta(days=page.review_days)
    assert answer.redirect_chain == [(page.get_absolute_url(), 302)]
    assert "Marked as still correct. Next review:" in answer.content.decode()
    latest = ChangeSet.objects.first()
    assert latest is not None
    assert (latest.user, latest.reason) == (editor, "Still correct")


def test_so_does_the_owner(client_for: ClientFor, requester: User, page: HandbookPage) -> None:
    page.owner = Person.objects.create(name="Requester", slug="requester", user=requester)
    page.save()
    client = client_for(requester)
    assert review_of(page) in client.get(page.get_absolute_url()).content.decode()
    client.post(review_of(page))
    page.refresh_from_db()
    assert page.reviewed_by == requester


def test_others_may_not(client_for: ClientFor, team_lead: User, page: HandbookPage) -> None:
    client = client_for(team_lead)
    assert review_of(page) not in client.get(page.get_absolute_url()).content.decode()
    answer = client.post(review_of(page))
    assert answer.status_code == 403
    assert "Only editors and the owner" in answer.content.decode()


def test_it_rejects_get_strangers_and_missing_tokens(
    client: Client, editor: User, page: HandbookPage
) -> None:
    assert client.post(review_of(page)).headers["Location"].startswith(reverse("account_login"))
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(editor)
    assert strict.get(review_of(page)).status_code == 405
    assert strict.post(review_of(page)).status_code == 403


@pytest.mark.parametrize(
    "name", [("content", "gap"), ("people", "user"), ("nothing", "here"), ("content", "changeset")]
)
def test_only_content_can_be_reviewed(
    client_for: ClientFor, administrator: User, name: tuple[str, str]
) -> None:
    assert client_for(administrator).post(reverse("content:review", args=[*name, 1])).status_code == 404


def test_an_overdue_review_is_told(client_for: ClientFor, requester: User, page: HandbookPage) -> None:
    HandbookPage.objects.filter(pk=page.pk).update(review_due="2020-01-01")
    assert "Review overdue" in client_for(requester).get(page.get_absolute_url()).content.decode()


@pytest.fixture
def report() -> str:
    return reverse("content:report_problem")


def filled(client: Client, report: str, **query: str) -> dict[str, list[str]]:
    """What the request form is filled with."""
    target = urlsplit(client.get(report, query).headers["Location"])
    assert target.path == reverse("requests:new")
    return parse_qs(target.query)


def test_a_problem_becomes_a_request_that_names_the_page(
    client_for: ClientFor, requester: User, report: str
) -> None:
    values = filled(client_for(requester), report, about="/handbook/rhythm/#x", title="Problem on “Rhythm”")
    assert values["title"] == ["Problem on “Rhythm”"]
    assert values["kind"] == ["content-correction"]
    assert values["about"] == ["/handbook/rhythm/#x"]
    assert values["description"][0].startswith("Page: http://testserver/handbook/rhythm/#x\n")


@pytest.mark.parametrize(
    "about", ["https://elsewhere.example/", "//elsewhere.example", "javascript:x", "", "/\\elsewhere"]
)
def test_only_pages_of_the_portal_are_named(
    client_for: ClientFor, requester: User, report: str, about: str
) -> None:
    values = filled(client_for(requester), report, about=about)
    assert set(values) == {"kind", "title"}


def test_a_long_title_is_cut(client_for: ClientFor, requester: User, report: str) -> None:
    assert len(filled(client_for(requester), report, title="x" * 999)["title"][0]) == 200


def test_visitors_sign_in_first_and_come_back(
    client: Client, report: str, settings: LazySettings, page: HandbookPage
) -> None:
    settings.PUBLIC_READ = True
    assert report in client.get(page.get_absolute_url()).content.decode()
    answer = client.get(report, {"about": "/handbook/rhythm/"})
    assert answer.headers["Location"].startswith(f"{reverse('account_login')}?next={report}")
    assert client.post(report).status_code in {302, 405}


def test_a_key_leads_to_the_page_of_today(
    client_for: ClientFor, requester: User, client: Client, settings: LazySettings, page: HandbookPage
) -> None:
    address = reverse("content:go", args=["content", "handbookpage", page.pk])
    assert client_for(requester).get(address).headers["Location"] == page.get_absolute_url()
    HandbookPage.objects.filter(pk=page.pk).update(internal=True)
    settings.PUBLIC_READ = True
    assert client.get(address).headers["Location"].startswith(reverse("account_login"))
    assert (
        client_for(requester).get(reverse("content:go", args=["people", "user", requester.pk])).status_code
        == 404
    )


def test_confirming_is_not_editing(page: HandbookPage, editor: User) -> None:
    HandbookPage.objects.filter(pk=page.pk).update(loaded_version=page.version)
    page.refresh_from_db()
    page.mark_reviewed(editor)
    now = HandbookPage.objects.get(pk=page.pk)
    assert now.reviewed_by == editor
    assert not now.is_edited
