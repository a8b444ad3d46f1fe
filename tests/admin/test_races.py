"""Two editors who press Save at the same moment."""

import pytest
from django.urls import reverse

from marketing_portal.content.versions import change_sets_of
from marketing_portal.people.models import User
from personas.models import Guidance
from tests.admin.page_form import PageForm
from tests.conftest import ClientFor
from tests.support.races import race

ROUNDS = 12


@pytest.mark.django_db(transaction=True)
def test_one_is_first_and_the_other_is_asked(
    client_for: ClientFor, editor: User, administrator: User
) -> None:
    rule = Guidance.objects.create(key="plain", kind="writing", text="Write plainly.")
    url = reverse("admin:personas_guidance_change", args=[rule.pk])
    clients = [client_for(editor), client_for(administrator)]
    for number in range(ROUNDS):
        forms = [
            PageForm(client, url).fill(text=f"Text {number} of {place}")
            for place, client in enumerate(clients)
        ]
        answers = race(*(form.send for form in forms))
        statuses = [getattr(answer, "status_code", answer) for answer in answers]
        assert sorted(statuses, key=str) == [200, 302], statuses
        first, second = statuses.index(302), statuses.index(200)
        assert Guidance.objects.get(pk=rule.pk).text == f"Text {number} of {first}"
        assert "Somebody else saved first" in forms[second].page
        assert forms[second].values["text"] == [f"Text {number} of {second}"]
    assert change_sets_of(rule).count() == ROUNDS + 1
