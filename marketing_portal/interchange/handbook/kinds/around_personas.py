"""What stands around the personas of a page: the list, guidance for writers, videos of the time before."""

from __future__ import annotations

import re

from marketing_portal.interchange.documents import AssetDoc, Document, GuidanceDoc, ListEntryDoc
from marketing_portal.interchange.handbook.kinds.keys import TBD, is_address, key_of, slug
from marketing_portal.interchange.handbook.kinds.things import Entry, Make, left_over
from marketing_portal.interchange.handbook.reading.inline import links, plain

VIDEO, DECK = re.compile(r"\bvideo\b", re.IGNORECASE), re.compile(r"\b(?:slides?|deck)\b", re.IGNORECASE)
REMARK = re.compile(r"\((?P<remark>[^()]{3,300})\)")
ALTERNATIVE = re.compile(r"\bor (?P<title>[A-Z][\w /&.-]{1,150}?)\s*(?:\(|$)")
TITLE = re.compile(r"(?P<title>[A-Z][\w /&.,-]{1,150}?)\s*(?:\[|\(|$|\bor [A-Z])")
LONGEST_LABEL, LONGEST_URL = 160, 400


def list_entry(entry: Entry) -> tuple[Document, str] | None:
    """One line of the persona list: a link to a persona, or somebody for whom there is no page yet."""
    found = list(links(entry.text))
    text = plain(entry.text)
    if len(text) > LONGEST_LABEL or len(found) > 1 or (found and plain(found[0][0]) != text):
        return None
    marker = next((word for word in text.split() if TBD.fullmatch(word)), "")
    if not found and not marker:
        return None
    label = " ".join(word for word in text.split() if word != marker) or text
    persona = found[0][1].rpartition("#")[2] if found else None
    state = "tbd" if marker else "known"
    key = key_of(label, set())
    document = ListEntryDoc(
        key=key,
        order=entry.number,
        label=label,
        persona=persona,
        state=state,
        marker=marker,
        found=entry.found,
    )
    return document, ""


def guidance(kind: str) -> Make:
    """Rules or purposes of one ``kind``."""

    def make(entry: Entry) -> tuple[Document, str]:
        key = f"{kind.replace('_', '-')}-{entry.number}"
        return GuidanceDoc(key=key, kind=kind, order=entry.number, text=entry.text, found=entry.found), ""

    return make


def asset(entry: Entry) -> tuple[Document, str] | None:
    """A video or deck of the time before: its title, another title, where they are, a remark."""
    addresses = dict.fromkeys(("video", "deck"), "")
    for text, target in links(entry.text):
        name = "video" if VIDEO.search(text) else "deck" if DECK.search(text) else ""
        if not name or addresses[name] or not is_address(target, LONGEST_URL):
            return None
        addresses[name] = target
    title = TITLE.match(entry.text)
    if title is None:
        return None
    without_links = re.sub(r"\]\([^()\s]*\)", "]", entry.text)
    other, remark = ALTERNATIVE.search(without_links), REMARK.search(without_links)
    fields = {
        "title": title["title"].strip(" ,"),
        "alternative_title": other["title"].strip() if other else "",
        "remark": remark["remark"] if remark else "",
    }
    document = AssetDoc(
        key=slug(fields["title"]) or f"asset-{entry.number}",
        order=entry.number,
        video_url=addresses["video"],
        deck_url=addresses["deck"],
        found=entry.found,
        **fields,
    )
    return document, left_over(entry.text, *fields.values())
