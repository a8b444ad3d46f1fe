"""What stands at the foot of every content page: who answers for it, where it comes from, what a reader can do."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib.contenttypes.models import ContentType

from marketing_portal.content.addresses import link_to
from marketing_portal.content.models import ChangeSetObject, ContentObject, Origin

# What has a content file of its own, and the folder of such files.
FILE_FOLDERS = {"persona": "personas", "usecase": "use-cases", "handbookpage": "pages"}


@dataclass(frozen=True)
class About:
    """The values of the page foot (`templates/content/_about.html`); an empty address means no link."""

    owner: str
    owner_href: str
    origin: str
    changed: dt.datetime
    changed_by: str
    reviewed: dt.datetime | None
    reviewed_by: str
    overdue: bool
    report_href: str
    edit_href: str
    history_href: str
    review_href: str
    source_href: str


def about(shown: Any, user: Any) -> About:
    """The foot of the page of ``shown`` as ``user`` may see it; names of colleagues are for colleagues."""
    names = shown._meta.app_label, shown._meta.model_name
    owner, owner_href = owner_of(shown, user)
    return About(
        owner=owner,
        owner_href=owner_href,
        origin=origin_of(shown),
        changed=shown.updated_at,
        changed_by=last_change_by(shown) if user.is_authenticated else "",
        reviewed=shown.reviewed_at,
        reviewed_by=str(shown.reviewed_by or "") if user.is_authenticated else "",
        overdue=shown.is_review_overdue,
        report_href=report_link(shown),
        edit_href=edit_link(shown, user),
        history_href=link_to("content:history", *names, shown.pk) if user.is_authenticated else "",
        review_href=link_to("content:review", *names, shown.pk) if may_review(user, shown) else "",
        source_href=source_link(shown, user),
    )


def owner_of(shown: Any, user: Any) -> tuple[str, str]:
    """Name and page of the owner."""
    if shown.owner is None:
        return "", ""
    if shown.owner.internal and not user.is_authenticated:
        return "a colleague", ""
    return str(shown.owner), shown.owner.get_absolute_url()


def origin_of(shown: ContentObject) -> str:
    """Where the content came from, in words."""
    if shown.origin == Origin.WRITTEN:
        return shown.get_origin_display()
    words = shown.get_origin_display()
    if shown.is_edited:
        words += ", edited since"
    is_imported = shown.origin == Origin.IMPORTED
    spoken = shown.source_page.replace("-", " ")
    if shown.source_page:
        words += f"; source: {shown.source_page if is_imported else spoken}"
    if shown.source_heading and shown.source_heading.casefold() != spoken:
        words += f", “{shown.source_heading}”"
    if is_imported and shown.source_lines:
        words += f", lines {shown.source_lines.replace('-', ' to ')}"
    return str(words)


def last_change_by(shown: Any) -> str:
    """Who changed the object last; what loaded it where that was nobody."""
    kind = ContentType.objects.get_for_model(shown)
    touches = ChangeSetObject.objects.filter(content_type=kind, object_id=shown.pk)
    last = touches.select_related("change_set__user").order_by("-change_set_id").first()
    if last is None:
        return ""
    change_set = last.change_set
    return str(change_set.user) if change_set.user else change_set.get_channel_display().lower()


def report_link(shown: Any, anchor: str = "") -> str:
    """Where a reader says that something on the page of ``shown`` is wrong."""
    where = shown.get_absolute_url() + (f"#{anchor}" if anchor else "")
    return report_url(where, f"Problem on “{shown}”")


def report_url(where: str, title: str) -> str:
    """Where a reader writes a request about the page at ``where``; empty while requests cannot be filed."""
    report = link_to("content:report_problem")
    return f"{report}?{urlencode({'about': where, 'title': title})}" if link_to("requests:new") else ""


def edit_link(shown: Any, user: Any) -> str:
    """The admin's form, for whoever may change the object there."""
    app, model = shown._meta.app_label, shown._meta.model_name
    if not user.has_perm(f"{app}.change_{model}"):
        return ""
    return link_to(f"admin:{app}_{model}_change", shown.pk)


def source_link(shown: Any, user: Any) -> str:
    """The page as a content file, for colleagues; empty where there is none of its own."""
    folder = FILE_FOLDERS.get(shown._meta.model_name, "")
    return link_to("interchange:source", folder, shown.slug) if folder and user.is_authenticated else ""


def may_review(user: Any, shown: Any) -> bool:
    """Whoever may edit the object, and its owner, may say that it is still correct."""
    app, model = shown._meta.app_label, shown._meta.model_name
    is_owner = user.is_authenticated and shown.owner is not None and shown.owner.user_id == user.pk
    return bool(is_owner or user.has_perm(f"{app}.change_{model}"))
