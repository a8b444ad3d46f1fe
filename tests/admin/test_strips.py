"""A matrix edited as a matrix: whole columns and rows on one form, by two editors; columns started and ended."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from marketing_portal.content.versions import change_sets_of
from marketing_portal.people.models import Person, User
from tests.admin.page_form import PageForm
from tests.conftest import ClientFor
from tests.support import volume_use_cases
from usecases.models import ActivationRole, DRICell, KeyLink, KeyLinkKind, UseCase

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
ROLE, OTHER, OPEN_ROLE = "customer-reference", "product-manager", "developer-evangelism"


@pytest.fixture
def client(client_for: ClientFor, editor: User) -> Client:
    return client_for(editor)


def column_url(slug: str = "ci", matrix: str = "dricell") -> str:
    return reverse(f"admin:usecases_{matrix}_column", args=[UseCase.objects.get(slug=slug).pk])


def row_url(role: str = ROLE) -> str:
    return reverse("admin:usecases_dricell_row", args=[ActivationRole.objects.get(key=role).pk])


def field(name: str, role: str = ROLE, slug: str = "ci") -> str:
    """Name of a field of one cell."""
    row, column = ActivationRole.objects.get(key=role), UseCase.objects.get(slug=slug)
    return f"c{row.pk}-{column.pk}-{name}"


def names(role: str = ROLE, slug: str = "ci") -> list[str]:
    cell = DRICell.objects.get(role__key=role, use_case__slug=slug)
    return [str(one.person) for one in cell.assignments.all()]


def type_in(form: PageForm, role: str, people: list[str], slug: str = "ci", **more: str) -> PageForm:
    """Type people into one cell, and other fields of it."""
    form.values[field("people", role, slug)] = people
    for name, value in more.items():
        form.values[field(name, role, slug)] = [value]
    return form


def refused(form: PageForm, status: int) -> str:
    """Send the form; it comes back with ``status`` and is what stands there now."""
    answer: Any = form.client.post(form.url, form.values)
    assert answer.status_code == status
    answer.status_code = 200
    form.read(answer)
    return form.page


def test_a_column_shows_every_role_with_its_people(client: Client) -> None:
    form = PageForm(client, column_url())
    assert form.page.count("<fieldset") == ActivationRole.objects.count() == 17
    assert form.values[field("people")] == ["Kim (@KimLock)", "Fiona (@FionaOKeeffe)", ""]
    assert form.values[field("state", OPEN_ROLE)] == ["unknown"]
    assert '<option value="Suri' in form.page


def test_what_was_touched_is_saved_as_one_change_and_nothing_else(client: Client, editor: User) -> None:
    before = {cell.pk: cell.version for cell in DRICell.objects.all()}
    form = PageForm(client, column_url())
    type_in(form, ROLE, ["Suri", "Fiona", ""])
    type_in(form, OTHER, ["Vanessa", ""])
    assert form.send(change_reason="New year").status_code == 302
    assert (names(), names(OTHER)) == (["Suri", "Fiona"], ["Vanessa"])
    changed = [cell for cell in DRICell.objects.all() if cell.version != before[cell.pk]]
    assert {cell.role.key for cell in changed} == {ROLE, OTHER}
    sets = {change_sets_of(cell)[0] for cell in changed}
    assert [(one.reason, one.user, one.channel) for one in sets] == [("New year", editor, "admin")]


def test_sending_it_as_it_is_changes_nothing(client: Client) -> None:
    before = list(DRICell.objects.order_by("pk").values_list("pk", "version"))
    for url in (column_url(), row_url(), column_url(matrix="keylink")):
        assert PageForm(client, url).send().status_code == 302
    assert list(DRICell.objects.order_by("pk").values_list("pk", "version")) == before


def test_unknown_and_nobody_are_choices_and_names_end_unknown(client: Client) -> None:
    form = PageForm(client, column_url())
    type_in(form, ROLE, [""], state="unknown")
    type_in(form, OTHER, [""], state="not_applicable")
    type_in(form, OPEN_ROLE, ["Suri", ""])
    assert form.send().status_code == 302
    states = dict(DRICell.objects.filter(use_case__slug="ci").values_list("role__key", "state"))
    assert [states[key] for key in (ROLE, OTHER, OPEN_ROLE)] == ["unknown", "not_applicable", "known"]
    assert names(OPEN_ROLE) == ["Suri"]


def test_a_mistake_in_one_cell_saves_nothing_and_keeps_everything(client: Client) -> None:
    form = type_in(PageForm(client, column_url()), ROLE, ["Nobody at all", ""])
    type_in(form, OTHER, ["Vanessa", ""])
    page = refused(form, 422)
    assert "Nobody is called “Nobody at all”" in page
    assert form.values[field("people", OTHER)] == ["Vanessa", ""]
    assert (names(), names(OTHER)) == (["Kim", "Fiona"], ["Jason"])
    type_in(form, ROLE, ["Suri", ""])
    assert form.send().status_code == 302
    assert (names(), names(OTHER)) == (["Suri"], ["Vanessa"])


def test_two_editors_of_different_cells_never_meet(
    client: Client, client_for: ClientFor, administrator: User
) -> None:
    first, second = PageForm(client, column_url()), PageForm(client_for(administrator), column_url())
    across = PageForm(client_for(administrator), row_url())
    assert type_in(first, ROLE, ["Suri", ""]).send().status_code == 302
    assert type_in(second, OTHER, ["Vanessa", ""]).send().status_code == 302
    assert type_in(across, ROLE, ["Erica", ""], "gitops").send().status_code == 302
    assert (names(), names(OTHER), names(ROLE, "gitops")) == (["Suri"], ["Vanessa"], ["Erica"])


def test_of_two_editors_of_a_cell_the_second_is_shown_the_first_and_chooses(
    client: Client, client_for: ClientFor, administrator: User
) -> None:
    first, second = PageForm(client, column_url()), PageForm(client_for(administrator), row_url())
    type_in(first, ROLE, ["Suri", ""]).send(change_reason="Agreed in the call")
    type_in(second, ROLE, ["Vanessa", ""])
    type_in(second, ROLE, ["Erica", ""], "gitops")
    page = refused(second, 409)
    assert "Somebody was quicker in 1 cell." in page
    assert "<b>Editor</b> saved this cell" in page
    assert "“Agreed in the call”" in page
    assert "It now says: <b>Suri</b>" in page
    assert second.values[field("people")] == ["Vanessa", ""]
    assert names(ROLE, "gitops") == ["Kim", "Fiona"], "nothing is saved while one cell waits for a choice"
    refused(second, 409)
    version = DRICell.objects.get(role__key=ROLE, use_case__slug="ci").version
    second.values[field("overwrite")] = [str(version)]
    assert second.send().status_code == 302
    assert (names(), names(ROLE, "gitops")) == (["Vanessa"], ["Erica"])


def test_theirs_can_be_kept_and_the_rest_is_saved(
    client: Client, client_for: ClientFor, administrator: User
) -> None:
    first, second = PageForm(client, column_url()), PageForm(client_for(administrator), column_url())
    type_in(first, ROLE, ["Suri", ""]).send()
    type_in(second, ROLE, ["Vanessa", ""])
    refused(type_in(second, OTHER, ["Erica", ""]), 409)
    second.values[field("overwrite")] = ["0"]
    assert second.send().status_code == 302
    assert (names(), names(OTHER)) == (["Suri"], ["Erica"])


def test_who_has_left_is_offered_only_where_they_stand(client: Client) -> None:
    Person.objects.filter(slug="kim").update(left_on="2020-01-01")
    form = PageForm(client, column_url())
    assert '<option value="Kim (@KimLock)"' not in form.page
    refused(type_in(form, OTHER, ["Kim", ""]), 422)
    type_in(form, OTHER, ["Jason", ""])
    assert type_in(form, ROLE, ["Kim", "Suri", ""]).send().status_code == 302
    assert names() == ["Kim", "Suri"]


def test_key_links_are_edited_by_column_and_row(client: Client) -> None:
    kind = KeyLinkKind.objects.get(key="solution-page")
    form = PageForm(client, column_url(matrix="keylink"))
    prefix = f"c{kind.pk}-{UseCase.objects.get(slug='ci').pk}"
    form.values |= {f"{prefix}-state": ["url"]}
    assert "Write the address that this link opens." in refused(form, 422)
    form.values |= {f"{prefix}-target": ["https://example.com/ci"]}
    assert form.send().status_code == 302
    assert KeyLink.objects.get(kind=kind, use_case__slug="ci").target == "https://example.com/ci"
    row = PageForm(client, reverse("admin:usecases_keylink_row", args=[kind.pk]))
    assert row.values[f"{prefix}-target"] == ["https://example.com/ci"]


def test_a_use_case_gets_its_first_key_link(client: Client) -> None:
    kind, use_case = KeyLinkKind.objects.get(key="resource-page"), UseCase.objects.get(slug="cloud-native")
    form = PageForm(client, column_url("cloud-native", "keylink"))
    assert form.send().status_code == 302
    assert not KeyLink.objects.filter(use_case=use_case).exists(), "cells that nobody touched stay unwritten"
    form.values |= {f"c{kind.pk}-{use_case.pk}-note": ["Wanted in spring"]}
    form.send()
    assert [link.kind.key for link in KeyLink.objects.filter(use_case=use_case)] == ["resource-page"]


def test_a_column_is_started_filled_and_ended(client: Client) -> None:
    use_case = UseCase.objects.get(slug="agile")
    overview = reverse("admin:usecases_dricell_changelist")
    start, end = (reverse(f"admin:usecases_dricell_{name}", args=[use_case.pk]) for name in ("start", "end"))
    assert f'action="{start}"' in client.get(overview).content.decode()
    assert client.get(column_url("agile")).status_code == 404
    assert client.post(start).headers["Location"] == column_url("agile")
    assert UseCase.objects.get(slug="agile").dri_position == 6
    assert change_sets_of(use_case)[0].reason == "Started a column in the DRI matrix"
    form = type_in(PageForm(client, column_url("agile")), ROLE, ["Suri", ""], "agile")
    form.send()
    client.post(end)
    assert UseCase.objects.get(slug="agile").dri_position == 6
    assert "Somebody is named in the column" in client.get(overview).content.decode()
    form = type_in(PageForm(client, column_url("agile")), ROLE, [""], "agile", state="unknown")
    form.send()
    assert f'action="{end}"' in client.get(overview).content.decode()
    client.post(end)
    assert UseCase.objects.get(slug="agile").dri_position is None
    assert not DRICell.objects.filter(use_case=use_case).exists()


def test_a_column_that_is_there_is_not_started_again(client: Client) -> None:
    use_case = UseCase.objects.get(slug="ci")
    client.post(reverse("admin:usecases_dricell_start", args=[use_case.pk]))
    assert UseCase.objects.get(slug="ci").dri_position == use_case.dri_position


def test_the_overview_tells_what_is_missing(client: Client) -> None:
    page = client.get(reverse("admin:usecases_dricell_changelist")).content.decode()
    assert page.count("16 of 17") == 4
    assert "1 of 5" in page
    assert page.count("Start a column") == UseCase.objects.filter(dri_position=None).count()


def test_the_matrices_lead_editors_to_their_columns_and_rows(client: Client, client_for: ClientFor) -> None:
    page = client.get(reverse("usecases:dri")).content.decode()
    assert f'href="{column_url()}"' in page
    assert f'href="{row_url()}"' in page
    assert (
        f'href="{column_url(matrix="keylink")}"' in client.get(reverse("usecases:key_links")).content.decode()
    )
    single = client.get(reverse("usecases:dri_cell", args=[ROLE, "ci"])).content.decode()
    assert f'href="{column_url()}"' in single


def test_readers_are_not_led_there(client_for: ClientFor, requester: User) -> None:
    reader = client_for(requester)
    for name in ("usecases:dri", "usecases:key_links"):
        assert "/admin/" not in reader.get(reverse(name)).content.decode()
    assert reader.get(column_url()).status_code == 403


def test_a_cell_of_the_admin_is_edited_on_the_portal(client: Client) -> None:
    cell = DRICell.objects.get(role__key=ROLE, use_case__slug="ci")
    there = client.get(reverse("admin:usecases_dricell_change", args=[cell.pk])).headers["Location"]
    assert there == reverse("usecases:dri_cell", args=[ROLE, "ci"])
    assert client.get("/admin/usecases/keylink/0/change/").status_code == 404


@pytest.mark.parametrize("page", ["column", "row", "overview"])
def test_larger_matrices_take_the_same_queries(client: Client, page: str) -> None:
    url = {"column": column_url(), "row": row_url()}.get(page, "/admin/usecases/dricell/")

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url).status_code == 200
        return len(captured)

    queries()
    few = queries()
    volume_use_cases.matrices(columns=10, roles=10, people=20)
    assert queries() == few <= 14


@pytest.mark.parametrize("opened", ["", "{", "[]", "null", '["known"]'])
def test_a_damaged_form_is_no_crash(client: Client, opened: str) -> None:
    form = PageForm(client, column_url())
    type_in(form, OPEN_ROLE, ["Suri", ""], opened=opened)
    assert form.send().status_code in {302, 422}
