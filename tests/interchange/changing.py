"""Changing a copy of the content files."""

from pathlib import Path


def change(folder: Path, name: str, old: str, new: str) -> None:
    """Replace ``old``, which must be there, in one file."""
    text = (folder / name).read_text()
    assert old in text
    (folder / name).write_text(text.replace(old, new))
