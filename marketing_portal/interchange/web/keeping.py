"""Files that were sent stay here between the preview and the decision; then, or after a day, they are gone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from marketing_portal.interchange.errors import BadFile
from marketing_portal.interchange.handbook.sources import SourceFile, unpacked
from marketing_portal.interchange.issues.applying import File
from marketing_portal.interchange.models import Upload, UploadedFile
from marketing_portal.people.models import User

KEPT = dt.timedelta(days=1)
MOST_WAITING = 3  # of one person and kind; the oldest makes room


def keep(owner: User, kind: str, files: Iterable[tuple[str, bytes]], options: dict[str, Any]) -> Upload:
    """Keep ``files`` (name and bytes) of ``owner``."""
    with transaction.atomic():
        upload = Upload.objects.create(owner=owner, kind=kind, options=options)
        UploadedFile.objects.bulk_create(
            UploadedFile(upload=upload, name=name, data=data) for name, data in files
        )
        waiting = Upload.objects.filter(owner=owner, kind=kind).order_by("-created_at", "-pk")
        old = list(waiting.values_list("pk", flat=True)[MOST_WAITING:])
        Upload.objects.filter(pk__in=old).delete()
    return upload


def pages_in(upload: Upload) -> list[SourceFile]:
    """The handbook pages in ``upload``, archives unpacked. Raises BadFile."""
    found: list[SourceFile] = []
    for file in files_in(upload):
        before = len(found)
        for page in pages_of(file):
            found.append(page)
            if len(found) > settings.IMPORT_MAX_PAGES:
                reason = f"These are more than {settings.IMPORT_MAX_PAGES:,} pages; the command imports any number."
                raise BadFile(page.path, 1, reason)
        if len(found) == before:
            raise BadFile(file.path, 1, "The archive holds no page.")
    return found


def pages_of(file: File) -> Iterable[SourceFile]:
    """The file as a page, or the pages in the archive that it is."""
    if file.path.lower().endswith(".zip"):
        return unpacked(file.data, file.path)
    return [SourceFile(file.path, file.path, file.data)]


def files_in(upload: Upload) -> Iterator[File]:
    """The files of ``upload`` as they came."""
    for file in upload.files.all():
        yield File(file.name, bytes(file.data))


def throw_away_old() -> int:
    """Throw away what nobody applied within a day; gives the number of uploads."""
    old = Upload.objects.filter(created_at__lt=timezone.now() - KEPT)
    number = old.count()
    old.delete()
    return number
