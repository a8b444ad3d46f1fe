"""Change sets and the history rows that belong to them."""

from functools import cache
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from simple_history.manager import HistoryManager
from simple_history.models import HistoricalRecords


class ChangeSet(models.Model):
    """One save by one person: what the history page lists, compares and reverts to."""

    class Channel(models.TextChoices):
        """Where the change came from."""

        PORTAL = "portal", "Portal"
        ADMIN = "admin", "Admin"
        LOAD = "load", "Content files"
        REVERT = "revert", "Revert"

    at = models.DateTimeField(auto_now_add=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="change_sets"
    )
    reason = models.CharField(max_length=300, blank=True)
    channel = models.CharField(max_length=10, choices=Channel, default=Channel.PORTAL)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"Change {self.pk}"


class ChangeSetObject(models.Model):
    """One object that a change set touched; ``label`` still names it after it is gone."""

    change_set = models.ForeignKey(ChangeSet, on_delete=models.CASCADE, related_name="objects_touched")
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.BigIntegerField()
    label = models.CharField(max_length=200)
    content_object = GenericForeignKey("content_type", "object_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "change_set"], name="change_set_object_once"
            )
        ]

    def __str__(self) -> str:
        return self.label


class ChangeSetRecord(models.Model):
    """Abstract base of every history row: the change set it belongs to."""

    change_set = models.ForeignKey(ChangeSet, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        abstract = True


class RecordManager(HistoryManager):  # type: ignore[misc]
    """History rows of a model; its class is made once for each, and not whenever a row is saved."""

    @classmethod
    @cache
    def from_queryset(cls, queryset_class: type[Any], class_name: str | None = None) -> Any:
        return super().from_queryset(queryset_class, class_name)


class Records(HistoricalRecords):  # type: ignore[misc]
    """Writes history rows; the relations of a row that is new are not read, since nothing is in them yet."""

    def create_historical_record_m2ms(self, history_instance: Any, instance: Any) -> None:
        if history_instance.history_type != "+":
            super().create_historical_record_m2ms(history_instance, instance)


def tracked(*excluded: str, **options: Any) -> HistoricalRecords:
    """History for a content model; ``excluded`` names fields that follow from others (stored HTML, versions)."""
    return Records(
        bases=[ChangeSetRecord],
        history_manager=RecordManager,
        excluded_fields=list(excluded),
        **options,
    )
