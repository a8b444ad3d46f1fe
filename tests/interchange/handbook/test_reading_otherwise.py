"""Other forms of pages: HTML, front matter of TOML, addresses below the text, folded parts, underlined titles."""

from __future__ import annotations

import pytest

from marketing_portal.interchange.errors import BadFile
from marketing_portal.interchange.handbook.reading.blocks import Page
from marketing_portal.interchange.handbook.reading.links import with_links
from marketing_portal.interchange.handbook.reading.references import with_references
from marketing_portal.interchange.handbook.reading.text import read_page
from marketing_portal.interchange.handbook.reading.writing import write

HTML = """<!DOCTYPE html><html><head><title>Boats &amp; ropes</title><style>b{}</style><script>x="y"</script></head>
<body><h1 id="top">Boats <em>here</em></h1>
<div>Take<b> a rope </b>and <code>tie_it *</code> * [so] 2&lt;3<br>again</div>
<ol><li><p>One</p><p>more</p><ul><li>in <a href="/a b">a link</a></li></ul></li><li>Two</ol>
<blockquote><p>Said</p></blockquote><pre>x = 1
  y</pre><dl><dt>Knot</dt><dd>A bend</dd></dl><p># no heading</p><p>1. no item</p><b></b>
<table><tr><th>A</th></tr><tr><td>b <a href="/c">c</a></td></tr></table>
<img src="/p.png" alt="Pier"><iframe src="https://example.com/x"></iframe><p>open <b>end
"""
AS_MARKDOWN = """# Boats *here* {#top}

Take **a rope** and `tie_it *` \\* \\[so\\] 2&lt;3
again

1.  One

    more

    - in [a link](/a%20b)

2.  Two

> Said

```
x = 1
  y
```

- **Knot**

    A bend

\\# no heading

1\\. no item

| A |
| --- |
| b [c](/c) |

![Pier](/p.png)

[Embedded page](https://example.com/x)

open **end**"""


def page(text: str) -> Page:
    return read_page(text.encode(), "page.md", "page")


def test_a_page_of_html_is_read_as_markdown() -> None:
    found = page(HTML)
    assert found.title == "Boats & ropes"
    assert write(found.blocks) == AS_MARKDOWN
    lines = {block.text: (block.first, block.last) for block in found.blocks}
    assert (lines["Boats *here*"], lines["Said"], lines["Two"]) == ((2, 2), (5, 5), (4, 4))


def test_headings_of_html_below_front_matter() -> None:
    found = page("---\ntitle: Ropes\n---\n<h2>Thick</h2>\n<p>Strong</p>\n<h2>Thin</h2>")
    assert (found.title, write(found.blocks)) == ("Ropes", "## Thick\n\nStrong\n\n## Thin")
    assert [block.first for block in found.blocks] == [4, 5, 6]


def test_html_within_markdown() -> None:
    text = '# Ropes\n\n<ul class="x">\n<li>a <b>b</b></li>\n</ul>\n\n<div>\n{: .x}\n*c*\n</div>'
    assert write(page(text).blocks) == "# Ropes\n\n- a **b**\n\n<div>\n*c*\n</div>"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            'a <img alt="Pier [1]" src="/p.png"> b',
            "a [Pier  1 (image, not imported)](/p.png){: .missing-image} b",
        ),
        (
            "`<img src=y>` <IMG SRC=p/q.png>",
            "`<img src=y>` [q.png (image, not imported)](p/q.png){: .missing-image}",
        ),
        (
            '<p align="center">\n<img src="/p.png">\n</p>',
            "[p.png (image, not imported)](/p.png){: .missing-image}",
        ),
        (
            '<table>\n<tr><td>`a`<img src="/p" alt="P"></td></tr>\n</table>',
            '<table>\n<tr><td>`a`<a class="missing-image" href="/p">P (image, not imported)</a></td></tr>\n</table>',
        ),
    ],
)
def test_pictures_of_html_become_marked_links(text: str, expected: str) -> None:
    assert with_links(write(page(f"# A\n\n{text}").blocks[1:]), str) == expected


def test_elements_whose_content_is_markdown_are_left_out() -> None:
    text = '# Ropes\n\n<div markdown="1">\n*a*\n</div>\n'
    assert write(page(text).blocks) == "# Ropes\n\n*a*"
    everywhere = '{::options parse_block_html="true" /}\n# Ropes\n<div class="x">\n<div>\n*a*\n</div>\n</div>'
    assert write(page(everywhere).blocks) == "# Ropes\n\n*a*"


def test_front_matter_of_toml() -> None:
    found = page('+++\ntitle = "Ropes"\ndraft = true\n+++\n\n# Thick\n')
    assert (found.title, [(block.text, block.first) for block in found.blocks]) == ("Ropes", [("Thick", 6)])
    assert page("+++\nno front matter\n+++\n").blocks[1].text == "no front matter"
    with pytest.raises(BadFile) as caught:
        page('+++\na = 1\ntitle = "Ropes\n+++\n')
    assert str(caught.value) == "page.md:3: The front matter cannot be read as TOML."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[A][x] and [X] and [b]\n[x]: /a", "[A](/a) and [X](/a) and [b]\n"),
        ('![A][] [B][a]\n[a]: </a b> "T"', '![A](</a b> "T") [B](</a b> "T")\n'),
        ("`[x]` [x](/b) [x]: [y]\n[x]: /a\n[y]: /b", "`[x]` [x](/b) [x]: [y](/b)\n[x]: /a\n"),
        ("a[^1]\n\n[^1]: note", "a[^1]\n\n[^1]: note"),
        ("[a]\n```\n[a]\n[a]: /b\n```", "[a]\n```\n[a]\n[a]: /b\n```"),
        ("[![A](/p)][x]\n[x]: /a", "[![A](/p)](/a)\n"),
    ],
)
def test_addresses_below_the_text(text: str, expected: str) -> None:
    assert "\n".join(with_references(text.split("\n"))) == expected


def test_folded_parts_and_underlined_titles() -> None:
    found = page("Ropes\n=====\nThick\n\n<details>\n<summary>More</summary>\n\nThin\n\n</details>\n")
    assert write(found.blocks) == "# Ropes\n\nThick\n\n**More**\n\nThin"
