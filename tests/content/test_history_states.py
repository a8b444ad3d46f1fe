"""States of a persona told from its history, the difference between them, and the way back."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from marketing_portal.content import history
from marketing_portal.content.compare import Difference, compare
from marketing_portal.content.models import ChangeSet, FormerSlug, Gap
from marketing_portal.content.naming import Names
from marketing_portal.content.revert import RevertError, revert
from marketing_portal.content.snapshots import snapshots
from marketing_portal.content.versions import change_sets_of, conflict_of
from marketing_portal.people.models import Person, Team, TeamMembership, User
from personas.models import OrgPosition, Persona, PersonaPoint, SegmentRole
from tests.conftest import ClientFor

pytestmark = pytest.mark.django_db


@pytest.fixture
def persona() -> Persona:
    """A small persona in one change set."""
    with history.change(reason="First version"):
        made = Persona.objects.create(name="Sam", role="Release manager", slug="sam")
        for order, key in enumerate(("ship", "sleep", "learn"), 1):
            PersonaPoint.objects.create(
                persona=made, kind="goals", key=key, text=f"Wants to {key}.", order=order
            )
        SegmentRole.objects.create(persona=made, segment="smb", text="Decides alone.")
        Gap.objects.create(content_object=made, key="team", place="team", state="needs_data")
    return made


def newest(root: Any) -> ChangeSet:
    found = change_sets_of(root).first()
    assert found is not None
    return found


def difference(root: Any, before: int, after: int) -> Difference:
    states = snapshots(root, [before, after])
    return compare(states[0], states[1], Names(root, states))


def told(found: Difference) -> dict[str, list[tuple[str, str]]]:
    """Heading: what happened, to what."""
    return {group.heading: [(entry.change, entry.title) for entry in group.entries] for group in found.groups}


def content_of(persona: Persona) -> list[Any]:
    """Everything that is said, with keys and primary keys."""
    return [
        Persona.objects.filter(pk=persona.pk)
        .values_list("name", "role", "slug", "summary", "archived_at")
        .get(),
        list(persona.points.order_by("pk").values_list("pk", "key", "kind", "text", "text_html", "order")),
        list(
            persona.segment_roles.order_by("pk").values_list("pk", "segment", "text", "state", "buying_roles")
        ),
        list(persona.gaps.order_by("pk").values_list("pk", "key", "state", "is_open")),
    ]


def rewrite(persona: Persona) -> None:
    """Change, move, remove and add, in one change set."""
    with history.change(reason="Rewritten"):
        persona.summary = "Ships on Fridays."
        persona.save()
        ship, sleep, learn = persona.points.order_by("order")
        ship.text = "Wants to ship daily."
        ship.save()
        learn.order = 0
        learn.save()
        sleep.delete()
        PersonaPoint.objects.create(persona=persona, kind="challenges", key="night", text="Calls at night.")
        SegmentRole.objects.create(persona=persona, segment="large", state="not_applicable")
        persona.gaps.all().delete()


def test_one_save_is_one_change_set_with_a_readable_difference(persona: Persona) -> None:
    first = newest(persona)
    rewrite(persona)
    last = newest(persona)
    assert (first.reason, last.reason, change_sets_of(persona).count()) == ("First version", "Rewritten", 2)
    found = difference(persona, first.pk, last.pk)
    assert [(change.label, change.before, change.after) for change in found.own] == [
        ("Summary", "", "Ships on Fridays.")
    ]
    assert told(found) == {
        "Goals": [
            ("moved", "Wants to learn."),
            ("changed", "Wants to ship daily."),
            ("removed", "Wants to sleep."),
        ],
        "Challenges": [("added", "Calls at night.")],
        "Why we connect": [("added", "Large: Not applicable")],
        "Gaps": [("removed", "Needs data: team")],
    }
    text = found.groups[0].entries[1].fields[0]
    assert (text.label, [(piece.kind, piece.text) for piece in text.pieces][1]) == (
        "Text",
        ("added", " daily"),
    )


def test_the_first_change_set_is_told_as_new(persona: Persona) -> None:
    found = difference(persona, 0, newest(persona).pk)
    assert found.is_new
    assert found.summary == "Created with 5 parts"


def test_numbers_that_change_without_the_order_are_no_difference(persona: Persona) -> None:
    before = newest(persona).pk
    with history.change():
        for point in persona.points.all():
            point.order = 10 * point.order + 10
            point.save()
    assert not difference(persona, before, newest(persona).pk)


def test_going_back_brings_everything_back(persona: Persona, editor: User) -> None:
    first, before = newest(persona), content_of(persona)
    rewrite(persona)
    made = revert(persona, to=first, by=editor, reason="Too bold")
    assert content_of(persona) == before
    assert made == newest(persona)
    assert made is not None
    assert (made.channel, made.reason, made.user) == ("revert", "Too bold", editor)
    assert not difference(persona, first.pk, made.pk)


def test_going_forth_again_brings_back_what_going_back_removed(persona: Persona, editor: User) -> None:
    first = newest(persona)
    rewrite(persona)
    second, after = newest(persona), content_of(persona)
    revert(persona, to=first, by=editor, reason="Back")
    revert(persona, to=second, by=editor, reason="And forth")
    assert content_of(persona) == after


def test_going_back_to_what_is_there_changes_nothing(persona: Persona, editor: User) -> None:
    version = Persona.objects.get(pk=persona.pk).version
    assert revert(persona, to=newest(persona), by=editor, reason="For fun") is None
    assert Persona.objects.get(pk=persona.pk).version == version


def test_keys_that_changed_places_go_back(persona: Persona, editor: User) -> None:
    first, before = newest(persona), content_of(persona)
    one, two, _ = persona.points.order_by("pk")
    with history.change():
        PersonaPoint.objects.filter(pk=one.pk).update(key="aside")
        two.key, one.key = "ship", "sleep"
        two.save()
        one.save()
    revert(persona, to=first, by=editor, reason="Mixed up")
    assert content_of(persona) == before


def test_an_address_goes_back_and_the_one_left_redirects(persona: Persona, editor: User) -> None:
    first = newest(persona)
    with history.change():
        persona.slug = "sam-the-second"
        persona.save()
    assert FormerSlug.objects.filter(slug="sam", object_id=persona.pk).exists()
    revert(persona, to=first, by=editor, reason="Old links")
    assert Persona.objects.get(pk=persona.pk).slug == "sam"
    assert FormerSlug.objects.filter(slug="sam-the-second", object_id=persona.pk).exists()


def test_an_address_that_somebody_took_is_refused_with_a_sentence(persona: Persona, editor: User) -> None:
    first = newest(persona)
    persona.slug = "sam-the-second"
    persona.save()
    Persona.objects.create(name="Sam", role="Other", slug="sam")
    with pytest.raises(RevertError, match="already exists"):
        revert(persona, to=first, by=editor, reason="Back")
    assert Persona.objects.get(pk=persona.pk).slug == "sam-the-second"


def test_what_was_pointed_to_and_is_gone_is_left_out(persona: Persona, editor: User) -> None:
    owner = Person.objects.create(name="Owner", slug="an-owner")
    with history.change():
        persona.owner = owner
        persona.save()
    owned = newest(persona)
    owner.delete()
    revert(persona, to=owned, by=editor, reason="Who owned it?")
    assert Persona.objects.get(pk=persona.pk).owner is None
    told_owner = difference(persona, change_sets_of(persona).last().pk, owned.pk).own  # type: ignore[union-attr]
    assert [(change.label, change.after) for change in told_owner] == [("Owner", "(no longer there)")]


def test_personas_of_a_position_are_part_of_its_history(persona: Persona, editor: User) -> None:
    with history.change():
        position = OrgPosition.objects.create(key="release", title="Release")
        position.personas.add(persona)
    first = newest(position)
    with history.change():
        position.personas.clear()
    found = difference(position, first.pk, newest(position).pk)
    assert [(change.label, change.before, change.after) for change in found.own] == [
        ("Personas", str(persona), "")
    ]
    revert(position, to=first, by=editor, reason="It was right")
    assert list(position.personas.all()) == [persona]


def test_members_of_a_team_are_part_of_its_history(editor: User) -> None:
    with history.change():
        team = Team.objects.create(name="A team", slug="a-team")
    first = newest(team)
    person = Person.objects.create(name="Member", slug="a-member")
    with history.change():
        membership = TeamMembership.objects.create(team=team, person=person)
    joined = newest(team)
    assert told(difference(team, first.pk, joined.pk)) == {
        "Team memberships": [("added", "Member, member of A team")]
    }
    revert(team, to=first, by=editor, reason="Wrong team")
    assert team.memberships.get().pk == membership.pk, (
        "who is in a team has rights; going back gives or takes none"
    )


def test_a_long_reason_is_kept_whole(persona: Persona) -> None:
    with history.change(reason="x" * 300):
        persona.summary = "Anew"
        persona.save()
    assert newest(persona).reason == "x" * 300


def test_a_conflict_tells_the_changes_since_a_version(persona: Persona) -> None:
    seen = Persona.objects.get(pk=persona.pk).version
    rewrite(persona)
    found = conflict_of(Persona.objects.get(pk=persona.pk), seen)
    assert [change_set.reason for change_set in found.changes] == ["Rewritten"]
    assert "Challenges" in told(found.difference)


def test_the_number_of_queries_does_not_grow_with_the_history(persona: Persona) -> None:
    def queries() -> int:
        keys = [0, *sorted(change_sets_of(persona).values_list("pk", flat=True))]
        with CaptureQueriesContext(
            connection,
        ) as captured:
            states = snapshots(persona, keys)
            compare(states[0], states[-1], Names(persona, states))
        return len(captured)

    few = queries()
    for number in range(5):
        with history.change():
            PersonaPoint.objects.create(persona=persona, kind="goals", key=f"k{number}", text="One more.")
    assert queries() == few <= 8


def test_going_back_hands_no_account_over(editor: User, requester: User, client_for: ClientFor) -> None:
    with history.change():
        person = Person.objects.create(name="Lead", slug="a-lead", user=requester)
    first = newest(person)
    with history.change():
        person.user, person.handle = None, "@lead"
        person.save()
    asked = reverse("content:history_revert", args=["people", "person", person.pk, first.pk])
    assert "Handle" in (page := client_for(editor).get(asked).content.decode())
    assert "Account" not in page.partition('revert-preview">')[2]
    client_for(editor).post(asked, {"reason": "Back"})
    person.refresh_from_db()
    assert (person.handle, person.user) == ("", None)
