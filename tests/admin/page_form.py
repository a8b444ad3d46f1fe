"""The form of a page as a browser would send it: read from the HTML, changed, posted."""

from html.parser import HTMLParser
from typing import Any

from django.http import HttpResponse
from django.test import Client

SKIPPED = {"submit", "button", "image", "file", "reset"}


class FormReader(HTMLParser):
    """Collects names and values of everything that the page's last POST form would send."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, list[str]] = {}
        self.select: str | None = None
        self.options: list[str] = []
        self.takes_one = True
        self.text: str | None = None

    def add(self, name: str | None, value: str) -> None:
        """Note one value."""
        if name:
            self.values.setdefault(name, []).append(value)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if "disabled" in found:
            return
        if tag == "form":
            self.values = {}
        elif tag == "input":
            kind = found.get("type") or "text"
            ticked = kind not in {"checkbox", "radio"} or "checked" in found
            if kind not in SKIPPED and ticked:
                self.add(found.get("name"), found.get("value") or ("on" if kind == "checkbox" else ""))
        elif tag == "select":
            self.select, self.takes_one, self.options = found.get("name"), "multiple" not in found, []
        elif tag == "option":
            self.options.append(found.get("value") or "")
            if "selected" in found:
                self.add(self.select, self.options[-1])
        elif tag == "textarea":
            self.text = found.get("name")
            self.add(self.text, "")

    def handle_data(self, data: str) -> None:
        if self.text:
            value = data.removeprefix("\n") if self.values[self.text][-1] == "" else data
            self.values[self.text][-1] += value.replace("\n", "\r\n")  # as browsers do

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.text = None
        elif tag == "select":
            if self.takes_one and self.select not in self.values and self.options:
                self.add(self.select, self.options[0])  # browsers choose the first one
            self.select = None


class PageForm:
    """A form that somebody has open: ``values`` are what it would send."""

    def __init__(self, client: Client, url: str) -> None:
        self.client, self.url = client, url
        self.read(client.get(url))

    def read(self, answer: Any) -> None:
        """Take over the form of a page."""
        assert answer.status_code == 200, answer.status_code
        self.page: str = answer.content.decode()
        reader = FormReader()
        reader.feed(self.page)
        self.values = {name: value for name, value in reader.values.items() if "__prefix__" not in name}

    def fill(self, **values: Any) -> "PageForm":
        """Type something; ``-`` in names is written ``__``."""
        for name, value in values.items():
            self.values[name.replace("__", "-")] = value if isinstance(value, list) else [value]
        return self

    def name_of(self, text: str) -> str:
        """Name of the field that holds ``text``."""
        return next(name for name, value in self.values.items() if value == [text])

    def send(self, **extra: str) -> HttpResponse:
        """Send it; when it comes back, it is what stands there now."""
        answer: Any = self.client.post(self.url, self.values | extra)
        if answer.status_code == 200:
            self.read(answer)
        return answer  # type: ignore[no-any-return]

    def save(self, why: str = "") -> None:
        """Send it; it must be taken."""
        answer = self.send(change_reason=why)
        assert answer.status_code == 302, self.errors()

    def errors(self) -> str:
        """What the page says is wrong."""
        return " ".join(part.split("</ul>")[0] for part in self.page.split('<ul class="errorlist')[1:])
