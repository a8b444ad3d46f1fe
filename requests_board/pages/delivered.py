"""What was delivered can be listed as collateral: the way there, for each reader."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from marketing_portal.content.addresses import link_to, request_url
from marketing_portal.people.roles import can_edit_content
from requests_board.models import SMRequest
from requests_board.vocabulary import State

LONGEST_TITLE = 200


def way_to_list(request: SMRequest, user: Any) -> tuple[str, str]:
    """Address and words of the link; empty where nothing was delivered. Editors list it, others ask for it."""
    if request.state != State.COMPLETED or not request.delivered_url:
        return "", ""
    if can_edit_content(user):
        filled = {"title": request.title, "url": request.delivered_url}
        filled |= {"internal": "1"} if request.is_confidential else {}
        return f"{link_to('admin:usecases_collateral_add')}?{urlencode(filled)}", "List it as collateral"
    ask = request_url(
        title=f"List as collateral: {request.title}"[:LONGEST_TITLE],
        description=request.delivered_url,
        about=request.get_absolute_url(),
    )
    return ask, "Ask an editor to list it as collateral"
