"""Every named address of the portal, read from the URLconf."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver


@dataclass(frozen=True)
class Address:
    """One entry of the URLconf: its full name (`personas:detail`), its route, its arguments' names."""

    name: str
    route: str
    arguments: tuple[str, ...]


def addresses() -> list[Address]:
    """All of them, the admin's and those of installed packages too."""
    return list(walk(get_resolver().url_patterns))


def walk(
    patterns: Iterable[URLPattern | URLResolver],
    namespace: str = "",
    route: str = "",
    arguments: tuple[str, ...] = (),
) -> Iterator[Address]:
    """The addresses of ``patterns``, included ones with their namespace and prefix."""
    for pattern in patterns:
        here = route + str(pattern.pattern)
        named = (*arguments, *pattern.pattern.regex.groupindex)
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from walk(pattern.url_patterns, inner, here, named)
        else:
            yield Address(f"{namespace}{pattern.name}" if pattern.name else f"unnamed {here}", here, named)
