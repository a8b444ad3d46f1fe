"""One use case, many names: an address made of any of them leads to its page."""

from __future__ import annotations

import re
from typing import Any

from usecases.models import UseCase
from usecases.models.use_case import UseCaseQuerySet


def spellings(name: str) -> set[str]:
    """The address parts that ``name`` may be written as: “VC&C” is vc-c and vcc."""
    small = name.casefold()
    return {re.sub(r"[^a-z0-9]+", "-", small).strip("-"), re.sub(r"[^a-z0-9]+", "", small)} - {""}


def named_in_address(use_cases: UseCaseQuerySet, part: str) -> UseCase | None:
    """The one of ``use_cases`` that the address ``part`` means by its name, label, short label or an alias."""
    wanted = part.casefold()
    names: dict[str, set[int]] = {}
    rows: Any = use_cases.order_by("pk").values_list(
        "pk", "slug", "name", "short_label", "label_key", "aliases__text"
    )
    for key, *texts in rows:
        for text in filter(None, texts):
            for spelling in spellings(text):
                names.setdefault(spelling, set()).add(key)
    found = names.get(wanted, set())
    result: UseCase | None = use_cases.filter(pk__in=found).first() if len(found) == 1 else None
    return result
