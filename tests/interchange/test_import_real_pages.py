"""All real pages of the handbook imported: words in the database, counts, again without effect."""

from __future__ import annotations

from typing import Any

import pytest

from marketing_portal.content.models import Gap, HandbookPage
from marketing_portal.interchange.handbook.applying.importing import import_files
from marketing_portal.interchange.handbook.sources import gather
from personas.models import (
    DeprecatedAsset,
    Guidance,
    Persona,
    PersonaListEntry,
    PersonaPoint,
    Quote,
    SegmentRole,
)
from tests.interchange.handbook.real import ALL, PAGES, needs_the_pages

pytestmark = [pytest.mark.django_db, needs_the_pages]


def test_all_pages_over_the_sample_content() -> None:
    paths = [PAGES[name] for name in ALL]
    report = import_files(gather(paths))
    assert report.is_applied
    for file in report.files:
        assert file.tally.missing == (), file.path
        assert not [message for _, message in file.warnings if message.startswith("Not understood")], (
            file.path
        )
        assert file.tally.found == file.tally.words
    counts: dict[str, Any] = {
        "buyers": Persona.objects.filter(kind="buyer").count(),
        "users": Persona.objects.filter(kind="user").count(),
        "internal": Persona.objects.filter(kind="internal").count(),
        "points": PersonaPoint.objects.filter(persona__kind="buyer").count(),
        "segments": SegmentRole.objects.count(),
        "quotes": Quote.objects.count(),
        "list": PersonaListEntry.objects.count(),
        "assets": DeprecatedAsset.objects.count(),
        "guidance": Guidance.objects.count(),
        "gaps": Gap.objects.filter(content_type__app_label="personas").count(),
    }
    assert counts == {
        "buyers": 6,
        "users": 13,
        "internal": 2,
        "points": 206,
        "segments": 18,
        "quotes": 2,
        "list": 5,
        "assets": 5,
        "guidance": 6,
        "gaps": 12,
    }
    titles = HandbookPage.objects.current().values_list("title", flat=True)
    assert len(titles) == len(set(titles))
    again = import_files(gather(paths))
    assert all(file.count("unchanged") == len(file.objects) for file in again.files)
