"""Roles in a customer's IT department: whom one meets, what they look at, what to lead with."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from marketing_portal.content.models import NOT_IN_HISTORY, Versioned, tracked


class EnterpriseRole(Versioned):
    """A title on a business card, at one level; a speciality stands below the role that it belongs to.

    A persona is a type that we write for; a role is what somebody is called whom we meet.
    """

    RENDERED = {
        "focus": "focus_html",
        "reference": "reference_html",
        "value": "value_html",
        "challenges": "challenges_html",
        "questions": "questions_html",
        "resources": "resources_html",
        "note": "note_html",
    }

    key = models.SlugField(max_length=80, unique=True)
    order = models.PositiveSmallIntegerField(default=0)
    level = models.CharField(max_length=80, help_text="CxO, VP, director, manager: as the handbook calls it.")
    title = models.CharField(max_length=200)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="specialities"
    )
    focus = models.TextField(blank=True, help_text="What somebody in this role looks at. Markdown.")
    focus_html = models.TextField(blank=True, editable=False)
    reference = models.TextField("see also", blank=True, help_text="Videos and decks about it. Markdown.")
    reference_html = models.TextField(blank=True, editable=False)
    value = models.TextField("value proposition", blank=True, help_text="What to lead with. Markdown.")
    value_html = models.TextField(blank=True, editable=False)
    challenges = models.TextField(blank=True, help_text="Markdown.")
    challenges_html = models.TextField(blank=True, editable=False)
    questions = models.TextField("questions to ask", blank=True, help_text="Markdown.")
    questions_html = models.TextField(blank=True, editable=False)
    resources = models.TextField(blank=True, help_text="What to show. Markdown.")
    resources_html = models.TextField(blank=True, editable=False)
    note = models.TextField(blank=True, help_text="Anything else. Markdown.")
    note_html = models.TextField(blank=True, editable=False)

    history = tracked(*NOT_IN_HISTORY, *RENDERED.values())

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = "enterprise IT role"
        constraints = [
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("pk")),
                name="enterprise_role_not_its_own_parent",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def facts(self) -> list[tuple[str, str]]:
        """What is said of the role besides its focus and what to show: label and HTML."""
        named = [
            ("Lead with", self.value_html),
            ("Challenges", self.challenges_html),
            ("Ask", self.questions_html),
            ("See also", self.reference_html),
            ("Note", self.note_html),
        ]
        return [(label, html) for label, html in named if html]

    def clean(self) -> None:
        """Specialities stand one level below a role."""
        super().clean()
        if self.parent and (self.parent_id == self.pk or self.parent.parent_id):
            raise ValidationError(
                {"parent": "A speciality stands below a role, not below another speciality."}
            )
