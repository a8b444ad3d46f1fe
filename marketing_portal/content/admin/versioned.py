"""The admin of objects with a history: who saves over a newer change is asked, and every save says why."""

from __future__ import annotations

from copy import copy
from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, models
from django.forms import Media
from django.forms.widgets import Script
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch
from django.utils.safestring import SafeString

from marketing_portal.content import history
from marketing_portal.content.addresses import link_to
from marketing_portal.content.admin.fields import MarkdownField, text_field
from marketing_portal.content.admin.forms import CLASH, AdminForm, AdminVersionedForm, markdown_texts
from marketing_portal.content.markdown import render
from marketing_portal.content.typed import ModelAdmin
from marketing_portal.content.versions import lock
from marketing_portal.ui.components.times import ago

SCRIPTS: Any = [
    Script("ui/vendor/markdown-toolbar.js", type="module"),
    Script("ui/js/admin-markdown.js", defer=True),
    Script("ui/js/admin-labels.js", defer=True),
    Script("ui/js/admin-folds.js", defer=True),
]
MEDIA = Media(css={"all": ["ui/css/admin-editing.css"]}, js=SCRIPTS)


# What the portal says where Django's admin is pleased with itself.
OUR_WORDS = {
    " was added successfully.": " is there.",
    " was changed successfully.": " is saved.",
    " were changed successfully.": " are saved.",
    " You may edit it again below.": "",
    " You may add another ": " Add another ",
}


class PlainAdmin(ModelAdmin):
    """What every form of the admin has: texts with fields of their own, no hard deletion, exact links to the site."""

    save_on_top = False
    list_per_page = 50
    form: Any = AdminForm
    may_be_deleted = False

    @property
    def media(self) -> Media:
        """The stock files and ours."""
        return super().media + MEDIA

    def message_user(self, request: HttpRequest, message: Any, *args: Any, **kwargs: Any) -> None:
        """Tell ``message`` in the portal's words."""
        said = str(message)
        for theirs, ours in OUR_WORDS.items():
            said = said.replace(theirs, ours)
        kind = SafeString if isinstance(message, SafeString) else str
        super().message_user(request, kind(said), *args, **kwargs)

    def formfield_for_dbfield(
        self, db_field: models.Field[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> Any:
        """Markdown and texts with fields of their own."""
        return text_field(db_field) or super().formfield_for_dbfield(db_field, request, **kwargs)

    def formfield_for_manytomany(
        self, db_field: models.ManyToManyField[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> Any:
        """Several of something, each with its own cross: a cross for all would stand in a list where none may be."""
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        if field is not None:
            field.widget.is_required = True  # which is what decides about the cross
        return field

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """The form; it says what the database refused when it was saved before."""
        made: Any = super().get_form(request, obj, change, **kwargs)
        made.refusal = getattr(request, "refusal", "")
        return made

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """The list; a year that no calendar has is a filter like any other that does not fit."""
        try:
            return super().get_changelist_instance(request)
        except OverflowError as error:
            raise IncorrectLookupParameters(error) from error

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """Show or save; what the database refuses comes back as a sentence in the form."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except IntegrityError:
            scope = history.current_scope()
            if scope is not None:
                scope.start_over()
            request.refusal = CLASH  # type: ignore[attr-defined]
            return super().changeform_view(request, object_id, form_url, extra_context)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nothing is hard-deleted that its history cannot bring back: it is archived."""
        return self.may_be_deleted and super().has_delete_permission(request, obj)

    def view_on_site(self, obj: Any) -> str | None:
        """The object's page, where it has one that readers see; by its stored address, whatever is being typed."""
        if not hasattr(obj, "get_absolute_url") or getattr(obj, "archived_at", None):
            return None
        stored = copy(obj)
        if getattr(obj, "stored_slug", None):
            stored.slug = obj.stored_slug
        try:
            return str(stored.get_absolute_url())
        except NoReverseMatch:
            return None


class VersionedAdmin(PlainAdmin):
    """The form of a ``Versioned`` object."""

    form: Any = AdminVersionedForm
    change_form_template = "admin/content/change_form.html"
    readonly_fields: ClassVar[Any] = ()

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """The object; locked while it is saved, so that of two savers one is second."""
        found = super().get_object(request, object_id, from_field)
        saves = found is not None and request.method == "POST" and connection.in_atomic_block
        return lock(found) if saves else found

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """Show, save, or preview."""
        if request.method == "POST" and "_preview" in request.POST:
            return self.preview(request, object_id)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def preview(self, request: HttpRequest, object_id: str | None) -> HttpResponse:
        """Every Markdown text of the form as it will look; the way for those without scripts."""
        obj = self.get_object(request, unquote(object_id)) if object_id else None
        if not (self.has_change_permission(request, obj) if obj else self.has_add_permission(request)):
            raise PermissionDenied
        form = self.get_form(request, obj, change=obj is not None)(request.POST, instance=obj)
        made = self._create_formsets(request, form.instance, change=obj is not None)  # type: ignore[attr-defined]
        texts = markdown_texts(form, "", MarkdownField)
        for formset, inline in zip(*made, strict=True):
            for row in formset.forms:
                texts += markdown_texts(row, f"{inline.opts.verbose_name}: ", MarkdownField)
        context = {"texts": [(label, render(text).html) for label, text in texts]}
        return TemplateResponse(request, "content/preview.html", context)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Write the object only where something of its own changed: no change, no history."""
        if not change or form.has_changed():
            super().save_model(request, obj, form, change)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """With who changed what where somebody else was first."""
        form = context["adminform"].form
        if getattr(form, "has_conflict", False):
            rows = [
                row for inline in context["inline_admin_formsets"] for row in inline.formset.initial_forms
            ]
            context["conflict"] = form.conflict(row.instance for row in rows)
        context["show_save_and_add_another"] = context.get("original") is None
        context["history_url"] = self.history_url(context["original"])
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.display(description="edited", ordering="updated_at")
    def edited(self, obj: Any) -> SafeString:
        """When it was changed last."""
        return ago(obj.updated_at)

    def history_url(self, obj: Any) -> str:
        """The history of ``obj``, empty for what is not saved yet."""
        return link_to("content:history", *self.names, obj.pk) if obj is not None and obj.pk else ""

    @property
    def names(self) -> tuple[str, str]:
        """App and model as addresses have them."""
        return self.opts.app_label, str(self.opts.model_name)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponseRedirect:
        """The portal's own history: with differences, and a way back."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return redirect("content:history", *self.names, unquote(object_id))
