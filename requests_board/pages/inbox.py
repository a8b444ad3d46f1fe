"""What the inbox shows of what somebody was told: never more than they may see today.

A notice was written when it happened. A request can have become confidential since, or gone to another team: then its
number stands there, and nothing that the notice said of it. A notice of several requests holds a line for each.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString

from marketing_portal.people.models import User
from requests_board.models import Notification, SMRequest
from requests_board.pages.addresses import Address
from requests_board.pages.rows import NOTHING

HIDDEN = "not visible to you"
NAMED = re.compile(r"#([1-9]\d{0,8}) ")
TOLD_OF_MANY = "Each of these "
MINUTES = re.compile(r"https?://[^\s/]+/requests/standups/\d+/")  # where the minutes of a stand-up end


@dataclass(frozen=True)
class Told:
    """One notice as its reader may see it now. ``headline``: what follows the name of the request, if that is known.

    ``html`` is what was said with a link on each request, where the notice is about several.
    """

    notice: Notification
    subject: str
    said: str
    headline: str = ""
    is_hidden: bool = False
    html: SafeString = NOTHING


def shown(notices: Iterable[Notification], user: User) -> list[Told]:
    """``notices`` as ``user`` may see them. One query for all of them."""
    rows = list(notices)
    seen = visible(set().union(*(numbers(row) for row in rows)), user)
    return [told(row, seen) for row in rows]


def numbers(notice: Notification) -> set[int]:
    """The requests that ``notice`` names."""
    if notice.request_id:
        return {notice.request_id}
    return {number for line in notice.body.split("\n") if (number := number_in(line))}


def number_in(line: str) -> int:
    """Number of the request that ``line`` begins with, 0 for none."""
    named = NAMED.match(line)
    return int(named[1]) if named else 0


def visible(keys: set[int], user: User) -> dict[int, str]:
    """Those of the requests with these ``keys`` that ``user`` may see, with their titles."""
    rows = SMRequest.objects.visible_to(user).filter(pk__in=keys).order_by()
    return dict(rows.values_list("pk", "title")) if keys else {}


def told(notice: Notification, seen: Mapping[int, str]) -> Told:
    """``notice`` without what is not among ``seen``."""
    if notice.request_id and notice.request_id not in seen:
        return Told(notice, f"#{notice.request_id}, {HIDDEN}", "", is_hidden=True)
    if notice.request is None:
        said = "\n".join(lines(notice.body, seen)).strip()
        return Told(notice, notice.subject, said, html=linked(said, seen))
    name, colon, headline = notice.subject.partition(f"{notice.request}: ")
    if name or not colon:  # it is called something else now
        return Told(notice, notice.subject, notice.said)
    return Told(notice, str(notice.request), notice.said, headline)


def linked(said: str, seen: Mapping[int, str]) -> SafeString:
    """``said``, where each line that begins with a request of ``seen`` leads there by its number and title."""
    page = Address("requests:detail")
    found = []
    for line in said.split("\n"):
        number = number_in(line)
        name = f"#{number} {seen.get(number, '')}"
        if number not in seen:
            found.append(format_html("{}", line))
            continue
        if not line.startswith(name):  # it is called something else now
            name = f"#{number}"
        link = format_html('<a href="{}">{}</a>', page.of(number), name)
        found.append(format_html("{}{}", link, line.removeprefix(name)))
    return SafeString("<br>".join(found))  # each line is escaped above


def lines(body: str, seen: Container[int]) -> Iterator[str]:
    """The lines of ``body``. What is said of a hidden request goes, up to the next name; its number stays.

    What is said of each of many goes where all of those that are listed are hidden. Only what the portal writes
    begins a line without a space (notices.indented), so no text can pass for a name, a list or an address.
    """
    is_about_hidden = False
    for paragraph in body.split("\n\n"):
        rows = paragraph.split("\n")
        is_list = rows[0].startswith(TOLD_OF_MANY)
        if is_list:
            is_about_hidden = not any(number in seen for number in map(number_in, rows[1:]))
        for row in rows:
            number = number_in(row)
            if number and not is_list:
                is_about_hidden = number not in seen
            if number and number not in seen:
                yield f"#{number}, {HIDDEN}"
            elif not is_about_hidden or MINUTES.fullmatch(row):
                yield row
        yield ""
