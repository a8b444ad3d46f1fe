"""The figures that the size budget is about: lines of functions, files and templates, and what has no types."""

import ast
import statistics
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tests.support import source

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Sized:
    """Something that has a number of lines, and where it is."""

    where: str
    lines: int


def functions(module: source.Module) -> Iterator[Function]:
    """Every function and method of ``module``, nested ones too."""
    return (node for node in module.nodes if isinstance(node, Function))


def function_sizes(modules: Iterable[source.Module]) -> list[Sized]:
    """Lines of each function, its docstring counted, its decorators not."""
    return [
        Sized(f"{module.path}:{node.lineno} {node.name}", (node.end_lineno or node.lineno) - node.lineno + 1)
        for module in modules
        for node in functions(module)
    ]


def file_sizes(modules: Iterable[source.Module]) -> list[Sized]:
    """Lines of each file that is not empty."""
    return [Sized(str(module.path), module.lines) for module in modules if module.lines]


def template_sizes() -> list[Sized]:
    """Lines of each template."""
    return [
        Sized(str(path.relative_to(source.ROOT)), len(path.read_text().splitlines()))
        for path in source.templates()
    ]


def untyped(modules: Iterable[source.Module]) -> list[str]:
    """Functions with an argument or a result that has no type."""
    found = []
    for module in modules:
        for node in functions(module):
            arguments = node.args
            named = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
            named += [extra for extra in (arguments.vararg, arguments.kwarg) if extra]
            open_ones = [a for a in named if a.annotation is None and a.arg not in {"self", "cls"}]
            if open_ones or node.returns is None:
                found.append(f"{module.path}:{node.lineno} {node.name}")
    return found


def median(sizes: Sequence[Sized]) -> float:
    """Half have at most so many lines."""
    return statistics.median([size.lines for size in sizes] or [0])


def p90(sizes: Sequence[Sized]) -> int:
    """Nine of ten have at most so many lines."""
    ordered = sorted(size.lines for size in sizes) or [0]
    return ordered[min(len(ordered) - 1, int(len(ordered) * 0.9))]


def largest(sizes: Sequence[Sized]) -> Sized:
    """The one with the most lines."""
    return max(sizes, key=lambda size: size.lines, default=Sized("-", 0))
