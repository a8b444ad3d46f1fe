"""What is missing or stale: open gaps and overdue reviews, of what somebody owns and of everything."""

from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db.models import Count, F

from marketing_portal.content.kinds import Pair, any_of, one_query, readable, tagged
from marketing_portal.content.models import Gap

SHOWN = 5


@dataclass
class Upkeep:
    """How much there is to do about one object, or about one kind of object."""

    gaps: int = 0
    overdue: int = 0


def of_owner(user: Any) -> dict[Pair, Upkeep]:
    """What ``user`` owns and should look after, the overdue first; a handful of it."""
    found: dict[Pair, Upkeep] = {}
    owned = {model: rows.filter(owner__user=user) for model, rows in readable(user).items()}
    overdue = [tagged(rows.review_overdue()).annotate(what=F("pk")) for rows in owned.values()]
    for kind, pk in one_query(overdue)[:SHOWN]:
        found[kind, pk] = Upkeep(overdue=1)
    gaps = Gap.objects.open().filter(any_of(owned)).order_by().values_list("content_type", "object_id")
    for kind, pk, count in gaps.annotate(count=Count("pk"))[: 2 * SHOWN]:
        found.setdefault((kind, pk), Upkeep()).gaps = count
    return dict(islice(found.items(), SHOWN))


def of_everything(user: Any) -> dict[int, Upkeep]:
    """The same by kind (primary key of the content type), for those who look after all of it."""
    everything = readable(user)
    overdue = [
        tagged(rows.review_overdue()).values("content_kind").annotate(what=Count("pk"))
        for rows in everything.values()
    ]
    found = {kind: Upkeep(overdue=count) for kind, count in one_query(overdue)}
    gaps = Gap.objects.open().filter(any_of(everything)).order_by().values_list("content_type")
    for kind, count in gaps.annotate(count=Count("pk")):
        found.setdefault(kind, Upkeep()).gaps = count
    return {kind: upkeep for kind, upkeep in found.items() if upkeep.gaps or upkeep.overdue}
