"""The size budget holds; `make house` prints it."""

import pytest

from tests.house import budget, figures, imports
from tests.support import source


@pytest.mark.parametrize("line", [line for line in budget.lines() if line.gated], ids=lambda line: line.what)
def test_gated_figure_is_kept(line: budget.Line) -> None:
    assert line.is_kept, f"{line.what}: {line.value:g}, at most {line.limit:g}. {line.where}"


def test_p90_is_the_size_nine_of_ten_keep() -> None:
    sizes = [figures.Sized(str(lines), lines) for lines in range(1, 11)]
    assert figures.p90(sizes) == 10
    assert figures.p90([*sizes, *sizes[:5]]) == 9


def test_every_app_stands_in_the_layers() -> None:
    apps = {source.ROOT / "marketing_portal" / name for name in imports.LAYERS} | {
        source.ROOT / name for name in imports.LAYERS
    }
    found = [path.parent for path in source.files(*source.CODE_FOLDERS, ending="apps.py")]
    assert [str(path) for path in found if path not in apps] == []
