"""Everything that can be found, one module for each app that has it."""

from marketing_portal.search.registry import KINDS, SOURCES, register
from marketing_portal.search.sources import (
    collateral,
    journey,
    organisation,
    pages,
    people,
    personas,
    requests,
    use_cases,
)


def register_all() -> None:
    """Register every source, the kinds in the order in which readers are offered them."""
    if SOURCES or KINDS:
        return
    for module in (use_cases, personas, people, pages, collateral, journey, organisation, requests):
        for source, kinds in module.SOURCES:
            register(source, *kinds)
