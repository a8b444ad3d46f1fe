"""Keys and addresses made of text, and what a text says about its own being unknown."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from urllib.parse import urljoin

from marketing_portal.interchange.handbook.reading.inline import plain

LONGEST_KEY = 60
KEY_WORDS = 6
SMALL = frozenset(
    "a an and are as at be by for from has have in is it of on or that the their they to with".split()
)
TBD = re.compile(r"(?:url )?(?:tbd|to be added|coming soon|placeholder)\W*", re.IGNORECASE)
NOT_APPLICABLE = re.compile(r"n/?a", re.IGNORECASE)
MARKER = re.compile(
    r"\((?:needs?|missing)\b[^()\n]{0,80}\bdata\b[^()\n]{0,20}\)|\(to be added\)", re.IGNORECASE
)
NOTE = re.compile(r"^note: needs? to add\b.*$", re.IGNORECASE | re.MULTILINE)
LONGEST_MARKER = 120
ADDRESS = re.compile(
    r"https?://(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}(?::\d{1,5})?(?:[/?#][^\s<>\"]*)?",
    re.IGNORECASE,
)


def is_address(text: str, longest: int) -> bool:
    """Whether ``text`` is an address of the web of at most ``longest`` characters."""
    return len(text) <= longest and ADDRESS.fullmatch(text) is not None


def whole_address(target: str) -> str:
    """``target`` from the root of a site, to see whether it can become an address; where it led is known later."""
    try:
        return urljoin("https://example.com/", target.strip())
    except ValueError:
        return target


def slug(text: str) -> str:
    """``text`` as an address: small letters, digits, single hyphens; empty where there are none."""
    ascii_text = unicodedata.normalize("NFKD", plain(text)).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", ascii_text.lower().replace("'", "")))


def address_of(text: str, stem: str) -> str:
    """``text`` as an address; of what has no Latin letters ``stem`` with a fingerprint, so that no two are the same."""
    return slug(text) or f"{stem}-{hashlib.sha256(normal_form(text)).hexdigest()[:8]}"


def normal_form(text: str) -> bytes:
    """``text`` as bytes, however its letters are composed."""
    return unicodedata.normalize("NFKC", plain(text)).casefold().encode()


def key_of(text: str, used: set[str]) -> str:
    """A key that says what ``text`` is about, different from all ``used``; it is added to them."""
    parts = slug(text).split("-")
    telling = [part for part in parts if part not in SMALL] or parts
    stem = "-".join(telling[:KEY_WORDS])[:LONGEST_KEY].strip("-") or "point"
    key, number = stem, 2
    while key in used:
        key, number = f"{stem}-{number}", number + 1
    used.add(key)
    return key


def state_of(text: str) -> str:
    """How much ``text`` says: known, or the state that it stands for."""
    bare = plain(text).strip("() .")
    if bare in {"?", "??", "???"}:
        return "unknown"
    if TBD.fullmatch(bare):
        return "tbd"
    return "not_applicable" if NOT_APPLICABLE.fullmatch(bare) else "known"


def without_marker(text: str) -> tuple[str, str]:
    """``text`` without the remark that something is missing, and that remark (empty where there is none)."""
    match = NOTE.search(text) or MARKER.search(text)
    if match is None or len(match.group()) > LONGEST_MARKER:
        return text, ""
    return f"{text[: match.start()]}{text[match.end() :]}".strip(), match.group().strip()
