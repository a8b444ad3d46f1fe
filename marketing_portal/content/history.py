"""Change sets: the history rows of one save belong together, with who, when and why.

``change(...)`` opens a scope; whatever content is saved inside it lands in one ``ChangeSet`` row, made when the first
history row is written. Outside a scope every save is a change set of its own. Roots (objects with a ``version``)
are listed with the change set and counted up once for each change set that touches them or anything below them.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from simple_history.signals import post_create_historical_record, pre_create_historical_record


@dataclass
class Scope:
    """What is being changed now: by whom, why, through what; the change set once it exists."""

    user: Any = None
    reason: str = ""
    channel: str = "portal"
    change_set: Any = None
    touched: set[tuple[str, Any]] = field(default_factory=set)

    def start_over(self) -> None:
        """Forget what was written: the transaction that held it was rolled back."""
        self.change_set = None
        self.touched.clear()


_current: ContextVar[Scope | None] = ContextVar("change_scope", default=None)


@contextmanager
def change(*, user: Any = None, reason: str = "", channel: str = "portal") -> Iterator[Scope]:
    """Everything saved inside belongs to one change set.

    ``user``: who does it (None for a command). ``reason``: why, in the person's words. ``channel``: portal, admin,
    load or revert. Yields the scope, whose ``reason`` may still be set until the first save.
    """
    scope = Scope(
        user=user if getattr(user, "is_authenticated", False) else None, reason=reason, channel=channel
    )
    token = _current.set(scope)
    try:
        yield scope
    finally:
        _current.reset(token)


def current_scope() -> Scope | None:
    """The scope that is open now, or None."""
    return _current.get()


def root_of(instance: models.Model) -> models.Model:
    """The object whose page shows ``instance``: itself, or what its ``history_root`` names."""
    root = getattr(instance, "history_root", None)
    return instance if root is None else root


def _change_set_for(instance: models.Model) -> Any:
    scope = _current.get() or Scope()
    if scope.change_set is None:
        model = apps.get_model("content", "ChangeSet")
        scope.change_set = model.objects.create(user=scope.user, reason=scope.reason, channel=scope.channel)
    return scope.change_set


def _join_change_set(instance: models.Model, history_instance: Any, **_: Any) -> None:
    if hasattr(history_instance, "change_set_id"):
        history_instance.change_set = _change_set_for(instance)
        history_instance.history_user = history_instance.change_set.user
        history_instance.history_change_reason = None  # the change set holds it; this column is shorter


def _count_version(instance: models.Model, history_instance: Any, **_: Any) -> None:
    root = root_of(instance)
    if not hasattr(history_instance, "change_set_id") or not hasattr(root, "version") or root.pk is None:
        return
    scope = _current.get() or Scope()
    mark = (root._meta.label, root.pk)
    if mark in scope.touched:
        return
    scope.touched.add(mark)
    history_instance.change_set.objects_touched.create(
        content_type=ContentType.objects.get_for_model(root), object_id=root.pk, label=str(root)[:200]
    )
    rows = type(root)._base_manager.filter(pk=root.pk)
    rows.update(version=models.F("version") + 1, updated_at=timezone.now())
    root.version = rows.values_list("version", flat=True).first() or root.version


def connect() -> None:
    """Listen to every history row that is about to be written."""
    pre_create_historical_record.connect(_join_change_set, dispatch_uid="join_change_set")
    post_create_historical_record.connect(_count_version, dispatch_uid="count_version")
