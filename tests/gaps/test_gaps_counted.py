"""How many gaps there are of each kind: those the sources mark, and apart from them those that follow."""

import re
from collections import Counter
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from marketing_portal.gaps.facts import Gap
from marketing_portal.gaps.gathering import gather
from marketing_portal.gaps.kinds import Kind
from marketing_portal.interchange.report import figures
from marketing_portal.people.models import User
from tests.conftest import ClientFor
from usecases.models import UseCase, UseCasePoint
from usecases.reading import detail

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
# As the sources mark them (handbook; the figures were counted by script and by reading).
MARKED = {
    Kind.DRI: 4,
    Kind.LINKS: 15,
    Kind.PLANNED: 1,
    Kind.OWNERSHIP: 13,
    Kind.PERSONAS: 12,
    Kind.JOURNEYS: 8,
    Kind.AREAS: 2,
    Kind.STATEMENTS: 1,
}
VISITOR: Any = AnonymousUser()


def of_kind(kind: Kind, user: Any = VISITOR) -> list[Gap]:
    return [one for one in gather(user).gaps if one.kind == kind]


def titles(kind: Kind) -> list[str]:
    return [one.what for one in of_kind(kind)]


def test_the_page_counts_what_the_sources_mark(client: Client, settings: Any) -> None:
    settings.PUBLIC_READ = True
    html = client.get("/gaps/").content.decode()
    marked = html.split('<section class="gap-group">')[1]
    counted = re.findall(r"<span>([^<]+)</span> <b class=\"num\">(\d+)</b>", marked)
    assert dict(counted) == {kind.facts.title: str(number) for kind, number in MARKED.items()}
    assert '<b class="num">56</b> Marked in the sources' in marked


def test_the_report_of_the_content_counts_the_same() -> None:
    counted, report = Counter(one.kind for one in gather(VISITOR).gaps), figures()
    assert counted[Kind.DRI] == report["dri_cells_unknown"]
    assert counted[Kind.LINKS] == report["key_link_cells_unresolved"]
    assert counted[Kind.OWNERSHIP] == report["ownership_tbd"]
    assert counted[Kind.PERSONAS] == report["persona_gaps"]
    assert report["dri_cells_unknown"] == MARKED[Kind.DRI]


def test_the_states_of_the_journeys_are_told_apart() -> None:
    found = of_kind(Kind.JOURNEYS)
    assert Counter(one.state for one in found) == {"unknown": 5, "uncertain": 3}
    assert [(one.what, one.note) for one in found if one.state == "uncertain"] == [
        ("Owner of “Download” in the user journey", "Marketing"),
        ("Measure of “Install” in the user journey", "# Usage Pings"),
        ("Owner of “Adopt All Features” in the user journey", "Product and Marketing"),
    ]


def test_the_marked_ones_are_the_right_ones() -> None:
    assert titles(Kind.DRI) == [
        f"DRI for Developer Evangelism in {one}" for one in ("CI", "CD", "VC&C", "GitOps")
    ]
    assert titles(Kind.PLANNED) == ["Campaign page of CD"]
    assert titles(Kind.STATEMENTS) == ["Metrics: Utilisation and reach"]
    assert titles(Kind.AREAS) == ["Agile in the areas of interest", "Cloud Native in the areas of interest"]
    assert titles(Kind.PERSONAS)[-1] == "Persona for VP Infrastructure"
    places = Counter(title.split(" of ")[0] for title in titles(Kind.PERSONAS)[:-1])
    assert places == {"Demographics": 4, "Real quotes": 3, "Discovery questions": 3, "Team": 1}
    what = Counter(title.split(" of ")[0] for title in titles(Kind.OWNERSHIP))
    assert what == {"Persona": 8, "Industry": 5}


def test_what_follows_is_counted_apart() -> None:
    assert titles(Kind.SECTIONS) == ["Real quotes of Erin", "Real quotes of Skyler"]
    assert titles(Kind.NOBODY)[0] == "Product marketer for Simplify DevOps"
    assert len(titles(Kind.NOBODY)) == 6
    without = {one.use_case for one in of_kind(Kind.COLUMNS)}
    assert without == set(UseCase.objects.filter(dri_position=None).values_list("slug", flat=True))
    assert {"agile", "cloud-native", "simplify-devops"} < without
    assert titles(Kind.LEADS) == [
        f"Lead of {name}"
        for name in (
            "Product Manager", "Developer Evangelism", "Alliances Team", "Corp Comm/ PR Team", "Analyst Relations"
        )
    ]  # fmt: skip
    assert len(titles(Kind.TABLES)) == 3
    assert (titles(Kind.LEFT), titles(Kind.OVERDUE)) == ([], [])
    assert not any(kind.facts.is_marked for kind in list(Kind)[list(Kind).index(Kind.NOBODY) :])


@pytest.mark.parametrize("role", ["visitor", "editor"])
def test_a_use_case_page_misses_what_the_list_says(role: str, cast: Any) -> None:
    user = cast.play(role) or VISITOR
    gaps = gather(user).gaps
    rows = detail.with_small_facts(UseCase.objects.visible_to(user).select_related("owner"))
    for use_case in rows.prefetch_related("aliases", "value_drivers", "gaps"):
        page = detail.page(use_case, user)
        listed = Counter(one.kind.facts.is_marked for one in gaps if one.use_case == use_case.slug)
        assert (len(page.marked), len(page.following)) == (listed[True], listed[False]), use_case


def test_the_use_case_page_leads_to_its_gaps(client: Client, settings: Any) -> None:
    settings.PUBLIC_READ = True
    assert 'href="/gaps/?use_case=ci"' in client.get("/use-cases/ci/").content.decode()
    assert 'action="/ask/"' in client.get("/use-cases/ci/").content.decode()


def test_home_leads_to_what_i_could_fill(client_for: ClientFor, editor: User) -> None:
    page = client_for(editor).get("/").content.decode()
    assert ("/gaps/?person=" in page) == hasattr(editor, "person")
    assert 'href="/gaps/">Everything that is missing' in page


@pytest.mark.parametrize("role", ["visitor", "editor"])
def test_points_that_are_still_to_come_are_gaps(role: str, cast: Any) -> None:
    use_case = UseCase.objects.get(slug="ci")
    UseCasePoint.objects.create(
        use_case=use_case, kind="partners", key="cloud", title="A *cloud*", state="tbd"
    )
    secret = {"text": "Quietly", "state": "unknown", "internal": True}
    UseCasePoint.objects.create(use_case=use_case, kind="competition", key="quiet", **secret)
    use_case.requirements.filter(key="analytics").update(demos_state="tbd")
    wanted = {"Partners of CI: A cloud", "Demo of Analytics, CI"}
    wanted |= {"Competition of CI: Quietly"} if role == "editor" else set()
    user = cast.play(role) or VISITOR
    assert wanted == {
        one.what for one in gather(user).gaps if one.kind == Kind.PAGES and one.use_case == "ci"
    }
    test_a_use_case_page_misses_what_the_list_says(role, cast)
