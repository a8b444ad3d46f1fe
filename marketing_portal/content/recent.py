"""What changed lately, as far as somebody may read it."""

from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Window
from django.db.models.functions import RowNumber

from marketing_portal.content.kinds import Pair, content_models, visible
from marketing_portal.content.models import ChangeSet, ChangeSetObject

NAMED = 3  # objects of a change set that are named; the others are counted


@dataclass(frozen=True)
class Change:
    """One change set: who, when, why, which objects; ``more`` counts those that are not named."""

    change_set: ChangeSet
    pairs: list[Pair]
    more: int

    @property
    def who(self) -> str:
        """The person, or what made the change where it was nobody."""
        return str(self.change_set.user or self.change_set.get_channel_display())


def touches_visible_to(user: Any) -> QuerySet[ChangeSetObject]:
    """Changes of objects that have a page which ``user`` may read."""
    readable = Q()
    for model in content_models():
        kind = ContentType.objects.get_for_model(model)
        readable |= Q(content_type=kind, object_id__in=visible(model, user).order_by().values("pk"))
    return ChangeSetObject.objects.filter(readable)


def recent_changes(user: Any, limit: int = 8) -> list[Change]:
    """The latest change sets with something in them for ``user``, in two queries however large they are."""
    touches = touches_visible_to(user)
    inside = touches.filter(change_set=OuterRef("pk"))
    counted = inside.order_by().values("change_set").annotate(total=Count("pk")).values("total")
    sets = list(
        ChangeSet.objects.filter(Exists(inside))
        .annotate(total=Subquery(counted))
        .select_related("user")[:limit]
    )
    place = Window(RowNumber(), partition_by=F("change_set"), order_by="pk")
    named: dict[int, list[Pair]] = {}
    for touch in (
        touches.filter(change_set__in=sets).annotate(place=place).filter(place__lte=NAMED).order_by("pk")
    ):
        named.setdefault(touch.change_set_id, []).append((touch.content_type_id, touch.object_id))
    return [Change(found, named[found.pk], found.total - len(named[found.pk])) for found in sets]
