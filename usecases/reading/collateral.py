"""Collateral laid out for reading: the rows of the list below their stages, and what one item belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.db.models import Count, F
from django.http import QueryDict
from django.urls import reverse

from marketing_portal.content.addresses import request_url
from personas.models import Persona
from usecases.collateral_filter import NONE, CollateralFilter
from usecases.links import host_of
from usecases.models import Collateral, JourneyStage, UseCase
from usecases.vocabulary import CollateralKind

KINDS = dict(CollateralKind.choices)
NO_STAGE = "No stage yet"
NEIGHBOURS = 6
COLUMNS = (
    "pk", "title", "slug", "kind", "url", "internal", "gated", "note", "stage__key", "stage__name",
)  # fmt: skip


@dataclass
class Row:
    """One item of the list. ``host`` is empty where there is nothing to open."""

    title: str
    href: str
    kind: str
    url: str
    host: str
    internal: bool
    gated: bool
    note: str
    ask_href: str = ""
    audiences: list[str] = field(default_factory=list)
    use_cases: list[tuple[str, str]] = field(default_factory=list)


@dataclass
class StageGroup:
    """The rows of one stage that stand on this page, and how many the stage has in all."""

    key: str
    name: str
    count: int
    rows: list[Row] = field(default_factory=list)


@lru_cache(maxsize=4096)
def page_of_item(slug: str) -> str:
    """Address of an item; kept, since a list asks for fifty at a time."""
    return reverse("collateral:detail", args=[slug])


@lru_cache(maxsize=512)
def page_of_use_case(slug: str) -> str:
    """Address of a use case, kept for the same reason."""
    return reverse("usecases:detail", args=[slug])


def counts_by_stage(chosen: CollateralFilter) -> dict[str, int]:
    """How many items the filters leave in each stage; ``none`` counts those without one. One query."""
    rows = chosen.qs.order_by().values_list("stage__key").annotate(count=Count("pk"))
    return {key or NONE: count for key, count in rows}


def in_order(items: Any, stage: str) -> Any:
    """``items`` of the stage ``stage`` (all where it is empty), by stage and title."""
    if stage == NONE:
        items = items.filter(stage__isnull=True)
    elif stage:
        items = items.filter(stage__key=stage)
    return items.order_by(F("stage__order").asc(nulls_last=True), "title", "pk").values(*COLUMNS)


def tabs(query: QueryDict, chosen: CollateralFilter, counts: Mapping[str, int]) -> list[Any]:
    """All and each stage as links that keep the other filters: (label, address, is current, count)."""
    named = [("", "All", sum(counts.values()))]
    named += [(key, name, counts.get(key, 0)) for key, name in chosen.stages]
    if counts.get(NONE) or chosen.stage_shown == NONE:
        named.append((NONE, NO_STAGE, counts.get(NONE, 0)))
    found = []
    for value, label, count in named:
        rest = query.copy()
        rest.pop("page", None)
        rest["stage"] = value
        found.append((label, f"?{rest.urlencode()}", value == chosen.stage_shown, count))
    return found


def by_stage(items: Iterable[Mapping[str, Any]], counts: Mapping[str, int], user: Any) -> list[StageGroup]:
    """The items of one page (rows of `in_order`) below their stages."""
    found: dict[str, StageGroup] = {}
    rows: dict[int, Row] = {}
    for item in items:
        key = item["stage__key"] or NONE
        group = found.setdefault(key, StageGroup(key, item["stage__name"] or NO_STAGE, counts.get(key, 0)))
        rows[item["pk"]] = row_of(item)
        group.rows.append(rows[item["pk"]])
    add_use_cases(rows, user)
    audiences = Collateral.audiences.through.objects.filter(collateral__in=rows)
    for key, name in audiences.order_by("audience__order").values_list("collateral_id", "audience__name"):
        rows[key].audiences.append(name)
    return list(found.values())


def row_of(item: Mapping[str, Any]) -> Row:
    """One item as a row."""
    href, host = page_of_item(item["slug"]), host_of(item["url"])
    return Row(
        title=item["title"],
        href=href,
        kind=KINDS.get(item["kind"], item["kind"]),
        url=item["url"] if host else "",
        host=host,
        internal=item["internal"],
        gated=item["gated"],
        note=item["note"],
        ask_href="" if host else ask_for_link(item["title"], href),
    )


def add_use_cases(rows: Mapping[int, Row], user: Any) -> None:
    """Name below each of ``rows`` the use cases that ``user`` may read."""
    seen = UseCase.objects.visible_to(user).order_by().values("pk")
    links = Collateral.use_cases.through.objects.filter(collateral__in=rows, usecase__in=seen)
    ordered = links.order_by("usecase__tier", "usecase__position")
    columns = ("collateral_id", "usecase__slug", "usecase__short_label", "usecase__name")
    for key, slug, short, name in ordered.values_list(*columns):
        rows[key].use_cases.append((short or name, page_of_use_case(slug)))


def ask_for_link(title: str, href: str) -> str:
    """Where somebody asks for the link of an item; empty while requests cannot be filed."""
    return request_url(title=f"Link of “{title}”"[:200], about=href)


@dataclass
class ItemPage:
    """Everything that one item belongs to, as a reader may see it."""

    host: str
    url: str
    stage: JourneyStage | None
    audiences: list[Any]
    use_cases: list[UseCase]
    personas: list[Persona]
    neighbours: list[Collateral]
    ask: dict[str, str]


def item_page(item: Collateral, user: Any) -> ItemPage:
    """The page of ``item`` (with its stage and audiences read) as ``user`` may see it."""
    host = host_of(item.url)
    use_cases = list(UseCase.objects.visible_to(user).filter(collateral=item))
    return ItemPage(
        host=host,
        url=item.url if host else "",
        stage=item.stage,
        audiences=list(item.audiences.all()),
        use_cases=use_cases,
        personas=list(Persona.objects.visible_to(user).filter(collateral=item)),
        neighbours=neighbours(item, use_cases, user),
        ask=asks(item),
    )


def neighbours(item: Collateral, use_cases: list[UseCase], user: Any) -> list[Collateral]:
    """A few others for the same use cases at the same stage."""
    others = Collateral.objects.visible_to(user).exclude(pk=item.pk).filter(stage=item.stage_id)
    return list(others.filter(use_cases__in=use_cases).distinct().order_by("title", "pk")[:NEIGHBOURS])


def asks(item: Collateral) -> dict[str, str]:
    """Where somebody asks for what the item lacks, by what it is."""
    href = item.get_absolute_url()
    lacks = {
        "stage": f"Stage of “{item.title}”",
        "audience": f"Audience of “{item.title}”",
        "use_case": f"Use case of “{item.title}”",
        "persona": f"Personas that “{item.title}” was made for",
    }
    found = {name: request_url(title=title[:200], about=href) for name, title in lacks.items()}
    return found | {"link": ask_for_link(item.title, href)}
