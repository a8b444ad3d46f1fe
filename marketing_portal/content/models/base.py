"""The base of every object with a page of its own: address, owner, origin, review, version, archive."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from marketing_portal.content.markdown import RenderedText

DEFAULT_REVIEW_DAYS = 180

NOT_IN_HISTORY = (
    "renderer_version",
    "version",
    "updated_at",
    "created_at",
    "loaded_digest",
    "loaded_version",
)


class Origin(models.TextChoices):
    """Where an object came from first."""

    SAMPLE = "sample", "Sample content"
    IMPORTED = "imported", "Imported"
    WRITTEN = "written", "Written here"


class ContentQuerySet(models.QuerySet[Any]):
    """Questions that every kind of content answers."""

    def current(self) -> Self:
        """Without what is archived."""
        return self.filter(archived_at__isnull=True)

    def visible_to(self, user: Any) -> Self:
        """What ``user`` may read: visitors see nothing internal."""
        visible = self.current()
        return visible if user.is_authenticated else visible.filter(internal=False)

    def review_overdue(self, today: dt.date | None = None) -> Self:
        """What should have been reviewed before ``today``."""
        return self.current().filter(review_due__lt=today or timezone.localdate())


class Versioned(RenderedText):
    """Abstract base of every root of a history: origin and version.

    ``version`` counts the change sets that touched the object or anything below it; forms check it.
    ``loaded_digest`` and ``loaded_version`` tell what was loaded last and whether a person edited since.
    ``HISTORY_CHILDREN`` names the relations whose rows are part of the object when it is compared or reverted;
    ``STAYS_WHEN_REVERTED`` the fields and relations that going back to an earlier state leaves as they are.
    """

    HISTORY_CHILDREN: ClassVar[tuple[str, ...]] = ()
    STAYS_WHEN_REVERTED: ClassVar[frozenset[str]] = frozenset()

    origin = models.CharField(max_length=10, choices=Origin, default=Origin.WRITTEN, editable=False)
    loaded_digest = models.CharField(max_length=64, blank=True, editable=False)
    loaded_version = models.PositiveIntegerField(null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        abstract = True

    @property
    def is_edited(self) -> bool:
        """True where a person changed the object since it was last loaded from a file."""
        return self.loaded_version is not None and self.version != self.loaded_version

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with fresh HTML; never write ``version``, which only change sets count up."""
        self.render_text()
        if self.pk and not self._state.adding and kwargs.get("update_fields") is None:
            names = {field.name for field in self._meta.concrete_fields if not field.primary_key}
            kwargs["update_fields"] = names - {"version", "updated_at", "created_at"}
        super().save(*args, **kwargs)


class ContentObject(Versioned):
    """Abstract base of content that has its own page, owner, source, review and archive."""

    RESERVED_SLUGS: ClassVar[frozenset[str]] = frozenset()
    HISTORY_CHILDREN: ClassVar[tuple[str, ...]] = ("gaps",)
    stored_slug: str | None = None

    owner = models.ForeignKey(
        "people.Person",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="owned_%(class)s_set",
        help_text="Who keeps this right.",
    )
    internal = models.BooleanField(default=False, help_text="Shown to signed-in people only.")
    source_page = models.CharField(max_length=200, blank=True, editable=False)
    source_heading = models.CharField(max_length=200, blank=True, editable=False)
    source_lines = models.CharField(max_length=40, blank=True, editable=False)
    reviewed_at = models.DateTimeField(null=True, blank=True, editable=False)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    review_days = models.PositiveSmallIntegerField(
        "review interval",
        default=DEFAULT_REVIEW_DAYS,
        help_text="Days after which somebody should read it again.",
    )
    review_due = models.DateField(null=True, blank=True, editable=False, db_index=True)
    archived_at = models.DateTimeField(null=True, blank=True, editable=False, db_index=True)

    gaps = GenericRelation("content.Gap")
    former_slugs = GenericRelation("content.FormerSlug")

    class Meta:
        abstract = True

    @property
    def is_sample(self) -> bool:
        """True for sample wording that nobody approved or edited."""
        return self.origin == Origin.SAMPLE and not self.is_edited and self.reviewed_at is None

    @property
    def is_review_overdue(self) -> bool:
        """True where the review interval has passed."""
        return self.review_due is not None and self.review_due < timezone.localdate()

    @classmethod
    def from_db(cls, *args: Any, **kwargs: Any) -> Self:
        """Remember the address that the database holds."""
        instance = super().from_db(*args, **kwargs)
        instance.stored_slug = instance.__dict__.get("slug")  # missing where it was not read
        return instance

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; a former address keeps leading here."""
        super().save(*args, **kwargs)
        former, self.stored_slug = self.stored_slug, self.__dict__.get("slug")
        if former and former != self.stored_slug:
            slugs = self.former_slugs.model._base_manager
            kind = ContentType.objects.get_for_model(self)
            slugs.update_or_create(content_type=kind, slug=former, defaults={"object_id": self.pk})

    def archive(self) -> None:
        """Take out of use; nothing is lost."""
        self.archived_at = timezone.now()
        self.save(update_fields=["archived_at"])

    def restore(self) -> None:
        """Bring back into use."""
        self.archived_at = None
        self.save(update_fields=["archived_at"])

    def mark_reviewed(self, by: Any) -> None:
        """``by`` says that this is still correct; the next review is due one interval from today."""
        edited, now = self.is_edited, timezone.now()
        due = timezone.localdate(now) + dt.timedelta(days=self.review_days)
        self.reviewed_at, self.reviewed_by, self.review_due = now, by, due
        self.save(update_fields=["reviewed_at", "reviewed_by", "review_due"])
        if self.loaded_version is not None and not edited:  # to confirm is not to edit
            self.loaded_version = self.version
            type(self)._base_manager.filter(pk=self.pk).update(loaded_version=self.version)

    def clean(self) -> None:
        """Refuse addresses that pages of the portal already use."""
        super().clean()
        slug = getattr(self, "slug", None)
        if slug in self.RESERVED_SLUGS:
            raise ValidationError({"slug": f"“{slug}” is the address of another page; choose another one."})
