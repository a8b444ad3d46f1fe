"""What django-axes counts failed sign-ins by: the address that was tried, and the caller's address."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest


def address_tried(request: HttpRequest, credentials: Mapping[str, Any] | None) -> str:
    """The e-mail address of an attempt, in small letters, however the form named it.

    The portal's form gives it as ``email`` or ``login``, the admin's as ``username``. With one name for all of them
    nobody gets more attempts by changing the form or the case.
    """
    given = credentials or {}
    found = given.get("email") or given.get("username") or request.POST.get("login")
    return str(found or request.POST.get("username", "")).strip().lower()[:255]


def client_address(request: HttpRequest) -> str | None:
    """The address of the connection (operations.middleware says when a proxy's word is taken instead)."""
    return request.META.get("REMOTE_ADDR")
