"""Kinds in the admin: a question gets a key of its words, one that is taken away is archived with its answers."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from requests_board.models import KindField, RequestKind, SMRequest
from requests_board.workflow.answers import questions_of
from tests.conftest import ClientFor
from tests.requests_board.desk import filed, labels
from tests.requests_board.kinds import ANSWERS, trade_show
from tests.support.cast import Cast

pytestmark = pytest.mark.django_db


def sent(kind: RequestKind, **changes: Any) -> dict[str, Any]:
    """The form of ``kind`` as it is sent, with ``changes``."""
    questions = questions_of(kind)
    data = {"name": kind.name, "description": kind.description, "order": kind.order, "team": ""}
    data |= {"fields-TOTAL_FORMS": len(questions) + 1, "fields-INITIAL_FORMS": len(questions)}
    for place, one in enumerate(questions):
        row = {"id": one.pk, "kind": kind.pk, "label": one.label, "key": one.key, "type": one.type}
        row |= {"help": one.help, "choices": one.choices, "order": one.order}
        row |= {"is_required": "on"} if one.is_required else {}
        data |= {f"fields-{place}-{name}": value for name, value in row.items()}
    return data | changes


def test_questions_are_added_and_taken_away(cast: Cast, client_for: ClientFor) -> None:
    kind = trade_show()
    request = filed(cast, kind_id=kind.pk, answers=ANSWERS)
    client, path = (
        client_for(cast.administrator),
        reverse("admin:requests_board_requestkind_change", args=[kind.pk]),
    )
    added = {"fields-6-label": "How many demos?", "fields-6-type": "number", "fields-6-kind": kind.pk}
    response = client.post(path, sent(kind, **{"fields-0-DELETE": "on"}, **added))
    assert response.status_code == 302, response.context["errors"]
    assert [one.key for one in questions_of(kind)][-1] == "how-many-demos"
    gone = KindField.objects.get(kind=kind, key="event")
    assert gone.archived_at is not None
    assert SMRequest.objects.get(pk=request.pk).answers == ANSWERS
    assert "The event?" not in client.get(path).content.decode()


def test_one_default_label_of_a_family(cast: Cast, client_for: ClientFor) -> None:
    kind, found = trade_show(), labels()
    path = reverse("admin:requests_board_requestkind_change", args=[kind.pk])
    two = [found["ucase::GitOps"].pk, found["ucase::CI"].pk]
    response = client_for(cast.administrator).post(path, sent(kind, labels=two))
    assert response.status_code == 200
    assert "A request has one label of “Customer use case”" in response.content.decode()
