"""The workflow page and its drawing: everything in them comes from the moves and labels."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from requests_board.diagram import NODE_HEIGHT, NODE_WIDTH, PLACES, WAYS, Point, diagram, pairs, wrapped
from requests_board.models import Label, LabelAlias
from requests_board.pages.labels import LabelBook, ShownLabel, tone_of
from requests_board.vocabulary import Family, State
from requests_board.workflow import MOVES, OURS
from tests.conftest import ClientFor
from tests.requests_board.desk import count_queries, labels
from tests.support.cast import Cast

PAGE = "/requests/workflow/"


def test_every_pair_has_a_way_and_no_way_is_left_over() -> None:
    assert {pair for pair, _ in pairs()} == set(WAYS)
    assert set(PLACES) == set(State)


def segments(corners: tuple[Point, ...]) -> list[tuple[Point, Point]]:
    """The straight parts of a line."""
    return list(pairwise(corners))


def test_lines_run_level_or_upright_and_never_through_a_box() -> None:
    for pair, way in WAYS.items():
        for (x1, y1), (x2, y2) in segments(way.corners):
            assert x1 == x2 or y1 == y2, pair
            for state, (x, y) in PLACES.items():
                inside_x = min(x1, x2) < x + NODE_WIDTH // 2 and max(x1, x2) > x - NODE_WIDTH // 2
                inside_y = min(y1, y2) < y + NODE_HEIGHT // 2 and max(y1, y2) > y - NODE_HEIGHT // 2
                assert not (inside_x and inside_y), (pair, state)


def test_no_two_lines_cross() -> None:
    ways = list(WAYS.items())
    for place, (pair, way) in enumerate(ways):
        for other, other_way in ways[place + 1 :]:
            crossed = [
                (one, two)
                for one in segments(way.corners)
                for two in segments(other_way.corners)
                if cross(one, two)
            ]
            assert not crossed, (pair, other)


def cross(one: tuple[Point, Point], two: tuple[Point, Point]) -> bool:
    """Whether two straight parts (level or upright) share a point."""
    (ax, ay), (bx, by) = one
    (cx, cy), (dx, dy) = two
    return (
        min(ax, bx) <= max(cx, dx)
        and min(cx, dx) <= max(ax, bx)
        and min(ay, by) <= max(cy, dy)
        and min(cy, dy) <= max(ay, by)
    )


@pytest.mark.django_db
def test_lines_begin_and_end_at_their_boxes() -> None:
    for edge in diagram(LabelBook()).edges:
        corners = WAYS[edge.start, edge.end].corners
        for (x, y), state in ((corners[0], edge.start), (corners[-1], edge.end)):
            at_x, at_y = PLACES[state]
            assert abs(x - at_x) <= NODE_WIDTH // 2, edge
            assert abs(y - at_y) <= NODE_HEIGHT // 2, edge
            assert abs(x - at_x) == NODE_WIDTH // 2 or abs(y - at_y) == NODE_HEIGHT // 2, edge


@pytest.mark.django_db
def test_the_drawing_says_every_verb_and_who_made_the_rule() -> None:
    drawn = diagram(LabelBook())
    said = " ".join(line.text for edge in drawn.edges for line in edge.words).lower()
    assert all(move.verb.lower() in said for move in MOVES.values() if move.to_state)
    sources = {(edge.start, edge.end): edge.source for edge in drawn.edges}
    assert sources[State.TRIAGE, State.BACKLOG] == "seed"
    assert sources[State.TRIAGE, State.DECLINED] == "later"
    assert sources[State.COMPLETED, State.TRIAGE] == "ours"
    assert drawn.loops == [
        "“Give to another team” leaves the state as it is: triage or backlog.",
        "“Give to somebody else” leaves the state as it is: assigned.",
        "“Carry over” leaves the state as it is: assigned.",
    ]


def test_words_are_wrapped() -> None:
    assert wrapped("Move to the backlog", 13) == ["Move to the", "backlog"]
    assert wrapped("Assign", 3) == ["Assign"]


@pytest.mark.django_db
def test_the_page_documents_states_moves_and_spellings(cast: Cast, client_for: ClientFor) -> None:
    label = labels()["ucase::GitOps"]
    LabelAlias.objects.get_or_create(text="usecase-GitOps", defaults={"label": label})
    response = client_for(cast.outsider).get(PAGE)
    text = response.content.decode()
    assert text.count("<h1") == 1
    assert 'role="img" aria-labelledby="diagram-title diagram-text"' in text
    assert [row.move.key for row in response.context["moves"]] == list(MOVES)
    assert sum(row.is_ours for row in response.context["moves"]) == sum(
        move.source == OURS for move in MOVES.values()
    )
    for move in MOVES.values():
        assert move.description in text.replace("&#x27;", "'")
    assert "<code>usecase-GitOps</code>" in text
    assert not re.search(r"\sstyle=", text)


@pytest.mark.django_db
def test_its_queries_do_not_grow_with_labels(cast: Cast, client_for: ClientFor) -> None:
    client = client_for(cast.outsider)
    few = count_queries(client, PAGE)
    for place in range(40):
        text = f"devops::stage{place}"
        label = Label.objects.create(family=Family.DEVOPS_STAGE, key=f"stage{place}", text=text)
        LabelAlias.objects.create(label=label, text=f"stage-{place}-also")
    assert count_queries(client, PAGE) == few
    assert "stage-39-also" in client.get(PAGE).content.decode()


@pytest.mark.django_db
def test_labels_are_shown_by_their_canonical_text() -> None:
    Label.objects.filter(family=Family.STATE, key="triage").delete()
    book = LabelBook()
    assert book.show(Family.STATE, "triage").text == "sm_req::triage", "even where nobody has entered it"
    assert ShownLabel.written("Partner Marketing", "pink").value == ""
    assert tone_of(Family.STATE, "backlog") == "grey"
    assert tone_of(Family.PRIORITY, "?") == "grey"
