"""Answers that the browser may keep, and the number of queries where somebody measures."""

import hashlib
import re
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

Handler = Callable[[HttpRequest], HttpResponse]
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"')


def page_etag(get_response: Handler) -> Handler:
    """Give pages an ETag, so that an unchanged page asked for again answers 304.

    CSRF tokens are masked afresh for every answer: they are left out of the tag and the cookie's secret is put in,
    so that a page kept by the browser still holds a token that is good.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.get("Content-Type", "").startswith("text/html"):
            # A page that says what was not found also names who asked.
            response.setdefault("Cache-Control", "private, no-cache")
        if request.method not in {"GET", "HEAD"} or response.status_code != 200 or response.streaming:
            return response
        if response.get("Content-Type", "").startswith("text/html") and not response.has_header("ETag"):
            secret = request.META.get("CSRF_COOKIE", "") or request.COOKIES.get(settings.CSRF_COOKIE_NAME, "")
            content = TOKEN.sub(b"", response.content) + secret.encode()
            response["ETag"] = f'"{hashlib.blake2b(content, digest_size=16).hexdigest()}"'
        return response

    return middleware


def not_allowed_page(get_response: Handler) -> Handler:
    """Say what is wrong where an address that only takes forms is opened, as after signing in to send one.

    Django answers with nothing, and the browser shows a page of its own that blames the portal.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code != 405 or request.method != "GET" or response.content:
            return response
        page = render(request, "405.html", status=405)
        page["Allow"] = response["Allow"]
        return page

    return middleware


class _Counter:
    def __init__(self) -> None:
        self.queries = 0

    def __call__(self, execute: Callable[..., Any], *args: Any) -> Any:
        self.queries += 1
        return execute(*args)


def query_count(get_response: Handler) -> Handler:
    """Tell in ``X-Query-Count`` how many queries an answer took; installed by PORTAL_BENCH only."""

    def middleware(request: HttpRequest) -> HttpResponse:
        counter = _Counter()
        with connection.execute_wrapper(counter):
            response = get_response(request)
        response["X-Query-Count"] = str(counter.queries)
        return response

    return middleware
