"""Saved views: filter, sort, columns, grouping and board layout as one thing with a name."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from marketing_portal.people.models import Team, User
from marketing_portal.people.roles import is_employee


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    """Questions about saved views."""

    def visible_to(self, user: Any) -> Self:
        """One's own, those of one's teams, those for everyone. What a view shows is asked anew by who applies it."""
        if not is_employee(user):
            return self.none()
        return self.filter(
            Q(audience=SavedView.Audience.EVERYONE)
            | Q(audience=SavedView.Audience.TEAM, team__in=list(user.team_roles))
            | Q(owner=user)
        )


class SavedView(models.Model):
    """``params`` holds the parameters of the list or board as lists of texts; they are checked when it is applied."""

    class Audience(models.TextChoices):
        """Who sees the view."""

        PRIVATE = "private", "Only me"
        TEAM = "team", "My team"
        EVERYONE = "everyone", "Everyone"

    class Layout(models.TextChoices):
        """Where the view opens."""

        LIST = "list", "List"
        BOARD = "board", "Board"

    name = models.CharField(max_length=80)
    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="saved_views")
    audience = models.CharField(max_length=8, choices=Audience, default=Audience.PRIVATE)
    team = models.ForeignKey(
        Team, null=True, blank=True, on_delete=models.CASCADE, related_name="saved_views"
    )
    layout = models.CharField(max_length=5, choices=Layout, default=Layout.LIST)
    params = models.JSONField(default=dict, blank=True)
    is_team_default = models.BooleanField(
        "opens first for the team", default=False, help_text="One a team and layout."
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "name"], name="view_name_once_an_owner"),
            models.CheckConstraint(
                condition=Q(audience="team", team__isnull=False)
                | (~Q(audience="team") & Q(team__isnull=True)),
                name="team_view_names_a_team",
                violation_error_message="A view for a team names the team; others name none.",
            ),
            models.CheckConstraint(
                condition=Q(is_team_default=False) | Q(audience="team"), name="default_view_is_of_a_team"
            ),
            models.UniqueConstraint(
                fields=["team", "layout"], condition=Q(is_team_default=True), name="one_default_view_a_team"
            ),
        ]

    def __str__(self) -> str:
        return self.name
