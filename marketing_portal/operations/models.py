"""What the start command remembers, in the database that it is about."""

from __future__ import annotations

from django.db import models
from django.utils import timezone


class StartMark(models.Model):
    """A step of the start that need not be taken again until its input changes."""

    step = models.CharField(max_length=40, unique=True)
    digest = models.CharField(max_length=64, blank=True, help_text="Of the files that the step read.")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.step

    @classmethod
    def is_done(cls, step: str, digest: str = "") -> bool:
        """Whether ``step`` was taken with this input."""
        return cls.objects.filter(step=step, digest=digest).exists()

    @classmethod
    def set(cls, step: str, digest: str = "") -> None:
        """``step`` was taken now."""
        cls.objects.update_or_create(step=step, defaults={"digest": digest, "at": timezone.now()})
