"""What each kind of file becomes: labels and teams, people, the list with its placeholder, the chart, user personas."""

from __future__ import annotations

from pathlib import Path

import pytest

from marketing_portal.content.models import Gap
from marketing_portal.interchange.errors import BadFile
from marketing_portal.interchange.loader import load_directory
from marketing_portal.people.models import Person, Team
from personas.models import OrgPosition, Persona, PersonaListEntry
from requests_board.models import Label, RequestKind
from tests.interchange.changing import change

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]


def test_a_team_takes_requests_when_a_label_names_it(folder: Path) -> None:
    named = Team.objects.filter(is_routable=True).values_list("slug", flat=True)
    assert set(named) == set(Label.objects.filter(family="team").values_list("team__slug", flat=True))
    assert len(named) == 5
    label = "- {family: team, key: channel, text: channel, team: channel-marketing}\n"
    with (folder / "labels.yaml").open("a") as file:
        file.write(label)
    report = load_directory(folder)
    assert (report.tallies["teams"].updated, report.tallies["labels"].created) == (1, 1)
    assert Team.objects.get(slug="channel-marketing").is_routable


def test_labels_can_change_places(folder: Path) -> None:
    change(folder, "labels.yaml", "team: product-marketing,", "team: SWAP,")
    change(folder, "labels.yaml", "team: technical-marketing,", "team: product-marketing,")
    change(folder, "labels.yaml", "team: SWAP,", "team: technical-marketing,")
    assert load_directory(folder).tallies["labels"].updated == 2
    assert Label.objects.get(key="pmm").team == Team.objects.get(slug="technical-marketing")


def test_aliases_and_who_left_are_loaded(folder: Path) -> None:
    kim = Person.objects.get(slug="kim")
    old = 'slug: kim, name: Kim, handle: "@KimLock", aliases: [], anchor: "", first_name_only: true, active: true'
    change(folder, "people.yaml", old, old.replace("[]", "[Kim L]").replace("active: true", "active: false"))
    load_directory(folder)
    kim.refresh_from_db()
    assert ([str(alias) for alias in kim.aliases.all()], kim.is_active) == (["Kim L"], False)
    left_on = kim.left_on
    change(folder, "people.yaml", "[Kim L]", "[]")
    load_directory(folder)
    kim.refresh_from_db()
    assert (kim.aliases.count(), kim.left_on) == (0, left_on)


def test_the_placeholder_of_the_list_is_a_gap(folder: Path) -> None:
    entry = PersonaListEntry.objects.get(persona=None)
    gap = entry.gaps.get()
    assert (gap.place, gap.state, gap.marker, gap.is_open) == ("list", "tbd", "TBD", True)
    change(
        folder,
        "persona_list.yaml",
        "persona: null\n  state: tbd",
        "persona: kennedy-infrastructure-engineering-director\n  state: known",
    )
    load_directory(folder)
    assert not Gap.objects.of(PersonaListEntry).exists()


def test_positions_name_their_personas(folder: Path) -> None:
    managers = OrgPosition.objects.get(key="managers-app-dev")
    assert [one.name for one in managers.personas.all()] == ["Alex"]
    assert managers.parent is not None
    assert managers.parent.key == "directors-app-dev"
    change(folder, "org_chart.yaml", "[alex-application-development-manager]", "[]")
    load_directory(folder)
    managers.refresh_from_db()
    assert (managers.personas.count(), managers.version, managers.is_edited) == (0, 2, False)


def test_a_user_persona_can_say_what_it_works_with(folder: Path) -> None:
    text = (
        "---\nname: Sam\nrole: Security Analyst\nkind: user\n---\n\n## Work\n\n### Tools\n\n"
        "- A scanner,\n  and a list. {#scanner}\n  - State: uncertain\n\n## Other\n\n### A day\n\n- Long. {#day}\n"
    )
    (folder / "personas" / "sam-security-analyst.md").write_text(text)
    load_directory(folder)
    sam = Persona.objects.get(slug="sam-security-analyst")
    told = list(sam.points.order_by("pk").values_list("kind", "label", "text", "state"))
    assert told == [
        ("tools", "", "A scanner,\nand a list.", "uncertain"),
        ("other", "A day", "Long.", "known"),
    ]


def test_kinds_of_requests_come_with_their_questions(folder: Path) -> None:
    kind = RequestKind.objects.get(key="collateral")
    first = kind.fields.first()
    assert (kind.team, kind.order) == (Team.objects.get(slug="product-marketing"), 2)
    assert first is not None
    assert (first.key, first.type, first.is_required, first.options[-1]) == (
        "format",
        "choice",
        True,
        "Not sure yet",
    )


def test_a_kind_stays_as_somebody_set_it(folder: Path) -> None:
    RequestKind.objects.filter(key="collateral").update(description="Ours.")
    RequestKind.objects.filter(key="deck-update").delete()
    tally = load_directory(folder).tallies["request_kinds"]
    assert (tally.created, tally.kept, tally.updated, tally.unchanged) == (1, 1, 0, 7)
    assert RequestKind.objects.get(key="collateral").description == "Ours."
    assert load_directory(folder, overwrite=True).tallies["request_kinds"].updated == 1
    assert RequestKind.objects.get(key="collateral").description.startswith("Something new")


def test_a_kind_names_labels_and_teams_that_there_are(folder: Path) -> None:
    change(folder, "request_kinds.yaml", "team: null\n  labels: []", 'team: null\n  labels: ["p::9"]')
    with pytest.raises(BadFile, match="There is no label “p::9”"):
        load_directory(folder)
