"""Notices to be mailed, without the workflow that usually writes them."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest

from marketing_portal.people.models import User
from requests_board.models import Notification, SMRequest
from tests.support.cast import Cast

Notify = Callable[..., Notification]


@pytest.fixture
def filed(cast: Cast) -> SMRequest:
    """A request by the requester."""
    return SMRequest.objects.create(title="Slides for a bank", requester=cast.requester)


@pytest.fixture
def notify(cast: Cast, filed: SMRequest) -> Notify:
    """Writes a notice to somebody, about `filed` unless something else is said."""

    def write(recipient: User | None = None, subject: str = "was triaged", **more: Any) -> Notification:
        fields: dict[str, Any] = {"request": filed, "body": f"{subject}.\nBy Triage lead."} | more
        fields.setdefault("submit", uuid.uuid4())
        who = recipient or cast.requester
        return Notification.objects.create(recipient=who, actor=cast.triage_lead, subject=subject, **fields)

    return write
