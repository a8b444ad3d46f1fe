"""The matrices in the admin: edited as matrices, a whole column or a whole row on one page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_http_methods, require_POST

from marketing_portal.content.admin import PlainAdmin
from usecases.admin.overview import Line, dri_lines, link_lines, with_key_links
from usecases.columns import ColumnError, end_column, start_column
from usecases.models import ActivationRole, DRICell, KeyLink, KeyLinkKind, UseCase
from usecases.strips import DRIStrip, KeyLinkStrip, Strip

INVALID, CONFLICT = 422, 409


class MatrixAdmin(PlainAdmin):
    """What both matrices share: an overview in place of a list, columns and rows in place of single forms."""

    index_name = ""
    portal_page = ""
    portal_cell = ""
    explained = ""
    row_model: Any
    form_template = ""

    def strip(self, use_cases: Iterable[UseCase], rows: Iterable[Any], title: str) -> Strip:
        """The page of some cells."""
        raise NotImplementedError

    def lines(self) -> dict[str, list[Line]]:
        """What the overview lists: columns, rows, and use cases without a column."""
        raise NotImplementedError

    def columns(self) -> Any:
        """The use cases of a row, in order."""
        raise NotImplementedError

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Cells come with their columns and rows."""
        return False

    def get_urls(self) -> list[URLPattern]:
        """With columns and rows."""
        return [*self.matrix_urls(), *super().get_urls()]

    def matrix_urls(self) -> list[URLPattern]:
        """The pages of columns and rows."""
        return [
            self.page(
                "column/<int:pk>/", "column", require_http_methods(["GET", "HEAD", "POST"])(self.column)
            ),
            self.page("row/<int:pk>/", "row", require_http_methods(["GET", "HEAD", "POST"])(self.row)),
        ]

    def page(self, route: str, name: str, view: Any) -> URLPattern:
        """A page of the admin for those who may change the matrix."""

        def guarded(request: HttpRequest, **arguments: Any) -> HttpResponseBase:
            if not self.has_change_permission(request):
                raise PermissionDenied
            answer: HttpResponseBase = view(request, **arguments)
            return answer

        named = f"usecases_{self.opts.model_name}_{name}"
        return path(route, self.admin_site.admin_view(guarded), name=named)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        """Every column and row, how full it is, and the way to edit it."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        context = self.lines() | {"explained": self.explained, "portal_url": reverse(self.portal_page)}
        return self.answer(request, "admin/usecases/matrix.html", self.index_name, context)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """A single cell has its form on the portal."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        cell = self.get_object(request, object_id)
        if cell is None:
            raise Http404("There is no such cell.")
        return redirect(cell.edit_url)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The portal's own history."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return redirect("content:history", "usecases", self.opts.model_name, object_id)

    def column(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Every cell of one use case."""
        use_case = get_object_or_404(UseCase.objects.current(), pk=pk)
        return self.edit(request, self.strip([use_case], self.row_model.objects.all(), use_case.name))

    def row(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Every cell of one role or kind of link."""
        found = get_object_or_404(self.row_model, pk=pk)
        return self.edit(request, self.strip(list(self.columns()), [found], str(found)))

    def edit(self, request: HttpRequest, strip: Strip) -> HttpResponse:
        """Show the cells, or save what was touched."""
        if request.method != "POST":
            return self.show(request, strip, {"cells": strip.page()})
        saved = strip.save(request.POST)
        if not saved.is_done:
            context = {"cells": saved.cells, "conflicts": saved.conflicts, "is_wrong": True}
            return self.show(request, strip, context, CONFLICT if saved.conflicts else INVALID)
        if saved.names:
            messages.success(request, f"Saved in {strip.title}: {', '.join(saved.names)}.")
        else:
            messages.info(request, "Nothing was changed, so nothing was saved.")
        return redirect(request.path if "_continue" in request.POST else self.portal_page)

    def show(
        self, request: HttpRequest, strip: Strip, context: dict[str, Any], status: int = 200
    ) -> HttpResponse:
        """The page of a column or row."""
        options = strip.directory.offered if strip.directory else []
        more = {
            "form_template": self.form_template,
            "people": options,
            "matrix_name": self.index_name,
            "place": strip.title,
        }
        title = f"{self.index_name}: {strip.title}"
        answer = self.answer(request, "admin/usecases/strip.html", title, context | more)
        answer.status_code = status
        return answer

    def answer(
        self, request: HttpRequest, template: str, title: str, context: dict[str, Any]
    ) -> TemplateResponse:
        """A page of the admin."""
        shared = self.admin_site.each_context(request)
        named = {"title": title, "opts": self.opts, "media": self.media, "portal_page": self.portal_page}
        return TemplateResponse(request, template, shared | named | context)


@admin.register(DRICell)
class DRICellAdmin(MatrixAdmin):
    """Who is responsible."""

    index_name = "DRI matrix"
    portal_page = "usecases:dri"
    explained = (
        "One row for each role of the activation team, one column for each use case that has its place in it."
    )
    row_model = ActivationRole
    form_template = "admin/usecases/_dri_cell.html"

    def strip(self, use_cases: Iterable[UseCase], rows: Iterable[Any], title: str) -> Strip:
        """The page of some cells."""
        return DRIStrip(use_cases, rows, title)

    def lines(self) -> dict[str, list[Line]]:
        """What the overview lists."""
        return dri_lines()

    def columns(self) -> Any:
        """Use cases with a column."""
        return UseCase.objects.in_matrix()

    def matrix_urls(self) -> list[URLPattern]:
        """With starting and ending a column."""
        return [
            *super().matrix_urls(),
            self.page("start/<int:pk>/", "start", require_POST(self.start)),
            self.page("end/<int:pk>/", "end", require_POST(self.end)),
        ]

    def column(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Only of a use case that has one."""
        get_object_or_404(UseCase.objects.in_matrix(), pk=pk)
        return super().column(request, pk)

    def start(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Give a use case a column, and fill it."""
        use_case = start_column(get_object_or_404(UseCase.objects.current(), pk=pk))
        messages.success(
            request, f"{use_case} has a column now. Say who is responsible, as far as it is known."
        )
        return redirect("admin:usecases_dricell_column", use_case.pk)

    def end(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take an empty column out of the matrix."""
        use_case = get_object_or_404(UseCase.objects.in_matrix(), pk=pk)
        try:
            end_column(use_case)
        except ColumnError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, f"{use_case} has no column any more.")
        return redirect("admin:usecases_dricell_changelist")


@admin.register(KeyLink)
class KeyLinkAdmin(MatrixAdmin):
    """Where everything is."""

    index_name = "Key links"
    portal_page = "usecases:key_links"
    explained = "One row for each kind of link, one column for each use case that has links."
    row_model = KeyLinkKind
    form_template = "admin/usecases/_link_cell.html"

    def strip(self, use_cases: Iterable[UseCase], rows: Iterable[Any], title: str) -> Strip:
        """The page of some cells."""
        return KeyLinkStrip(use_cases, rows, title)

    def lines(self) -> dict[str, list[Line]]:
        """What the overview lists."""
        return link_lines()

    def columns(self) -> Any:
        """Use cases of which a link is written down, those of the DRI matrix first."""
        return with_key_links()
