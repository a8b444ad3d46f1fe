"""Files, folders and archives: what is read, and what is refused before anything is."""

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from marketing_portal.interchange.errors import BadFile
from marketing_portal.interchange.handbook import sources
from marketing_portal.interchange.handbook.sources import SourceFile, gather, unpacked

Fill = Callable[[zipfile.ZipFile], None]


def archive(fill: Fill) -> bytes:
    """A zip archive that ``fill`` has filled."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        fill(made)
    return stream.getvalue()


def of(*names: str, text: str = "# A") -> bytes:
    """An archive of files of these names."""

    def fill(made: zipfile.ZipFile) -> None:
        for name in names:
            made.writestr(name, text)

    return archive(fill)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Buyer Personas.md", "buyer-personas"),
        ("handbook/x/index.html.md", "handbook/x"),
        ("a/b.html.md.erb", "a/b"),
        ("ümläut.txt", "umlaut"),
        ("%%.md", "page"),
    ],
)
def test_a_file_has_an_address(name: str, key: str) -> None:
    assert SourceFile(name, name, b"").key == key


def test_folders_and_archives_are_read_in_order_without_what_is_no_page(tmp_path: Path) -> None:
    for name in ("b.md", "a/c.txt", "README.md", ".git/x.md", "d.png"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("# A")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "pages.zip").write_bytes(of("z/y.md", "__MACOSX/z/y.md", "z/.hidden.md", "w.md", "x/"))
    assert [one.name for one in gather([tmp_path])] == ["a/c.txt", "b.md"]
    assert [one.name for one in gather([tmp_path / "pages.zip"])] == ["w.md", "z/y.md"]
    with pytest.raises(BadFile, match="no such file"):
        list(gather([tmp_path / "nothing"]))


def link(made: zipfile.ZipFile) -> None:
    """A symbolic link out of the archive."""
    entry = zipfile.ZipInfo("link.md")
    entry.external_attr = 0o120777 << 16
    made.writestr(entry, "/etc/passwd")


def large(made: zipfile.ZipFile) -> None:
    """One file that no page is as large as, not compressed."""
    made.writestr(zipfile.ZipInfo("a.md"), "ab " * 700_000, zipfile.ZIP_STORED)


def packed(method: int) -> bytes:
    """A page, packed by a method that unpacks without limit."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as made:
        made.writestr("a.md", "# A page")
    return stream.getvalue()


BAD: dict[str, tuple[bytes, str]] = {
    "climbs": (of("../../x.md"), "out of its folder"),
    "climbs inside": (of("a/../../x.md"), "out of its folder"),
    "climbs with backslashes": (of("..\\..\\x.md"), "out of its folder"),
    "absolute": (of("/etc/x.md"), "out of its folder"),
    "link": (archive(link), "out of its folder"),
    "bomb": (of(*(f"{n}.md" for n in range(3)), text="a" * 5_000_000), "expands to 15,000,000 bytes"),
    "one large file": (archive(large), "too large"),
    "bzip2": (packed(zipfile.ZIP_BZIP2), "unusual way"),
    "lzma": (packed(zipfile.ZIP_LZMA), "unusual way"),
    "no archive": (b"PK\x03\x04 nothing", "cannot be read"),
    "cut off": (of("a.md")[:-30], "cannot be read"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_hostile_archive_is_refused(name: str) -> None:
    data, reason = BAD[name]
    with pytest.raises(BadFile, match=reason):
        list(unpacked(data, "x.zip"))


def test_an_archive_that_lies_about_its_size_is_not_believed() -> None:
    data = bytearray(of("a.md", text="a" * 3_000_000))
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = data.index(mark) + offset
        data[place : place + 4] = struct.pack("<I", 10)
    with pytest.raises(BadFile, match=r"too large|cannot be read"):
        list(unpacked(bytes(data), "x.zip"))


def test_a_damaged_entry_is_refused() -> None:
    data = bytearray(of("a.md", text="some words " * 50))
    data[45] ^= 0xFF
    with pytest.raises(BadFile, match="cannot be read"):
        list(unpacked(bytes(data), "x.zip"))


def test_too_many_files_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "MOST_FILES", 2)
    with pytest.raises(BadFile, match="holds 3 files"):
        list(unpacked(of("a.md", "b.md", "c.md"), "x.zip"))
    for name in "abc":
        (tmp_path / f"{name}.md").write_text("# A")
    with pytest.raises(BadFile, match="too many files"):
        list(gather([tmp_path]))
