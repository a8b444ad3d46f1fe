"""What there is to say, to ask and to show for a use case: one ordered, keyed row for each point of its page."""

from __future__ import annotations

from typing import Any

from django.db import models

from marketing_portal.content.knowledge import Knowledge
from marketing_portal.content.markdown import RenderedText
from marketing_portal.content.models import tracked
from usecases.models.use_case import UseCase
from usecases.vocabulary import UsePointKind


class UseCasePoint(RenderedText):
    """One point: a differentiator with its proof, a discovery question, an objection, a case study …

    ``group`` is the heading it stands under. ``is_remark``: it says something about the others of its group.
    """

    RENDERED = {
        "title": "title_html",
        "text": "text_html",
        "detail": "detail_html",
        "result": "result_html",
        "demos": "demos_html",
    }
    INLINE = ("title",)

    use_case = models.ForeignKey(UseCase, on_delete=models.CASCADE, related_name="points")
    kind = models.CharField(max_length=20, choices=UsePointKind)
    key = models.SlugField(
        max_length=80, help_text="Stays the same when the text changes; part of the point's link."
    )
    order = models.PositiveSmallIntegerField(default=0)
    group = models.CharField(max_length=160, blank=True, help_text="The heading that it stands under.")
    title = models.TextField(
        blank=True, help_text="Its name: a differentiator, a tier, a customer, who says it. Markdown."
    )
    title_html = models.TextField(blank=True, editable=False)
    text = models.TextField(blank=True, help_text="Markdown.")
    text_html = models.TextField(blank=True, editable=False)
    detail = models.TextField(
        blank=True, help_text="Proof, answer, remark, solution, source, key features. Markdown."
    )
    detail_html = models.TextField(blank=True, editable=False)
    result = models.TextField(blank=True, help_text="What came of it, for case studies. Markdown.")
    result_html = models.TextField(blank=True, editable=False)
    demos = models.TextField(blank=True, help_text="Links to what shows it. Markdown.")
    demos_html = models.TextField(blank=True, editable=False)
    sales_segment = models.CharField(max_length=60, blank=True)
    state = models.CharField(max_length=16, choices=Knowledge, default=Knowledge.KNOWN)
    is_remark = models.BooleanField("remark on the group", default=False)
    internal = models.BooleanField(default=False, help_text="Only for people who are signed in.")

    history = tracked(*RENDERED.values(), "renderer_version")

    class Meta:
        ordering = ["use_case", "order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["use_case", "key"], name="point_key_once_a_use_case"),
            models.CheckConstraint(
                condition=~models.Q(title="", text="") | ~models.Q(state=Knowledge.KNOWN),
                name="use_case_point_says_something",
                violation_error_message="Write a title or a text, or say why there is none.",
            ),
        ]

    def __str__(self) -> str:
        return (self.title or self.text)[:80] or self.get_kind_display()

    @property
    def history_root(self) -> UseCase:
        """The use case."""
        return self.use_case

    @property
    def history_group(self) -> tuple[int, str]:
        """The heading that the point stands under, and its place."""
        return list(UsePointKind).index(UsePointKind(self.kind)), UsePointKind(self.kind).label

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with fresh HTML."""
        self.render_text()
        super().save(*args, **kwargs)
