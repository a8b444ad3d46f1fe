"""Parts of a page that apps above it contribute: an app registers what it knows about somebody else's object.

Imports run one way, so the page of a person cannot ask the app of use cases what the person is responsible for. That
app registers a function in its ``AppConfig.ready`` instead; the page shows what the functions give, in their order.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Panel:
    """One part: the template that draws it, and what the template finds as ``panel.data``."""

    template: str
    data: Any


PanelMaker = Callable[[Any, Any], Panel | None]


class Panels:
    """The parts registered for one kind of page."""

    def __init__(self) -> None:
        self.makers: list[PanelMaker] = []

    def register(self, maker: PanelMaker) -> None:
        """Ask ``maker`` (object, user) from now on; it gives a panel, or None where it has nothing to say."""
        if maker not in self.makers:
            self.makers.append(maker)

    def of(self, thing: Any, user: Any) -> list[Panel]:
        """The panels of the page of ``thing`` as ``user`` sees it."""
        made = [maker(thing, user) for maker in self.makers]
        return [panel for panel in made if panel is not None]
