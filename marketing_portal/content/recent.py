"""What changed lately, as far as somebody may read it."""

from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Exists, F, OuterRef, QuerySet, Subquery, Window
from django.db.models.functions import RowNumber

from marketing_portal.content.addresses import link_to
from marketing_portal.content.kinds import any_of, readable
from marketing_portal.content.models import ChangeSet, ChangeSetObject

NAMED = 3  # objects of a change set that are named; the others are counted


@dataclass(frozen=True)
class Change:
    """One change set: who, when, why, which objects (name and address); ``more`` counts those not named."""

    change_set: ChangeSet
    named: list[tuple[str, str]]
    more: int

    @property
    def who(self) -> str:
        """The person, or what made the change where it was nobody."""
        return str(self.change_set.user or self.change_set.get_channel_display())


def touches_visible_to(user: Any) -> QuerySet[ChangeSetObject]:
    """Changes of objects that have a page which ``user`` may read."""
    return ChangeSetObject.objects.filter(any_of(readable(user)))


def recent_changes(user: Any, limit: int = 8) -> list[Change]:
    """The latest change sets with something in them for ``user``, in two queries however large they are."""
    touches = touches_visible_to(user)
    inside = touches.filter(change_set=OuterRef("pk"))
    counted = inside.order_by().values("change_set").annotate(total=Count("pk")).values("total")
    with_something = ChangeSet.objects.filter(Exists(inside)).annotate(total=Subquery(counted))
    sets = list(with_something.select_related("user")[:limit])
    named = named_in(touches.filter(change_set__in=sets))
    return [Change(found, named[found.pk], found.total - len(named[found.pk])) for found in sets]


def named_in(touches: QuerySet[ChangeSetObject]) -> dict[int, list[tuple[str, str]]]:
    """Name and address of the first few objects of each change set; the name is the one of that time."""
    place = Window(RowNumber(), partition_by=F("change_set"), order_by="pk")
    named: dict[int, list[tuple[str, str]]] = {}
    for touch in touches.annotate(place=place).filter(place__lte=NAMED).order_by("pk"):
        kind = ContentType.objects.get_for_id(touch.content_type_id)
        address = link_to("content:go", kind.app_label, kind.model, touch.object_id)
        named.setdefault(touch.change_set_id, []).append((touch.label, address))
    return named
