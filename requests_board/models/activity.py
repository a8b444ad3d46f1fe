"""What happened on a request: the append-only events, comments, and who watches."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone

from marketing_portal.content.markdown import RenderedText
from marketing_portal.people.models import User
from requests_board.models.requests import SMRequest
from requests_board.vocabulary import State


class EventKind(models.TextChoices):
    """What an event records."""

    CREATED = "created", "Filed"
    MOVED = "moved", "Moved"
    EDITED = "edited", "Edited"
    COMMENTED = "commented", "Commented"
    ASKED = "asked", "Asked the requester"
    ANSWERED = "answered", "Answered"
    UNDONE = "undone", "Took back"
    LINKED = "linked", "Linked"
    UNLINKED = "unlinked", "Unlinked"
    ATTACHED = "attached", "Attached a file"
    DETACHED = "detached", "Removed a file"
    IMPORTED = "imported", "Imported"


# These change no field of the request, so they count no version and never collide with a move.
UNVERSIONED = (
    EventKind.COMMENTED,
    EventKind.LINKED,
    EventKind.UNLINKED,
    EventKind.ATTACHED,
    EventKind.DETACHED,
)


class RequestEvent(models.Model):
    """One change of a request: who, when, what from and to, why. Never changed, never deleted.

    ``before`` and ``after`` hold the fields that changed, so that the events of a request replay to its present
    state. ``submit`` joins the events of one press of a button.
    """

    request = models.ForeignKey(SMRequest, on_delete=models.PROTECT, related_name="events")
    submit = models.UUIDField()
    at = models.DateTimeField(default=timezone.now)
    actor = models.ForeignKey(User, on_delete=models.PROTECT, related_name="request_events")
    kind = models.CharField(max_length=10, choices=EventKind)
    move = models.CharField(max_length=24, blank=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    note = models.TextField(blank=True)
    version = models.PositiveIntegerField(help_text="Version of the request after this event.")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["request", "version"],
                condition=~Q(kind__in=[kind.value for kind in UNVERSIONED]),
                name="one_event_a_version",
            )
        ]
        indexes = [
            models.Index(fields=["actor", "-at"], name="events_by_actor"),  # what I did last
            # What was promised and taken back, for the page of a quarter: few among all events.
            models.Index(fields=["at"], condition=Q(move="return_to_backlog"), name="events_taken_back"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} #{self.request_id}"

    @property
    def to_state(self) -> State | None:
        """State that the event led to, where it changed it."""
        return State(self.after["state"]) if "state" in self.after else None

    @property
    def from_state(self) -> State | None:
        """State before, where the event changed it."""
        return State(self.before["state"]) if "state" in self.before else None

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Append only."""
        if not self._state.adding:
            raise TypeError("Events are append-only: record what happened as a new event.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refused."""
        raise TypeError("Events are append-only and cannot be deleted.")


class Comment(RenderedText):
    """A comment, a question to the requester or the answer to one."""

    RENDERED = {"body": "body_html"}

    class Kind(models.TextChoices):
        """What the comment is."""

        COMMENT = "comment", "Comment"
        QUESTION = "question", "Question"
        ANSWER = "answer", "Answer"

    request = models.ForeignKey(SMRequest, on_delete=models.CASCADE, related_name="comments")
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="request_comments")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.COMMENT)
    body = models.TextField()
    body_html = models.TextField(blank=True, editable=False)
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.body[:80]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with fresh HTML."""
        self.render_text()
        super().save(*args, **kwargs)


class Watch(models.Model):
    """Somebody who wants to be told of comments on a request."""

    request = models.ForeignKey(SMRequest, on_delete=models.CASCADE, related_name="watches")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="watches")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["request", "user"], name="watched_once")]

    def __str__(self) -> str:
        return f"{self.user} watches {self.request}"
