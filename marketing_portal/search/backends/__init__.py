"""Where the index is kept: the database's own full-text search, whichever database it is."""

from __future__ import annotations

from functools import cache

from django.db import connection

from marketing_portal.search.backends.base import Backend
from marketing_portal.search.backends.postgresql import PostgreSQLBackend
from marketing_portal.search.backends.sqlite import SQLiteBackend

BACKENDS: dict[str, type[Backend]] = {"sqlite": SQLiteBackend, "postgresql": PostgreSQLBackend}


@cache
def backend_for(vendor: str) -> Backend:
    """The backend for a database."""
    return BACKENDS[vendor]()


def backend() -> Backend:
    """The one that this portal uses."""
    return backend_for(connection.vendor)
