"""What the forms of small entries share: they can be deleted while nothing stands on them."""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from django.http import HttpRequest

from marketing_portal.content.admin import VersionedAdmin
from marketing_portal.content.models import ChangeSetRecord


def is_in_use(thing: Any) -> bool:
    """True where other objects name ``thing``; what belongs to it and comes back with it does not count."""
    own = {thing._meta.get_field(name).related_model for name in getattr(thing, "HISTORY_CHILDREN", ())}
    for relation in thing._meta.get_fields(include_hidden=True):
        model = relation.related_model
        if not (relation.auto_created and not relation.concrete) or relation.many_to_many or model in own:
            continue
        if issubclass(model, ChangeSetRecord) or not relation.field.editable:
            continue  # what only keeps a note of it
        rows: Any = model._base_manager
        if rows.filter(**{relation.field.name: thing}).exists():
            return True
    return False


class AroundAdmin(VersionedAdmin):
    """Entries without a page. Their history brings them back; not what would go with them, so that must go first."""

    may_be_deleted = True

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Not while something stands on it."""
        if not super().has_delete_permission(request, obj):
            return False
        if obj is None:
            return True
        known = obj.__dict__.setdefault("found_in_use", [])
        if not known:
            known.append(is_in_use(obj))
        return not known[0]
