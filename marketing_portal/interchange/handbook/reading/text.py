"""Bytes of a file to a page: decode, split off the front matter, scan."""

from __future__ import annotations

import codecs
import hashlib
import re
import tomllib

import yaml
from frontmatter.default_handlers import YAMLHandler

from marketing_portal.content.directions import without_turns
from marketing_portal.interchange.canonical.fields import compose
from marketing_portal.interchange.errors import BadFile
from marketing_portal.interchange.handbook.reading.blocks import Block, Page, Shape
from marketing_portal.interchange.handbook.reading.html import is_html, read_html_page
from marketing_portal.interchange.handbook.reading.references import with_references
from marketing_portal.interchange.handbook.reading.scanner import Scanner

HANDLER = YAMLHandler()
PLAIN_HTML = re.compile(
    r"\s*<(?P<tag>ul|ol|dl|p|h[1-6]|blockquote)(?:\s[^<>]*)?>"
    r"(?:(?!<(?:table|iframe|div|img|form|video)\b|markdown=).)*</(?P=tag)>\s*",
    re.IGNORECASE | re.DOTALL,
)
AT_LINE = re.compile(r"at line (\d+)")
LARGEST = 2_000_000  # bytes of one page; the longest page of the handbook has 50,000
LARGEST_HEAD = 20_000
LONGEST_LINE = 100_000
ENDS = re.compile(r"\r\n|\r|\u2028|\u2029|\x0b|\x0c|\x85")
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
FIELD = re.compile(r"[#\s]*[\"'{]?[A-Za-z_][\w -]*[\"']?:")
MARKED = re.compile(r"^(?: {0,3}#{1,6} |\S.*\n={3,}[ \t]*$)", re.MULTILINE)


def decode(data: bytes, path: str) -> str:
    """The text of a file. Raises BadFile for what is too large, binary or not UTF-8."""
    if len(data) > LARGEST:
        reason = f"The file is too large: {len(data):,} bytes; a page has at most {LARGEST:,}."
        raise BadFile(path, 1, reason)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) and len(data) % 2 == 0:
        raise BadFile(path, 1, "The file is UTF-16; save it as UTF-8.")
    if b"\x00" in data:
        line = data.count(b"\n", 0, data.index(b"\x00")) + 1
        raise BadFile(path, line, "The file is binary, not a text.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BadFile(path, line, "The file is not UTF-8.") from None
    text = CONTROL.sub(" ", without_turns(ENDS.sub("\n", text)).removeprefix("\ufeff"))
    for number, line_text in enumerate(text.split("\n"), 1):
        if len(line_text) > LONGEST_LINE:
            raise BadFile(path, number, f"The line has {len(line_text):,} characters; no page has that.")
    return text


def read_page(data: bytes, path: str, key: str) -> Page:
    """The page in the file ``path``; ``key`` is its address without ending. Raises BadFile."""
    text = decode(data, path)
    title, body, offset = split_head(text, path)
    has_head = offset > 0
    if is_html(body):
        named, html_blocks = read_html_page(body, offset)
        return Page(path, key, html_blocks, title=title or named, digest=fingerprint(text))
    is_plain = not has_head and MARKED.search(body) is None
    lines = with_references(body.split("\n"))
    scanned = Scanner(lines, offset, is_plain=is_plain).scan()
    blocks = tuple(part for block in scanned for part in without_html(block))
    return Page(path, key, blocks, title=title, is_plain=is_plain, digest=fingerprint(text))


def without_html(block: Block) -> tuple[Block, ...]:
    """A list, heading or paragraph of HTML as Markdown has it; any other block as it is."""
    if block.shape is not Shape.HTML or block.level or PLAIN_HTML.fullmatch(block.text) is None:
        return (block,)
    return read_html_page(block.text, block.first - 1)[1]


def digest_of(data: bytes, path: str) -> str:
    """The fingerprint of a page without reading it. Raises BadFile."""
    return fingerprint(decode(data, path))


def fingerprint(text: str) -> str:
    """64 characters that tell one text from another."""
    return hashlib.sha256(text.encode()).hexdigest()


def split_head(text: str, path: str) -> tuple[str, str, int]:
    """Title in the front matter, text after it, and how many lines come before that text. Raises BadFile."""
    if text.startswith("+++\n"):
        return split_toml(text, path)
    boundaries = list(HANDLER.FM_BOUNDARY.finditer(text[: LARGEST_HEAD + 10]))[:2]
    if len(boundaries) < 2 or boundaries[0].start() != 0:
        return "", text, 0
    first, second = boundaries
    inside = [line for line in text[first.end() : second.start()].split("\n") if line.strip(" \t#")]
    if not inside or FIELD.match(inside[0]) is None:
        return "", text, 0  # a line across the page, not front matter
    node = compose(text[first.end() : second.start()], path, text.count("\n", 0, first.end()))
    if not isinstance(node, yaml.MappingNode):
        return "", text, 0
    titles = [value for name, value in node.value if name.value == "title"]
    title = titles[0].value if titles and isinstance(titles[0], yaml.ScalarNode) else ""
    return (
        " ".join(title.split()),
        text[second.end() :].removeprefix("\n"),
        text.count("\n", 0, second.end()) + 1,
    )


def split_toml(text: str, path: str) -> tuple[str, str, int]:
    """The same of a front matter between lines of plus signs. Raises BadFile."""
    head, found, _ = text[4 : LARGEST_HEAD + 4].partition("\n+++\n")
    if not found or "=" not in head:
        return "", text, 0
    try:
        title = tomllib.loads(f"{head}\n").get("title", "")
    except tomllib.TOMLDecodeError as error:
        at = AT_LINE.search(str(error))
        line = int(at.group(1)) + 1 if at else 1
        raise BadFile(path, line, "The front matter cannot be read as TOML.") from None
    lines = head.count("\n") + 3
    return " ".join(title.split()) if isinstance(title, str) else "", text.split("\n", lines)[-1], lines
