"""Requests and notifications: to look at. A request changes on its own page, where every change is an event."""

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest

from marketing_portal.content.admin import ReadOnlyAdmin
from marketing_portal.content.typed import TabularInline
from requests_board.models import Assignment, Comment, Notification, RequestEvent, SMRequest


class ReadOnlyInline(TabularInline):
    """Rows to look at."""

    extra = 0
    can_delete = False
    template = "admin/content/rows.html"

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False


class AssignmentInline(ReadOnlyInline):
    """Who works on it."""

    model = Assignment
    fields = ("user", "at")
    readonly_fields: ClassVar[Any] = fields
    verbose_name_plural = "Assignees"


class CommentInline(ReadOnlyInline):
    """What was said."""

    model = Comment
    fields = ("at", "author", "kind", "body")
    readonly_fields: ClassVar[Any] = fields
    verbose_name_plural = "Comments"


class EventInline(ReadOnlyInline):
    """What happened."""

    model = RequestEvent
    fields = ("version", "at", "actor", "kind", "move", "before", "after", "note")
    readonly_fields: ClassVar[Any] = fields
    verbose_name_plural = "Events"


@admin.register(SMRequest)
class SMRequestAdmin(ReadOnlyAdmin):
    """Requests as the database has them."""

    list_display = (
        "number_told",
        "title",
        "state",
        "team",
        "milestone",
        "priority",
        "requester",
        "due_on",
        "created_at",
    )
    list_display_links = ("number_told", "title")
    list_filter = ("state", "team", "priority", "is_urgent", "is_confidential", "health")
    list_select_related = ("team", "milestone", "requester")
    search_fields = ("title", "description", "requester__name", "requester__email")
    date_hierarchy = "created_at"
    inlines = (AssignmentInline, CommentInline, EventInline)
    fieldsets: ClassVar[Any] = (
        (None, {"fields": ("title", "description", ("requester", "created_at"), "is_confidential")}),
        (
            "Where it stands",
            {
                "fields": (
                    ("state", "team", "milestone"),
                    ("work_status", "version"),
                    ("waiting_since", "updated_at", "closed_at"),
                    ("transferred_to", "close_reason"),
                    ("delivered_url", "delivered_note"),
                )
            },
        ),
        (
            "Answers",
            {
                "fields": (
                    ("priority", "due_on", "due_is_critical"),
                    ("is_urgent", "urgent_reason"),
                    ("use_case", "gtm_phase", "devops_stages", "devops_categories"),
                    ("dod", "dod_text"),
                    ("eteam", "is_clear", "clarity_note"),
                    ("weight", "health", "health_note"),
                )
            },
        ),
    )

    @admin.display(description="number", ordering="pk")
    def number_told(self, obj: SMRequest) -> str:
        """As people write it."""
        return f"#{obj.pk}"


@admin.register(Notification)
class NotificationAdmin(ReadOnlyAdmin):
    """What people were told; a mail that stays “being sent” lost its worker, and nobody can know if it went out."""

    list_display = ("subject", "recipient", "mail", "mail_attempts", "created_at", "mailed_at", "read_at")
    list_filter = ("mail", ("read_at", admin.EmptyFieldListFilter))
    list_select_related = ("recipient",)
    search_fields = ("subject", "recipient__name", "recipient__email")
    date_hierarchy = "created_at"
    fieldsets: ClassVar[Any] = (
        (None, {"fields": ("subject", "body", ("recipient", "actor", "request"), ("created_at", "read_at"))}),
        ("Mail", {"fields": (("mail", "mail_attempts"), ("mail_next_at", "mailed_at"), "submit")}),
    )
