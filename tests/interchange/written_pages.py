"""Handbook pages written for the tests of importing in the portal."""

from __future__ import annotations

import io
import zipfile

GUIDE = """---
title: Working with analysts
---

## Before a briefing

Send the deck [two days ahead](/handbook/nowhere/).

## After a briefing

Write down what was promised.
"""


def zipped(**pages: str | bytes) -> bytes:
    """An archive of ``pages``; two underscores in a name stand for a slash."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as found:
        for name, text in pages.items():
            found.writestr(f"{name.replace('__', '/')}.md", text)
    return target.getvalue()
