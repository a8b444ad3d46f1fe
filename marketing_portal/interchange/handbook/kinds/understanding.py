"""A page as documents: which kind it is, what is typed, and what stays as the body of its page."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from marketing_portal.interchange.documents import Document
from marketing_portal.interchange.handbook.kinds.base import Label, Made, PageKind, Thing
from marketing_portal.interchange.handbook.kinds.outline import Outline
from marketing_portal.interchange.handbook.kinds.registry import HANDBOOK_PAGE, KINDS
from marketing_portal.interchange.handbook.reading.accounting import count, missing_words, words_of
from marketing_portal.interchange.handbook.reading.blocks import Block, Page, Shape
from marketing_portal.interchange.handbook.reading.inline import plain

# Fields that say where something is or what it is called inside: their words are not the page's.
NOT_SAID = frozenset(
    "key slug name role kind place state status segment buying_roles anchors persona owner source found order "
    "summary superseded_by source_url video_url deck_url demos_state".split()
)


@dataclass(frozen=True)
class Warned:
    """Something that a person should look at, and on which line."""

    line: int
    message: str


@dataclass(frozen=True)
class Understood:
    """What a page says: its kind, its documents, the labels that became structure, the blocks of its body."""

    page: Page
    kind: PageKind
    title: str
    made: tuple[Made, ...] = ()
    labels: tuple[Label, ...] = ()
    body: tuple[Block, ...] = ()
    warnings: tuple[Warned, ...] = ()

    def warned(self, messages: Mapping[int, str]) -> Understood:
        """The same, with a warning on each of these lines."""
        more = (Warned(line, message) for line, message in sorted(messages.items()))
        return replace(self, warnings=(*self.warnings, *more))

    @property
    def words(self) -> Counter[str]:
        """Every word of the page."""
        return count(self.page.blocks)

    @property
    def typed(self) -> int:
        """How many words of the page stand in typed fields, or are the labels of such."""
        return self.words.total() - count(self.body).total()


def understand(
    page: Page, kinds: Sequence[PageKind] = KINDS, skip: frozenset[int] = frozenset()
) -> Understood:
    """What ``page`` says, as the kind that understands most of its words; ``skip``: lines whose documents stay text."""
    outline = Outline(page)
    found: dict[Thing, list[Made]] = {}  # kinds share things
    best: tuple[int, PageKind, list[Made]] = (0, HANDBOOK_PAGE, [])
    for kind in kinds:
        for thing in kind.things:
            if thing not in found:
                found[thing] = list(thing.find(outline))
        made = [one for thing in kind.things for one in found[thing]]
        if not made or not kind.fits(made):
            continue
        size = sum(len(words_of(page.blocks[number])) for one in made for number in set(one.blocks))
        if size > best[0]:
            best = (size, kind, made)
    _, kind, made = best
    made = [one for one in made if page.blocks[one.blocks[0]].first not in skip]
    if not made:
        kind = next((one for one in kinds if one.recognises(outline)), HANDBOOK_PAGE)
    understood = put_together(page, kind, made)
    remarks = tuple(Warned(one.line, one.text) for one in kind.remarks(outline))
    return replace(understood, warnings=(*understood.warnings, *remarks)) if remarks else understood


def put_together(page: Page, kind: PageKind, made: list[Made]) -> Understood:
    """The documents of a page and what is left, after making sure that no word is in neither."""
    left = {number: some[0].heading for some in together(made) for number in not_said(page, some)}
    stays = {number: text for one in made for number, text in one.stays.items() if number not in left}
    taken = {number for one in made for number in one.blocks} - set(left)
    title, named = title_of(page, taken)
    bare = bare_headings(page, taken, stays) - set(left)
    gone = taken.difference(number for number, text in stays.items() if text) | bare | named
    kept = [number for number in range(len(page.blocks)) if number not in gone]
    labels = [Label(page.blocks[number].first, page.blocks[number].text) for number in bare | named]
    labels += [label for one in made for label in one.labels]
    return Understood(
        page,
        kind,
        title,
        tuple(made),
        tuple(sorted(labels, key=lambda label: label.line)),
        tuple(without_spare_rules(rest(page.blocks[n], stays.get(n, page.blocks[n].text)) for n in kept)),
        tuple(warned(page.blocks[number], heading) for number, heading in sorted(left.items())),
    )


def warned(block: Block, heading: str) -> Warned:
    """The warning that ``block`` stays text although what is around it became a document."""
    return Warned(
        block.first, f"Not understood as part of “{heading}”, kept as text: {plain(block.text)[:60]}"
    )


def together(made: Sequence[Made]) -> Iterator[list[Made]]:
    """The documents in groups that are made of the same blocks: several may share a paragraph or a table."""
    groups: dict[tuple[int, ...], list[Made]] = {}
    for one in made:
        if one.stays:
            groups.setdefault(one.blocks, []).append(one)
        else:
            yield [one]
    yield from groups.values()


def rest(block: Block, text: str) -> Block:
    """What is left of ``block`` for the body; rows that are left of a table are text by now."""
    if block.text == text or block.shape not in {Shape.TABLE, Shape.HTML}:
        return replace(block, text=text)
    return replace(block, shape=Shape.PARAGRAPH, text=text, rows=())


def not_said(page: Page, made: Sequence[Made]) -> Iterator[int]:
    """Numbers of the blocks of ``made`` whose words are not all in the documents, their labels or what stays."""
    said = [
        text for one in made for text in (*texts_of(one.documents), *(label.text for label in one.labels))
    ]
    blocks = made[0].blocks
    lost = missing_words(count(page.blocks[number] for number in blocks), [*said, *made[0].stays.values()])
    rest = set(blocks)
    while lost and rest:
        shares = {number: share(lost, words_of(page.blocks[number])) for number in rest}
        number = max(sorted(shares), key=lambda one: shares[one])
        if not shares[number]:
            return
        rest.remove(number)
        yield number
        lost -= Counter(words_of(page.blocks[number]))


def share(lost: Counter[str], here: Sequence[str]) -> float:
    """How much of the words ``here`` is ``lost``: the block whose words are lost has most of them."""
    return (lost & Counter(here)).total() / len(here) if here else 0


def texts_of(value: Any) -> Iterator[str]:
    """Every text that a document says."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from texts_of(item)
    elif isinstance(value, Document):
        for field in dataclasses.fields(value):
            if field.name not in NOT_SAID:
                yield from texts_of(getattr(value, field.name))


def title_of(page: Page, taken: set[int]) -> tuple[str, set[int]]:
    """The title of a page, and the number of the heading that it was taken from."""
    if page.title:
        return page.title, set()
    content = [number for number, block in enumerate(page.blocks) if block.is_content]
    first = page.blocks[content[0]] if content else None
    if first and first.shape is Shape.HEADING and content[0] not in taken and len(plain(first.text)) <= 200:
        return plain(first.text), {content[0]}
    return page.key.rpartition("/")[2].replace("-", " ").replace("_", " ").capitalize(), set()


def bare_headings(page: Page, taken: set[int], stays: Mapping[int, str]) -> set[int]:
    """Headings that have nothing below them any more, since all of it is typed: they became structure too."""
    outline, text, typed = Outline(page), [0], [0]
    for number, block in enumerate(page.blocks):
        is_text = block.is_content and block.shape not in {Shape.HEADING, Shape.RULE}
        is_left = is_text and (number not in taken or bool(stays.get(number)))
        text.append(text[-1] + is_left)
        typed.append(typed[-1] + (number in taken))
    return {
        number
        for number, end in outline.ends.items()
        if number not in taken and text[end] == text[number] and typed[end] > typed[number]
    }


def without_spare_rules(blocks: Iterable[Block]) -> list[Block]:
    """``blocks`` without lines across the page that part nothing any more."""
    found: list[Block] = []
    for block in blocks:
        if not block.is_content:
            continue
        if block.shape is Shape.RULE and (not found or found[-1].shape in {Shape.RULE, Shape.HEADING}):
            continue
        found.append(block)
    while found and found[-1].shape is Shape.RULE:
        found.pop()
    return found
