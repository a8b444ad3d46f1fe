"""The size budget holds; `make house` prints it."""

from tests.house import budget, figures, imports
from tests.support import source


def test_gated_figures_are_kept() -> None:
    over = [line for line in budget.lines() if line.gated and not line.is_kept]
    assert [f"{line.what}: {line.value:g}, at most {line.limit:g}. {line.where}" for line in over] == []


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
