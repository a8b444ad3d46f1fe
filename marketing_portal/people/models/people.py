"""People: whoever is named as owner, directly responsible or member of a team, with or without an account."""

from __future__ import annotations

import re
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.urls import reverse

from marketing_portal.content.models import NOT_IN_HISTORY, ContentObject, ContentQuerySet, tracked


def normalise_name(text: str) -> str:
    """``text`` as names and handles are compared: no @, no case, one space, hyphen and underscore alike."""
    return re.sub(r"[\s_-]+", "-", text.strip().lstrip("@").casefold())


class PersonQuerySet(ContentQuerySet):
    """Questions about people."""

    def active(self) -> Self:
        """Those who have not left."""
        return self.current().filter(left_on__isnull=True)

    def for_cards(self) -> Self:
        """With what a list shows: teams and account."""
        return self.select_related("user").prefetch_related("memberships__team")


class Person(ContentObject):
    """Somebody the handbook names. A first name alone never identifies a person; the slug does."""

    RESERVED_SLUGS = frozenset({"new", "me", "invite", "accounts"})
    HISTORY_CHILDREN = ("aliases", "gaps")
    STAYS_WHEN_REVERTED = frozenset({"user"})  # it carries the roles in teams; administrators give it

    name = models.CharField(max_length=120)
    slug = models.SlugField(max_length=120, unique=True)
    handle = models.CharField(
        max_length=80, blank=True, help_text="As written in the handbook, for example @mskumar."
    )
    team_page_anchor = models.CharField(
        max_length=80, blank=True, help_text="Anchor on the handbook's team page."
    )
    first_name_only = models.BooleanField(
        default=False, help_text="The sources give only a first name, so this may be more than one person."
    )
    left_on = models.DateField("left on", null=True, blank=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name="account",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="person",
    )

    objects = PersonQuerySet.as_manager()
    history = tracked(*NOT_IN_HISTORY)

    class Meta:
        ordering = ["name", "pk"]
        verbose_name_plural = "people"
        constraints = [
            models.UniqueConstraint(
                fields=["handle"], condition=~models.Q(handle=""), name="person_handle_once"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_active(self) -> bool:
        """True unless the person has left."""
        return self.left_on is None

    def get_absolute_url(self) -> str:
        """Address of the person's page."""
        return reverse("people:detail", args=[self.slug])


class PersonAlias(models.Model):
    """Another string the sources use for a person (Kim for @KimLock). One string names one person at most."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="aliases")
    text = models.CharField(max_length=80)
    normalised = models.CharField(max_length=80, unique=True, editable=False)

    history = tracked("normalised")

    class Meta:
        ordering = ["text"]
        verbose_name_plural = "aliases"

    def __str__(self) -> str:
        return self.text

    @property
    def history_root(self) -> Person:
        """The person."""
        return self.person

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with the form that is compared."""
        self.normalised = normalise_name(self.text)
        super().save(*args, **kwargs)
