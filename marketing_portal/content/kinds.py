"""The kinds of content that have pages of their own, found among the installed apps, and questions across them."""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, Value
from django.http import Http404

from marketing_portal.content.models import ContentObject

Pair = tuple[int, int]  # primary keys of a content type and of an object of it


def content_models() -> list[type[ContentObject]]:
    """Every model whose objects have an owner and a review."""
    return [model for model in apps.get_models() if issubclass(model, ContentObject)]


def visible(model: type[ContentObject], user: Any) -> Any:
    """Objects of ``model`` that ``user`` may read."""
    return model._default_manager.visible_to(user)  # type: ignore[attr-defined]


def readable(user: Any) -> dict[type[ContentObject], Any]:
    """What ``user`` may read, by model."""
    return {model: visible(model, user) for model in content_models()}


def visible_or_404(app: str, model: str, pk: int, user: Any) -> Any:
    """One object by the names of its app and model, if it is content and ``user`` may read it."""
    for candidate in content_models():
        if (candidate._meta.app_label, candidate._meta.model_name) == (app, model):
            found = visible(candidate, user).filter(pk=pk).first()
            if found is not None:
                return found
    raise Http404("There is no such content.")


def fetch(pairs: Iterable[Pair]) -> dict[Pair, Any]:
    """The objects that ``pairs`` name: one query for each kind among them."""
    wanted: dict[int, set[int]] = {}
    for kind, pk in pairs:
        wanted.setdefault(kind, set()).add(pk)
    found: dict[Pair, Any] = {}
    for kind, pks in wanted.items():
        model: Any = ContentType.objects.get_for_id(kind).model_class()
        found |= {(kind, thing.pk): thing for thing in model._default_manager.filter(pk__in=pks)}
    return found


def any_of(objects: dict[Any, Any]) -> Q:
    """Rows that point (content_type, object_id) to one of ``objects``, querysets by model."""
    found = Q()
    for model, rows in objects.items():
        kind = ContentType.objects.get_for_model(model)
        found |= Q(content_type=kind, object_id__in=rows.order_by().values("pk"))
    return found


def tagged(rows: Any) -> Any:
    """``rows`` with the primary key of their content type as ``content_kind``."""
    kind = ContentType.objects.get_for_model(rows.model)
    return rows.order_by().annotate(content_kind=Value(kind.pk))


def one_query(parts: list[Any]) -> Any:
    """The pairs (content_kind, what) of querysets of several models, in a single query."""
    first, *others = [part.values_list("content_kind", "what") for part in parts]
    return first.union(*others, all=True)
