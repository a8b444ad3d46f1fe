"""Labels: the canonical spelling of each value, and every other spelling that is accepted."""

from __future__ import annotations

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from marketing_portal.people.models import Team
from requests_board.vocabulary import Family

LONGEST, LONGEST_KEY = 80, 60


def normalise_label(text: str) -> str:
    """``text`` as labels are compared: no case, ``_``, ``-`` and space alike, no space around ``::``."""
    plain = re.sub(r"[\s_-]+", "-", text.strip().strip('~"').casefold())
    return re.sub(r"-*::-*", "::", plain)[:LONGEST]  # small letters can be more than the capitals were


class LabelQuerySet(models.QuerySet["Label"]):
    """Questions about labels."""

    def read(self, text: str) -> Label | None:
        """The label that ``text`` means in any accepted spelling, or None."""
        key = normalise_label(text)
        return self.filter(Q(normalised=key) | Q(aliases__normalised=key)).distinct().first()

    def make_other(self, text: str) -> Label:
        """A new label of no family. Its key is its text; with a number where long ones begin alike."""
        key, number = normalise_label(text)[:LONGEST_KEY], 1
        while self.filter(family=Family.OTHER, key=key).exists():
            number += 1
            ending = f"-{number}"
            key = f"{key[: LONGEST_KEY - len(ending)]}{ending}"
        return self.create(family=Family.OTHER, key=key, text=text[:LONGEST])


class Label(models.Model):
    """One value of one family. The request holds the value (a column); this row holds how it is written."""

    family = models.CharField(max_length=16, choices=Family)
    key = models.CharField(max_length=LONGEST_KEY, help_text="What is stored on the request.")
    text = models.CharField(
        "label", max_length=LONGEST, unique=True, help_text="Canonical spelling, as shown."
    )
    normalised = models.CharField(max_length=LONGEST, unique=True, editable=False)
    team = models.OneToOneField(Team, null=True, blank=True, on_delete=models.PROTECT, related_name="label")
    note = models.CharField(max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    objects = LabelQuerySet.as_manager()

    class Meta:
        ordering = ["family", "order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["family", "key"], name="label_key_once_a_family"),
            models.CheckConstraint(
                condition=Q(team__isnull=True) | Q(family=Family.TEAM),
                name="only_team_labels_name_a_team",
                violation_error_message="Only a label of the family “team” names a team.",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def clean(self) -> None:
        """One spelling means one label, whichever family."""
        super().clean()
        taken = (
            LabelAlias.objects.filter(normalised=normalise_label(self.text)).exclude(label=self.pk).first()
        )
        if taken:
            raise ValidationError(
                {"text": f"“{self.text}” is already accepted as a spelling of {taken.label}."}
            )

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with the form that is compared."""
        self.normalised = normalise_label(self.text)
        super().save(*args, **kwargs)


class LabelAlias(models.Model):
    """Another spelling of a label, accepted wherever labels are read."""

    label = models.ForeignKey(Label, on_delete=models.CASCADE, related_name="aliases")
    text = models.CharField(max_length=LONGEST)
    normalised = models.CharField(max_length=LONGEST, unique=True, editable=False)

    class Meta:
        ordering = ["text"]
        verbose_name_plural = "label aliases"

    def __str__(self) -> str:
        return self.text

    def clean(self) -> None:
        """One spelling means one label."""
        super().clean()
        taken = Label.objects.filter(normalised=normalise_label(self.text)).exclude(pk=self.label_id).first()
        if taken:
            raise ValidationError({"text": f"“{self.text}” is itself the label {taken}."})

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with the form that is compared."""
        self.normalised = normalise_label(self.text)
        super().save(*args, **kwargs)
