"""Reading uploads: a file that is too large is not kept while it comes in, and everything else of the form is.

Nor is any file of somebody who is not signed in: the form is read for its CSRF token before anybody is turned away, and
strangers would fill the disk.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile

SKIPPED = "skipped_uploads"


class SizeLimit(FileUploadHandler):
    """Skips what is larger than a file may be, or one too many; the names are noted on the request."""

    received, count = 0, 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin to count."""
        super().new_file(*args, **kwargs)
        self.received, self.count = 0, self.count + 1

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Pass on what still fits."""
        self.received += len(raw_data)
        user = getattr(self.request, "user", None)
        is_stranger = user is not None and not user.is_authenticated
        # One too many is skipped here and not above: skipping there would close the file before it.
        is_too_much = (
            self.received > settings.UPLOAD_MAX_BYTES or self.count > settings.ATTACHMENTS_PER_REQUEST
        )
        if is_stranger or is_too_much:
            self.skip()
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The handlers after this one keep the file."""

    def skip(self) -> None:
        """Leave this file out, and say so to the view."""
        noted: list[str] = getattr(self.request, SKIPPED, [])
        setattr(self.request, SKIPPED, [*noted, self.file_name or ""])
        raise SkipFile


def skipped(request: Any) -> list[str]:
    """Names of the files that ``request`` brought and that were too large or too many."""
    request.POST  # noqa: B018 - reads the body, where nobody has yet
    found: list[str] = getattr(request, SKIPPED, [])
    return found
