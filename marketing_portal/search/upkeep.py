"""Keeping the index current: what is saved or deleted is noted, and looked at again after the commit.

A note is a source and a key; the documents are made from what the database holds by then, so it does no harm if a
note is left over from something that was rolled back. What changes rows without ``save()`` says so itself
(``requests_board.signals``); ``manage.py rebuild_search`` mends whatever was missed.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import structlog
from django.db import models, transaction
from django.db.models.signals import m2m_changed, post_delete, post_save

from marketing_portal.search.backends import backend
from marketing_portal.search.registry import SOURCES, Source
from requests_board.models import SMRequest
from requests_board.signals import requests_changed

EVERY: frozenset[int] = frozenset()  # stands for all objects of a source
log = structlog.get_logger(__name__)


class Notes(threading.local):
    """What this thread has changed and not looked at yet: keys by source, and keys of what others mention."""

    def __init__(self) -> None:
        self.own: dict[str, set[int]] = defaultdict(set)
        self.mentioned: dict[tuple[str, type[models.Model]], set[int]] = defaultdict(set)

    def take(self) -> tuple[dict[str, set[int]], dict[tuple[str, type[models.Model]], set[int]]]:
        """Everything noted; nothing is noted afterwards."""
        taken = self.own, self.mentioned
        self.own, self.mentioned = defaultdict(set), defaultdict(set)
        return taken


notes = Notes()


def note(source: Source, keys: Iterable[int]) -> None:
    """The documents of these objects may have changed."""
    notes.own[source.key].update(keys)
    transaction.on_commit(flush, robust=True)


def note_mention(source: Source, model: type[models.Model], key: int) -> None:
    """Whatever of ``source`` mentions this row of ``model`` may have changed."""
    notes.mentioned[source.key, model].add(key)
    transaction.on_commit(flush, robust=True)


def flush() -> None:
    """Look at everything noted. The first call after a commit does it all, the others find nothing left."""
    own, mentioned = notes.take()
    for (key, model), keys in mentioned.items():
        own[key] |= affected(SOURCES[key], model, keys)
    for key, keys in own.items():
        changed = backend().index(SOURCES[key], keys)
        log.debug("search_indexed", source=key, looked_at=len(keys), changed=changed)


def affected(source: Source, model: type[models.Model], keys: set[int]) -> set[int]:
    """Keys of the objects of ``source`` that mention these rows of ``model``."""
    which = source.depends[model]
    if which is None:
        return set(source.model._base_manager.values_list("pk", flat=True))
    return set(which(keys))


def connect() -> None:
    """Listen to every model that some document is made of."""
    for source in SOURCES.values():
        for model in (source.model, *source.parts, *source.depends):
            for signal in (post_save, post_delete):
                signal.connect(row_changed, sender=model, dispatch_uid=f"search {model._meta.label}")
        for through in (*relations_of(source), *source.depends):
            m2m_changed.connect(relation_changed, sender=through, dispatch_uid="search relations")
    requests_changed.connect(moved, dispatch_uid="search requests")


def relations_of(source: Source) -> list[Any]:
    """The models behind the many-to-many relations of a source's own model."""
    return [relation.remote_field.through for relation in source.model._meta.many_to_many]


def row_changed(sender: type[models.Model], instance: Any, **_: Any) -> None:
    """A row was saved or deleted."""
    for source in SOURCES.values():
        if sender is source.model:
            note(source, {instance.pk})
        if sender in source.parts:
            note(source, {getattr(instance, source.parts[sender])} - {None})
        if sender in source.depends:
            note_mention(source, sender, instance.pk)


def relation_changed(sender: type[models.Model], instance: Any, pk_set: set[int] | None, **_: Any) -> None:
    """A many-to-many relation changed, on either end."""
    for source in SOURCES.values():
        if sender in relations_of(source):
            note(source, {instance.pk} if isinstance(instance, source.model) else pk_set or set())
        if sender in source.depends:
            note_mention(source, sender, instance.pk)


def moved(sender: object, keys: Iterable[int], **_: Any) -> None:
    """Requests changed through the workflow, which writes many rows at once."""
    for source in SOURCES.values():
        if source.model is SMRequest:
            note(source, keys)


def rebuild(sources: Mapping[str, Source] = SOURCES) -> int:
    """Bring the whole index up to date; gives how many documents changed."""
    return backend().rebuild(sources.values())
