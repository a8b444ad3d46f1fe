"""Single values of an export, read strictly: a wrong one is told with file and line."""

from __future__ import annotations

import datetime as dt
import re
from contextlib import suppress

from marketing_portal.content.directions import without_turns
from marketing_portal.interchange.documents import Found

MOST_TITLE, MOST_TEXT = 200, 200_000
FIRST_YEAR, LAST_YEAR = 1900, 2999  # the ends of the calendar have no time in another zone
MOMENTS = ("%Y-%m-%d %H:%M:%S %z", "%Y-%m-%d %H:%M:%S UTC", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M")
TRUE, FALSE = frozenset({"yes", "true", "1"}), frozenset({"", "no", "false", "0"})
NOT_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")  # JSON can name halves of a character


def text(found: Found, name: str, given: object, most: int = MOST_TEXT) -> str:
    """``given`` as text without control characters and what turns it around, at most so long."""
    if given is None:
        return ""
    if not isinstance(given, str):
        raise found.bad(name, f"{name}: text is expected here.")
    clean = without_turns(given.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if NOT_TEXT.search(clean):
        raise found.bad(name, f"{name}: there is a control character in it.")
    if len(clean) > most:
        raise found.bad(name, f"{name}: longer than {most:,} characters.")
    return clean


def title(found: Found, given: object) -> str:
    """The title, in one line; longer ones are cut."""
    return " ".join(text(found, "title", given).splitlines())[:MOST_TITLE]


def moment(found: Found, name: str, given: object) -> dt.datetime | None:
    """A point in time; without a zone it is UTC, as the heads of the columns say."""
    said = text(found, name, given, 60)
    if not said:
        return None
    when = by_forms(said)
    if when is None:
        raise found.bad(name, f"{name}: “{said[:40]}” is no date and time.")
    if not FIRST_YEAR <= when.year <= LAST_YEAR:
        raise found.bad(name, f"{name}: “{said[:40]}” is in no year that an issue is from.")
    return when if when.tzinfo else when.replace(tzinfo=dt.UTC)


def by_forms(said: str) -> dt.datetime | None:
    """``said`` in one of the forms that exports use."""
    with suppress(ValueError):
        return dt.datetime.fromisoformat(said)
    for form in MOMENTS:
        try:
            return dt.datetime.strptime(said, form).replace(tzinfo=dt.UTC)
        except ValueError:
            continue
    return None


def day(found: Found, name: str, given: object) -> dt.date | None:
    """A day."""
    said = text(found, name, given, 60)
    if not said:
        return None
    try:
        return dt.date.fromisoformat(said[:10])
    except ValueError:
        raise found.bad(name, f"{name}: “{said[:40]}” is no date; write it as 2020-02-28.") from None


def number(found: Found, name: str, given: object) -> int | None:
    """A whole number that fits the field."""
    if given is None or given == "":
        return None
    said = str(given).strip()
    if not (said.isascii() and said.isdigit() and len(said) < 5):
        raise found.bad(name, f"{name}: “{said[:40]}” is no number from 0 to 9999.")
    return int(said)


def flag(found: Found, name: str, given: object) -> bool:
    """Yes or no."""
    said = str(given if given is not None else "").strip().casefold()
    if said in TRUE:
        return True
    if said in FALSE:
        return False
    raise found.bad(name, f"{name}: “{said[:40]}” is neither yes nor no.")
