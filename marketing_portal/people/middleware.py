"""Who may come in: everything needs a sign-in unless a view says otherwise."""

from typing import Any

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from marketing_portal.content.access import public_read

__all__ = ["SignInFirst", "public_read"]

HIDDEN = {403, 404}


class SignInFirst(LoginRequiredMiddleware):
    """Signed out, the answer is the sign-in page whether or not the thing exists."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response: HttpResponse = self.get_response(request)  # type: ignore[assignment]
        if (
            response.status_code in HIDDEN
            and not request.user.is_authenticated
            and self.asks_for_page(request)
        ):
            return redirect_to_login(request.get_full_path(), login_url=settings.LOGIN_URL)
        return response

    def process_view(
        self, request: HttpRequest, view_func: Any, view_args: Any, view_kwargs: Any
    ) -> HttpResponseBase | None:
        """Let readers of public content pass where the setting allows it."""
        if settings.PUBLIC_READ and getattr(view_func, "public_read", False):
            return None
        return super().process_view(request, view_func, view_args, view_kwargs)

    @staticmethod
    def asks_for_page(request: HttpRequest) -> bool:
        """False for the sign-in pages themselves and for files."""
        return not request.path.startswith(("/accounts/", settings.STATIC_URL)) and request.method in {
            "GET",
            "HEAD",
        }
