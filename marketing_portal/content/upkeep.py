"""What is missing or stale: open gaps and overdue reviews, of what somebody owns and of everything."""

from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, F, Q, Value

from marketing_portal.content.kinds import Pair, content_models, visible
from marketing_portal.content.models import Gap

SHOWN = 8


@dataclass
class Upkeep:
    """How much there is to do about one object, or about one kind of object."""

    gaps: int = 0
    overdue: int = 0


def of_owner(user: Any) -> dict[Pair, Upkeep]:
    """What ``user`` owns and should look after, the overdue first; at most a handful of each."""
    found: dict[Pair, Upkeep] = {}
    owned = {model: visible(model, user).filter(owner__user=user) for model in content_models()}
    overdue = [tagged(rows.review_overdue()).annotate(what=F("pk")) for rows in owned.values()]
    for kind, pk in one_query(overdue)[:SHOWN]:
        found[kind, pk] = Upkeep(overdue=1)
    gaps = Gap.objects.open().filter(any_of(owned)).order_by().values_list("content_type", "object_id")
    for kind, pk, count in gaps.annotate(count=Count("pk"))[:SHOWN]:
        found.setdefault((kind, pk), Upkeep()).gaps = count
    return found


def of_everything(user: Any) -> dict[int, Upkeep]:
    """The same by kind (primary key of the content type), for those who look after all of it."""
    readable = {model: visible(model, user) for model in content_models()}
    overdue = [
        tagged(rows.review_overdue()).values("kind").annotate(what=Count("pk")) for rows in readable.values()
    ]
    found = {kind: Upkeep(overdue=count) for kind, count in one_query(overdue)}
    gaps = Gap.objects.open().filter(any_of(readable)).order_by().values_list("content_type")
    for kind, count in gaps.annotate(count=Count("pk")):
        found.setdefault(kind, Upkeep()).gaps = count
    return found


def any_of(objects: dict[Any, Any]) -> Q:
    """Rows that point (content_type, object_id) to one of ``objects``, querysets by model."""
    found = Q()
    for model, rows in objects.items():
        kind = ContentType.objects.get_for_model(model)
        found |= Q(content_type=kind, object_id__in=rows.order_by().values("pk"))
    return found


def tagged(rows: Any) -> Any:
    """``rows`` with the primary key of their content type as ``kind``."""
    return rows.order_by().annotate(kind=Value(ContentType.objects.get_for_model(rows.model).pk))


def one_query(parts: list[Any]) -> Any:
    """The pairs (kind, what) of querysets of several models, in a single query."""
    first, *others = [part.values_list("kind", "what") for part in parts]
    return first.union(*others, all=True)
