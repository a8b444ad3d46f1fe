"""Addresses: links only to pages that exist, and former addresses that lead to the page of today."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.http import Http404, HttpResponsePermanentRedirect
from django.urls import NoReverseMatch, reverse

from marketing_portal.content.models import FormerSlug


def link_to(name: str, *args: object) -> str:
    """Address of the page ``name``; empty where the portal has no such page."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def request_url(**filled: str) -> str:
    """Address of a new request with these fields filled in; empty while requests cannot be filed."""
    form = link_to("requests:new")
    return f"{form}?{urlencode({name: text for name, text in filled.items() if text})}" if form else ""


def page_of(thing: Any) -> str:
    """Address of the page of ``thing``; empty where its kind has no page."""
    try:
        return str(thing.get_absolute_url())
    except (AttributeError, NoReverseMatch):
        return ""


def moved_or_404(objects: QuerySet[Any], slug: str) -> HttpResponsePermanentRedirect:
    """Send whoever asks for a former ``slug`` of one of ``objects`` to its page; 404 where there is none.

    ``objects`` are those the person may read, so that a former address tells nobody of what is hidden.
    """
    kind = ContentType.objects.get_for_model(objects.model)
    former = FormerSlug.objects.filter(content_type=kind, slug=slug)
    found = objects.filter(pk__in=former.values("object_id")).first()
    if found is None:
        raise Http404(f"Nothing is called “{slug}”.")
    return HttpResponsePermanentRedirect(found.get_absolute_url())
