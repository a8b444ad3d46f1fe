"""What an upload would do, and doing it: exactly what was shown, or nothing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from marketing_portal.content import history
from marketing_portal.content.models import ChangeSet
from marketing_portal.interchange.handbook.applying.addresses import DEFAULT_BASE
from marketing_portal.interchange.handbook.applying.importing import import_files
from marketing_portal.interchange.handbook.applying.report import ImportReport
from marketing_portal.interchange.issues.applying import import_issues
from marketing_portal.interchange.issues.telling import in_words
from marketing_portal.interchange.models import Upload
from marketing_portal.interchange.web.keeping import files_in, pages_in
from marketing_portal.people.models import User

Plain = dict[str, Any]
MOST_ROWS = 2_000  # of one kind that a preview keeps; the page says how many more there are
MOST_TITLES = 300  # of new requests
LOAD = ChangeSet.Channel.LOAD
ISSUES_REASON = "Imported from issues"


class DiffersError(Exception):
    """What would be done now is not what was shown."""


def look(upload: Upload) -> None:
    """Work out what ``upload`` would do and note it. Raises BadFile."""
    found = handbook_outlook(upload) if upload.kind == Upload.Kind.HANDBOOK else issues_outlook(upload)
    upload.digest, upload.preview = fingerprint(found), shortened(found)
    upload.save(update_fields=["digest", "preview", "options"])


def apply(token: UUID, owner: User, seen: str, choices: Mapping[str, str]) -> Plain:
    """Do what the preview with the fingerprint ``seen`` showed, and throw the upload away; gives what was done.

    ``choices``: mine or file for each field that people changed. Raises DiffersError where something else would
    be done by now, BadFile, and Upload.DoesNotExist where it is done already; in all of these nothing is changed.
    """
    with transaction.atomic():
        upload = Upload.objects.select_for_update().get(pk=token, owner=owner)
        if seen != upload.digest:
            raise DiffersError
        if upload.kind == Upload.Kind.ISSUES:
            found = issues_done(upload)
        elif upload.preview["conflicts"]:
            found = decided(upload, choices)
        else:
            found = handbook_done(upload, {})
        if not choices and fingerprint(found) != seen:
            raise DiffersError
        upload.delete()
    return found


def handbook_outlook(upload: Upload) -> Plain:
    """What importing the pages would do."""
    return as_plain(import_handbook(upload, {}, dry_run=True))


def handbook_done(upload: Upload, choices: Mapping[str, str]) -> Plain:
    """Import the pages."""
    report = import_handbook(upload, choices)
    if not report.is_applied:
        raise DiffersError
    return as_plain(report)


def decided(upload: Upload, choices: Mapping[str, str]) -> Plain:
    """Import pages about which somebody had to choose: only if the choice was between what stands there now."""
    last = ChangeSet.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    if fingerprint(handbook_outlook(upload)) != upload.digest:
        raise DiffersError
    found = handbook_done(upload, choices)
    if ChangeSet.objects.filter(pk__gt=last).exclude(channel=LOAD).exists():
        raise DiffersError  # somebody edited between the two looks
    return found


def import_handbook(upload: Upload, choices: Mapping[str, str], *, dry_run: bool = False) -> ImportReport:
    """The importer with what the owner of ``upload`` chose."""
    return import_files(
        pages_in(upload),
        dry_run=dry_run,
        user=upload.owner,
        choices=choices,
        base_url=upload.options.get("base_url") or DEFAULT_BASE,
    )


def as_plain(report: ImportReport) -> Plain:
    """What a report says whether or not it was done. What is new has no address before."""
    found = report.as_dict()
    del found["applied"], found["dry_run"]
    for file in found["files"]:
        for one in file["objects"]:
            one["url"] = "" if one["what"] == "created" else one["url"]
    return found


def issues_outlook(upload: Upload) -> Plain:
    """What importing the issues would do: done, told in words, taken back."""
    with transaction.atomic():
        found = issues_done(upload)
        transaction.set_rollback(True)
    return found


def issues_done(upload: Upload) -> Plain:
    """Import the issues."""
    overwrite = bool(upload.options.get("overwrite"))
    files, most = list(files_in(upload)), settings.IMPORT_MAX_ISSUES
    with history.change(user=upload.owner, reason=ISSUES_REASON, channel=LOAD):
        report = import_issues(files, by=upload.owner, overwrite=overwrite, most=most)
    return {
        "files": [asdict(file) for file in report.files],
        "totals": report.totals,
        "made": report.made,
        "changes": [asdict(one) for one in in_words(report.changes)],
        "conflicts": [asdict(one) for one in in_words(report.conflicts)],
    }


def fingerprint(found: Plain) -> str:
    """64 characters that tell one outlook from another."""
    text = json.dumps(found, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()


def shortened(found: Plain) -> Plain:
    """``found`` with lists that a page can show; how many more there were stands beside them."""
    short = dict(found)
    for name in ("changes",) if "changes" in found else ():
        cut(short, name)
    if "made" in found:
        cut(short, "conflicts")
    short["files"] = [dict(file) for file in found["files"]]
    for file in short["files"]:
        for name in ("warnings", "links_unresolved", "words_missing"):
            if name in file:
                cut(file, name)
        if "titles" in file:
            cut(file, "titles", MOST_TITLES)
    return short


def cut(holder: Plain, name: str, most: int = MOST_ROWS) -> None:
    """Shorten one list of ``holder``."""
    more = len(holder[name]) - most
    if more > 0:
        holder[name], holder[f"{name}_more"] = holder[name][:most], more
