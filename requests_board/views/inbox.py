"""What somebody was told."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from requests_board.models import Notification
from requests_board.pages.inbox import shown
from requests_board.pages.paging import Order, only, page
from requests_board.views.common import SignedInRequest, number_in

NEWEST = Order("Newest first")


@require_safe
def list_notices(request: SignedInRequest) -> HttpResponse:
    """Unread ones first; everything by ``show=all``."""
    everything = request.GET.get("show") == "all"
    mine = Notification.objects.filter(recipient=request.user).select_related("request", "actor")
    found = page(mine if everything else mine.unread(), NEWEST, only(request.GET, "show"))
    tabs = [("Unread", "?", not everything), ("All", "?show=all", everything)]
    told = shown(found.rows, request.user)
    context = {"page": found, "told": told, "tabs": tabs, "everything": everything}
    return render(request, "requests_board/inbox.html", context)


@require_POST
def read(request: SignedInRequest) -> HttpResponse:
    """Mark one as read (``notice``), and go to its request where ``open`` says so; or all of them (``all``)."""
    unread = Notification.objects.filter(recipient=request.user)
    if "all" in request.POST:
        number = unread.unread().update(read_at=timezone.now())
        messages.info(request, f"{number} marked as read." if number else "There was nothing unread.")
        return redirect("inbox:list")
    key = number_in(request.POST.get("notice", ""), otherwise=0)
    notice = get_object_or_404(unread.select_related("request"), pk=key)
    unread.unread().filter(pk=key).update(read_at=timezone.now())
    return redirect(notice.request if "open" in request.POST and notice.request else "inbox:list")
