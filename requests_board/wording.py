"""The words of requests, for the text search of the list: a column with a GIN index on PostgreSQL, FTS5 on SQLite.

Neither belongs to the models: Django knows no such column that exists on one database only. Both are kept by the
database itself, so every way of writing a request is covered. What is searched: title, description, answers. Words are
found by their beginning, all of them must occur, case does not count.
"""

from __future__ import annotations

import re
from typing import Any

from django.db.models import BooleanField, F, Func, Value

TABLE, WORDS, FTS = "requests_board_smrequest", "search_words", "requests_board_fts"
COLUMNS = ("title", "description", "answers_text")
LONGEST_TEXT = 100_000  # characters of a column that are searched: a vector holds a megabyte at most
# PostgreSQL's parser takes “CI/CD” for a file and “a.b” for a host: signs between words become spaces first.
SIGNS = "/.:_@#&+=~^<>-"
WORD = re.compile(r"[^\W_]+")
MOST_WORDS, LONGEST_WORD = 12, 60

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


class Says(Func):
    """True for a request in whose texts each word that ``words`` holds begins some word."""

    output_field = BooleanField()

    def __init__(self, words: list[str]) -> None:
        super().__init__(F("pk"), Value(words))

    def deconstructed(self) -> tuple[Any, list[str]]:
        """The column of the request's id in the query that this stands in, and the words."""
        column, words = self.get_source_expressions()
        return column, list(words.value)

    def as_sqlite(self, compiler: Any, connection: Any, **_: Any) -> tuple[str, tuple[str, ...]]:
        """Quoted, nothing in a word is an operator of MATCH."""
        column, words = self.deconstructed()
        key, _params = compiler.compile(column)
        match = " AND ".join(f'"{word}"*' for word in words)
        return f"{key} IN (SELECT rowid FROM {FTS} WHERE {FTS} MATCH %s)", (match,)  # noqa: S608 - key is a column

    def as_postgresql(self, compiler: Any, connection: Any, **_: Any) -> tuple[str, tuple[str, ...]]:
        """Against the stored vector, not the texts: frequent words are found by walking along the order."""
        column, words = self.deconstructed()
        vector = f"{connection.ops.quote_name(column.alias)}.{WORDS}"
        return f"{vector} @@ to_tsquery('simple', %s)", (" & ".join(f"'{word}':*" for word in words),)
