"""How many notices somebody has not read, for the header of every page."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from requests_board.models import Notification

MOST = 99


def inbox(request: HttpRequest) -> dict[str, object]:
    """``inbox_unread``, counted when the header asks for it: one query, and none for visitors."""
    return {"inbox_unread": SimpleLazyObject(lambda: unread(request))}


def unread(request: HttpRequest) -> str:
    """The number in words that fit a badge: nothing, 3, or 99+."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return ""
    mine = Notification.objects.filter(recipient=user).unread().order_by()
    number = mine.values("pk")[: MOST + 1].count()
    return f"{MOST}+" if number > MOST else str(number or "")
