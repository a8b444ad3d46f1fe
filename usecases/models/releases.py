"""The cascade checklist run for a release: a copy of its questions and actions as they were, with the answers.

A run copies the words of the checklist, so that it stays what it was when the checklist changes later. Each answer has
a version of its own: two people who answer different questions never meet.
"""

from __future__ import annotations

from typing import Self

from django.db import models, transaction
from django.db.models import Count, Exists, F, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.urls import reverse

from marketing_portal.content.models import NOT_IN_HISTORY, Versioned, tracked
from marketing_portal.people.models import User
from usecases.models.organisation import CascadeAction, CascadeQuestion


def settled_rule() -> Q:
    """Answers with nothing left to do, as a condition (ReleaseAnswer.is_settled says why)."""
    tasks = ReleaseTask.objects.filter(answer=OuterRef("pk"))
    done = Exists(tasks.filter(done_at__isnull=False)) | ~Exists(tasks)
    return Q(answer__in=["no", "na"]) | (Q(answer="yes") & Q(done))


class ReleaseQuerySet(models.QuerySet["Release"]):
    """Questions about runs."""

    def with_progress(self) -> Self:
        """With the number of questions, of those that are settled, and when anything was changed last."""
        answers = ReleaseAnswer.objects.filter(release=OuterRef("pk")).order_by().values("release")
        counted = answers.annotate(count=Count("pk")).values("count")
        settled = answers.filter(settled_rule()).annotate(count=Count("pk")).values("count")
        changed = answers.annotate(last=Max("updated_at")).values("last")
        return self.annotate(
            asked=Coalesce(Subquery(counted), 0),
            settled=Coalesce(Subquery(settled), 0),
            changed=Greatest("updated_at", Coalesce(Subquery(changed), F("updated_at"))),
        )

    def start(self, release: Release) -> Release:
        """Save ``release`` with a copy of the checklist as it is now."""
        with transaction.atomic():
            release.save()
            for question in CascadeQuestion.objects.prefetch_related("actions"):
                asked = ReleaseAnswer.objects.create(
                    release=release, question=question, text=question.question, order=question.order
                )
                for action in question.actions.all():
                    ReleaseTask.objects.create(
                        answer=asked, action=action, label=action.label, url=action.url, order=action.order
                    )
        return release


class Release(Versioned):
    """A release that the cascade checklist is run for; withdrawn rather than deleted, and kept when finished."""

    RESERVED_SLUGS = frozenset({"new"})

    name = models.CharField(max_length=80, unique=True)
    slug = models.SlugField(max_length=80, unique=True)
    released_on = models.DateField("day of the release", null=True, blank=True)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", editable=False)
    finished_at = models.DateTimeField(null=True, blank=True, editable=False)
    finished_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+", editable=False
    )

    objects = ReleaseQuerySet.as_manager()
    history = tracked(*NOT_IN_HISTORY)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True) | Q(withdrawn_at__isnull=True),
                name="run_is_finished_or_withdrawn",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        """True while answers can be given."""
        return self.finished_at is None and self.withdrawn_at is None

    def get_absolute_url(self) -> str:
        """Address of the run."""
        return reverse("organisation:release", args=[self.slug])


class ReleaseAnswer(Versioned):
    """One question of a run with its answer."""

    HISTORY_CHILDREN = ("tasks",)

    class Answer(models.TextChoices):
        """Whether the release needs it."""

        OPEN = "", "Not answered"
        YES = "yes", "Yes"
        NO = "no", "No"
        NOT_APPLICABLE = "na", "Not applicable"

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(
        CascadeQuestion, null=True, on_delete=models.SET_NULL, related_name="answers", editable=False
    )
    order = models.PositiveSmallIntegerField(default=0, editable=False)
    text = models.CharField(max_length=300, editable=False)
    answer = models.CharField(max_length=3, choices=Answer, blank=True)
    url = models.URLField("link", max_length=400, blank=True)
    note = models.CharField(max_length=300, blank=True)
    answered_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)

    history = tracked(*NOT_IN_HISTORY)

    class Meta:
        ordering = ["release", "order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["release", "question"], name="one_answer_a_question"),
        ]

    def __str__(self) -> str:
        return f"{self.release}: {self.text}"[:200]

    @property
    def is_settled(self) -> bool:
        """True where nothing is left to do; either of two actions is enough, they are two ways to the same thing."""
        if self.answer == self.Answer.YES:
            return any(task.done_at for task in self.tasks.all()) or not self.tasks.all()
        return self.answer != self.Answer.OPEN


class ReleaseTask(models.Model):
    """One action below a question of a run: who did it, and when."""

    answer = models.ForeignKey(ReleaseAnswer, on_delete=models.CASCADE, related_name="tasks")
    action = models.ForeignKey(
        CascadeAction, null=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    order = models.PositiveSmallIntegerField(default=0)
    label = models.CharField(max_length=160)
    url = models.URLField(max_length=400, blank=True)
    done_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    done_at = models.DateTimeField(null=True, blank=True)

    history = tracked()

    class Meta:
        ordering = ["answer", "order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, done_by__isnull=True)
                | Q(done_at__isnull=False, done_by__isnull=False),
                name="done_is_who_and_when",
            )
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def history_root(self) -> ReleaseAnswer:
        """The question."""
        return self.answer
