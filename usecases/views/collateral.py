"""What we have to show: the list of collateral, one item, the approved decks."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from marketing_portal.content.about import about
from marketing_portal.content.addresses import link_to, moved_or_404
from marketing_portal.people.middleware import public_read
from usecases.collateral_filter import CollateralFilter
from usecases.models import Collateral, Statement
from usecases.reading import collateral as reading
from usecases.reading.contradictions import contradictions_on
from usecases.reading.decks import decks as decks_shown
from usecases.vocabulary import StatementKind

PER_PAGE = 50


@public_read
@require_safe
def collateral_list(request: HttpRequest) -> HttpResponse:
    """Everything that we have to show, by stage of the buyer's journey."""
    chosen = CollateralFilter(request.GET, request.user)
    counts = reading.counts_by_stage(chosen)
    stage = chosen.stage_shown
    paginator = Paginator(reading.in_order(chosen.qs, stage), PER_PAGE)
    paginator.count = counts.get(stage, 0) if stage else sum(counts.values())
    page = paginator.get_page(request.GET.get("page"))
    may_add = request.user.has_perm("usecases.add_collateral")
    context = {
        "filter": chosen,
        "tabs": reading.tabs(request.GET, chosen, counts),
        "page_obj": page,
        "groups": reading.by_stage(page, counts, request.user),
        "add_href": link_to("admin:usecases_collateral_add") if may_add else "",
        "contradictions": contradictions_on("collateral"),
    }
    return render(request, "usecases/collateral_list.html", context)


@public_read
@require_safe
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything about one item: where it is, for whom, at which stage, for which use cases and personas."""
    items = Collateral.objects.visible_to(request.user)
    rows = items.select_related("stage", "owner", "reviewed_by").prefetch_related("audiences")
    item = rows.filter(slug=slug).first()
    if item is None:
        return moved_or_404(items, slug)
    context = {
        "item": item,
        "page": reading.item_page(item, request.user),
        "about": about(item, request.user),
        "contradictions": contradictions_on(f"collateral/{item.slug}"),
    }
    return render(request, "usecases/collateral_detail.html", context)


@public_read
@require_safe
def decks(request: HttpRequest) -> HttpResponse:
    """The approved decks with the rules for their use."""
    context = {
        "decks": decks_shown(request.user),
        "rules": Statement.objects.filter(kind=StatementKind.DECK_RULE)[:PER_PAGE],
        "contradictions": contradictions_on("decks"),
    }
    return render(request, "usecases/decks.html", context)
