"""Times as people say them, with the exact one in the element and on hover."""

from datetime import date, datetime
from functools import lru_cache

from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

MINUTE, HOUR, DAY = 60, 3600, 86400
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
STEPS = (
    (HOUR, MINUTE, "minute"),
    (DAY, HOUR, "hour"),
    (14 * DAY, DAY, "day"),
    (60 * DAY, 7 * DAY, "week"),
    (730 * DAY, 30.44 * DAY, "month"),
    (float("inf"), 365.25 * DAY, "year"),
)


def distance(seconds: float) -> str:
    """``seconds`` as one rounded unit: 7300 is "2 hours"."""
    unit, word = next((unit, word) for below, unit, word in STEPS if seconds < below)
    count = max(1, round(seconds / unit))
    return f"{count} {word}{'' if count == 1 else 's'}"


def duration(seconds: float) -> str:
    """A length of time, for filters: ``{{ 900|duration }}`` is "15 minutes"."""
    return distance(float(seconds))


def relative(moment: datetime, now: datetime) -> str:
    """``moment`` seen from ``now``: "just now", "3 days ago", "in 2 weeks"."""
    seconds = (now - moment).total_seconds()
    if abs(seconds) < MINUTE:
        return "just now"
    return f"{distance(seconds)} ago" if seconds > 0 else f"in {distance(-seconds)}"


def relative_day(day: date, today: date) -> str:
    """A day without a time of day: "today", "yesterday", "in 3 weeks"."""
    days = (today - day).days
    near = {0: "today", 1: "yesterday", -1: "tomorrow"}.get(days)
    if near:
        return near
    return f"{distance(days * DAY)} ago" if days > 0 else f"in {distance(-days * DAY)}"


def ago(moment: datetime | date | None, empty: str = "never") -> SafeString:
    """``<time>`` with the relative time as text; ``empty`` (a word) when there is no moment."""
    if moment is None:
        return format_html('<span class="muted">{}</span>', empty)
    if isinstance(moment, datetime):
        moment = timezone.localtime(moment)
        exact, text = f"{weekday(moment)}, {moment:%H:%M %Z}", relative(moment, timezone.now())
    else:
        exact, text = weekday(moment), relative_day(moment, timezone.localdate())
    return SafeString(f'<time datetime="{moment.isoformat()}" title="{exact}">{text}</time>')


def day(moment: datetime | date | None, empty: str = "not set") -> SafeString:
    """``<time>`` with the date as text, for deadlines and tables where a relative time would not line up."""
    if moment is None:
        return format_html('<span class="muted">{}</span>', empty)
    return written_day(timezone.localtime(moment).date() if isinstance(moment, datetime) else moment)


@lru_cache(maxsize=1024)
def written_day(local: date) -> SafeString:
    """``local`` as ``day`` gives it; kept, since a board or a list names the same days again and again."""
    return SafeString(f'<time datetime="{local.isoformat()}">{plain_day(local)}</time>')


def plain_day(local: date) -> str:
    """4 Feb 2020. Written here: Django's formats look for a language in every part of a date."""
    return f"{local.day} {MONTHS[local.month - 1]} {local.year:04}"


def weekday(local: date) -> str:
    """Tue 4 Feb 2020."""
    return f"{DAYS[local.weekday()]} {plain_day(local)}"
