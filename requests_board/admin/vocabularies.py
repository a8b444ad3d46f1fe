"""Labels with their accepted spellings, and milestones."""

from typing import Any, ClassVar

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest

from marketing_portal.content.admin import PartInline, PlainAdmin
from marketing_portal.content.admin.forms import AdminForm, PartForm
from requests_board.models import Label, LabelAlias, Milestone, MilestoneKind
from requests_board.models.labels import normalise_label


class LabelForm(AdminForm):
    """A label. Two spellings that read the same are one label."""

    def clean_text(self) -> str:
        """Not the spelling of another label."""
        text: str = self.cleaned_data["text"]
        taken = Label.objects.filter(normalised=normalise_label(text)).exclude(pk=self.instance.pk).first()
        if taken:
            raise ValidationError(f"“{text}” reads the same as the label {taken}.")
        return text


class LabelAliasForm(PartForm):
    """Another accepted spelling."""

    def clean_text(self) -> str:
        """Not an accepted spelling of another label."""
        text: str = self.cleaned_data["text"]
        others = LabelAlias.objects.filter(normalised=normalise_label(text)).exclude(pk=self.instance.pk)
        taken = others.select_related("label").first()
        if taken:
            raise ValidationError(f"“{text}” is already accepted as a spelling of {taken.label}.")
        return text


class LabelAliasInline(PartInline):
    """Other spellings."""

    model = LabelAlias
    form: Any = LabelAliasForm
    verbose_name = "spelling"
    verbose_name_plural = "Other accepted spellings"
    prompt = "Wherever a label is read, these mean it too. Case, hyphens and spaces make no difference."


@admin.register(Label)
class LabelAdmin(PlainAdmin):
    """Labels. Family and key are stored with requests, so they stay."""

    form: Any = LabelForm
    list_display = ("text", "family", "key", "team", "spellings", "order")
    list_filter = ("family",)
    list_select_related = ("team",)
    search_fields = ("text", "key", "aliases__text", "note")
    autocomplete_fields: ClassVar[Any] = ("team",)
    inlines = (LabelAliasInline,)
    fieldsets: ClassVar[Any] = ((None, {"fields": ("text", ("family", "key"), "team", ("order", "note"))}),)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """With the other spellings."""
        return super().get_queryset(request).prefetch_related("aliases")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """What requests store never changes."""
        return ("family", "key") if obj else ()

    @admin.display(description="also accepted")
    def spellings(self, obj: Label) -> str:
        """Other spellings in a line."""
        return ", ".join(alias.text for alias in obj.aliases.all())


class MilestoneForm(AdminForm):
    """A milestone."""

    def clean(self) -> dict[str, Any] | None:
        """There is one backlog."""
        cleaned = super().clean()
        others = Milestone.objects.filter(kind=MilestoneKind.BACKLOG).exclude(pk=self.instance.pk)
        if self.cleaned_data.get("kind") == MilestoneKind.BACKLOG and others.exists():
            self.add_error("kind", "There is a backlog already. Choose “Quarter”.")
        return cleaned


@admin.register(Milestone)
class MilestoneAdmin(PlainAdmin):
    """The backlog, the quarters, launches and campaigns."""

    form: Any = MilestoneForm
    list_display = ("name", "kind", "starts_on", "ends_on", "closed_at")
    list_filter = ("kind", ("closed_at", admin.EmptyFieldListFilter))
    search_fields = ("name", "slug", "goal")
    prepopulated_fields: ClassVar[Any] = {"slug": ("name",)}
    fieldsets: ClassVar[Any] = (
        (None, {"fields": (("name", "slug"), "kind", "goal", ("starts_on", "ends_on"), "closed_at")}),
    )

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Closing a quarter is the planners' business; a kind stays what it is."""
        return ("closed_at", "kind") if obj else ("closed_at",)
