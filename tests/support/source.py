"""The project's own files, as the convention tests read them."""

import ast
import functools
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CODE_FOLDERS = ("marketing_portal", "personas", "usecases", "requests_board")
LEFT_OUT = {"migrations", "__pycache__", "vendor", "staticfiles", "var", ".venv", ".git", "node_modules"}
TEXT_ENDINGS = {
    ".cfg", ".css", ".html", ".ini", ".js", ".json", ".md", ".py", ".sh", ".svg", ".toml", ".txt", ".yaml", ".yml", "",
}  # fmt: skip


@dataclass(frozen=True)
class Module:
    """One Python file: its path from the root, its dotted name, its text and the nodes of its syntax tree."""

    path: Path
    name: str
    text: str
    nodes: tuple[ast.AST, ...]

    @property
    def lines(self) -> int:
        """Number of lines."""
        return len(self.text.splitlines())


def files(*folders: str, ending: str = "") -> list[Path]:
    """Files below ``folders`` (all of the project without any), without what is vendored, generated or installed."""
    tops = [ROOT / folder for folder in folders] or [ROOT]
    return sorted(
        path
        for top in tops
        for path in top.rglob(f"*{ending}")
        if path.is_file() and not LEFT_OUT & set(path.relative_to(ROOT).parts)
    )


def read_module(path: Path) -> Module:
    """Parse the file at ``path``."""
    text = path.read_text()
    relative = path.relative_to(ROOT)
    parts = relative.with_suffix("").parts
    name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
    return Module(relative, name, text, tuple(ast.walk(ast.parse(text))))


@functools.cache
def code() -> tuple[Module, ...]:
    """The portal's modules, without tests and migrations."""
    return tuple(read_module(path) for path in files(*CODE_FOLDERS, ending=".py"))


@functools.cache
def tests() -> tuple[Module, ...]:
    """The modules of the tests."""
    return tuple(read_module(path) for path in files("tests", ending=".py"))


@functools.cache
def templates() -> tuple[Path, ...]:
    """Every HTML template of the portal."""
    return tuple(path for path in files("templates", "marketing_portal", ending=".html"))


@functools.cache
def text_files() -> tuple[Path, ...]:
    """Every file of the project that people read or write."""
    return tuple(path for path in files() if path.suffix in TEXT_ENDINGS and ".cache" not in str(path))
