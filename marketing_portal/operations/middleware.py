"""What stands before every page: the answer to health checks, the caller's address, one log line a request."""

import contextlib
import ipaddress
import re
import time
from collections.abc import Callable
from typing import Any

import structlog
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django_structlog.middlewares import RequestMiddleware

from marketing_portal.operations.views import healthz

Handler = Callable[[HttpRequest], HttpResponse]
SECRET_IN_PATH = re.compile(r"(/password/reset/key/)(?!done/).+")


def health_check(get_response: Handler) -> Handler:
    """Answer ``/healthz`` at once: load balancers ask by address, so with a Host that no setting could name."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return healthz(request) if request.path_info == "/healthz" else get_response(request)

    return middleware


def without_nul(get_response: Handler) -> Handler:
    """Answer 400 to a NUL in an address or a cookie: nothing is called so, and PostgreSQL takes none in a text."""

    def middleware(request: HttpRequest) -> HttpResponse:
        query = request.META.get("QUERY_STRING", "")
        if (
            "\x00" in request.path_info
            or "%00" in query
            or any("\x00" in one for one in request.COOKIES.values())
        ):
            raise BadRequest("A NUL in the address or in a cookie.")
        return get_response(request)

    return middleware


def client_address(get_response: Handler) -> Handler:
    """Take the caller's address from the proxy; installed by TRUSTED_PROXY_HEADER only.

    The last entry of ``X-Forwarded-For`` is the one that the proxy itself wrote; those before it are the caller's word.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
        with contextlib.suppress(ValueError):  # where the proxy does not say, its own address stays
            request.META["REMOTE_ADDR"] = str(ipaddress.ip_address(forwarded))
        return get_response(request)

    return middleware


class RequestLog(RequestMiddleware):
    """One line a request, and its id in the answer. Neither the query nor a one-time key gets into the log."""

    def prepare(self, request: HttpRequest) -> None:
        request.started = time.monotonic()  # type: ignore[attr-defined]
        super().prepare(request)

    def handle_response(self, request: HttpRequest, response: HttpResponse) -> None:
        response["X-Request-ID"] = structlog.contextvars.get_contextvars()["request_id"]
        spent = time.monotonic() - request.started  # type: ignore[attr-defined]
        structlog.contextvars.bind_contextvars(ms=round(spent * 1000, 1))
        super().handle_response(request, response)

    @staticmethod
    def format_request(request: HttpRequest) -> str:
        """Method and path."""
        path = SECRET_IN_PATH.sub(r"\1***/", request.path)
        return f"{request.method} {path}"

    @classmethod
    def bind_ip(cls, request: Any) -> None:
        """The address of the connection, or of ``client_address``; never what a caller claims."""
        structlog.contextvars.bind_contextvars(ip=request.META.get("REMOTE_ADDR"))
