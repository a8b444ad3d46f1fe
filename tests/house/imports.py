"""Which app imports which: one way only, no private names, nothing hidden inside a function.

content, people, ui <- personas <- usecases <- requests_board <- interchange, search, api <- operations
<- the project package.
"""

import ast
import functools
from collections.abc import Iterator
from dataclasses import dataclass

from tests.house import figures
from tests.support import source

LAYERS = {
    "content": 0,
    "people": 0,
    "ui": 0,
    "personas": 1,
    "usecases": 2,
    "requests_board": 3,
    "interchange": 4,
    "search": 4,
    "api": 4,
    "operations": 5,
    "project": 6,
}
PACKAGE = "marketing_portal"


@dataclass(frozen=True)
class Import:
    """One imported name: by which module and line, from which dotted module, which name, known as what."""

    module: source.Module
    line: int
    target: str
    name: str
    alias: str

    @property
    def text(self) -> str:
        """As a line of a report."""
        return f"{self.module.path}:{self.line} {self.target}.{self.name}".removesuffix(".")


def app_of(dotted: str) -> str | None:
    """The app a dotted module name belongs to, `project` for the project package's own modules, None for others."""
    first, _, rest = dotted.partition(".")
    if first == PACKAGE:
        second = rest.partition(".")[0]
        return second if second in LAYERS else "project"
    return first if first in LAYERS else None


def imports_of(module: source.Module) -> Iterator[Import]:
    """Every import of ``module``, those for type checkers and inside functions too."""
    for node in module.nodes:
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(module, node.lineno, alias.name, "", alias.asname or alias.name)
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                yield Import(
                    module, node.lineno, absolute(module, node), alias.name, alias.asname or alias.name
                )


def absolute(module: source.Module, node: ast.ImportFrom) -> str:
    """Dotted name of what a `from … import` reads from; relative imports are resolved."""
    if not node.level:
        return node.module or ""
    package = module.name.split(".")
    if module.path.name != "__init__.py":
        package = package[:-1]
    base = package[: len(package) - node.level + 1]
    return ".".join([*base, node.module] if node.module else base)


@functools.cache
def cross_app() -> list[tuple[str, str, Import]]:
    """Imports from one app into another: (importing app, imported app, import)."""
    found = []
    for module in source.code():
        importer = app_of(module.name)
        for imported in imports_of(module):
            target = app_of(f"{imported.target}.{imported.name}")
            if importer and target and importer != target:
                found.append((importer, target, imported))
    return found


def against_direction() -> list[str]:
    """Imports of a higher layer by a lower one."""
    return [found.text for importer, target, found in cross_app() if LAYERS[target] > LAYERS[importer]]


def mutual() -> list[str]:
    """Pairs of apps that import each other."""
    pairs = {(importer, target) for importer, target, _ in cross_app()}
    return sorted(f"{one} and {other}" for one, other in pairs if one < other and (other, one) in pairs)


def private_names() -> list[str]:
    """Names with a leading underscore of one app used in another."""
    found = [
        imported.text
        for _, _, imported in cross_app()
        if any(is_private(part) for part in f"{imported.target}.{imported.name}".split("."))
    ]
    aliases_of: dict[str, set[str]] = {}
    for _, _, imported in cross_app():
        aliases_of.setdefault(imported.module.name, set()).add(imported.alias)
    for module in source.code():
        aliases = aliases_of.get(module.name, set())
        found += [
            f"{module.path}:{node.lineno} {node.value.id}.{node.attr}"
            for node in module.nodes
            if isinstance(node, ast.Attribute)
            and is_private(node.attr)
            and node.attr != "_meta"  # Django's documented interface in spite of its name
            and isinstance(node.value, ast.Name)
            and node.value.id in aliases
        ]
    return found


def is_private(name: str) -> bool:
    """True for `_name`, not for `__name__`."""
    return name.startswith("_") and not name.startswith("__")


def inside_functions() -> list[str]:
    """Imports that stand in a function."""
    return sorted(
        {
            f"{module.path}:{inner.lineno}"
            for module in (*source.code(), *source.tests())
            for function in figures.functions(module)
            for inner in ast.walk(function)
            if isinstance(inner, ast.Import | ast.ImportFrom)
        }
    )
