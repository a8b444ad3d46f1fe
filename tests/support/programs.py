"""Finds the programs of this machine that some tests need."""

import os
import shutil
from pathlib import Path

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
WITHOUT_WINDOW = (
    "chromium-headless-shell"  # the same browser, a third quicker: it draws no frame around a page
)
CHROMIUM_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
CHROMIUM_REMEDY = (
    "apt-get install chromium-headless-shell (or name a Chrome or Chromium: CHROMIUM=/path make test)"
)
# What a test browser must not do: look for updates, open QUIC sockets, ask for a graphics card, compile twice what a
# page runs for a fifth of a second.
CHROMIUM_ARGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--js-flags=--no-opt --no-maglev",
)
POSTGRES_GLOBS = (
    ("/usr/lib/postgresql", "*/bin"),  # Debian, Ubuntu
    ("/usr", "pgsql-*/bin"),  # Fedora, Red Hat
    ("/opt/homebrew/opt", "postgresql@*/bin"),
    ("/usr/local/opt", "postgresql@*/bin"),
)


def chromium(*, whole: bool = False) -> str | None:
    """Path of a Chromium or Chrome, or None.

    ``whole``: rather one with a window, which sets letters as people see them.
    """
    with_window = [*CHROMIUM_NAMES, *CHROMIUM_PLACES]
    names = [*with_window, WITHOUT_WINDOW] if whole else [WITHOUT_WINDOW, *with_window]
    candidates = [os.environ.get("CHROMIUM", ""), *names]
    return next((found for name in candidates if name and (found := shutil.which(name))), None)


def postgres_bin() -> Path | None:
    """Folder with the newest PostgreSQL server binaries of this machine, or None."""
    folders = [folder for base, pattern in POSTGRES_GLOBS for folder in Path(base).glob(pattern)]
    if on_path := shutil.which("initdb"):
        folders.append(Path(on_path).resolve().parent)
    whole = [folder for folder in folders if (folder / "initdb").exists() and (folder / "postgres").exists()]
    return max(
        whole, key=lambda folder: [int(digit) for digit in folder.parts if digit.isdigit()], default=None
    )
