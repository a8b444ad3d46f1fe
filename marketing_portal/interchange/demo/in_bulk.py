"""Very many rows at once on PostgreSQL: indexes are made when the rows are there, and nothing is checked row by row.

The rows are copies of others whose references hold. A million requests come with eleven million rows; keeping twenty
indexes in order meanwhile would take most of the time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.db import connection

WORTH_IT = 20_000
PLAIN_INDEXES = """
    SELECT index.relname, pg_get_indexdef(index.oid) FROM pg_index
    JOIN pg_class AS index ON index.oid = pg_index.indexrelid
    JOIN pg_class AS held ON held.oid = pg_index.indrelid
    WHERE held.relname = ANY(%s) AND NOT pg_index.indisunique AND pg_table_is_visible(held.oid)
    ORDER BY index.relname
"""
MAY_SKIP_CHECKS = "SELECT usesuper FROM pg_user WHERE usename = current_user"


@contextmanager
def in_bulk(tables: Sequence[str], at_once: int) -> Iterator[None]:
    """Fill ``tables`` inside, in one transaction; nothing special where few rows come or on another database."""
    if connection.vendor != "postgresql" or at_once < WORTH_IT:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what was written before is checked now
        cursor.execute(PLAIN_INDEXES, [list(tables)])
        indexes = cursor.fetchall()
        for name, _ in indexes:
            cursor.execute(f"DROP INDEX {connection.ops.quote_name(name)}")
        cursor.execute(MAY_SKIP_CHECKS)
        may_skip = cursor.fetchone() == (True,)
        if may_skip:
            cursor.execute("SET LOCAL session_replication_role = replica")
        yield
        if may_skip:
            cursor.execute("SET LOCAL session_replication_role = DEFAULT")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET LOCAL maintenance_work_mem = '512MB'")
        for _, definition in indexes:
            cursor.execute(definition)
