"""How often one person may have the server work hard: bring files in, have everything written out."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

View = Callable[..., HttpResponseBase]
MINUTE = 60


def limited(*methods: str) -> Callable[[View], View]:
    """A view whose requests by these ``methods`` count: beyond HEAVY_PER_MINUTE a person is asked to wait.

    All such views share one count, kept by each process for itself: the true limit is that times the processes.
    """

    def decorator(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            most = settings.HEAVY_PER_MINUTE
            if most and request.method in methods and count(request.user) > most:
                told = f"One person can import and export {most} times a minute."
                response = render(request, "429.html", {"told": told}, status=HTTPStatus.TOO_MANY_REQUESTS)
                response["Retry-After"] = str(MINUTE - int(time.time()) % MINUTE)
                return response
            return view(request, *args, **kwargs)

        return answer

    return decorator


def count(user: Any) -> int:
    """How many such requests of ``user`` there were in this minute, with this one."""
    key = f"heavy-{user.pk}-{int(time.time()) // MINUTE}"
    cache.add(key, 0, 2 * MINUTE)
    try:
        return cache.incr(key)
    except ValueError:  # dropped in between: the cache holds so many keys and no more
        return 1
