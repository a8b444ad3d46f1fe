"""The real pages besides those of personas: every figure of the fact sheet, as the pages are understood."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TypeVar

import pytest

from marketing_portal.interchange.documents import Document, LabelDoc, TeamDoc
from marketing_portal.interchange.documents_journeys import (
    AudienceDoc,
    BomAreaDoc,
    DeckDoc,
    JourneyDoc,
    StageDoc,
    ViewDoc,
)
from marketing_portal.interchange.documents_organisation import CascadeQuestionDoc, OrgColumnDoc, OwnershipDoc
from marketing_portal.interchange.documents_use_cases import (
    AreaDoc,
    DRIRowDoc,
    LinkDoc,
    LinkKindDoc,
    RoleDoc,
    StatementDoc,
    UseCaseDoc,
)
from marketing_portal.interchange.handbook.kinds.understanding import Understood, understand
from marketing_portal.interchange.handbook.reading.inline import IMAGES, links
from marketing_portal.interchange.handbook.reading.pictures import frames
from marketing_portal.interchange.handbook.reading.text import read_page
from marketing_portal.interchange.handbook.reading.writing import write
from tests.interchange.handbook.real import PAGES, needs_the_pages

pytestmark = needs_the_pages
GTM, PRODUCT, JOURNEYS, DEPARTMENT = "usecase-gtm", "product-marketing", "journeys", "strategic-marketing"
D = TypeVar("D", bound=Document)


@cache
def read(name: str) -> Understood:
    """One of the pages."""
    return understand(read_page(PAGES[name].read_bytes(), name, name))


def made(name: str, kind: type[D]) -> list[D]:
    """Documents of one kind on a page."""
    return [one.document for one in read(name).made if isinstance(one.document, kind)]


def statements(name: str) -> Counter[str]:
    """How many statements of each kind a page has; those below another count apart."""
    return Counter(f"{one.kind}{' below' if one.parent else ''}" for one in made(name, StatementDoc))


@pytest.mark.parametrize(
    ("name", "kind", "share"),
    [
        (GTM, "use-case-gtm", 0.8),
        (PRODUCT, PRODUCT, 0.55),
        (JOURNEYS, JOURNEYS, 0.7),
        (DEPARTMENT, DEPARTMENT, 0.45),
    ],
)
def test_the_kind_and_the_share_that_is_typed(name: str, kind: str, share: float) -> None:
    found = read(name)
    assert found.kind.name == kind
    assert found.typed / found.words.total() >= share
    assert found.warnings == ()


def test_use_cases() -> None:
    found = made(GTM, UseCaseDoc)
    assert Counter(one.tier for one in found) == {1: 3, 2: 5, 3: 6}
    assert (sum(bool(one.resource_url) for one in found), sum(bool(one.description) for one in found)) == (
        9,
        8,
    )
    labels = {one.slug: one.short_label for one in found if one.short_label}
    assert labels == {
        "version-control-collaboration": "VC&C",
        "ci": "CI",
        "devsecops": "DevSecOps",
        "agile": "Agile",
        "cd": "CD",
        "gitops": "GitOps",
    }


def test_roles() -> None:
    found = made(GTM, RoleDoc)
    assert len(found) == 17
    assert all(one.responsibility and one.list_name for one in found)
    assert sorted(one.matrix_position for one in found) == list(range(1, 18))
    assert [one.list_position for one in found] == list(range(1, 18))
    assert sum(one.lead is not None for one in found) == 12
    names = {one.list_name: one.name for one in found}
    assert (names["Press Relations"], names["Field - Technical Account Mgr"]) == (
        "Corp Comm/ PR Team",
        "Technical Account Manager",
    )


def test_the_matrix_of_those_responsible() -> None:
    rows = made(GTM, DRIRowDoc)
    cells = [cell for row in rows for cell in row.cells]
    assert (len(rows), len(cells)) == (17, 85)
    assert Counter(cell.state for cell in cells) == {"known": 81, "unknown": 4}
    written = [[one.written for one in cell.people] for cell in cells if cell.people]
    kinds = Counter(
        (
            "several" if len(one) > 1 else "one",
            len({text.startswith("@") for text in one}) > 1,
            one[0][0] == "@",
        )
        for one in written
    )
    assert kinds["one", False, True] == 59
    assert kinds["one", False, False] == 13
    assert (kinds["several", False, False], sum(n for key, n in kinds.items() if key[1])) == (6, 3)
    people = [text for one in written for text in one]
    assert (len(people), len(set(people))) == (90, 55)
    assert sum(text.startswith("@") for text in set(people)) == 39
    leads = {one.lead for one in made(GTM, RoleDoc) if one.lead}
    assert len(set(people) | leads) == 66


def test_the_key_links() -> None:
    cells = made(GTM, LinkDoc)
    assert (len(made(GTM, LinkKindDoc)), len({one.use_case for one in cells}), len(cells)) == (7, 6, 42)
    assert Counter(one.state for one in cells) == {
        "url": 20,
        "url_tbd": 9,
        "tbd": 6,
        "placeholder_epic": 1,
        "slack_name": 4,
        "slack_link": 2,
    }
    targets = Counter(one.target[:4] if one.target[0] != "/" else "/" for one in cells if one.state == "url")
    assert targets == {"http": 12, "/": 7, "topi": 1}
    (epics,) = [one for one in made(GTM, LinkKindDoc) if one.url]
    assert epics.url.endswith("/71")


def test_the_buyers_journey() -> None:
    stages = {one.key: len(one.collateral_types) for one in made(GTM, StageDoc)}
    assert stages == {"awareness": 6, "consideration": 7, "decision": 5}
    assert all(one.focus.startswith("Collateral and content") for one in made(GTM, StageDoc))
    assert (len(made(GTM, AudienceDoc)), len(made(GTM, ViewDoc))) == (3, 2)


def test_the_rest_of_the_use_case_page() -> None:
    assert statements(GTM) == {
        "use_case_criterion": 5,
        "charter_problem": 1,
        "charter_purpose": 3,
        "charter_goal": 4,
        "charter_rule": 8,
        "charter_agenda below": 4,
        "requirement_rule": 4,
        "requirement_impact": 3,
        "bom_tracking": 4,
    }
    assert Counter(one.state for one in made(GTM, AreaDoc)) == {"known": 6, "tbd": 2}
    assert [bool(one.url) for one in made(GTM, BomAreaDoc)].count(True) == 1
    assert len(made(GTM, BomAreaDoc)) == 5


@pytest.mark.parametrize(
    ("name", "pictures", "framed", "linked"),
    [(GTM, 6, 1, 48), (PRODUCT, 0, 1, 45), (JOURNEYS, 0, 0, 0), (DEPARTMENT, 0, 0, 0)],
)
def test_pictures_frames_and_links_are_seen(name: str, pictures: int, framed: int, linked: int) -> None:
    texts = [block.text for block in read(name).page.blocks if block.is_content]
    assert sum(len(list(IMAGES.finditer(text))) for text in texts) == pictures
    assert sum(len(frames(text)) for text in texts) == framed
    assert sum(len(list(links(text))) for text in texts) == linked


def test_ownership() -> None:
    rows = made(PRODUCT, OwnershipDoc)
    assert (len(rows), sum(len(one.areas) for one in rows)) == (8, 9)
    assert Counter(one.persona_state for one in rows) == {"tbd": 8}
    assert Counter(one.industry_state for one in rows) == {"tbd": 5, "known": 3}
    assert Counter(one.product_group for one in rows) == {"Dev": 3, "Ops": 3, "Secure&Defend": 1, "All": 1}
    assert [one.person for one in rows if len(one.regions) == 2] == ["Saumya#supadhyaya"]
    assert [one.product_group for one in rows if not one.product_group_url] == ["All"]


def test_the_organisation_model() -> None:
    columns = made(PRODUCT, OrgColumnDoc)
    assert Counter(one.vertical for one in columns) == {False: 8, True: 1}
    assert Counter(one.pmm_group for one in columns) == {1: 2, 2: 2, 3: 4, None: 1}
    assert Counter((one.section, one.contact) for one in columns if one.section) == {
        ("Dev", "Eric"): 2,
        ("CI/CD", "Jason"): 2,
        ("Secure/ Defend", "David"): 1,
        ("Ops", "Kenny"): 3,
    }


def test_the_rest_of_the_product_marketing_page() -> None:
    assert statements(PRODUCT) == {
        "content_kind": 5,
        "group_supported": 3,
        "group_supported below": 6,
        "metric": 2,
        "use_case_activity": 6,
        "stage_activity": 3,
        "health_status": 3,
        "rhythm": 3,
        "release_vs_launch": 2,
    }
    assert [one.state for one in made(PRODUCT, StatementDoc) if one.kind == "metric"] == ["known", "tbd"]
    questions = made(PRODUCT, CascadeQuestionDoc)
    assert [len(one.actions) for one in questions] == [1, 1, 2, 1, 1]
    body = write(read(PRODUCT).body)
    assert body.partition("### Key links")[2].partition("####")[0].count("\n- [") == 7


def test_journeys() -> None:
    found = {one.key: one for one in made(JOURNEYS, JourneyDoc)}
    assert {key: len(one.steps) for key, one in found.items()} == {
        "contributor": 0,
        "user": 8,
        "adoption": 0,
        "buyer": 8,
    }
    user, buyer = found["user"].steps, found["buyer"].steps
    assert Counter(one.owner_state for one in user) == {"known": 3, "unknown": 3, "uncertain": 2}
    assert Counter(one.measure_state for one in user) == {"known": 5, "unknown": 2, "uncertain": 1}
    assert {one.owner_state for one in buyer} == {one.measure_state for one in buyer} == {"known"}
    assert [one.stage for one in buyer if not one.activities] == ["Adoption"]
    assert len({owner for one in buyer for owner in one.owners}) == 7
    stages = made(JOURNEYS, StageDoc)
    assert [one.key for one in stages] == ["awareness", "consideration", "decision"]
    assert all(one.definition and one.focus for one in stages)


def test_the_department() -> None:
    teams = made(DEPARTMENT, TeamDoc)
    assert Counter(bool(one.parent) for one in teams) == {False: 6, True: 2}
    decks = made(DEPARTMENT, DeckDoc)
    assert [one.synced_from for one in decks] == [None, "company-pitch", None]
    labels = Counter(one.family for one in made(DEPARTMENT, LabelDoc))
    assert labels == {
        "base": 1,
        "state": 7,
        "team": 5,
        "use_case": 8,
        "dod": 2,
        "eteam": 2,
        "priority": 4,
        "gtm_phase": 3,
    }
    found = statements(DEPARTMENT)
    assert (found["hiring_step"], found["hiring_step below"]) == (3, 3)
    body = write(read(DEPARTMENT).body)
    assert [
        body.count(text) for text in ("1.  Open an SM", "3.  If you need", "- Is ", "- What priority")
    ] == [
        1,
        1,
        3,
        1,
    ]
    assert sum(label.text.count("图") for label in read(DEPARTMENT).labels) == 9
    assert "图" not in body
