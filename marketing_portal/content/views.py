"""Handbook pages, the review of content, and the way from a page to a request about it."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from marketing_portal.content import history, kinds, reading
from marketing_portal.content.about import about, may_review
from marketing_portal.content.access import public_read
from marketing_portal.content.addresses import link_to, moved_or_404, page_of
from marketing_portal.content.models import HandbookPage

TITLE_LENGTH = 200


@public_read
@require_safe
def page_list(request: HttpRequest) -> HttpResponse:
    """Every handbook page by its place in the order, with its summary."""
    pages = HandbookPage.objects.visible_to(request.user)[:200]
    add = (
        link_to("admin:content_handbookpage_add") if request.user.has_perm("content.add_handbookpage") else ""
    )
    return render(request, "content/page_list.html", {"pages": pages, "add_href": add})


@public_read
@require_safe
def page(request: HttpRequest, path: str) -> HttpResponse:
    """One handbook page."""
    pages = HandbookPage.objects.visible_to(request.user)
    shown = pages.select_related("owner", "reviewed_by").filter(slug=path).first()
    if shown is None:
        return moved_or_404(pages, path)
    before, after = reading.neighbours(shown, pages)
    context = {
        "page": shown,
        "body": reading.with_tables_that_scroll(shown.body_html),
        "contents": reading.contents(shown.headings),
        "before": before,
        "after": after,
        "about": about(shown, request.user),
    }
    return render(request, "content/page.html", context)


@require_POST
def review(request: HttpRequest, app: str, model: str, pk: int) -> HttpResponse:
    """“Still correct”: the next review is due one interval from today."""
    shown = kinds.visible_or_404(app, model, pk, request.user)
    if not may_review(request.user, shown):
        raise PermissionDenied("Only editors and the owner can say that this is still correct.")
    scope = history.current_scope()
    if scope is not None:
        scope.reason = "Still correct"
    shown.mark_reviewed(request.user)
    messages.success(
        request, f"Marked as still correct. Next review: {date_format(shown.review_due, 'j M Y')}."
    )
    return redirect(shown)


@public_read
@require_safe
def go(request: HttpRequest, app: str, model: str, pk: int) -> HttpResponse:
    """On to the page of an object that is known by its key alone; its address may have changed since."""
    address = page_of(kinds.visible_or_404(app, model, pk, request.user))
    if not address:
        raise Http404("This kind of content has no pages.")
    return redirect(address)


CORRECTION = "content-correction"  # the kind of request, where the desk has it


@require_safe
def report_problem(request: HttpRequest) -> HttpResponse:
    """On to a new request that already says which page it is about. Takes ``about`` (a path here) and ``title``."""
    form = link_to("requests:new")
    if not form:
        raise Http404("Requests cannot be filed here.")
    where, title = request.GET.get("about", ""), request.GET.get("title", "")[:TITLE_LENGTH]
    if not where.startswith("/") or not url_has_allowed_host_and_scheme(where, allowed_hosts=None):
        where = ""
    filled = {"kind": CORRECTION, "title": title or "Problem on a page of the portal"}
    if where:
        address = request.build_absolute_uri(where)
        filled |= {"description": f"Page: {address}\n\nWhat is wrong there:\n", "about": where}
    return redirect(f"{form}?{urlencode(filled)}")
