"""Lists of the admin: columns, filters, search, and what can be done to many at once."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from marketing_portal.content import history
from marketing_portal.content.models import ChangeSet, Gap, HandbookPage
from marketing_portal.content.versions import change_sets_of
from marketing_portal.people.models import Person, Team, User
from personas.models import DeprecatedAsset, Guidance, OrgPosition, Persona, PersonaListEntry
from requests_board.models import Label, LabelAlias, SMRequest
from tests.conftest import ClientFor

pytestmark = pytest.mark.django_db
PERSONAS = "/admin/personas/persona/"


@pytest.fixture
def client(client_for: ClientFor, editor: User) -> Client:
    return client_for(editor)


@pytest.fixture
def personas() -> list[Persona]:
    return [
        Persona.objects.create(name=f"Sam {number}", role="Release manager", slug=f"sam-{number}")
        for number in range(3)
    ]


def shown(client: Client, query: str = "", url: str = PERSONAS) -> str:
    answer = client.get(f"{url}?{query}")
    assert answer.status_code == 200
    return answer.content.decode().split('id="changelist-filter"')[0]


def act(client: Client, action: str, chosen: list[Any], url: str = PERSONAS, **more: str) -> Any:
    data = {"action": action, "_selected_action": [str(thing.pk) for thing in chosen]}
    return client.post(url, data | more)


def test_the_list_tells_what_is_missing_and_who_keeps_it(client: Client, personas: list[Persona]) -> None:
    owner = Person.objects.create(name="An owner", slug="an-owner")
    Persona.objects.filter(pk=personas[0].pk).update(owner=owner, review_due="2020-01-01")
    Gap.objects.create(content_object=personas[0], key="a", place="goals", state="tbd")
    page = shown(client, "q=Sam+0")
    assert "An owner" in page
    assert "overdue" in page
    assert '<td class="field-gap_count">1</td>' in page


@pytest.mark.parametrize(
    ("yes", "no"),
    [
        ("gaps=yes&archived=all", "gaps=no&archived=all"),
        ("overdue=yes&archived=all", "overdue=no&archived=all"),
        ("archived=yes", ""),
        ("status__exact=draft&archived=all", "status__exact=active&archived=all"),
    ],
)
def test_filters_find_what_they_say(client: Client, personas: list[Persona], yes: str, no: str) -> None:
    wanted, other, _ = personas
    Gap.objects.create(content_object=wanted, key="a", place="goals", state="tbd")
    Persona.objects.filter(pk=wanted.pk).update(
        review_due="2020-01-01", archived_at=timezone.now(), status="draft"
    )
    assert wanted.name in shown(client, yes)
    assert other.name not in shown(client, yes)
    assert wanted.name not in shown(client, no)
    assert other.name in shown(client, no)


def test_what_is_archived_is_not_offered_in_fields(client: Client, personas: list[Persona]) -> None:
    personas[0].archive()
    url = "/admin/autocomplete/?app_label=personas&model_name=personalistentry&field_name=persona&term=Sam"
    names = [found["text"] for found in client.get(url).json()["results"]]
    assert names == [str(persona) for persona in personas[1:]]


@pytest.mark.parametrize(
    ("action", "field", "value"),
    [
        ("set_status_draft", "status", "draft"),
        ("archive", "archived_at", None),
        ("mark_reviewed", "reviewed_at", None),
    ],
)
def test_an_action_is_one_change_set(
    client: Client, personas: list[Persona], editor: User, action: str, field: str, value: str | None
) -> None:
    before = ChangeSet.objects.count()
    answer = act(client, action, personas[:2])
    assert answer.status_code == 302
    assert ChangeSet.objects.count() == before + 1
    made = change_sets_of(personas[0])[0]
    assert made == change_sets_of(personas[1])[0]
    assert (made.user, made.channel, made.objects_touched.count()) == (editor, "admin", 2)
    assert "in the list" in made.reason
    after = [getattr(persona, field) for persona in Persona.objects.filter(pk__in=[p.pk for p in personas])]
    assert sum(found == value if value else found is not None for found in after) == 2


def test_what_needs_no_change_gets_none(client: Client, personas: list[Persona]) -> None:
    act(client, "archive", personas[:1])
    act(client, "archive", personas[:2], f"{PERSONAS}?archived=all")
    assert change_sets_of(personas[0]).count() == 2
    assert "1 persona archived. 1 needed no change." in shown(client)


def test_archived_ones_come_back(client: Client, personas: list[Persona]) -> None:
    personas[0].archive()
    act(client, "restore", personas[:1], f"{PERSONAS}?archived=yes")
    assert Persona.objects.get(pk=personas[0].pk).archived_at is None


def test_the_owner_is_asked_for_and_set(client: Client, personas: list[Persona]) -> None:
    owner = Person.objects.create(name="An owner", slug="an-owner")
    asked = act(client, "set_owner", personas[:2])
    assert "Who takes care of these" in asked.content.decode()
    assert Persona.objects.filter(owner=owner).count() == 0
    act(client, "set_owner", personas[:2], apply="1", owner=str(owner.pk), change_reason="New team")
    assert Persona.objects.filter(owner=owner).count() == 2
    assert change_sets_of(personas[0])[0].reason == "New team"


def test_a_choice_that_is_none_is_asked_for_again(client: Client, personas: list[Persona]) -> None:
    asked = act(client, "set_owner", personas[:1], apply="1", owner="0")
    assert asked.status_code == 200
    assert "Select a valid choice" in asked.content.decode()


def test_small_entries_are_deleted_and_brought_back(client: Client) -> None:
    rule = Guidance.objects.create(key="plain", kind="writing", text="Write plainly.")
    act(client, "delete_selected", [rule], "/admin/personas/guidance/", post="yes")
    assert not Guidance.objects.filter(key="plain").exists()
    there = f"/history/personas/guidance/{rule.pk}/"
    assert "Deleted" in client.get(there).content.decode()
    written = change_sets_of(rule).last()
    assert written is not None
    client.post(f"{there}back/{written.pk}/", {"reason": "Too hasty"})
    assert Guidance.objects.get(pk=rule.pk).text_html == "Write plainly."
    assert Guidance.objects.get(pk=rule.pk).version == change_sets_of(rule).count() == 3


@pytest.mark.parametrize(
    ("url", "make"),
    [
        ("/admin/personas/persona/", lambda n: Persona.objects.create(name=f"N{n}", role="R", slug=f"n{n}")),
        (
            "/admin/personas/personalistentry/",
            lambda n: PersonaListEntry.objects.create(key=f"n{n}", label="L"),
        ),
        ("/admin/personas/orgposition/", lambda n: OrgPosition.objects.create(key=f"n{n}", title="T")),
        (
            "/admin/personas/deprecatedasset/",
            lambda n: DeprecatedAsset.objects.create(key=f"n{n}", title="T"),
        ),
        ("/admin/content/handbookpage/", lambda n: HandbookPage.objects.create(slug=f"n{n}", title="T")),
        ("/admin/content/changeset/", lambda n: HandbookPage.objects.create(slug=f"c{n}", title="T")),
        ("/admin/people/person/", lambda n: Person.objects.create(name="N", slug=f"n{n}")),
        ("/admin/people/team/", lambda n: Team.objects.create(name=f"N{n}", slug=f"n{n}")),
        ("/admin/people/user/", lambda n: User.objects.create_user(f"n{n}@cast.example", name="N")),
        (
            "/admin/requests_board/label/",
            lambda n: LabelAlias.objects.create(
                text=f"a{n}", label=Label.objects.create(family="base", key=f"k{n}", text=f"t{n}")
            ),
        ),
        (
            "/admin/requests_board/smrequest/",
            lambda n: SMRequest.objects.create(
                title=f"T{n}", requester=User.objects.get(name="Administrator")
            ),
        ),
    ],
)
def test_a_longer_list_takes_the_same_queries(
    client_for: ClientFor, administrator: User, url: str, make: Any
) -> None:
    client = client_for(administrator)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url).status_code == 200
        return len(captured)

    with history.change():
        make(1)
    queries()  # the first one fills caches
    few = queries()
    for number in range(2, 12):
        make(number)
    assert queries() <= few + 1, "one more may be a list that was empty before"
    assert few <= 20
