"""The words of requests, for the text search of the list: a column with a GIN index on PostgreSQL, FTS5 on SQLite.

Neither belongs to the models: Django knows no such column that exists on one database only. Both are kept by the
database itself, so every way of writing a request is covered. What is searched: title, description, answers. Words are
found by their beginning, all of them must occur, case does not count.
"""

from __future__ import annotations

import re
from typing import Any

from django.db import connection
from django.db.models import BooleanField, F, Func, Value

TABLE, WORDS, FTS = "requests_board_smrequest", "search_words", "requests_board_fts"
COLUMNS = ("title", "description", "answers_text")
LONGEST_TEXT = 100_000  # characters of a column that are searched: a vector holds a megabyte at most
# PostgreSQL's parser takes “CI/CD” for a file and “a.b” for a host: signs between words become spaces first.
SIGNS = "/.:_@#&+=~^<>-"
WORD = re.compile(r"[^\W_]+")
MOST_WORDS, LONGEST_WORD = 12, 60
RARE = 0.01  # share of the requests

TEXT = " || ' ' || ".join(f"left({column}, {LONGEST_TEXT})" for column in COLUMNS)
VECTOR = f"to_tsvector('simple', translate({TEXT}, '{SIGNS}', '{' ' * len(SIGNS)}'))"
POSTGRESQL = (
    f"ALTER TABLE {TABLE} ADD COLUMN {WORDS} tsvector GENERATED ALWAYS AS ({VECTOR}) STORED",
    f"CREATE INDEX request_by_word ON {TABLE} USING gin ({WORDS}) WITH (fastupdate = off)",
)
POSTGRESQL_BACK = (f"ALTER TABLE {TABLE} DROP COLUMN IF EXISTS {WORDS}",)

NAMES = ", ".join(COLUMNS)
NEW, OLD = (", ".join(f"{row}.{column}" for column in COLUMNS) for row in ("new", "old"))
ADD = f"INSERT INTO {FTS}(rowid, {NAMES}) VALUES (new.id, {NEW});"  # noqa: S608 - constants, as all below
TAKE = f"INSERT INTO {FTS}({FTS}, rowid, {NAMES}) VALUES ('delete', old.id, {OLD});"  # noqa: S608
TRIGGERS = {
    f"{FTS}_insert": f"AFTER INSERT ON {TABLE} BEGIN {ADD} END",
    f"{FTS}_delete": f"AFTER DELETE ON {TABLE} BEGIN {TAKE} END",
    f"{FTS}_update": f"AFTER UPDATE OF {NAMES} ON {TABLE} BEGIN {TAKE} {ADD} END",
}
REBUILD = f"INSERT INTO {FTS}({FTS}) VALUES ('rebuild')"  # noqa: S608
OPTIONS = f"content='{TABLE}', content_rowid='id', tokenize='unicode61 remove_diacritics 0', prefix='2 3'"
SQLITE = (
    f"CREATE VIRTUAL TABLE {FTS} USING fts5({NAMES}, {OPTIONS})",
    *(f"CREATE TRIGGER {name} {text}" for name, text in TRIGGERS.items()),
    REBUILD,
)
SQLITE_BACK = (*(f"DROP TRIGGER IF EXISTS {name}" for name in TRIGGERS), f"DROP TABLE IF EXISTS {FTS}")


def create(vendor: str) -> tuple[str, ...]:
    """Statements that begin to keep the words."""
    return SQLITE if vendor == "sqlite" else POSTGRESQL


def drop(vendor: str) -> tuple[str, ...]:
    """Statements that end it."""
    return SQLITE_BACK if vendor == "sqlite" else POSTGRESQL_BACK


def mend(connection: Any) -> bool:
    """Make anew the triggers that SQLite lost; true where there were any to make.

    A migration that SQLite can only do by building the table anew drops its triggers without a word.
    """
    if connection.vendor != "sqlite":
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE name LIKE %s", [f"{FTS}%"])
        there = {name for (name,) in cursor.fetchall()}
        missing = [f"CREATE TRIGGER {name} {text}" for name, text in TRIGGERS.items() if name not in there]
        if FTS not in there or not missing:
            return False
        for statement in (*missing, REBUILD):
            cursor.execute(statement)
    return True


def words_of(text: str) -> list[str]:
    """The words of ``text`` that are looked for."""
    return [word[:LONGEST_WORD] for word in WORD.findall(text)][:MOST_WORDS]


def match_of(words: list[str]) -> str:
    """``words`` in the language of ``to_tsquery``. They are quoted, so nothing in them is an operator."""
    return " & ".join(f"'{word}':*" for word in words)


def is_rare(words: list[str], connection: Any = connection) -> bool:
    """True where few requests say ``words``, as far as the statistics of PostgreSQL know.

    Rare words are looked up in their index. Frequent ones are met soon enough on the way along the order of the list,
    while the index would give a great many requests that must all be sorted.
    """
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = %s", [TABLE])
        (rows,) = cursor.fetchone()
        question = f"SELECT 1 FROM {TABLE} WHERE {WORDS} @@ to_tsquery('simple', %s)"  # noqa: S608 - constants
        cursor.execute(f"EXPLAIN (FORMAT JSON) {question}", [match_of(words)])
        (plan,) = cursor.fetchone()[0]
    expected: float = plan["Plan"]["Plan Rows"]
    return expected <= max(float(rows), 1000.0) * RARE


class Says(Func):
    """True for a request in whose texts each of ``words`` begins some word, and for that of ``number``.

    ``looked_up``: find them in the index of words first, else compare them on the way. SQLite always looks them up.
    """

    output_field = BooleanField()

    def __init__(self, words: list[str], *, number: int | None = None, looked_up: bool = True) -> None:
        super().__init__(F("pk"), Value(match_of(words)))
        self.words, self.number = words, number
        self.looked_up = looked_up or number is not None

    def asked(self, found: str, match: str) -> tuple[str, tuple[str | int, ...]]:
        """``found``, a select of ids by ``match``, and the number where there is one."""
        if self.number is None:
            return found, (match,)
        return f"{found} UNION SELECT %s", (match, self.number)

    def as_sqlite(self, compiler: Any, connection: Any, **_: Any) -> tuple[str, tuple[str | int, ...]]:
        """Quoted, nothing in a word is an operator of MATCH."""
        key, _params = compiler.compile(self.get_source_expressions()[0])
        match = " AND ".join(f'"{word}"*' for word in self.words)
        found, params = self.asked(f"SELECT rowid FROM {FTS} WHERE {FTS} MATCH %s", match)  # noqa: S608 - constants
        return f"{key} IN ({found})", params

    def as_postgresql(self, compiler: Any, connection: Any, **_: Any) -> tuple[str, tuple[str | int, ...]]:
        """OFFSET keeps the planner from pulling the lookup apart, for it takes any unknown word for a usual one."""
        column = self.get_source_expressions()[0]
        match = match_of(self.words)
        if not self.looked_up:
            vector = f"{connection.ops.quote_name(column.alias)}.{WORDS}"
            return f"{vector} @@ to_tsquery('simple', %s)", (match,)
        key, _params = compiler.compile(column)
        one = f"(SELECT id FROM {TABLE} WHERE {WORDS} @@ to_tsquery('simple', %s) OFFSET 0)"  # noqa: S608 - constants
        found, params = self.asked(one, match)
        return f"{key} IN ({found})", params
