"""What has to be in place before the portal serves. Each step is taken only when it is needed."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from marketing_portal.operations.models import StartMark
from marketing_portal.search.registry import signature
from marketing_portal.search.upkeep import rebuild
from requests_board.models import Milestone

CONTENT = settings.BASE_DIR / "fixtures" / "content"
Say = Callable[[str], None]


def migrate(say: Say) -> None:
    """Bring the tables up to date."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        say("Bringing the database up to date")
        call_command("migrate", interactive=False, verbosity=0)


def static_digest() -> str:
    """A value that changes when a static file was added, changed or taken away."""
    found = hashlib.sha256(str(settings.STORAGES["staticfiles"]).encode())
    for finder in get_finders():
        for path, storage in finder.list([]):
            status = Path(storage.path(path)).stat()
            found.update(f"{path} {status.st_mtime_ns} {status.st_size}\n".encode())
    return found.hexdigest()


def collect_static(say: Say) -> None:
    """Gather, name by content and compress the static files, unless nothing has changed since."""
    stamp, digest = Path(settings.STATIC_ROOT) / ".digest", static_digest()
    if not stamp.exists() or stamp.read_text() != digest:
        say("Collecting static files")
        call_command("collectstatic", interactive=False, verbosity=0)
        stamp.write_text(digest)


def folder_digest(folder: Path) -> str:
    """Digest of the names and the content of all files in ``folder``."""
    found = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        found.update(f"{path.relative_to(folder)}\0".encode() + path.read_bytes() + b"\0")
    return found.hexdigest()


def load_content(say: Say) -> None:
    """Load the sample content when it is new. What a person edited since is told, left alone, and no reason to stop."""
    digest = folder_digest(CONTENT)
    if StartMark.is_done("content", digest):
        return
    say("Loading the sample content")
    try:
        call_command("load_content", verbosity=0)
    except CommandError as problem:
        say(f"The sample content was not loaded: {problem}")
    else:
        StartMark.set("content", digest)


def load_demo(say: Say) -> None:
    """Make the demo sign-ins and requests, once."""
    if not StartMark.is_done("demo"):
        say("Making demo sign-ins and requests")
        call_command("load_demo", verbosity=0)
        StartMark.set("demo")


def fill_search(say: Say) -> None:
    """Bring the search index up to date where it is not known to be: after the first start, and after an upgrade."""
    if not StartMark.is_done("search", signature()):
        say("Bringing the search index up to date")
        rebuild()
        StartMark.set("search", signature())


def everything(say: Say, *, sample: bool) -> None:
    """All steps in order; ``sample``: with sample content and demo sign-ins."""
    migrate(say)
    collect_static(say)
    if sample:
        load_content(say)
        load_demo(say)
    Milestone.objects.ensure_current()
    fill_search(say)
