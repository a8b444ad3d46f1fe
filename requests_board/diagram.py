"""The workflow as a drawing. What is drawn (states, moves, who made the rule) is read from ``workflow.MOVES``.

Only where things stand is written here: a place for each state, and for each pair of states the way of its line. A pair
without a way gets a straight line, so a new move is never missing; a test asks for a way that does not cross others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from requests_board.pages.labels import LabelBook, ShownLabel
from requests_board.vocabulary import Family, State
from requests_board.workflow import LATER, MOVES, OURS, SEED, Move

WIDTH, HEIGHT = 1172, 476
NODE_WIDTH, NODE_HEIGHT = 140, 56
COLUMN, LEFT = 252, 82
LINE_HEIGHT = 16
TOP, MIDDLE, BOTTOM = 56, 244, 424
SOURCES = (
    (SEED, "seed", "in the handbook"),
    (LATER, "later", "in later versions of the handbook"),
    (OURS, "ours", "a rule of the portal itself"),
)
Point = tuple[int, int]

PLACES: dict[State, Point] = {
    State.NEW: (LEFT, MIDDLE),
    State.TRIAGE: (LEFT + COLUMN, MIDDLE),
    State.BACKLOG: (LEFT + 2 * COLUMN, MIDDLE),
    State.ASSIGNED: (LEFT + 3 * COLUMN, MIDDLE),
    State.COMPLETED: (LEFT + 4 * COLUMN, MIDDLE),
    State.TRANSFERRED: (LEFT, TOP),
    State.DECLINED: (LEFT + COLUMN, BOTTOM),
}


@dataclass(frozen=True)
class Way:
    """The corners of a line, and where its words stand: ``anchor`` is start, middle or end."""

    corners: tuple[Point, ...]
    words_at: Point
    anchor: str = "middle"
    wrap: int = 40


def between(left: State, right: State) -> Way:
    """Straight from one state to the next one in the middle row."""
    start, end = PLACES[left][0] + NODE_WIDTH // 2, PLACES[right][0] - NODE_WIDTH // 2
    return Way(((start, MIDDLE), (end, MIDDLE)), ((start + end) // 2, MIDDLE - 8), wrap=13)


ROOF, FLOOR = MIDDLE - NODE_HEIGHT // 2, MIDDLE + NODE_HEIGHT // 2
X_NEW, X_TRIAGE, X_BACKLOG, X_ASSIGNED, X_COMPLETED = (LEFT + place * COLUMN for place in range(5))
WAYS: dict[tuple[State, State], Way] = {
    (State.NEW, State.TRIAGE): between(State.NEW, State.TRIAGE),
    (State.TRIAGE, State.BACKLOG): between(State.TRIAGE, State.BACKLOG),
    (State.BACKLOG, State.ASSIGNED): between(State.BACKLOG, State.ASSIGNED),
    (State.ASSIGNED, State.COMPLETED): between(State.ASSIGNED, State.COMPLETED),
    (State.TRIAGE, State.ASSIGNED): Way(
        ((X_TRIAGE + 48, ROOF), (X_TRIAGE + 48, 158), (X_ASSIGNED - 16, 158), (X_ASSIGNED - 16, ROOF)),
        (X_BACKLOG + 16, 150),
    ),
    (State.COMPLETED, State.TRIAGE): Way(
        ((X_COMPLETED, ROOF), (X_COMPLETED, 112), (X_TRIAGE + 16, 112), (X_TRIAGE + 16, ROOF)),
        (X_BACKLOG + 134, 104),
    ),
    (State.TRIAGE, State.TRANSFERRED): Way(
        ((X_TRIAGE - 16, ROOF), (X_TRIAGE - 16, TOP - 14), (X_NEW + NODE_WIDTH // 2, TOP - 14)),
        (X_NEW + 152, TOP - 22),
    ),
    (State.TRANSFERRED, State.TRIAGE): Way(
        ((X_NEW + NODE_WIDTH // 2, TOP + 14), (X_TRIAGE - 48, TOP + 14), (X_TRIAGE - 48, ROOF)),
        (X_NEW + 136, TOP + 6),
    ),
    (State.NEW, State.TRANSFERRED): Way(
        ((X_NEW, ROOF), (X_NEW, TOP + NODE_HEIGHT // 2)), (X_NEW + 10, 154), "start"
    ),
    (State.NEW, State.DECLINED): Way(
        ((X_NEW, FLOOR), (X_NEW, BOTTOM), (X_TRIAGE - NODE_WIDTH // 2, BOTTOM)),
        (X_NEW + 94, BOTTOM - 8),
        wrap=22,
    ),
    (State.TRIAGE, State.DECLINED): Way(
        ((X_TRIAGE - 20, FLOOR), (X_TRIAGE - 20, BOTTOM - NODE_HEIGHT // 2)),
        (X_TRIAGE - 30, 342),
        "end",
        wrap=12,
    ),
    (State.DECLINED, State.TRIAGE): Way(
        ((X_TRIAGE + 20, BOTTOM - NODE_HEIGHT // 2), (X_TRIAGE + 20, FLOOR)), (X_TRIAGE + 30, 338), "start"
    ),
    (State.BACKLOG, State.DECLINED): Way(
        ((X_BACKLOG - 20, FLOOR), (X_BACKLOG - 20, BOTTOM), (X_TRIAGE + NODE_WIDTH // 2, BOTTOM)),
        (X_TRIAGE + 152, BOTTOM - 8),
        wrap=22,
    ),
    (State.ASSIGNED, State.BACKLOG): Way(
        ((X_ASSIGNED, FLOOR), (X_ASSIGNED, 328), (X_BACKLOG + 20, 328), (X_BACKLOG + 20, FLOOR)),
        (X_BACKLOG + 136, 320),
    ),
}


@dataclass(frozen=True)
class Node:
    """A state: centre and label."""

    state: State
    x: int
    y: int
    label: ShownLabel

    @property
    def left(self) -> int:
        """Left edge of the box."""
        return self.x - NODE_WIDTH // 2

    @property
    def top(self) -> int:
        """Upper edge of the box."""
        return self.y - NODE_HEIGHT // 2


@dataclass(frozen=True)
class Line:
    """One line of words."""

    text: str
    y: int


@dataclass(frozen=True)
class Edge:
    """All moves from one state to another as one line; ``source`` is the strongest rule among them."""

    start: State
    end: State
    path: str
    words: list[Line]
    x: int
    anchor: str
    source: str


@dataclass(frozen=True)
class Diagram:
    """Everything that templates/requests_board/_diagram.html draws."""

    nodes: list[Node]
    edges: list[Edge]
    loops: list[str]
    sources: Sequence[tuple[str, str, str]] = SOURCES
    width: int = WIDTH
    height: int = HEIGHT
    node_width: int = NODE_WIDTH
    node_height: int = NODE_HEIGHT


def diagram(labels: LabelBook) -> Diagram:
    """The drawing of the workflow as it is now."""
    nodes = [node(state, labels) for state in State]
    return Diagram(nodes, [edge(*pair, moves) for pair, moves in pairs()], loops())


def pairs() -> list[tuple[tuple[State, State], list[Move]]]:
    """Each pair of states that a move joins, with the moves that do."""
    found: dict[tuple[State, State], list[Move]] = {}
    for move in MOVES.values():
        for start in move.from_states:
            if move.to_state is not None:
                found.setdefault((start, move.to_state), []).append(move)
    return list(found.items())


def node(state: State, labels: LabelBook) -> Node:
    """The box of one state."""
    x, y = PLACES[state]
    return Node(state, x, y, labels.show(Family.STATE, state))


def loops() -> list[str]:
    """A sentence for each move that leaves the state as it is."""
    staying = [move for move in MOVES.values() if move.to_state is None]
    return [
        f"“{move.verb}” leaves the state as it is: "
        f"{' or '.join(state.label.lower() for state in move.from_states)}."
        for move in staying
    ]


def edge(start: State, end: State, moves: Sequence[Move]) -> Edge:
    """The line of one pair of states with the words of its moves; several lines of words grow upwards."""
    way = WAYS.get((start, end)) or straight(start, end)
    rows = wrapped(" or ".join(dict.fromkeys(verb(move, at) for at, move in enumerate(moves))), way.wrap)
    x, y = way.words_at
    above = LINE_HEIGHT * (len(rows) - 1)
    words = [Line(text, y - above + LINE_HEIGHT * place) for place, text in enumerate(rows)]
    kinds = {move.source for move in moves}
    source = next(key for name, key, _ in SOURCES if name in kinds)
    return Edge(start, end, path(way.corners), words, x, way.anchor, source)


def verb(move: Move, place: int) -> str:
    """The verb of ``move``, small when it follows another."""
    return move.verb if place == 0 else move.verb[:1].lower() + move.verb[1:]


def straight(start: State, end: State) -> Way:
    """From centre to centre, for a pair that has no way of its own yet."""
    (x1, y1), (x2, y2) = PLACES[start], PLACES[end]
    return Way(((x1, y1), (x2, y2)), ((x1 + x2) // 2, (y1 + y2) // 2))


def path(corners: Sequence[Point], radius: int = 10) -> str:
    """The line through ``corners`` with rounded turns, as the ``d`` of an SVG path."""
    parts = [f"M{corners[0][0]} {corners[0][1]}"]
    for before, corner, after in zip(corners, corners[1:], corners[2:], strict=False):
        parts.append(f"L{point(towards(corner, before, radius))}")
        parts.append(f"Q{point(corner)} {point(towards(corner, after, radius))}")
    return " ".join([*parts, f"L{point(corners[-1])}"])


def towards(start: Point, target: Point, distance: int) -> Point:
    """The point ``distance`` from ``start`` on the way to ``target`` (level or upright)."""
    x, y = (old + max(-distance, min(distance, new - old)) for old, new in zip(start, target, strict=True))
    return x, y


def point(place: Point) -> str:
    """As SVG writes it."""
    return f"{place[0]} {place[1]}"


def wrapped(text: str, width: int) -> list[str]:
    """``text`` in lines of about ``width`` letters."""
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + len(word) < width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
