"""The list of use cases, and the page of one."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, QueryDict
from django.shortcuts import render
from django.utils.functional import SimpleLazyObject
from django.views.decorators.http import require_safe

from marketing_portal.content.about import about
from marketing_portal.content.addresses import link_to, moved_or_404
from marketing_portal.content.freshness import stamp
from marketing_portal.people.middleware import public_read
from marketing_portal.people.roles import can_edit_content
from usecases.aliases import named_in_address
from usecases.filters import UseCaseFilter
from usecases.models import Statement, UseCase, ValueDriver
from usecases.models.use_case import UseCaseQuerySet
from usecases.reading import detail as reading_detail
from usecases.reading.cards import Card, cards, with_gap_counts
from usecases.reading.contradictions import contradictions_on
from usecases.registry import use_case_panels
from usecases.vocabulary import StatementKind, Tier

PER_PAGE = 48
AROUND_SHOWN = 30


@public_read
@require_safe
def use_case_list(request: HttpRequest) -> HttpResponse:
    """Every use case by tier, what makes one, and the value drivers behind them."""
    chosen = UseCaseFilter(request.GET, queryset=UseCase.objects.visible_to(request.user))
    counts = dict(chosen.qs.order_by().values_list("tier").annotate(Count("pk")))
    page = page_of(chosen, counts, request.GET.get("page"))
    context = {
        "filter": chosen,
        "tabs": tabs(request.GET, chosen.tier_shown, counts),
        "page_obj": page,
        "tiers": by_tier(cards(page, request.user)),
        "add_href": link_to("admin:usecases_usecase_add") if can_edit_content(request.user) else "",
        "criteria": Statement.objects.filter(kind=StatementKind.CRITERION)[:AROUND_SHOWN],
        "drivers": ValueDriver.objects.all()[:AROUND_SHOWN],
        "contradictions": contradictions_on("use-cases"),
    }
    return render(request, "usecases/list.html", context)


def page_of(chosen: UseCaseFilter, counts: dict[int, int], number: str | None) -> Page[UseCase]:
    """One page of the list; how many there are was counted already, for the tabs."""
    tier = chosen.tier_shown
    rows = chosen.qs.filter(tier=tier) if tier else chosen.qs
    paginator = Paginator(with_gap_counts(rows.for_cards()), PER_PAGE)
    paginator.count = counts.get(int(tier), 0) if tier else sum(counts.values())
    return paginator.get_page(number)


def tabs(query: QueryDict, current: str, counts: dict[int, int]) -> list[tuple[str, str, bool, int]]:
    """All and each tier as links that keep the other filters: (label, address, is current, count)."""
    named = [("", "All", sum(counts.values()))]
    named += [(str(tier.value), str(tier.label), counts.get(tier.value, 0)) for tier in Tier]
    found = []
    for value, label, count in named:
        rest = query.copy()
        rest.pop("page", None)
        rest["tier"] = value
        found.append((label, f"?{rest.urlencode()}", value == current, count))
    return found


def by_tier(shown: list[Card]) -> list[tuple[Tier, list[Card]]]:
    """The cards below their tiers, without the tiers that have none on this page."""
    found: dict[int, list[Card]] = {}
    for card in shown:
        found.setdefault(card.use_case.tier, []).append(card)
    return [(Tier(tier), below) for tier, below in sorted(found.items())]


@public_read
@require_safe
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything about one use case."""
    fresh, use_cases = stamp(request.user), UseCase.objects.visible_to(request.user)
    rows = reading_detail.with_small_facts(use_cases.select_related("owner", "reviewed_by"))
    use_case = rows.filter(slug=slug).first()
    if use_case is None:
        return renamed_or_404(use_cases, slug)
    context: dict[str, Any] = {
        "fresh": fresh,
        "use_case": use_case,
        "about": about(use_case, request.user),
        "page": SimpleLazyObject(lambda: reading_detail.page(use_case, request.user)),
        "contradictions": SimpleLazyObject(lambda: contradictions_on(f"use-cases/{use_case.slug}")),
        "panels": use_case_panels.of(use_case, request.user),
    }
    return render(request, "usecases/detail.html", context)


def renamed_or_404(use_cases: UseCaseQuerySet, part: str) -> HttpResponsePermanentRedirect:
    """On to the use case that is also called ``part``, or was once at this address."""
    found = named_in_address(use_cases, part)
    if found is not None:
        return HttpResponsePermanentRedirect(found.get_absolute_url())
    try:
        return moved_or_404(use_cases, part)
    except Http404 as error:
        raise Http404(f"No use case is called “{part}”.") from error
