"""Handbook pages that nobody wrote: every shape in any order, with a list of the words that must not get lost."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import strategies as st

NAMES = st.text("abcdefghijklmnopqrstuvwxyzäßéñ", min_size=2, max_size=9)
# Some words begin with a capital, as names do.
PHRASES = st.lists(NAMES | NAMES.map(str.capitalize), min_size=1, max_size=6).map(" ".join)
INDENTS = st.sampled_from(["", "", " ", "  ", "   ", "    ", "      ", "        ", "\t"])
# {} stands for words of the page; what is in the form itself is markup.
FORMS = (
    "{}",
    "{}",
    "# {}",
    "### {} {{: .no_toc}}",
    "#### **{}:** {}",
    "{}\n===",
    "{}\n---",
    "* {}",
    "-   {}",
    "+ {}\n{}",
    "• {}",
    "1. {}",
    "7) {}",
    "* **{}:** {}",
    "* **{}** - {}? {}?",
    "{}:\n- {}\n    - {}\n1. {}",
    "| {} | {} |\n|---|---|\n| {} | {} | {} |",
    "{} | {} |\n---|---|\n{} | |",
    "| {} | [{}](/x/) | ![{}](y.png) |",
    "| `a|{}` | \\| {} |",
    "> {}\n> - **{}**, [{}](https://example.com)",
    "```\n{}\n```",
    "~~~ yml\n{}",
    "[{}](https://example.com/(a)) _{}_ __{}__ ~~{}~~",
    "![{}](../images/x.png){{: .wide}}",
    "[![{}](x.png) {}](https://example.com)",
    "<div class='x'>\n<p>{}</p>\n</div>",
    "<table><tr><td colspan='3'>{}</td></tr>\n\n<tr><td>{}</td></tr></table>",
    "<iframe src='https://example.com/x'></iframe>\n{}",
    "<b>{}</b> & {} &amp; <i>{}",
    "<!-- no content -->\n{}",
    "{{::comment}}\nno content\n{{:/comment}}\n{}",
    "{{:.no_toc .hidden}}\n{}",
    "- TOC\n{{:toc}}\n{}",
    "<style>\n.no {{ content: 'no' }}\n</style>\n{}",
    "---\n{}",
    "    {}\n        {}",
    "“{}” - {}",
    "[{}]()\n[{}]: https://example.com",
    "{}[^1]\n\n[^1]: {}",
    "### {} - the {}",
    "#### {} ({})",
    "* **Background:** {}\n  * {}",
    "* **Company** - {}? {}?: {}",
    "**Goals**\n\n- {}\n    - {}\n\n  {}",
    "##### Motivations\n\n* {}\n\n{}",
    "* **Why do we want to connect** {}\n- **SMB and large**: {}\n- **{}**: {}\n- Large: NA",
    '* Real Quotes - {}\n\n"{}" - {}, 5+ Employees in {} Industry\n\n{}',
    '* **Discovery Questions** - questions to ask\n1. "{}?" - {}\n1. {}\nNote: need to add {}',
    "* **Alternative Job Titles:** {}, or an {}",
    "* **Demographics** (need more data) {} ([source](https://example.com/x))",
    "### Writing for all personas\n\n- {}\n- TBD",
    "### Deprecated Buyer Videos\n\n1. {} [video](https://example.com) or {}\n1. {} [x](y) ({})",
    "** {} * {} ` {} < {} > {} [ {} ( {} ]",
)


@dataclass(frozen=True)
class Written:
    """A page and the words that it says."""

    text: str
    words: tuple[str, ...]


@st.composite
def pieces(draw: st.DrawFn) -> tuple[str, list[str]]:
    """A few lines of one form, with their words."""
    form = draw(st.sampled_from(FORMS))
    phrases = [draw(PHRASES) for _ in range(form.count("{}"))]
    indent = draw(INDENTS)
    text = form.format(*phrases)
    return "\n".join(indent + line for line in text.split("\n")), " ".join(phrases).split()


@st.composite
def pages(draw: st.DrawFn) -> Written:
    """A page of pieces, with empty lines between them or not."""
    found = draw(st.lists(pieces(), max_size=12))
    parts, said = [], []
    for text, words in found:
        parts.append(text + draw(st.sampled_from(["\n", "\n\n", "  \n", "\n\n\n"])))
        said += words
    head = draw(st.sampled_from(["", "---\nlayout: page\ntitle: no content\n---\n", "intro\n\n"]))
    text = "".join(parts)
    is_head = not head and text.startswith("---")
    return Written(f"{head}\n{text}" if is_head else head + text, tuple(said))
