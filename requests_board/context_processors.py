"""How many notices somebody has not read, for the header of every page."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from requests_board.models import Notification
from requests_board.pages.together import Prepared, Rows

MOST = 99


def of_one(person: int) -> list[Rows]:
    """What ``person`` has not read, as far as it is counted."""
    return [Notification.objects.filter(recipient=person).unread().order_by().values("pk")[: MOST + 1]]


UNREAD = Prepared("COUNT(*)", of_one, int)


def inbox(request: HttpRequest) -> dict[str, object]:
    """``inbox_unread``, counted when the header asks for it: one query, and none for visitors."""
    return {"inbox_unread": SimpleLazyObject(lambda: unread(request))}


def unread(request: HttpRequest) -> str:
    """The number in words that fit a badge: nothing, 3, or 99+."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return ""
    ((_, number),) = UNREAD.rows(user.pk)
    return f"{MOST}+" if number > MOST else str(number or "")
