"""Teams of the department, and who is in them as member or lead."""

from __future__ import annotations

from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from marketing_portal.content.models import NOT_IN_HISTORY, ContentObject, ContentQuerySet, tracked
from marketing_portal.people.models.people import Person


class TeamQuerySet(ContentQuerySet):
    """Questions about teams."""

    def routable(self) -> Self:
        """Teams that a request can be triaged to: those with a label."""
        return self.current().filter(is_routable=True)

    def for_cards(self) -> Self:
        """With parent and members."""
        return self.select_related("parent").prefetch_related("memberships__person")


class Team(ContentObject):
    """A team or sub-team (six and two in the handbook). A team with a request label is routable."""

    RENDERED = {"purpose": "purpose_html"}
    RESERVED_SLUGS = frozenset({"new"})
    HISTORY_CHILDREN = ("memberships", "gaps")
    STAYS_WHEN_REVERTED = frozenset({"memberships"})  # they give rights: administrators alone change them

    name = models.CharField(max_length=120, unique=True)
    slug = models.SlugField(max_length=120, unique=True)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    order = models.PositiveSmallIntegerField(default=0)
    abbreviation = models.CharField(max_length=40, blank=True)
    slack_channel = models.CharField(max_length=80, blank=True)
    purpose = models.TextField(blank=True, help_text="What the team does, in a sentence or two. Markdown.")
    purpose_html = models.TextField(blank=True, editable=False)
    is_routable = models.BooleanField(
        "takes requests", default=False, help_text="Requests can be triaged to it; it then needs a label."
    )

    objects = TeamQuerySet.as_manager()
    history = tracked(*NOT_IN_HISTORY, "purpose_html")

    class Meta:
        ordering = ["order", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("pk")),
                name="team_not_its_own_parent",
                violation_error_message="A team cannot be part of itself.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Address of the team's page."""
        return reverse("people:team", args=[self.slug])

    def clean(self) -> None:
        """Two levels are enough: a team of a team has no teams."""
        super().clean()
        if self.parent and (self.parent.parent_id or self.parent_id == self.pk):
            raise ValidationError({"parent": "Choose a team that is not itself part of another team."})


class TeamRole(models.TextChoices):
    """What somebody is in a team."""

    MEMBER = "member", "Member"
    LEAD = "lead", "Lead"


class TeamMembership(models.Model):
    """One person in one team."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10, choices=TeamRole, default=TeamRole.MEMBER)

    history = tracked()

    class Meta:
        ordering = ["team__order", "role", "person__name"]  # "lead" sorts before "member"
        constraints = [models.UniqueConstraint(fields=["person", "team"], name="membership_once")]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_role_display().lower()} of {self.team}"

    @property
    def history_root(self) -> Team:
        """The team."""
        return self.team
