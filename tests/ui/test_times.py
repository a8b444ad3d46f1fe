"""Times as people say them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from marketing_portal.ui.components import times

NOW = datetime(2020, 2, 4, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("back", "text"),
    [
        (timedelta(seconds=20), "just now"),
        (timedelta(seconds=-20), "just now"),
        (timedelta(minutes=1), "1 minute ago"),
        (timedelta(minutes=12), "12 minutes ago"),
        (timedelta(hours=5), "5 hours ago"),
        (timedelta(days=3), "3 days ago"),
        (timedelta(days=20), "3 weeks ago"),
        (timedelta(days=100), "3 months ago"),
        (timedelta(days=1100), "3 years ago"),
        (timedelta(days=-2), "in 2 days"),
    ],
)
def test_relative(back: timedelta, text: str) -> None:
    assert times.relative(NOW - back, NOW) == text


@pytest.mark.parametrize(
    ("days", "text"),
    [(0, "today"), (1, "yesterday"), (-1, "tomorrow"), (5, "5 days ago"), (-21, "in 3 weeks")],
)
def test_relative_day(days: int, text: str) -> None:
    assert times.relative_day(NOW.date() - timedelta(days=days), NOW.date()) == text


def test_ago_has_the_exact_time_in_the_element_and_on_hover() -> None:
    page = times.ago(timezone.now() - timedelta(hours=2))
    assert page.startswith('<time datetime="')
    assert "title=" in page
    assert ">2 hours ago</time>" in page


def test_ago_takes_dates() -> None:
    assert ">today</time>" in times.ago(timezone.localdate())


def test_no_moment_is_a_word() -> None:
    assert "never" in times.ago(None)
    assert "not set" in times.day(None)
    assert "&lt;b&gt;" in times.ago(None, "<b>")


def test_day() -> None:
    assert times.day(date(2020, 2, 4)) == '<time datetime="2020-02-04">4 Feb 2020</time>'
    assert ">4 Feb 2020<" in times.day(NOW)


def test_duration() -> None:
    assert times.duration(900) == "15 minutes"
