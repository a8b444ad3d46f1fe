"""The start page."""

import datetime as dt
import re

import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone

from marketing_portal.content import history
from marketing_portal.content.models import ChangeSet, ChangeSetObject, Gap, HandbookPage
from marketing_portal.people.models import Person, Team, User
from personas.models import Persona
from requests_board.models import Assignment, Milestone, SMRequest
from requests_board.vocabulary import State
from tests.conftest import ClientFor
from tests.support.counting import queries_of
from usecases.models import UseCase

pytestmark = pytest.mark.django_db


def start(client: Client) -> str:
    """The page's HTML."""
    response = client.get("/")
    assert response.status_code == 200
    return response.content.decode()


def file(by: User, title: str, **values: object) -> SMRequest:
    """A request."""
    return SMRequest.objects.create(title=title, requester=by, **values)


@pytest.fixture
def quarter() -> Milestone:
    """A quarter that work can be committed to."""
    Milestone.objects.ensure_current()
    return Milestone.objects.quarters()[0]


def test_visitors_learn_what_this_is(client: Client, settings: LazySettings) -> None:
    settings.PUBLIC_READ = True
    page = start(client)
    assert "Know who you are talking to" in page
    assert page.count('href="/personas/') >= 7
    assert 'href="/handbook/how-requests-work/"' in page
    assert 'href="/use-cases/version-control-collaboration/"' in page
    assert "Remote Development Team Management" not in page, "tier 3 is on the list of use cases"
    for path in ("/journey/", "/collateral/", "/use-cases/dri/", "/ask/", "/gaps/"):
        assert f'<a href="{path}"><b>' in page
    assert "/accounts/login/?next=/requests/new/" in page
    assert "What changed" not in page


def test_it_requires_login_where_reading_is_not_public(client: Client) -> None:
    assert client.get("/").headers["Location"] == "/accounts/login/?next=/"


def test_visitors_see_nothing_internal(client: Client, settings: LazySettings) -> None:
    settings.PUBLIC_READ = True
    Persona.objects.filter(name="Erin").update(internal=True)
    HandbookPage.objects.filter(slug="health-of-work").update(internal=True)
    UseCase.objects.filter(slug="gitops").update(internal=True)
    assert not re.search("Erin|Health of work|GitOps", start(client))


def test_colleagues_find_personas_and_use_cases_beside_their_desk(
    client_for: ClientFor, requester: User
) -> None:
    page = start(client_for(requester))
    assert 'href="/use-cases/ci/"' in page
    assert page.count('href="/personas/') >= 7


def test_nothing_waits_for_somebody_new(client_for: ClientFor, outsider: User) -> None:
    page = start(client_for(outsider))
    assert "Nothing waits for you" in page
    assert "You have no open request" in page


def test_my_requests_and_what_waits_for_my_answer(
    client_for: ClientFor, requester: User, team: Team, outsider: User
) -> None:
    file(requester, "Booth messages")
    file(requester, "Battle card", state=State.TRIAGE, team=team, waiting_since=timezone.now())
    file(requester, "Old deck", state=State.DECLINED, closed_at=timezone.now())
    file(outsider, "Of somebody else")
    page = start(client_for(requester))
    waiting, mine = page.split("My requests</h2>")
    assert "Battle card" in waiting.split("Waiting for your answer")[1]
    assert "Booth messages" in mine
    assert not re.search("Battle card", mine)
    assert not re.search("Old deck|Of somebody else", page)


def test_what_is_assigned_to_me(
    client_for: ClientFor, requester: User, team_member: User, team: Team, quarter: Milestone
) -> None:
    late = dt.date(2020, 1, 1)
    request = file(requester, "Data sheet", state=State.ASSIGNED, team=team, milestone=quarter, due_on=late)
    Assignment.objects.create(request=request, user=team_member)
    page = start(client_for(team_member))
    assert "Data sheet" in page.split("Assigned to you")[1]
    assert "Late</span>" in page
    assert f"committed for {quarter}" in page


def test_queues_are_for_those_who_decide(
    client_for: ClientFor, requester: User, team_lead: User, team_member: User, triage_lead: User, team: Team
) -> None:
    file(requester, "One")
    file(requester, "Two")
    file(requester, "Three", state=State.TRIAGE, team=team)
    assert re.search(
        r"<b>2</b><span><a href=\"[^\"]*state=new_request\">New, to be routed", start(client_for(triage_lead))
    )
    lead = start(client_for(team_lead))
    assert re.search(rf"<b>1</b><span><a href=\"[^\"]*team={team.slug}\">In triage for {team.name}", lead)
    assert "to be routed" not in lead
    assert "In triage for" not in start(client_for(team_member))


def test_confidential_requests_are_not_counted_for_others(
    client_for: ClientFor, requester: User, other_lead: User, team: Team
) -> None:
    file(requester, "Secret", state=State.TRIAGE, team=team, is_confidential=True)
    assert "In triage for" not in start(client_for(other_lead))


def test_changes_tell_who_what_why(client_for: ClientFor, requester: User, editor: User) -> None:
    dakota = Persona.objects.get(name="Dakota")
    with history.change(user=editor, reason="They asked for it"):
        dakota.summary = "Changed."
        dakota.save()
    page = start(client_for(requester))
    change = page[page.index("What changed</h2>") :].split("</li>")[0]
    assert "<b>Editor</b> changed" in change
    assert (
        f'<a href="/go/personas/persona/{dakota.pk}/">Dakota, Application Development Director</a>' in change
    )
    assert "They asked for it" in change


def test_a_large_change_is_told_in_short(client_for: ClientFor, requester: User) -> None:
    page = start(client_for(requester))
    assert "<b>Content files</b> changed" in page
    assert re.search(r"and \d\d+ more", page)


def test_changes_of_what_one_may_not_read_are_not_told(
    client_for: ClientFor, requester: User, editor: User
) -> None:
    with history.change(user=editor, reason="Work in progress"):
        Persona.objects.create(name="Robin", role="x", slug="robin", status="draft")
    assert not re.search("Robin|Work in progress", start(client_for(requester)))
    assert "Robin, x" in start(client_for(editor))


def test_what_i_own_and_should_look_after(client_for: ClientFor, requester: User) -> None:
    me = Person.objects.create(name="Requester", slug="requester", user=requester)
    Persona.objects.filter(name__in=["Alex", "Skyler"]).update(owner=me)
    Persona.objects.filter(name="Skyler").update(review_due="2020-01-01")
    HandbookPage.objects.filter(slug="health-of-work").update(owner=me)
    page = start(client_for(requester))
    chores = page[page.index("To look after</h2>") : page.index("What changed</h2>")]
    assert re.findall(r'<a href="/personas/(\w+)-', chores) == ["skyler", "alex"]
    assert chores.count("Review overdue") == 1
    assert "3 gaps" in chores
    assert "health-of-work" not in chores
    assert "Missing or stale" not in page


def test_editors_see_what_is_missing_everywhere(client_for: ClientFor, editor: User) -> None:
    Team.objects.update(review_due="2020-01-01")
    HandbookPage.objects.filter(slug="health-of-work").update(review_due=timezone.localdate())
    page = start(client_for(editor))
    rows = re.findall(
        r'<th scope="row">(?:<a[^>]*>)?(\w+)(?:</a>)?</th><td class="num">(\d+)</td><td class="num">(\d+)</td>',
        page,
    )
    assert ("Personas", str(Gap.objects.open().of(Persona).count()), "0") in rows
    assert ("Teams", "0", "8") in rows
    assert "Handbook" not in dict.fromkeys(name for name, _, _ in rows)


def test_it_rejects_post(client_for: ClientFor, requester: User) -> None:
    assert client_for(requester).post("/").status_code == 405


def test_hostile_text_is_escaped(client_for: ClientFor, requester: User) -> None:
    file(requester, "<script>x</script>")
    with history.change(user=requester, reason="<script>x</script>"):
        HandbookPage.objects.create(slug="x", title="<script>x</script>")
    assert "<script>x" not in start(client_for(requester))


def many(user: User, team: Team, quarter: Milestone) -> None:
    """Two hundred of everything that the page gathers."""
    me = Person.objects.filter(user=user).first() or Person.objects.create(
        name="Me", slug="me-too", user=user
    )
    made = SMRequest.objects.bulk_create([SMRequest(title=f"R{n}", requester=user) for n in range(200)])
    done = SMRequest.objects.bulk_create(
        [
            SMRequest(title=f"A{n}", requester=user, state="assigned", team=team, milestone=quarter)
            for n in range(200)
        ]
    )
    Assignment.objects.bulk_create([Assignment(request=one, user=user) for one in done])
    Persona.objects.bulk_create(
        [Persona(name=f"P{n}", role="x", slug=f"p{n}", owner=me, review_due="2020-01-01") for n in range(200)]
    )
    sets = ChangeSet.objects.bulk_create([ChangeSet(reason=f"S{n}") for n in range(200)])
    touch = ChangeSetObject.objects.filter(label__startswith="Dakota").first()
    assert touch is not None
    ChangeSetObject.objects.bulk_create(
        [
            ChangeSetObject(
                change_set=one, content_type=touch.content_type, object_id=touch.object_id, label="D"
            )
            for one in sets
        ]
    )
    assert len(made) == 200


@pytest.mark.parametrize("role", ["team_lead", "administrator"])
def test_it_asks_as_often_for_many_as_for_few(
    client_for: ClientFor, role: str, request: pytest.FixtureRequest, team: Team, quarter: Milestone
) -> None:
    user = request.getfixturevalue(role)
    client = client_for(user)
    many_of_one = Persona.objects.create(name="One", role="x", slug="one", review_due="2020-01-01")
    many_of_one.owner = Person.objects.filter(user=user).first() or Person.objects.create(
        name="I", slug="i", user=user
    )
    many_of_one.save()
    few = queries_of(client, "/")
    many(user, team, quarter)
    assert queries_of(client, "/") == few <= 20
