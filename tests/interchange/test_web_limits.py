"""One person can have the server import and export so many times a minute, and no more."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import override_settings
from django.urls import reverse

from tests.conftest import ClientFor
from tests.support.cast import Cast

pytestmark = pytest.mark.django_db
HEAVY = (
    "interchange:content_zip",
    "interchange:requests_csv",
    "interchange:requests_lines",
    "requests:export",
)


@pytest.fixture(autouse=True)
def nothing_counted() -> None:
    """What was asked for before does not count."""
    cache.clear()


@pytest.mark.either_database
@override_settings(HEAVY_PER_MINUTE=1)
@pytest.mark.parametrize("name", HEAVY)
def test_the_second_export_in_a_minute_is_told_to_wait(name: str, cast: Cast, client_for: ClientFor) -> None:
    administrator = client_for(cast.administrator)
    with override_settings(HEAVY_PER_MINUTE=1_000):
        assert administrator.get(reverse(name)).status_code == 200
    answer = administrator.get(reverse(name))
    assert answer.status_code == 429
    assert 1 <= int(answer["Retry-After"]) <= 60
    assert "can import and export 1 times a minute" in answer.content.decode()
    assert client_for(cast.triage_lead).get(reverse("requests:export")).status_code == 200


@override_settings(HEAVY_PER_MINUTE=1)
def test_files_that_are_sent_count_and_looking_does_not(cast: Cast, client_for: ClientFor) -> None:
    editor, address = client_for(cast.editor), reverse("interchange:handbook")
    assert [editor.get(address).status_code for _ in range(3)] == [200, 200, 200]
    assert editor.post(address, {}).status_code == 422
    answer = editor.post(address, {})
    assert answer.status_code == 429
    assert "Nothing was changed" in answer.content.decode()
