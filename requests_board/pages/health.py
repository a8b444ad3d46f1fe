"""How the work on a request goes: said in neutral words, and marked once it was said long ago."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from marketing_portal.ui.components.basics import badge
from marketing_portal.ui.components.times import ago
from requests_board.forms.health import HealthForm
from requests_board.models import SMRequest
from requests_board.pages.detail import HEALTH_TONES
from requests_board.vocabulary import Health, State
from requests_board.workflow import editable_fields

FRESH = dt.timedelta(days=14)


def last_said(request: SMRequest) -> dt.datetime | None:
    """When somebody last said how ``request`` goes. One query."""
    told = request.events.filter(after__has_key="health").order_by("-pk")
    return told.values_list("at", flat=True).first()


def health_badge(request: SMRequest, said: dt.datetime | None) -> SafeString:
    """The health of ``request``; where it was said more than two weeks ago, when."""
    if not request.health:
        return SafeString("")
    health = Health(request.health)
    shown = badge(health.label, HEALTH_TONES[health])
    if said is None or timezone.now() - said <= FRESH:
        return shown
    return format_html('{} <small class="said-when">said {}</small>', shown, ago(said))


def may_say(request: SMRequest, user: Any) -> bool:
    """The team says how it goes while somebody works on it."""
    return request.state == State.ASSIGNED and "health" in editable_fields(request, user)


def health_context(request: SMRequest, user: Any, form: HealthForm | None = None) -> dict[str, Any]:
    """What templates/requests_board/_health.html shows. At most one query."""
    may = may_say(request, user)
    said = last_said(request) if request.health else None
    return {
        "sm_request": request,
        "shown": health_badge(request, said),
        "said": said,
        "form": (form or HealthForm(row=request)) if may else None,
        "is_mine": may and user in request.assignees.all(),
    }
