"""Resources of a use case page as collateral: what is one link, of a kind by its heading, at a stage where one is said.

The pages of its inventory of the buyer's journey are collateral of their stage. A resource that is more than one link
stays a point of the use case.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import parse_qs, urlsplit

from marketing_portal.interchange.documents import Source
from marketing_portal.interchange.documents_journeys import CollateralDoc
from marketing_portal.interchange.documents_use_cases import UsePointDoc
from marketing_portal.interchange.handbook.kinds.base import Label, Made, found_at
from marketing_portal.interchange.handbook.kinds.buyers_journey import STAGES
from marketing_portal.interchange.handbook.kinds.keys import is_address, slug, whole_address
from marketing_portal.interchange.handbook.kinds.outline import normal
from marketing_portal.interchange.handbook.reading.blocks import Block, Page, Shape
from marketing_portal.interchange.handbook.reading.inline import links, plain

# Kinds by words of the heading or title; the first that fits counts, so that the closer ones come first.
KINDS = (
    (
        "integration_demo",
        ("integration demo", "integrations demo", "integration demos", "integrations demos"),
    ),
    ("demo", ("demo", "demos", "clickthrough", "click through", "clickthroughs")),
    ("presentation", ("presentation", "presentations", "deck", "decks", "slide", "slides", "roadmap")),
    ("infographic", ("infographic", "infographics")),
    ("whitepaper", ("whitepaper", "whitepapers", "white paper", "white papers")),
    ("ebook", ("ebook", "ebooks", "e book", "e books")),
    ("webinar", ("webinar", "webinars", "webcast", "webcasts")),
    ("analyst_report", ("analyst report", "analyst reports", "magic quadrant", "wave")),
    ("case_study", ("case study", "case studies", "customer story", "customer stories")),
    ("comparison", ("comparison", "comparisons")),
    ("blog", ("blog", "blogs", "article", "articles")),
    ("video", ("video", "videos", "talk", "talks", "webcasts", "recording", "recordings")),
    ("guide", ("guide", "guides", "training", "documentation", "docs", "how to", "tutorial", "tutorials")),
)
INTERNAL = re.compile(r"\binternal(?: only)?\b", re.IGNORECASE)
GATED = re.compile(r"(?<!un)\bgated\b", re.IGNORECASE)
LONGEST_TITLE, LONGEST_NOTE, LONGEST_URL, LONGEST_KEY, LONGEST_HEADING = 200, 400, 500, 100, 200
LINK = re.compile(r"\[.*\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)", re.DOTALL)
Numbered = tuple[int, Block]


def kind_of(*texts: str) -> str:
    """What a resource is, by the heading it stands under, then by its title."""
    for text in texts:
        words = f" {normal(text)} "
        for kind, names in KINDS:
            if any(f" {name} " in words for name in names):
                return kind
    return "other"


def same_place(url: str) -> str:
    """``url`` as addresses are compared: one video has several."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return url
    host, query = (parts.hostname or "").removeprefix("www."), parse_qs(parts.query)
    steps = [step for step in parts.path.split("/") if step]
    if host in {"youtube.com", "youtu.be"} and steps and steps[0] != "playlist":
        video = (query.get("v") or [steps[-1]])[0]
        return f"youtube:{video}:{(query.get('t') or ['0'])[0].removesuffix('s')}"
    if host == "docs.google.com" and "d" in steps[:-1] and steps[steps.index("d") + 1] != "e":
        return f"{host}/{steps[steps.index('d') + 1]}#{parts.fragment}"
    return f"{host}/{'/'.join(steps)}?{parts.query}#{parts.fragment}".casefold()


def resource(text: str, group: str, page: str) -> CollateralDoc | None:
    """``text`` as collateral, where it is one link to somewhere with little text around; its use case comes later."""
    found = list(links(text))
    if len(found) != 1 or not LINK.search(text) or "![" in text:
        return None
    title, target = plain(found[0][0]), found[0][1].strip()
    note = plain(LINK.sub(" ", text, count=1)).strip(" -\u2013\u2014:,;")
    if not title or len(title) > LONGEST_TITLE or len(note) > LONGEST_NOTE or not slug(title):
        return None
    if not is_address(whole_address(target), LONGEST_URL) or target.startswith("#"):
        return None
    return CollateralDoc(
        key=slug(title)[:LONGEST_KEY].strip("-"),
        title=title,
        kind=kind_of(group, title, note),
        url=target,
        internal=bool(INTERNAL.search(note)),
        gated=bool(GATED.search(note)),
        note=note,
        source=Source(page=page, heading=group[:LONGEST_HEADING]),
    )


def resources(content: Sequence[Numbered], group: str, page: str, seen: set[str]) -> dict[int, CollateralDoc]:
    """Collateral among ``content`` by the number of its block; ``seen``: where that of the page so far leads to."""
    found: dict[int, CollateralDoc] = {}
    for place, (number, block) in enumerate(content):
        below = content[place + 1 : place + 2]
        is_alone = not below or below[0][1].level <= block.level or below[0][1].shape is not Shape.ITEM
        is_item = block.shape is Shape.ITEM and block.level == 1
        is_link = block.shape is Shape.PARAGRAPH and LINK.fullmatch(block.text) is not None
        document = resource(block.text, group, page) if is_link or (is_item and is_alone) else None
        if document is not None and same_place(document.url) not in seen:
            seen.add(same_place(document.url))
            found[number] = document
    return found


@dataclass
class Inventory:
    """The pages of a buyer's journey: those that became collateral, what stays points, the stage of each address."""

    collateral: list[CollateralDoc] = field(default_factory=list)
    points: list[UsePointDoc] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)
    stages: dict[str, str] = field(default_factory=dict)


def inventory(
    page: Page, found: dict[int, CollateralDoc], points: Sequence[UsePointDoc], use_case: str, heading: str
) -> Inventory:
    """The inventory among ``points``: what is one link to somewhere else is collateral of its stage.

    What is a resource of the page (``found``) under the same title already says only the stage of that. What stands at
    a stage that is none, or at several, is a point.
    """
    listed = Inventory()
    resources = {same_place(one.url): one for one in found.values()}
    for point in points:
        stage = point.group.partition(":")[0]
        item = resource(point.title, heading, page.key) if point.kind == "inventory" else None
        place = same_place(item.url) if item else ""
        is_known = item is not None and normal(stage) in STAGES and place not in listed.stages
        listed.stages |= {} if item is None else {place: listed.stages.get(place, stage)}
        if item is None or not is_known or point.is_remark:
            listed.points.append(point)
        elif place not in resources:
            more = {"stage": stage, "use_cases": (use_case,), "found": point.found}
            listed.collateral.append(replace(item, kind=kind_of(item.title, item.note), **more))  # type: ignore[arg-type]
        elif normal(resources[place].title) == normal(point.title):
            listed.labels.append(Label(point.found.lines[""], point.title))
        else:
            listed.points.append(point)
    return listed


def collateral_made(
    page: Page, found: dict[int, CollateralDoc], stages: Mapping[str, str], use_case: str
) -> Iterator[Made]:
    """The collateral of a page, at the stage where its inventory of the buyer's journey has the same address."""
    for number, one in found.items():
        block = page.blocks[number]
        document = replace(
            one,
            use_cases=(use_case,),
            stage=stages.get(same_place(one.url)),
            found=found_at(page.path, [block]),
        )
        heading = one.source.heading if one.source else ""
        yield Made(document, (number,), heading=heading)
