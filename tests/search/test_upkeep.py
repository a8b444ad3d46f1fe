"""The index follows what is committed: new, renamed, archived, hidden, deleted, and what others are called."""

import pytest
from django.core.management import call_command
from django.db import transaction
from django.db.models import Min
from django.test import Client
from pytest_django.fixtures import DjangoCaptureOnCommitCallbacks

from marketing_portal.content.models import HandbookPage
from marketing_portal.people.models import Person, Team, User
from marketing_portal.search import registry
from marketing_portal.search.backends import backend
from marketing_portal.search.backends.base import Request
from marketing_portal.search.documents import Audience
from marketing_portal.search.models import SearchDoc, SearchName, SearchText
from marketing_portal.search.sight import Sight
from marketing_portal.search.upkeep import rebuild
from marketing_portal.search.words import read_query
from personas.models import OrgPosition, Persona, PersonaPoint
from requests_board import workflow
from requests_board.models import Label, LabelAlias, SMRequest
from usecases.models import Collateral, DRIAssignment, UseCase, UseCaseAlias

pytestmark = pytest.mark.django_db
Committing = DjangoCaptureOnCommitCallbacks


def found(text: str, audience: Audience = Audience.EDITORS) -> list[str]:
    """Titles of what is found."""
    keys = backend().search(Request(read_query(text), Sight(audience)), 0, 20).keys
    rows = SearchText.objects.in_bulk(keys)
    return [rows[key].title for key in keys]


def test_what_is_new_renamed_and_gone(django_capture_on_commit_callbacks: Committing) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        page = HandbookPage.objects.create(
            slug="zebra", title="Zebra crossing", body="# One\n\n## Stripes\n\nBlack."
        )
    assert found("zebra") == ["Zebra crossing"]
    assert found("stripes black") == ["Stripes"]
    with django_capture_on_commit_callbacks(execute=True):
        page.title, page.body = "Giraffe crossing", "Nothing below a heading."
        page.save()
    assert (found("zebra"), found("stripes"), found("giraffe")) == ([], [], ["Giraffe crossing"])
    with django_capture_on_commit_callbacks(execute=True):
        page.archive()
    assert found("giraffe") == []
    with django_capture_on_commit_callbacks(execute=True):
        page.restore()
    assert found("giraffe") == ["Giraffe crossing"]
    with django_capture_on_commit_callbacks(execute=True):
        page.delete()
    assert found("giraffe") == []


def test_what_becomes_internal_is_hidden(django_capture_on_commit_callbacks: Committing) -> None:
    use_case = UseCase.objects.get(slug="gitops")
    assert "GitOps" in found("gitops", Audience.EVERYBODY)
    with django_capture_on_commit_callbacks(execute=True):
        use_case.internal = True
        use_case.save()
    assert "GitOps" not in found("gitops", Audience.EVERYBODY)
    assert "GitOps" in found("gitops", Audience.COLLEAGUES)


def test_other_names_come_and_go(django_capture_on_commit_callbacks: Committing) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        alias = UseCaseAlias.objects.create(use_case=UseCase.objects.get(slug="ci"), text="Zebra builds")
    assert found("zebra builds")[0] == "Continuous Integration"
    with django_capture_on_commit_callbacks(execute=True):
        alias.delete()
    assert found("zebra builds") == []
    with django_capture_on_commit_callbacks(execute=True):
        LabelAlias.objects.create(label=Label.objects.get(text="ucase::CI"), text="zebra::ci")
    assert set(found("zebra::ci")) == {"Continuous Integration", "ucase::CI"}


def test_what_others_say_of_a_thing_counts(django_capture_on_commit_callbacks: Committing) -> None:
    position = OrgPosition.objects.get(title="CISO")
    with django_capture_on_commit_callbacks(execute=True):
        position.title = "Zebra officer"
        position.save()
    assert found("zebra officer")[0].startswith("Skyler")
    with django_capture_on_commit_callbacks(execute=True):
        position.personas.set([Persona.objects.get(name="Casey")])
    assert [title.split(",")[0] for title in found("zebra officer")] == ["Casey", "Zebra officer"]
    collateral = Collateral.objects.create(title="Poster", slug="poster")
    with django_capture_on_commit_callbacks(execute=True):
        collateral.use_cases.add(UseCase.objects.get(slug="ci"))
    assert "Poster" in found("poster continuous integration")
    with django_capture_on_commit_callbacks(execute=True):
        one = UseCase.objects.get(slug="ci")
        one.name = "Zebra integration"
        one.save()
    assert "Poster" in found("poster zebra")


def test_parts_and_responsibilities(django_capture_on_commit_callbacks: Committing) -> None:
    persona = Persona.objects.get(name="Alex")
    with django_capture_on_commit_callbacks(execute=True):
        PersonaPoint.objects.create(persona=persona, kind="goals", key="zebra", text="Ride a **zebra**.")
    assert found("ride zebra") == [str(persona)]
    person = Person.objects.create(name="Zoe Zebra", slug="zoe")
    assignment = DRIAssignment.objects.filter(cell__role__key="product-marketing").first()
    assert assignment is not None
    with django_capture_on_commit_callbacks(execute=True):
        assignment.person = person
        assignment.save()
    assert found("zebra product marketing") == ["Zoe Zebra"]


def test_requests_follow_the_workflow(
    django_capture_on_commit_callbacks: Committing, requester: User, triage_lead: User, team: Team
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        request = workflow.file_request(by=requester, title="Zebra slides")
    assert found(f"#{request.pk}")[0] == "Zebra slides"
    with django_capture_on_commit_callbacks(execute=True):
        workflow.edit(
            SMRequest.objects.get(pk=request.pk), by=triage_lead, changes={"title": "Giraffe slides"}
        )
    assert (found("zebra slides"), found("giraffe slides")) == ([], ["Giraffe slides"])
    step = workflow.Step("triage", workflow.MoveData(team=team))
    with django_capture_on_commit_callbacks(execute=True):
        workflow.move([SMRequest.objects.get(pk=request.pk)], by=triage_lead, steps=[step])
    assert SearchText.objects.get(title="Giraffe slides").note == f"#{request.pk}, triage, {team.name}"


@pytest.mark.django_db(transaction=True)
def test_only_what_is_committed_counts() -> None:
    with transaction.atomic():
        try:
            with transaction.atomic():
                Person.objects.create(name="Zebra Undone", slug="undone")
                raise ValueError
        except ValueError:
            pass
        Person.objects.create(name="Zebra Done", slug="done")
        assert found("zebra") == []
    assert found("zebra") == ["Zebra Done"]
    Person.objects.all().filter(slug="done").delete()
    assert found("zebra") == []


def test_a_rebuild_mends_everything_and_changes_nothing_else() -> None:
    rebuild()
    before = list(SearchDoc.objects.order_by("pk").values_list("pk", "digest"))
    SearchDoc.objects.create(source="people", object_id=10**9, kind="person", digest="x")
    SearchDoc.objects.create(source="long gone", object_id=1, kind="person", digest="x")
    SearchDoc.objects.filter(pk=before[0][0]).update(digest="stale")
    SearchDoc.objects.get(pk=before[1][0]).delete()
    call_command("rebuild_search", verbosity=0)
    after = dict(SearchDoc.objects.values_list("pk", "digest"))
    assert sorted(after.values()) == sorted(digest for _, digest in before)
    assert rebuild() == 0
    assert not SearchName.objects.exclude(doc__in=after).exists()


def test_loaded_content_is_in_the_index() -> None:
    assert {
        "use-case",
        "persona",
        "person",
        "team",
        "page",
        "requirement",
        "role",
        "journey",
        "bom",
        "term",
    } <= set(SearchDoc.objects.values_list("kind", flat=True))
    assert SearchDoc.objects.filter(kind="use-case").count() == UseCase.objects.count()
    assert set(SearchDoc.objects.values_list("kind", flat=True)) <= set(registry.KINDS)


def test_results_lead_somewhere(client: Client, editor: User) -> None:
    client.force_login(editor)
    firsts = SearchDoc.objects.values("source").annotate(one=Min("pk")).values("one")
    one_of_each = SearchText.objects.filter(pk__in=firsts).values_list("url", flat=True)
    for url in sorted({url.split("#")[0] for url in one_of_each}):
        assert client.get(url).status_code == 200, url
