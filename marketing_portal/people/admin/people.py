"""People and teams in the admin."""

from typing import Any, ClassVar

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Count, QuerySet
from django.http import HttpRequest

from marketing_portal.content.admin import ContentObjectAdmin, GapInline, PartInline
from marketing_portal.content.admin.forms import FixedForm, PartForm
from marketing_portal.content.admin.objects import CARE, CARE_FILTERS
from marketing_portal.people.models import Person, PersonAlias, Team, TeamMembership
from marketing_portal.people.models.people import normalise_name


class AliasForm(PartForm):
    """Another string for a person."""

    def clean_text(self) -> str:
        """One string names one person at most."""
        text: str = self.cleaned_data["text"]
        others = PersonAlias.objects.filter(normalised=normalise_name(text)).exclude(pk=self.instance.pk)
        taken = others.select_related("person").first()
        if taken:
            raise ValidationError(f"“{text}” already means {taken.person}.")
        return text


class AliasInline(PartInline):
    """What else the sources call a person."""

    model = PersonAlias
    form: Any = AliasForm
    verbose_name = "other name"
    verbose_name_plural = "Other names"
    prompt = "Every other string that the sources use. One string names one person."


class TeamOfPersonForm(FixedForm):
    """A membership as the person's form shows it; a role is changed in the team's form, which checks its version."""

    fixed = ("team", "role")


class TeamOfPersonInline(PartInline):
    """The teams of a person."""

    model = TeamMembership
    form: Any = TeamOfPersonForm
    verbose_name = "team"
    verbose_name_plural = "Teams"
    prompt = "Roles are changed in the form of the team."
    autocomplete_fields: ClassVar[Any] = ("team",)
    fieldsets: ClassVar[Any] = ((None, {"fields": (("team", "role"),)}),)


class MemberForm(FixedForm):
    """A membership as the team's form shows it."""

    fixed = ("person",)


class MemberInline(PartInline):
    """The members of a team."""

    model = TeamMembership
    form: Any = MemberForm
    verbose_name = "member"
    verbose_name_plural = "Members"
    prompt = "Leads plan and decide for the team."
    autocomplete_fields: ClassVar[Any] = ("person",)
    fieldsets: ClassVar[Any] = ((None, {"fields": (("person", "role"),)}),)


@admin.register(Person)
class PersonAdmin(ContentObjectAdmin):
    """People, with or without an account."""

    list_display = ("name", "handle", "teams", "user", "left_on", "gap_count", "edited")
    list_filter: ClassVar[Any] = (
        ("left_on", admin.EmptyFieldListFilter),
        "memberships__team",
        *CARE_FILTERS[:3],
    )
    list_select_related: ClassVar[Any] = ("user",)
    search_fields = ("name", "handle", "slug", "aliases__text")
    autocomplete_fields: ClassVar[Any] = ("owner", "user")
    prepopulated_fields: ClassVar[Any] = {"slug": ("name",)}
    inlines = (AliasInline, TeamOfPersonInline, GapInline)
    fieldsets: ClassVar[Any] = (
        (
            None,
            {
                "fields": (
                    ("name", "slug"),
                    ("handle", "team_page_anchor"),
                    "first_name_only",
                    ("left_on", "user"),
                )
            },
        ),
        CARE,
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """With their teams."""
        return super().get_queryset(request).prefetch_related("memberships__team")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Who an account belongs to is for those who look after accounts."""
        fields = tuple(super().get_readonly_fields(request, obj))
        return fields if request.user.has_perm("people.change_user") else (*fields, "user")

    def get_autocomplete_fields(self, request: HttpRequest) -> Any:
        """Accounts are looked for by those who may see them."""
        return self.autocomplete_fields if request.user.has_perm("people.view_user") else ("owner",)

    @admin.display(description="teams")
    def teams(self, obj: Person) -> str:
        """Teams in a line."""
        return ", ".join(str(membership.team) for membership in obj.memberships.all())


@admin.register(Team)
class TeamAdmin(ContentObjectAdmin):
    """Teams and who is in them."""

    list_display = (
        "name",
        "parent",
        "abbreviation",
        "is_routable",
        "members",
        "order",
        "gap_count",
        "edited",
    )
    list_filter: ClassVar[Any] = ("is_routable", *CARE_FILTERS[:3])
    list_select_related: ClassVar[Any] = ("parent",)
    search_fields = ("name", "slug", "abbreviation", "slack_channel")
    autocomplete_fields: ClassVar[Any] = ("owner", "parent")
    prepopulated_fields: ClassVar[Any] = {"slug": ("name",)}
    inlines = (MemberInline, GapInline)
    fieldsets: ClassVar[Any] = (
        (
            None,
            {
                "fields": (
                    ("name", "slug"),
                    ("parent", "order"),
                    ("abbreviation", "slack_channel"),
                    "purpose",
                    "is_routable",
                )
            },
        ),
        CARE,
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """With the number of members."""
        counted: QuerySet[Any] = super().get_queryset(request).annotate(member_count=Count("memberships"))
        return counted

    @admin.display(description="members", ordering="member_count")
    def members(self, obj: Any) -> int:
        """How many."""
        return int(obj.member_count)
