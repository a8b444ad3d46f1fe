"""Reading YAML with lines: every value knows where it stands, so that every complaint can say it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TypeVar

import yaml

from marketing_portal.interchange.canonical.yaml_reading import QuickLoader
from marketing_portal.interchange.documents import Found, Source
from marketing_portal.interchange.errors import BadFile

SLUG = re.compile(r"[-a-zA-Z0-9_]+")  # all that forms take, so that any dump can be loaded
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
TAG = "tag:yaml.org,2002:"
T = TypeVar("T")


def compose(text: str, path: str, offset: int = 0) -> yaml.Node | None:
    """The YAML ``text`` as nodes; ``offset`` is the number of lines of the file before it. Raises BadFile."""
    try:
        try:
            return yaml.compose(text, Loader=QuickLoader)
        except yaml.YAMLError:
            return yaml.compose(
                text, Loader=yaml.SafeLoader
            )  # which says more clearly what is wrong, and where
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        reason = ", ".join(part for part in (error.context, error.problem) if part)
        raise BadFile(path, (mark.line if mark else 0) + 1 + offset, f"This is not YAML: {reason}.") from None
    except yaml.YAMLError as error:
        raise BadFile(path, 1 + offset, f"This is not YAML: {error}.") from None
    except RecursionError:
        raise BadFile(path, 1 + offset, "This is not YAML: it is nested too deeply.") from None


def refuse_controls(text: str, path: str) -> str:
    """``text`` with the line ends of Unix; BadFile where it holds characters that cannot be seen."""
    text = re.sub(r"\r\n?", "\n", text)
    match = CONTROL.search(text)
    if match:
        line = text.count("\n", 0, match.start()) + 1
        raise BadFile(path, line, f"The line holds the control character U+{ord(match.group()):04X}.")
    return text


def quoted(words: Iterable[str]) -> str:
    """``words`` as a list in a sentence."""
    return ", ".join(f"“{word}”" for word in words)


class Fields:
    """The keys of one mapping, read by type. ``refuse_others`` says which keys nobody asked for."""

    def __init__(self, node: yaml.Node | None, path: str, offset: int = 0) -> None:
        self.path, self.offset = path, offset
        self.line = (node.start_mark.line if node else 0) + 1 + offset
        self._nodes: dict[str, yaml.Node] = {}
        self._lines = {"": self.line}
        self._asked: set[str] = set()
        if not isinstance(node, yaml.MappingNode):
            raise BadFile(path, self.line, "Keys with values are expected here, for example “name: Alex”.")
        for key, value in node.value:
            name, line = str(key.value), key.start_mark.line + 1 + offset
            if name in self._nodes:
                raise BadFile(path, line, f"The key “{name}” stands here twice.")
            self._nodes[name], self._lines[name] = value, line

    def __contains__(self, name: str) -> bool:
        self._asked.add(name)
        return name in self._nodes

    @property
    def found(self) -> Found:
        """File and line of every key."""
        return Found(self.path, dict(self._lines))

    def refuse_others(self) -> None:
        """Raise BadFile where there is a key that nothing reads."""
        for name in self._nodes:
            if name not in self._asked:
                known = quoted(sorted(self._asked))
                raise self.bad(name, f"The key “{name}” is not known here. Known: {known}.")

    def bad(self, name: str, reason: str) -> BadFile:
        """The error about the key ``name``."""
        return self.found.bad(name, reason)

    def text(self, name: str, default: str | None = None, lines: bool = False) -> str:
        """Text under ``name``; required without ``default``, in one line unless ``lines``."""
        node = self._get(name, required=default is None)
        if node is None:
            return default or ""
        value = self._scalar(node, name).strip()
        if default is None and not value:
            raise self.bad(name, f"“{name}” may not be empty.")
        if "\n" in value and not lines:
            raise self.bad(name, f"“{name}” is one line.")
        return value

    def slug(self, name: str) -> str:
        """Key under ``name``: letters, digits, hyphens and underscores."""
        value = self.text(name)
        if not SLUG.fullmatch(value):
            raise self.bad(name, f"“{value}” is not a key: use small letters, digits and hyphens.")
        return value

    def choice(self, name: str, allowed: Iterable[str], default: str | None = None) -> str:
        """One of the ``allowed`` words."""
        value = self.text(name, default)
        if value not in allowed:
            raise self.bad(name, f"“{value}” is not possible for “{name}”. Possible: {quoted(allowed)}.")
        return value

    def is_null(self, name: str) -> bool:
        """Whether ``name`` is there and says null."""
        node = self._get(name)
        return node is not None and node.tag == TAG + "null"

    def reference(self, name: str) -> str | None:
        """Key of another object, or None for null or nothing."""
        return None if self._get(name) is None or self.is_null(name) else self.slug(name)

    def flag(self, name: str, default: bool) -> bool:
        """true or false."""
        node = self._get(name)
        if node is None:
            return default
        if node.tag != TAG + "bool" or not isinstance(node, yaml.ScalarNode):
            raise self.bad(name, f"“{name}” is true or false.")
        return bool(yaml.SafeLoader.bool_values[node.value.lower()])

    def number(self, name: str, default: int | None = None, least: int = 0) -> int:
        """A whole number, ``least`` or more; required without ``default``."""
        node = self._get(name, required=default is None)
        if node is None:
            return default or 0
        is_number = node.tag == TAG + "int" and re.fullmatch(r"0|-?[1-9][0-9]{0,8}", node.value)
        if not is_number or int(node.value) < least:
            raise self.bad(name, f"“{name}” is a whole number, {least} or more.")
        return int(node.value)

    def texts(self, name: str) -> tuple[str, ...]:
        """List of single-line texts under ``name``; each at most once."""
        found: list[str] = []
        for node in self._items(name):
            value = self._scalar(node, name).strip()
            if not value or "\n" in value or value in found:
                raise BadFile(self.path, self._line(node), f"Each item of “{name}” is one line, and unique.")
            found.append(value)
        return tuple(found)

    def mapping(self, name: str) -> list[Fields]:
        """The mapping under ``name`` as a list of one, or nothing."""
        node = self._get(name)
        return [] if node is None else [Fields(node, self.path, self.offset)]

    def mappings(self, name: str) -> list[Fields]:
        """List of mappings under ``name``."""
        return [Fields(node, self.path, self.offset) for node in self._items(name)]

    def source(self, name: str) -> Source | None:
        """Handbook page and heading that the facts come from, or None."""
        node = self._get(name)
        if node is None or node.tag == TAG + "null":
            return None
        fields = Fields(node, self.path, self.offset)
        source = Source(page=fields.text("page"), heading=fields.text("heading", ""))
        fields.refuse_others()
        return source

    def _get(self, name: str, required: bool = False) -> yaml.Node | None:
        self._asked.add(name)
        if required and name not in self._nodes:
            raise self.bad("", f"“{name}” is missing.")
        return self._nodes.get(name)

    def _line(self, node: yaml.Node) -> int:
        return int(node.start_mark.line) + 1 + self.offset

    def _scalar(self, node: yaml.Node, name: str) -> str:
        if node.tag != TAG + "str" or not isinstance(node, yaml.ScalarNode):
            reason = f"“{name}” is text. Put it in quotes if it looks like a number, a date, a yes or a no."
            raise BadFile(self.path, self._line(node), reason)
        if CONTROL.search(node.value):
            raise BadFile(self.path, self._line(node), f"“{name}” holds a control character.")
        return str(node.value)

    def _items(self, name: str) -> list[yaml.Node]:
        node = self._get(name)
        if node is None:
            return []
        if not isinstance(node, yaml.SequenceNode):
            raise self.bad(name, f"“{name}” is a list.")
        return list(node.value)


def read_mapping(fields: Fields, read: Callable[[Fields], T]) -> T:
    """What ``read`` makes of ``fields``; BadFile where a key is left over."""
    document = read(fields)
    fields.refuse_others()
    return document


def unique(
    fields: Iterable[Fields], read: Callable[[Fields], T], key: Callable[[T], object]
) -> tuple[T, ...]:
    """Every mapping read by ``read``; BadFile where two have the same ``key``."""
    found: dict[object, T] = {}
    for one in fields:
        document = read_mapping(one, read)
        name = key(document)
        if name in found:
            shown = " ".join(map(str, name)) if isinstance(name, tuple) else name
            raise BadFile(one.path, one.line, f"“{shown}” stands in this list twice.")
        found[name] = document
    return tuple(found.values())
