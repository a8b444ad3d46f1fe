"""Runs each test in a frame so large that Python need not fetch memory again and again (loaded by ``-p``).

Python 3.11 keeps its frames in chunks of 16 kB. A loop that happens to stand at the end of one has the kernel map and
unmap a chunk at every call; admin pages and templates, some hundred calls deep, do so thousands of times each. A chunk
is made as large as the frame that asks for it, so one large frame below a test leaves room for all that follow.
"""

from collections.abc import Callable
from typing import Any

import pytest
from _pytest import runner

SLOTS = 70_000  # 560 kB, for which Python takes 1 MB: what is left is more than its deepest recursion needs


def roomy(call: Callable[..., Any], *arguments: Any) -> Any:
    """Call ``call`` from a frame of many slots; they are not used, so they cost nothing."""
    return call(*arguments)


roomy.__code__ = roomy.__code__.replace(co_stacksize=SLOTS)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> object:
    """What pytest does by itself, with room."""
    return roomy(runner.pytest_runtest_protocol, item, nextitem)
