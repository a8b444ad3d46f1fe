"""Lines to blocks. Each line belongs to one block or is empty, so nothing can fall out between two of them.

A scanner of lines, because every block must know its lines and because pages mix what parsers keep apart: lists that
begin in the first column below a bullet, tables without header, indentation that follows no rule.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence

from marketing_portal.interchange.handbook.reading.blocks import Block, Shape
from marketing_portal.interchange.handbook.reading.inline import anchor_of, without_attributes
from marketing_portal.interchange.handbook.reading.tables import is_separator, read_pipes

HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(.*?)(?:[ \t]+#{1,99})?[ \t]*")
HEADING_ID = re.compile(r"\{#([A-Za-z][\w:.-]*)\}$")
UNDERLINE = re.compile(r" {0,3}(=+|-{2,})[ \t]*")
DOUBLE = re.compile(r" {0,3}={3,}[ \t]*")  # the line below a title
RULE = re.compile(r" {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})")
ITEM = re.compile(r"([ \t]*)([-*+•]|\d{1,9}[.)])(?:[ \t]+(.*)|[ \t]*)")
FENCE = re.compile(r"[ \t]*(`{3,}|~{3,})([^`]*)")
DIRECTIVE = re.compile(r"[ \t]*\{:.*\}[ \t]*")
DIRECTIVE_COMMENT = re.compile(r"[ \t]*\{::comment\}[ \t]*")
HTML_BLOCK = re.compile(
    r"[ \t]*</?(?:address|article|aside|blockquote|center|col|colgroup|dd|details|div|dl|dt|figcaption|figure|footer"
    r"|form|h[1-6]|header|hr|iframe|li|main|nav|ol|p|pre|script|section|style|summary|table|tbody|td|tfoot|th|thead"
    r"|tr|ul|video)(?=[\s/>]|$)",
    re.IGNORECASE,
)
OPENING = re.compile(r"\s*<(?:div|section)(?:\s[^<>]*)?>\s*", re.IGNORECASE)
PARSED = re.compile(r"^\s*\{::options[^}]*parse_block_html=.?true")
UNWRAPPED = re.compile(r"\s*<(?:div|section)\s[^<>]*\bmarkdown=[^<>]*>\s*", re.IGNORECASE)
FOLDED = re.compile(
    r"(?:\s*</?details(?:\s[^<>]*)?>)*\s*(?:<summary(?:\s[^<>]*)?>(?P<title>[^<>*\n]*)</summary>)?(?:\s*</?details>)*\s*",
    re.IGNORECASE,
)
WHOLE = re.compile(r"<(table|style|script|pre)(?=[\s/>]|$)", re.IGNORECASE)
NEVER_SHOWN = re.compile(r"[ \t]*<(style|script)(?=[\s/>]|$)", re.IGNORECASE)
CONTENTS = frozenset({"toc", "contents", "table of contents"})
CONTENTS_HEADINGS = frozenset({"on-this-page", "contents", "table-of-contents", "toc"})
DEEPEST = 12


class Scanner:
    """Goes through ``lines`` once. ``offset`` is the number of lines of the file before the first of them."""

    def __init__(self, lines: Sequence[str], offset: int = 0, *, is_plain: bool = False) -> None:
        self.lines, self.offset, self.is_plain = [line.expandtabs(4) for line in lines], offset, is_plain
        self.blocks: list[Block] = []
        self.place = 0
        self.indents: list[int] = []  # of the items that are open, outermost first
        self.after_blank = True
        self.is_parsed = any(PARSED.search(line) for line in self.lines)
        self.wraps = 0  # elements that are open whose content is Markdown
        self.ends: dict[str, list[int]] = {}  # lines on which an element or a comment ends

    def scan(self) -> tuple[Block, ...]:
        """Every block."""
        readers: tuple[Callable[[str], bool], ...] = (
            self.blank,
            self.fence,
            self.comment,
            self.directive,
            self.heading,
            self.rule,
            self.item,
            self.table,
            self.html,
            self.quote,
            self.indented_code,
        )
        while self.place < len(self.lines):
            line = self.lines[self.place]
            if not any(reader(line) for reader in readers):
                self.paragraph()
            self.after_blank = self.place > 0 and not self.lines[self.place - 1].strip()
        return tuple(self.blocks)

    def add(self, shape: Shape, count: int, text: str, **more: object) -> bool:
        """The next ``count`` lines are one block."""
        first = self.offset + self.place + 1
        level = more.pop("level", len(self.indents))
        self.blocks.append(Block(shape, first, first + count - 1, text, level=level, **more))  # type: ignore[arg-type]
        self.place += count
        return True

    def take_while(self, test: Callable[[str], bool], start: int = 1) -> int:
        """How many lines from here on pass ``test``; the first ``start`` need not."""
        end = self.place + start
        while end < len(self.lines) and test(self.lines[end]):
            end += 1
        return end - self.place

    def settle(self, line: str) -> None:
        """Close the items that ``line`` does not stand in: it is not indented, and a blank line is between."""
        indent = indent_of(line)
        if self.after_blank:
            while self.indents and (self.is_plain or indent <= self.indents[-1]):
                self.indents.pop()

    def blank(self, line: str) -> bool:
        """An empty line."""
        if line.strip():
            return False
        self.place += 1
        return True

    def fence(self, line: str) -> bool:
        """Code between fences, to the end of the page where it is not closed."""
        match = FENCE.fullmatch(line)
        if match is None:
            return False
        self.settle(line)
        mark = match.group(1)
        closing = re.compile(rf"[ \t]*{re.escape(mark[0])}{{{len(mark)},}}[ \t]*")
        count = self.take_while(lambda text: closing.fullmatch(text) is None)
        text = "\n".join(self.lines[self.place : self.place + count])
        is_closed = self.place + count < len(self.lines)
        return self.add(Shape.CODE, count + is_closed, f"{text}\n{mark}")

    def comment(self, line: str) -> bool:
        """An HTML comment or a kramdown comment; one that nobody closes is text."""
        is_html = line.lstrip().startswith("<!--")
        if not is_html and DIRECTIVE_COMMENT.fullmatch(line) is None:
            return False
        end = self.end_of("-->" if is_html else "{:/")
        if end is None:
            return False
        if is_html and self.lines[end].rpartition("-->")[2].strip():
            return False  # text goes on after it in the same line
        return self.add(Shape.DROPPED, end - self.place + 1, "")

    def directive(self, line: str) -> bool:
        """A line of kramdown attributes; together with the table of contents that it makes, if it does."""
        if DIRECTIVE.fullmatch(line) is None or without_attributes(line).strip():
            return False
        last = self.blocks[-1] if self.blocks else None
        if "{:toc" in line and last is not None and last.shape is Shape.ITEM:
            self.drop_contents()
        return self.add(Shape.DROPPED, 1, line.strip())

    def drop_contents(self) -> None:
        """The list item that stands for the table of contents, and the heading above it, are no content."""
        if self.blocks[-1].text.casefold() not in CONTENTS:
            return
        self.blocks[-1] = dropped(self.blocks[-1])
        before = [i for i, block in enumerate(self.blocks) if block.is_content]
        if before and self.blocks[before[-1]].anchor in CONTENTS_HEADINGS:
            self.blocks[before[-1]] = dropped(self.blocks[before[-1]])

    def heading(self, line: str) -> bool:
        """A heading with number signs."""
        match = HEADING.fullmatch(line)
        if match is None or not match.group(2):
            return False
        self.indents.clear()
        return self.add_heading(match.group(2), len(match.group(1)), 1)

    def add_heading(self, text: str, level: int, count: int) -> bool:
        """The next ``count`` lines are a heading."""
        text = without_attributes(text).strip()
        named = HEADING_ID.search(text)
        text = text[: named.start()].strip() if named else text
        anchor = named.group(1) if named else anchor_of(text)
        return self.add(Shape.HEADING, count, text, level=level, anchor=anchor)

    def rule(self, line: str) -> bool:
        """A line across the page."""
        if RULE.fullmatch(line) is None:
            return False
        self.settle(line)
        return self.add(Shape.RULE, 1, "---")

    def item(self, line: str) -> bool:
        """An item of a list with the lines that go on with it."""
        match = ITEM.fullmatch(line)
        if match is None:
            return False
        indent = len(match.group(1))
        if indent >= 4 and self.after_blank and not self.indents and not self.is_plain:
            return False
        while self.indents and indent < self.indents[-1] + 2:
            self.indents.pop()
        self.indents = [*self.indents, indent][:DEEPEST]
        count = self.take_while(self.goes_on)
        more = [text.strip() for text in self.lines[self.place + 1 : self.place + count]]
        text = "\n".join([(match.group(3) or "").strip(), *more])
        marker = f"{match.group(2)[:-1]}." if match.group(2)[0].isdigit() else "-"
        return self.add(Shape.ITEM, count, without_attributes(text).strip(), marker=marker)

    def goes_on(self, line: str) -> bool:
        """Whether ``line`` goes on with the text of the line before."""
        if not line.strip() or self.begins_another(line):
            return False
        return not (line.lstrip().startswith("|") and line.rstrip().endswith("|"))

    def begins_another(self, line: str) -> bool:
        """Whether ``line`` begins a block although no empty line is before it."""
        item = ITEM.fullmatch(line)
        if item is not None:
            return not item.group(2)[0].isdigit() or item.group(2)[:-1] == "1" or bool(self.indents)
        patterns = (HEADING, FENCE, RULE, DIRECTIVE, DOUBLE)
        if any(pattern.fullmatch(line) for pattern in patterns) or HTML_BLOCK.match(line):
            return True
        return line.lstrip().startswith((">", "<!--"))

    def table(self, line: str) -> bool:
        """A table: pipes with a line of dashes below the header, or rows between pipes without header."""
        following = self.lines[self.place + 1] if self.place + 1 < len(self.lines) else ""
        parted = "|" in line and is_separator(following)
        bare = line.lstrip().startswith("|") and line.rstrip().endswith("|") and line.strip() != "|"
        if not parted and not bare:
            return False
        self.settle(line)
        count = self.take_while(lambda text: "|" in text and bool(text.strip()), 2 if parted else 1)
        lines = self.lines[self.place : self.place + count]
        rows = read_pipes([without_attributes(text) for text in lines])
        return self.add(Shape.TABLE, count, "\n".join(text.strip() for text in lines), rows=rows)

    def html(self, line: str) -> bool:
        """HTML up to the next empty line; tables, code and style sheets as a whole."""
        if HTML_BLOCK.match(line) is None:
            return False
        self.settle(line)
        if self.unwrapped(line):
            return self.add(Shape.DROPPED, 1, "")
        end = self.place
        while end < len(self.lines) and self.lines[end].strip():
            whole = WHOLE.search(self.lines[end])
            close = self.end_of(f"</{whole.group(1).lower()}>", end) if whole else None
            if NEVER_SHOWN.match(self.lines[end]) and close is not None:
                return self.never_shown(end, close)
            end = (end if close is None else close) + 1
        text = "\n".join(line for line in self.lines[self.place : end] if not DIRECTIVE.fullmatch(line))
        folded = FOLDED.fullmatch(text)
        if folded is not None:  # what was folded away is text like any other, below its title
            title = (folded["title"] or "").strip()
            shape = Shape.PARAGRAPH if title else Shape.DROPPED
            return self.add(shape, end - self.place, f"**{title}**" if title else "")
        return self.add(Shape.HTML, end - self.place, text)

    def unwrapped(self, line: str) -> bool:
        """Whether ``line`` only opens or closes an element whose content is Markdown, which it is anyway."""
        is_opening = (UNWRAPPED if not self.is_parsed else OPENING).fullmatch(line) is not None
        is_closing = self.wraps > 0 and line.strip().lower() in {"</div>", "</section>"}
        self.wraps += is_opening - is_closing
        return is_opening or is_closing

    def never_shown(self, start: int, end: int) -> bool:
        """A style sheet or script from ``start`` to ``end``: no content; what is before it is."""
        if start > self.place:
            return self.add(Shape.HTML, start - self.place, "\n".join(self.lines[self.place : start]))
        rest = self.lines[end].lower().rpartition("</")[2].partition(">")[2].strip()
        if rest:
            return self.add(Shape.HTML, end - self.place + 1, "\n".join(self.lines[self.place : end + 1]))
        return self.add(Shape.DROPPED, end - self.place + 1, "")

    def quote(self, line: str) -> bool:
        """What somebody else said, with the lines that go on with it."""
        if not line.lstrip().startswith(">"):
            return False
        self.settle(line)
        count = self.take_while(lambda text: text.lstrip().startswith(">") or self.goes_on(text))
        lines = [text.strip() for text in self.lines[self.place : self.place + count]]
        return self.add(Shape.QUOTE, count, "\n".join(re.sub(r"^> ?", "", text) for text in lines))

    def indented_code(self, line: str) -> bool:
        """Lines indented by four, outside of lists and of pages copied as plain text."""
        self.settle(line)
        if self.is_plain or self.indents or not self.after_blank or indent_of(line) < 4:
            return False
        count = self.take_while(lambda text: indent_of(text) >= 4 and bool(text.strip()))
        return self.add(Shape.CODE, count, "\n".join(self.lines[self.place : self.place + count]))

    def paragraph(self) -> None:
        """Lines of text; of a page copied as plain text each line is one."""
        count = 1 if self.is_plain else self.take_while(self.goes_on)
        lines = [text.strip() for text in self.lines[self.place : self.place + count]]
        below = self.lines[self.place + count] if self.place + count < len(self.lines) else ""
        underline = None if self.indents or count > 1 else UNDERLINE.fullmatch(below)
        if underline is not None:
            self.add_heading(lines[0], 1 if "=" in below else 2, 2)
        elif self.is_plain and self.is_title(lines[0], below):
            self.indents.clear()
            self.add_heading(lines[0], 2, 1)
        else:
            self.add(Shape.PARAGRAPH, count, without_attributes("\n".join(lines)).strip())

    def is_title(self, text: str, below: str) -> bool:
        """Whether the line of a plain page looks like a heading: short, alone, without a full stop."""
        stands_alone = self.after_blank and not below.strip()
        return stands_alone and len(text) <= 80 and text[0].isupper() and text[-1] not in ".?!:;,|"

    def end_of(self, mark: str, start: int | None = None) -> int | None:
        """The first line from ``start`` (or here) on that holds ``mark``."""
        if mark not in self.ends:
            self.ends[mark] = [number for number, line in enumerate(self.lines) if mark in line.lower()]
        place = bisect_left(self.ends[mark], self.place if start is None else start)
        return self.ends[mark][place] if place < len(self.ends[mark]) else None


def indent_of(line: str) -> int:
    """Spaces before the text of ``line``."""
    return len(line) - len(line.lstrip(" "))


def dropped(block: Block) -> Block:
    """``block`` as what is no content."""
    return Block(Shape.DROPPED, block.first, block.last, block.text)
