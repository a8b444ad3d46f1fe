"""Points of a use case in its form: where there are many, those of one kind at a time."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any, ClassVar

from django.http import HttpRequest

from marketing_portal.content.admin import OrderedInline
from marketing_portal.content.admin.formsets import PartFormSet
from marketing_portal.content.admin.inlines import IN_THE_ROW, more
from usecases.models import UseCasePoint
from usecases.vocabulary import UsePointKind

MANY = 30  # points that one form shows together; each has eleven fields
EVERY = "all"


@dataclass(frozen=True)
class Way:
    """A link to the form with the rows of one kind, or of all; ``is_here``: they are shown already."""

    label: str
    number: int
    query: str
    is_here: bool


class UsePointFormSet(PartFormSet):
    """Points; their keys are made of what they are called, or else of what they say."""

    key_source = "title"
    kind = ""  # whose rows are shown; empty for all

    def shown(self, row: Any) -> bool:
        """Points of the kind; rows that were sent count whatever they are."""
        return self.kind in {"", row.kind}

    def add_fields(self, form: Any, index: int | None) -> None:
        """A new point is of the kind that is shown."""
        super().add_fields(form, index)
        if form.is_new and self.kind:
            form.initial["kind"] = self.kind


class PointInline(OrderedInline):
    """Differentiators, questions, objections, proof: what there is to say, to ask and to show."""

    model = UseCasePoint
    formset = UsePointFormSet
    section = "What to say, ask and show"
    verbose_name = "point"
    verbose_name_plural = "Points"
    prompt = "One thing each. Where a kind needs no title, leave it empty."
    fieldsets: ClassVar[Any] = (
        (None, {"fields": (("kind", "group"), "title", "text", "detail")}),
        (None, {"fields": (("order", "state"), ("is_remark", "internal")), **IN_THE_ROW}),
        more("result", "demos", "sales_segment", "key"),
    )
    ways: tuple[Way, ...] = ()

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """The formset of what is to be shown. Rows of other kinds are neither drawn nor sent, and stay as they are."""
        made: Any = super().get_formset(request, obj, **kwargs)
        numbers = Counter(obj.points.values_list("kind", flat=True)) if obj is not None else Counter[str]()
        if numbers.total() > MANY:
            used = [kind.value for kind in UsePointKind if numbers[kind]]
            asked = request.GET.get("points", "")
            made.kind = "" if asked == EVERY else asked if asked in UsePointKind.values else used[0]
            self.ways = ways(request, numbers, made.kind)
        return made


def ways(request: HttpRequest, numbers: Counter[str], here: str) -> tuple[Way, ...]:
    """The links to every kind and to all of them; whatever else the address says stays in it."""
    found = []
    labels = {kind.value: str(kind.label) for kind in UsePointKind} | {EVERY: "All"}
    for kind, label in labels.items():
        query = request.GET.copy()
        query["points"] = kind
        number = numbers.total() if kind == EVERY else numbers[kind]
        found.append(Way(label, number, query.urlencode(), kind == (here or EVERY)))
    return tuple(found)
