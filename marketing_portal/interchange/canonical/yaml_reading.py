"""Reading YAML: scanned and parsed by libyaml, ten times as fast as in Python, and composed in Python.

libyaml's own composer goes down into nested text until the process ends; Python's raises RecursionError.
"""

from typing import Any

import yaml
from yaml.composer import Composer

Parser: Any = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader


class QuickLoader(Composer, Parser):  # type: ignore[misc]  # either of two classes
    """A SafeLoader for ``yaml.load`` and ``yaml.compose``: the same nodes and values, other words for errors."""

    def __init__(self, stream: str) -> None:
        Parser.__init__(self, stream)
        Composer.__init__(self)


def value_of(text: str) -> Any:
    """What YAML reads ``text`` as. Raises yaml.YAMLError; ValueError for an impossible date."""
    return QuickLoader(text).get_single_data()
