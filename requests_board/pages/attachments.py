"""Files of a request as its page lists them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.urls import reverse

from marketing_portal.people.models import User
from marketing_portal.ui.components.sizes import size as size_of
from requests_board.models import Attachment, SMRequest
from requests_board.workflow.attachments import may_detach


@dataclass(frozen=True)
class FileRow:
    """One file. ``take_away``: the address that removes it, for who may."""

    name: str
    ending: str
    href: str
    size: str
    by: str
    at: dt.datetime
    take_away: str


def files_of(request: SMRequest, user: User) -> list[FileRow]:
    """The files that are attached now, in the order in which they came. One query."""
    rows = Attachment.objects.filter(request=request, removed_at=None).select_related("by")
    found = []
    for row in rows:
        row.request = request  # read already: who may take it away asks for its team
        where = [request.pk, row.key]
        take_away = reverse("requests:detach", args=where) if may_detach(row, user) else ""
        ending = row.name.rpartition(".")[2].upper()[:5]
        href = reverse("requests:attachment", args=where)
        size = size_of(row.size)
        found.append(FileRow(row.name, ending, href, size, str(row.by), row.at, take_away))
    return found
