"""Charts: sizes, and figures that can be read without seeing the picture."""

import pytest
from django.template import Context, Template

from marketing_portal.ui.components import charts


def rendered(source: str, **context: object) -> str:
    return Template(source).render(Context(context))


def test_the_longest_bar_is_full_width() -> None:
    assert [bar.size for bar in charts.bars([("A", 4), ("B", 2), ("C", 0)])] == [100, 50, 0]


def test_bars_of_nothing() -> None:
    assert charts.bars([]) == []
    assert charts.bars([("A", 0)])[0].size == 0


def test_the_parts_of_a_stack_fill_it() -> None:
    parts = charts.stack([("A", 1, "green"), ("B", 3, "octarine")])
    assert [(part.start, part.size, part.tone) for part in parts] == [(0, 25, "green"), (25, 75, "grey")]
    assert charts.stack([("A", 0, "green")])[0].size == 0


@pytest.mark.parametrize("values", [(1, 2, 3), (5, 5), (7,), (-2, 4)])
def test_a_sparkline_stays_inside_its_frame(values: tuple[float, ...]) -> None:
    for point in charts.spark_points(values).split():
        x, y = (float(number) for number in point.split(","))
        assert 0 <= x <= charts.WIDTH
        assert 0 <= y <= charts.HEIGHT


def test_no_values_no_line() -> None:
    assert charts.spark_points(()) == ""
    assert "no figures yet" in rendered("{% sparkline values 'Filed' %}", values=[])


def test_the_figures_stand_beside_the_picture() -> None:
    bars = rendered("{% bar_list rows 'By team' unit='open' %}", rows=[("<A>", 4, "/a/"), ("B", 2)])
    assert '<a href="/a/">&lt;A&gt;</a>' in bars
    assert "4 open" in bars
    assert "<caption>By team</caption>" in bars
    stack = rendered("{% stack_bar parts 'By state' %}", parts=[("Done", 4, "green")])
    assert '<b class="num">4</b>' in stack
    assert 'role="img" aria-label="By state"' in stack
    line = rendered("{% sparkline values 'Filed' %}", values=[1, 4])
    assert "from 1 to 4" in line
    assert line.count("<tr>") == 2
