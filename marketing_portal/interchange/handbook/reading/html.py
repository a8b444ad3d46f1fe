"""Pages of HTML to blocks: headings, paragraphs, lists, tables, with emphasis and links as Markdown."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import accumulate

from marketing_portal.interchange.handbook.reading.blocks import Block, Shape
from marketing_portal.interchange.handbook.reading.inline import anchor_of
from marketing_portal.interchange.handbook.reading.tables import read_marked

WHOLE = re.compile(r"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)
HEADINGS = re.compile(r"<h[1-6][\s>]", re.IGNORECASE)
MARKED = re.compile(r"^ {0,3}(?:#{1,6} |[-*] |```)", re.MULTILINE)
FEWEST_HEADINGS = 2
NO_CONTENT = frozenset({"script", "style", "template", "noscript"})
MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*", "code": "`", "summary": "**", "dt": "**"}
PARTS = frozenset(
    "address article aside body center dd details div dt fieldset figcaption figure footer form header hr html main"
    " nav p section summary video".split()
)
SPECIAL = re.compile(r"([\\*`\[\]])")
BEGINS = re.compile(r"\A(?P<number>\d{0,9})(?P<sign>(?<=\d)[.)]|(?<!\d)(?:#{1,6}|[-+>]))(?=\s)")
HEADING = re.compile("h[1-6]")
DEEPEST = 12


def is_html(text: str) -> bool:
    """Whether ``text`` is a page of HTML: it says so, or has headings of HTML and nothing of Markdown."""
    if WHOLE.match(text):
        return True
    return len(HEADINGS.findall(text)) >= FEWEST_HEADINGS and MARKED.search(text) is None


def read_html_page(text: str, offset: int = 0) -> tuple[str, tuple[Block, ...]]:
    """Title and blocks of a page; ``offset``: how many lines of the file come before ``text``."""
    reader = PageReader(text, offset)
    reader.feed(text)
    reader.close()
    reader.flush()
    return " ".join("".join(reader.title).split()), tuple(reader.blocks)


class PageReader(HTMLParser):
    """Goes through a page once."""

    def __init__(self, source: str, offset: int) -> None:
        super().__init__(convert_charrefs=True)
        self.source, self.above = source, offset
        self.starts = [0, *accumulate(len(line) for line in source.splitlines(keepends=True))]
        self.blocks: list[Block] = []
        self.title: list[str] = []
        self.text: list[str] = []
        self.first = 0
        self.shape, self.level, self.marker, self.anchor = Shape.PARAGRAPH, 0, "", ""
        self.lists: list[int] = []  # of the lists that are open: items so far, -1 without numbers
        self.open: list[str] = []  # elements whose text is something else: title, pre, blockquote, no content
        self.table: int | None = None  # where the table begins that is open
        self.targets: list[str] = []
        self.marked = -1  # which piece of the text is the last mark that began

    @property
    def place(self) -> int:
        """Where in the source the parser is."""
        line, column = self.getpos()
        return self.starts[min(line - 1, len(self.starts) - 1)] + column

    @property
    def line(self) -> int:
        """The line of the file."""
        return self.getpos()[0] + self.above

    def flush(self, *, is_code: bool = False) -> None:
        """What was collected is a block; the next one is a paragraph."""
        text = "".join(self.text)
        text = text.strip("\n") if is_code else tidy(text.rstrip() + "**" * (text.count("**") % 2))
        if text.strip("* `\n"):
            shape = Shape.CODE if is_code else Shape.QUOTE if "blockquote" in self.open else self.shape
            text = f"```\n{text}\n```" if is_code else text
            anchor = (self.anchor or anchor_of(text)) if shape is Shape.HEADING else ""
            level = self.level if shape is Shape.HEADING else min(len(self.lists), DEEPEST)
            marker = self.marker if shape is Shape.ITEM else ""
            self.blocks.append(Block(shape, self.first or self.line, self.line, text, level, marker, anchor))
        self.text, self.first, self.marked = [], 0, -1
        self.shape, self.level, self.marker, self.anchor = Shape.PARAGRAPH, 0, "", ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A block or a mark begins."""
        if self.table is not None:
            return
        values = {name: value or "" for name, value in attrs}
        if tag in NO_CONTENT or tag == "title":
            self.open.append(tag)
        elif tag in {"table", "ul", "ol", "dl", "li", "dt", "pre", "blockquote"} or HEADING.fullmatch(tag):
            self.begin(tag, values)
        elif tag in {"a", "img", "iframe"}:
            self.begin_link(tag, values)
        elif tag == "br":
            self.text.append("\n")
        else:
            if tag in PARTS and not (self.shape is Shape.ITEM and not "".join(self.text).strip()):
                self.flush()
            self.open += ["code"] if tag == "code" else []
            self.begin_mark("" if tag == "code" and "pre" in self.open else MARKS.get(tag, ""))

    def begin_mark(self, mark: str) -> None:
        """Bold, emphasis or code begins."""
        if mark:
            self.marked = len(self.text)
            self.text.append(mark)

    def begin_link(self, tag: str, values: dict[str, str]) -> None:
        """A link, a picture or a page within the page."""
        if tag == "iframe":
            self.flush()
            self.blocks.append(
                Block(Shape.HTML, self.line, self.line, f"{self.get_starttag_text()}</iframe>")
            )
        elif tag == "a":
            self.targets.append(values.get("href", "").strip().replace(" ", "%20"))
            self.text.append("[" if self.targets[-1] else "")
        else:
            address = values.get("src", "").strip().replace(" ", "%20")
            self.text.append(f"![{SPECIAL.sub('', values.get('alt', '')).replace(chr(10), ' ')}]({address})")

    def begin(self, tag: str, values: dict[str, str]) -> None:
        """A heading, a table, a list, an item, code or a quotation begins."""
        self.flush()
        if tag == "table":
            self.table, self.first = self.place, self.line
        elif HEADING.fullmatch(tag):
            self.shape, self.level, self.anchor = Shape.HEADING, int(tag[1]), values.get("id", "")
        elif tag in {"pre", "blockquote"}:
            self.open.append(tag)
        elif tag in {"ul", "ol", "dl"}:
            self.lists.append(0 if tag == "ol" else -1)
        else:
            self.lists = self.lists or [-1]
            self.lists[-1] += self.lists[-1] >= 0
            number = self.lists[-1]
            self.shape, self.marker = Shape.ITEM, f"{number}." if number > 0 else "-"
            self.begin_mark(MARKS.get(tag, ""))

    def handle_endtag(self, tag: str) -> None:
        """A block or a mark ends."""
        if self.table is not None:
            if tag == "table":
                self.end_table()
        elif tag in {"ul", "ol", "dl"}:
            self.flush()
            self.lists = self.lists[:-1]
        elif tag == "a" and self.targets:
            target = self.targets.pop()
            self.text.append(f"]({target})" if target else "")
        elif tag in self.open:
            if tag in {"pre", "blockquote"}:
                self.flush(is_code=tag == "pre")
            elif tag == "code" and "pre" not in self.open:
                self.end_mark("`")
            self.open.remove(tag)
        else:
            self.end_mark(MARKS.get(tag, ""))
            if tag in PARTS or tag == "li" or HEADING.fullmatch(tag):
                self.flush()

    def end_mark(self, mark: str) -> None:
        """A mark ends; nothing stands between marks of nothing, and no space right before one that ends."""
        if mark and self.text and self.text[-1] == mark:
            self.text.pop()
        elif mark and self.text and self.text[-1].endswith(" "):
            self.text += [self.text.pop().rstrip(), mark, " "]
        else:
            self.text.append(mark)

    def end_table(self) -> None:
        """The rows of a table."""
        rows = [row for row in read_marked(self.source[self.table : self.place]) if any(row)]
        width = max(map(len, rows), default=0)
        even = tuple((*row, *("" for _ in range(width - len(row)))) for row in rows)
        if even:
            text = "\n".join(f"| {' | '.join(row)} |" for row in even)
            self.blocks.append(Block(Shape.TABLE, self.first, self.line, text, len(self.lists), rows=even))
        self.table, self.first = None, 0

    def handle_data(self, data: str) -> None:
        """Text, in which nothing may look like Markdown."""
        if self.table is not None or NO_CONTENT.intersection(self.open):
            return
        if "title" in self.open:
            self.title.append(data)
            return
        if data.strip() and not self.first:
            self.first = self.line
        if "pre" in self.open or "code" in self.open:
            self.text.append(data if "pre" in self.open else " ".join(data.split()))
            return
        text = SPECIAL.sub(r"\\\1", re.sub(r"\s+", " ", data)).replace("<", "&lt;")
        if self.text and self.marked == len(self.text) - 1 and text.startswith(" "):
            self.text.insert(-1, " ")
            self.marked += 1
            text = text.lstrip()
        is_begin = not "".join(self.text).strip()
        self.text.append(BEGINS.sub(r"\g<number>\\\g<sign>", text.lstrip()) if is_begin else text)


def tidy(text: str) -> str:
    """``text`` of a block without spaces at the ends of its lines."""
    return "\n".join(line for line in (line.strip() for line in text.split("\n")) if line)
