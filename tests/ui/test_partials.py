"""Partials with some logic of their own: pagination, stepper, segmented control."""

from django.core.paginator import Paginator
from django.template import Context, RequestContext, Template
from django.test import RequestFactory


def pagination(query: str, number: int, count: int = 60, extra: str = "") -> str:
    request = RequestFactory().get(f"/requests/?{query}")
    page = Paginator(range(count), 25).page(number)
    return Template("{% pagination page noun='requests' " + extra + "%}").render(
        RequestContext(request, {"page": page})
    )


def test_pagination_counts_and_keeps_the_filter() -> None:
    page = pagination("state=triage&amp=1&page=2", 2)
    assert "26\u201350 of 60 requests" in page
    assert 'href="?state=triage&amp;amp=1&amp;page=1"' in page
    assert 'href="?state=triage&amp;amp=1&amp;page=3"' in page


def test_pagination_has_no_way_beyond_the_ends() -> None:
    assert 'rel="prev"' not in pagination("", 1)
    assert 'rel="next"' not in pagination("", 3)


def test_pagination_of_nothing() -> None:
    assert "No requests" in pagination("", 1, count=0)


def test_pagination_takes_a_bounded_count() -> None:
    assert "of 1,000+ requests" in pagination("", 1, extra="total='1,000+' ")
    assert "of 1,204 requests" in pagination("", 1, count=1204)


def test_the_stepper_marks_where_we_are() -> None:
    steps = (("new", "New"), ("triage", "Triage", "team decides"), ("done", "Done"))
    page = Template("{% stepper steps 'triage' %}").render(Context({"steps": steps}))
    assert page.count('aria-current="step"') == 1
    assert page.index("Done:") < page.index('aria-current="step"') < page.index("team decides")


def test_the_stepper_off_the_way_marks_nothing() -> None:
    page = Template("{% stepper steps 'declined' %}").render(Context({"steps": (("new", "New"),)}))
    assert "aria-current" not in page


def test_the_segmented_control_marks_the_current_link() -> None:
    items = (("SMB", "?segment=smb", False), ("Large", "?segment=large", True, 0))
    page = Template("{% segmented items 'Size' %}").render(Context({"items": items}))
    assert page.count("aria-current") == 1
    assert '<span class="count">0</span>' in page
