"""Taking content and requests out of the portal as files."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import pytest
from django.test import override_settings
from django.urls import reverse

from marketing_portal.content.models import HandbookPage
from marketing_portal.interchange.dumping.folder import files
from marketing_portal.interchange.issues.csv_form import read
from personas.models import Persona
from requests_board.models import SMRequest
from tests.conftest import ClientFor
from tests.support.cast import Cast
from usecases.models import UseCase

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]


def body(response: Any) -> bytes:
    """All of a streamed answer."""
    assert response.status_code == 200
    assert response.streaming
    return b"".join(response.streaming_content)


def test_all_content_as_an_archive(cast: Cast, client_for: ClientFor) -> None:
    response = client_for(cast.editor).get(reverse("interchange:content_zip"))
    assert response["Cache-Control"] == "private, no-store"
    assert response["Content-Disposition"].startswith('attachment; filename="content-')
    with zipfile.ZipFile(io.BytesIO(body(response))) as found:
        assert {name: found.read(name).decode() for name in found.namelist()} == dict(files())


@pytest.mark.parametrize(
    ("model", "folder"), [(Persona, "personas"), (UseCase, "use-cases"), (HandbookPage, "pages")]
)
def test_one_page_as_its_file(model: Any, folder: str, cast: Cast, client_for: ClientFor) -> None:
    row = model.objects.current().order_by("-slug")[0]
    address = reverse("interchange:source", args=[folder, row.slug])
    client = client_for(cast.requester)
    response = client.get(address)
    assert response.content.decode() == dict(files())[f"{folder}/{row.slug}.md"]
    assert response["Content-Type"] == "text/markdown; charset=utf-8"
    assert f'href="{address}"' in client.get(row.get_absolute_url()).content.decode()
    row.archive()
    assert client.get(address).status_code == 404


def test_visitors_get_no_files_and_see_no_link_to_any(client_for: ClientFor) -> None:
    persona = Persona.objects.filter(internal=False, status=Persona.Status.ACTIVE)[0]
    address = reverse("interchange:source", args=["personas", persona.slug])
    with override_settings(PUBLIC_READ=True):
        assert client_for(None).get(address).status_code == 302
        assert address not in client_for(None).get(persona.get_absolute_url()).content.decode()


def test_drafts_go_out_to_those_alone_who_see_them(cast: Cast, client_for: ClientFor) -> None:
    persona = Persona.objects.filter(status=Persona.Status.ACTIVE)[0]
    Persona.objects.filter(pk=persona.pk).update(status=Persona.Status.DRAFT)
    address = reverse("interchange:source", args=["personas", persona.slug])
    for user in (cast.requester, cast.editor):
        page = client_for(user).get(persona.get_absolute_url()).status_code
        assert client_for(user).get(address).status_code == page
    assert client_for(cast.editor).get(reverse("interchange:source", args=["people", "x"])).status_code == 404


def test_all_requests_stream_out(cast: Cast, client_for: ClientFor) -> None:
    SMRequest.objects.create(title="One, with a comma", requester=cast.requester)
    SMRequest.objects.create(title="For few", requester=cast.requester, is_confidential=True)
    client = client_for(cast.triage_lead)
    response = client.get(reverse("interchange:requests_csv"))
    assert response["Cache-Control"] == "private, no-store"
    issues, told = read(body(response).decode(), "out.csv")
    assert [issue.title for issue in issues] == ["One, with a comma", "For few"]
    assert told == []
    head, *lines = body(client.get(reverse("interchange:requests_lines"))).decode().splitlines()
    assert json.loads(head)["form"] == 1
    assert [json.loads(line)["fields"]["title"] for line in lines] == ["One, with a comma", "For few"]
