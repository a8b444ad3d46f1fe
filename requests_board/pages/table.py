"""The rows of the list, written here: a template for each cell would take longer than the queries."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from django.utils.safestring import SafeString, mark_safe

from requests_board.models import SMRequest
from requests_board.pages.addresses import Address
from requests_board.pages.cells import Cells
from requests_board.pages.columns import FIXED, Column
from requests_board.pages.labels import LabelBook
from requests_board.pages.rows import marks


class TableRows:
    """Writes rows with ``columns``; ``picks`` puts a box before each, for changing many at once."""

    def __init__(self, columns: Iterable[Column], labels: LabelBook, *, picks: bool) -> None:
        self.cells, self.picks, self.page = Cells(labels), picks, Address("requests:detail")
        self.frames = [
            (column.content, *frames(column)) for column in columns if column.key not in FIXED
        ]  # fmt: skip

    def each(self, found: Iterable[SMRequest]) -> SafeString:
        """All of ``found``, one below the other."""
        return mark_safe("\n".join(self.row(request) for request in found))  # noqa: S308 - see ``row``

    def row(self, request: SMRequest) -> str:
        """One row. Whatever people typed is escaped here or in its cell."""
        badges = marks(request)
        shown = f' <span class="marks">{badges}</span>' if badges else ""
        parts = [
            "<tr>",
            self.box(request) if self.picks else "",
            f'<td class="num" data-label="No.">{request.pk}</td>',
            f'<td class="title"><a href="{self.page.of(request.pk)}">{escape(request.title)}</a>{shown}</td>',
        ]
        for key, opening, unset in self.frames:
            content = self.cells.cell(key, request)
            parts.append(f"{opening}{content}</td>" if content else unset)
        return "".join([*parts, "</tr>"])

    @staticmethod
    def box(request: SMRequest) -> str:
        """The box that picks the request as it is now."""
        return (
            f'<td class="pick"><input type="checkbox" name="pick" value="{request.pk}.{request.version}" form="bulk"'
            f' aria-label="Select #{request.pk}"></td>'
        )


def frames(column: Column) -> tuple[str, str]:
    """How a cell of ``column`` begins, and the whole cell where nothing is set; phones show the name beside it."""
    css = f' class="{column.css}"' if column.css else ""
    name = escape(column.title)
    return (
        f'<td data-label="{name}"{css}>',
        f'<td data-label="{name}" class="unset muted">{column.unset}</td>',
    )
