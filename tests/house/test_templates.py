"""How every template is written: a comment first, named endblocks, nothing inline that the policy would refuse."""

import re
from pathlib import Path

import pytest

from tests.support import source

COMMENT_FIRST = re.compile(r"\A(?:\{%-? ?extends [^%]*%\}\s*)?(?:\{#|\{% comment)")
# A block that opens and closes on one line needs no name at its end (and djade takes it away).
UNNAMED_ENDBLOCK = re.compile(r"^(?!.*\{%\s*block\b).*\{%\s*endblock\s*%\}", re.MULTILINE)
DJANGO_COMMENT = re.compile(r"\{#.*?#\}|\{% comment.*?endcomment %\}", re.DOTALL)
INLINE = {
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "an inline handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "an inline script": re.compile(
        r"<script(?![^>]*\bsrc\s*=)(?![^>]*application/json)[^>]*>", re.IGNORECASE
    ),
    "a javascript: address": re.compile(r"javascript:", re.IGNORECASE),
}
FOREIGN = re.compile(
    r"<(?:script|img|link|iframe|source|video|audio|use)\b[^>]*(?:src|href|srcset)\s*=\s*[\"']?(?:https?:)?//",
    re.IGNORECASE,
)

every_template = pytest.mark.parametrize(
    "path", source.templates(), ids=lambda path: str(path.relative_to(source.ROOT))
)


@every_template
def test_it_opens_with_a_comment(path: Path) -> None:
    assert COMMENT_FIRST.match(path.read_text()), "say in a comment which blocks and which context it has"


@every_template
def test_its_endblocks_are_named(path: Path) -> None:
    assert not UNNAMED_ENDBLOCK.search(path.read_text())


@every_template
def test_it_has_nothing_inline(path: Path) -> None:
    text = DJANGO_COMMENT.sub("", path.read_text())
    assert [what for what, pattern in INLINE.items() if pattern.search(text)] == []


@every_template
def test_it_loads_nothing_from_elsewhere(path: Path) -> None:
    assert not FOREIGN.search(path.read_text())


@pytest.mark.parametrize(
    ("what", "text"),
    [
        ("a style attribute", '<p class="a" style="color: red">'),
        ("an inline handler", '<button onclick="go()">'),
        ("an inline script", "<script>go()</script>"),
    ],
)
def test_the_patterns_find_what_they_are_for(what: str, text: str) -> None:
    assert INLINE[what].search(text)
    assert FOREIGN.search('<script src="https://elsewhere.example/x.js">')
    assert not INLINE["an inline script"].search('<script src="/static/ui/js/board.js" defer></script>')
