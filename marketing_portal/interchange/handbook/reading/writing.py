"""Blocks to Markdown as the portal renders it: lists indented by four, tables with a header, every block apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from markdown.extensions.toc import slugify

from marketing_portal.interchange.handbook.reading.blocks import Block, Shape
from marketing_portal.interchange.handbook.reading.inline import plain
from marketing_portal.interchange.handbook.reading.pictures import without_frames

Mend = Callable[[str], str]


def write(blocks: Iterable[Block], mend: Mend = str) -> str:
    """The content of ``blocks`` as Markdown; ``mend`` is applied to running text (links, pictures)."""
    parts: list[str] = []
    before: Block | None = None
    is_loose = False  # paragraphs stand in the items of this list, so that a blank line ends one within it
    for block in blocks:
        text = write_block(block, mend) if block.is_content else ""
        if text.strip():
            is_loose = block.level > 0 and (is_loose or block.shape is not Shape.ITEM)
            is_end = is_loose and before is not None and block.level < before.level
            is_next = before is not None and is_list_going_on(before, block) and not is_end
            parts += ["\n" if is_next else "\n\n"] if parts else []
            parts.append(text)
            before = block
    return "".join(parts).strip("\n")


def is_list_going_on(before: Block, block: Block) -> bool:
    """Whether ``block`` is the next item of the list that ``before`` is in, or of one below it."""
    if not before.shape is block.shape is Shape.ITEM:
        return False
    return before.level != block.level or before.is_numbered == block.is_numbered


def write_block(block: Block, mend: Mend) -> str:
    """One block."""
    if block.shape is Shape.HEADING:
        return f"{'#' * block.level} {mend(block.text)}{named(block)}"
    if block.shape is Shape.ITEM:
        marker = f"{block.marker} ".ljust(4) if block.is_numbered else "- "
        return indented(f"{marker}{mend(block.text)}".rstrip(), block.level - 1, 1)
    if block.shape is Shape.HTML:
        return without_frames(block.text)
    if block.shape is Shape.CODE:
        return indented(block.text, block.level)
    text = "\n".join(table_lines(block, mend)) if block.shape is Shape.TABLE else mend(block.text)
    if block.shape is Shape.QUOTE:
        text = "\n".join(f"> {line}".rstrip() for line in text.split("\n"))
    return indented(text, block.level)


def named(block: Block) -> str:
    """The anchor of a heading where rendering would give it another one; “section” is what no Latin letters become."""
    same = slugify(plain(block.text), "-") == block.anchor
    return "" if same or block.anchor in {"", "section"} else f" {{#{block.anchor}}}"


def table_lines(block: Block, mend: Mend) -> Iterator[str]:
    """The table row by row, with the line of dashes."""
    for number, row in enumerate(block.rows):
        yield f"| {' | '.join(mend(cell) for cell in row)} |"
        if number == 0:
            yield "|" + " --- |" * len(row)


def indented(text: str, level: int, from_line: int = 0) -> str:
    """``text`` as it stands ``level`` lists deep; lines from ``from_line`` on one deeper where that is not 0."""
    lines = text.split("\n")
    return "\n".join(
        f"{'    ' * (level + (1 if from_line and number >= from_line else 0))}{line}" if line else line
        for number, line in enumerate(lines)
    )
