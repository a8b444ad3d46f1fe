"""What the views share: who asks, which request, and the two answers to what may not be."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from marketing_portal.people.models import User
from requests_board.models import SMRequest

INVALID, CONFLICT = 422, 409
MAY_NOT = "This request is open to you for reading; this step is for others."


class SignedInRequest(HttpRequest):
    """A request of somebody signed in: the middleware lets nobody else come this far."""

    user: User


def visible(request: SignedInRequest, number: int, people: bool = True) -> SMRequest:
    """The request of that number, or 404 where it does not exist for this person; with its ``people`` or without."""
    rows = SMRequest.objects.visible_to(request.user).for_page(people)
    return get_object_or_404(rows, pk=number)


def demand(allowed: bool, sentence: str = MAY_NOT) -> None:
    """403 with ``sentence`` unless ``allowed``."""
    if not allowed:
        raise PermissionDenied(sentence)


def number_in(text: str, otherwise: int) -> int:
    """The number that ``text`` is, else ``otherwise``."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else otherwise
