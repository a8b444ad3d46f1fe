"""The text search of the list: words of title, description and answers, by their beginning, on both databases."""

from __future__ import annotations

import pytest
from django.db import connection

from requests_board import wording, workflow
from requests_board.models import SMRequest
from requests_board.wording import Says, words_of
from tests.requests_board.desk import filed
from tests.support.cast import Cast

pytestmark = pytest.mark.django_db


def found(text: str) -> list[str]:
    """Titles of the requests that say ``text``."""
    return list(SMRequest.objects.filter(Says(words_of(text))).values_list("title", flat=True))


@pytest.fixture
def deck(cast: Cast) -> SMRequest:
    """A request with words in each text that is searched."""
    made = filed(cast, title="Deck on CI/CD", description="With *numbers* of analysts, GitLab-wide.")
    SMRequest.objects.filter(pk=made.pk).update(answers_text="Booth in Zürich")
    made.refresh_from_db()
    return made


@pytest.mark.parametrize(
    "text", ["deck", "DECK", "cd", "num analyst", "wide gitlab", "booth deck", "zür", "ci/cd", "'deck':*"]
)
def test_every_word_is_found_by_its_beginning(deck: SMRequest, text: str) -> None:
    assert found(text) == [deck.title]


@pytest.mark.parametrize("text", ["eck", "deck zeppelin", "numbers1", "analystics"])
def test_all_words_must_begin_some_word(deck: SMRequest, text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text", ['zeppelin" OR "deck', "zeppelin | deck", "NOT zeppelin", "') ; -- zeppelin", "٣", "\U0001d54f"]
)
def test_no_sign_is_an_operator(deck: SMRequest, text: str) -> None:
    assert found(text) == []


def test_it_follows_each_change(cast: Cast, deck: SMRequest) -> None:
    workflow.edit(deck, by=cast.requester, changes={"title": "Battle card"})
    assert (found("deck"), found("battle")) == ([], ["Battle card"])
    SMRequest.objects.filter(pk=deck.pk).update(description="zeppelin")
    assert (found("numbers"), found("zeppelin")) == ([], ["Battle card"])


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL loses no triggers")
def test_triggers_that_a_migration_dropped_come_back(deck: SMRequest) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {wording.FTS}_update")
    SMRequest.objects.filter(pk=deck.pk).update(title="Unheard of")
    assert found("unheard") == []
    assert wording.mend(connection)
    assert found("unheard") == ["Unheard of"]
    assert not wording.mend(connection)
