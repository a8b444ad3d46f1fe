"""The budget: each figure with what it may be at most. What is gated fails the tests; the rest is printed."""

from dataclasses import dataclass

from tests.house import figures, imports
from tests.support import source


@dataclass(frozen=True)
class Line:
    """One line of the budget: what it is, the figure, what it should be, whether a test holds it there, where."""

    what: str
    value: float
    limit: float
    gated: bool
    where: str = ""

    @property
    def is_kept(self) -> bool:
        """True where the figure is within its limit."""
        return self.value <= self.limit


def sizes(
    what: str,
    sized: list[figures.Sized],
    median: float,
    p90: float,
    most: float | None,
    gate_p90: bool = True,
) -> list[Line]:
    """Median, p90 and, where a limit is given, maximum of one kind of thing."""
    top = figures.largest(sized)
    lines = [
        Line(f"{what}: lines, median", figures.median(sized), median, gated=False),
        Line(f"{what}: lines, p90", figures.p90(sized), p90, gated=gate_p90),
    ]
    if most is not None:
        lines.append(Line(f"{what}: lines, most", top.lines, most, gated=True, where=top.where))
    return lines


def counted(what: str, found: list[str]) -> Line:
    """A number of things of which there should be none."""
    return Line(what, len(found), 0, gated=True, where="; ".join(found[:5]))


def lines() -> list[Line]:
    """The whole budget, worked out from the files as they are now."""
    code, tests = source.code(), source.tests()
    written = sum(module.lines for module in code) or 1
    return [
        *sizes("functions", figures.function_sizes(code), 8, 25, 50),
        *sizes("files", figures.file_sizes(code), 70, 250, 400),
        *sizes("templates", figures.template_sizes(), 25, 80, None),
        *sizes("functions of tests", figures.function_sizes(tests), 8, 25, 50, gate_p90=False),
        *sizes("files of tests", figures.file_sizes(tests), 70, 250, 400, gate_p90=False),
        Line("test code to code", round(sum(m.lines for m in tests) / written, 2), 1.4, gated=False),
        counted("functions without types", figures.untyped((*code, *tests))),
        counted("imports inside functions", imports.inside_functions()),
        counted("imports against the direction", imports.against_direction()),
        counted("apps that import each other", imports.mutual()),
        counted("private names used across apps", imports.private_names()),
    ]
