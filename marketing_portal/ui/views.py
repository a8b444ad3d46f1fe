"""The style guide, the choice of theme, and the pages that say why there is no page."""

from csp.middleware import CSPMiddleware
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.security import SecurityMiddleware
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from marketing_portal.ui.context_processors import THEME_COOKIE, THEMES
from marketing_portal.ui.styleguide import examples

YEAR = 60 * 60 * 24 * 365


@login_not_required
@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """Every component in every state."""
    return render(request, "ui/styleguide.html", examples())


@login_not_required
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Keep ``theme`` (light, dark; anything else: as the system has it) in a cookie and go back to ``next``."""
    target = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        target = "/"
    response = HttpResponseRedirect(target)
    chosen = request.POST.get("theme", "")
    if chosen in THEMES:
        response.set_cookie(
            THEME_COOKIE, chosen, max_age=YEAR, samesite="Lax", secure=request.is_secure(), httponly=True
        )
    else:
        response.delete_cookie(THEME_COOKIE, samesite="Lax")
    return response


@login_not_required
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token was missing or old: say so in words; nothing was saved."""
    return render(request, "403_csrf.html", status=403)


@login_not_required
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Not understood: a page without context processors, which would ask for the session.

    Where HTTPS is demanded, an unknown Host is refused on the way in to the headers of every page: they are set here.
    """
    response = HttpResponse(render_to_string("400.html"), status=400)
    for headers in (CSPMiddleware, SecurityMiddleware):
        headers(lambda _: response).process_response(request, response)
    return response


@login_not_required
def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """One may see the thing but not do this; the reason when the code gave one."""
    return render(request, "403.html", {"reason": str(exception)}, status=403)


@login_not_required
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """No such page, or not for this person: the answer is the same."""
    return render(request, "404.html", status=404)


@login_not_required
def server_error(request: HttpRequest) -> HttpResponse:
    """Something broke: a page without context processors, session or database, which may be what broke."""
    return HttpResponse(render_to_string("500.html"), status=500)
