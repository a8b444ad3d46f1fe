"""Whatever content there is: a dump, loaded where it is not there, dumps to the same bytes."""

from __future__ import annotations

import dataclasses
import math
import os
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings
from hypothesis import HealthCheck, Phase, given, reject, settings
from hypothesis import strategies as st

from marketing_portal.content import history
from marketing_portal.content.models import ChangeSet
from marketing_portal.interchange.canonical import origin_lists
from marketing_portal.interchange.canonical.folder import Content, read_points, read_requirements
from marketing_portal.interchange.canonical.list_writing import write_list, write_points, write_requirements
from marketing_portal.interchange.canonical.lists import read_list
from marketing_portal.interchange.canonical.page import read_page
from marketing_portal.interchange.canonical.persona import read_persona
from marketing_portal.interchange.canonical.use_case import read_use_case, write_use_case
from marketing_portal.interchange.canonical.writing import write_page, write_persona
from marketing_portal.interchange.documents import Document, PageDoc, plain
from marketing_portal.interchange.dumping import use_cases
from marketing_portal.interchange.dumping.folder import LISTS
from marketing_portal.interchange.dumping.journeys import pages
from marketing_portal.interchange.dumping.personas import personas
from marketing_portal.interchange.errors import BadFile
from marketing_portal.interchange.loader import kinds
from marketing_portal.interchange.loading.kinds import Run
from tests.interchange import generated, generated_use_cases
from tests.interchange.database import emptied
from tests.interchange.naming import THINGS, settled, settled_list

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
MADE_UP, PATH = "made-up", "x"
EXAMPLES = 10_000 if os.environ.get("HYPOTHESIS_PROFILE") == "deep" else 200
Kinds = Mapping[str, tuple[Document, ...]]
ASKED_FOR = ("market_requirements", "use_case_points", "dri")  # where they are missing the database is asked
USE_CASE_KINDS = ("use-cases", "market_requirements", "use_case_points")
MARK = "=== next file ===\n"


@dataclasses.dataclass(frozen=True)
class Sort:
    """A kind of content: what is generated of it, how its file is written from the database and read.

    ``write``: the file of the documents themselves, where a dump holds nothing else.
    """

    name: str
    content: st.SearchStrategy[Kinds]
    dump: Callable[[], str]
    read: Callable[[str], Kinds]
    write: Callable[[Any], str] | None = None


def list_sort(name: str, strategy: st.SearchStrategy[Any]) -> Sort:
    """A list file."""
    return Sort(
        name,
        strategy.map(lambda documents: {name: settled_list(name, documents)}),
        lambda: write_list(name, tuple(LISTS[name]()), ""),
        lambda text: {name: read_list(name, text, PATH)},
    )


def file_sort(
    name: str, strategy: st.SearchStrategy[Any], slug: str, rows: Any, write: Any, read: Any
) -> Sort:
    """A folder with a file for each."""
    return Sort(
        name,
        strategy.map(lambda one: {name: (settled(one),)}),
        lambda: "".join(map(write, rows(slug))),
        lambda text: {name: (read(text, PATH, slug),)},
        lambda kinds: write(kinds[name][0]),
    )


def use_case_files() -> str:
    """The three files of a use case."""
    parts: tuple[tuple[Any, Any], ...] = (
        (write_use_case, use_cases.use_cases),
        (write_requirements, use_cases.requirements),
        (write_points, use_cases.points),
    )
    return MARK.join("".join(map(write, rows(MADE_UP))) for write, rows in parts)


def read_use_case_files(text: str) -> Kinds:
    """What they say."""
    head, asked, said = text.split(MARK)
    return {
        "use-cases": (read_use_case(head, PATH, MADE_UP),),
        "market_requirements": (read_requirements(asked, PATH, MADE_UP),),
        "use_case_points": (read_points(said, PATH, MADE_UP),),
    }


SORTS = [
    file_sort("personas", generated.personas(), MADE_UP, personas, write_persona, read_persona),
    file_sort("pages", generated.pages, "made/up", pages, write_page, read_page),
    Sort(
        "use-cases",
        st.tuples(
            generated_use_cases.use_cases, generated_use_cases.requirements, generated_use_cases.points
        ).map(lambda three: dict(zip(USE_CASE_KINDS, ((settled(one),) for one in three), strict=True))),
        use_case_files,
        read_use_case_files,
    ),
    *(
        list_sort(name, strategy)
        for name, strategy in (generated.LISTS | generated_use_cases.LISTS).items()
        if name not in origin_lists.LISTS  # nobody writes those into a portal
    ),
]


@override_settings(SIMPLE_HISTORY_ENABLED=False)
def load(content: Kinds) -> None:
    """Load the documents, without their history. Raises BadFile."""
    found = Content(dict.fromkeys(ASKED_FOR, ()) | dict(content))
    with history.change(channel=ChangeSet.Channel.LOAD):
        for kind in kinds(Run(overwrite=True, is_whole=False), found):
            if kind.name in content:
                kind.load(found.kinds[kind.name])


@pytest.fixture
def few_things() -> None:
    """A database in which there is little besides what is made up: every example is written in a moment."""
    emptied()
    load(THINGS)


def dumped(sort: Sort, content: Kinds) -> str:
    """What a dump says once ``content`` is loaded; afterwards it is gone again."""
    with transaction.atomic():
        load(content)
        text = sort.dump()
        transaction.set_rollback(True)
    return text


def put_away(content: Kinds) -> int:
    """How many objects of ``content`` are archived, and gaps closed."""

    def count(value: Any) -> int:
        if isinstance(value, dict):
            return count([*value.values()]) + sum(value.get(mark) is True for mark in ("archived", "closed"))
        return sum(map(count, value)) if isinstance(value, list) else 0

    return count([plain(documents) for documents in content.values()])


@pytest.mark.long
@pytest.mark.usefixtures("few_things")
def test_any_dump_loads_to_the_same_dump() -> None:
    """Of every kind as many: a run remembers its examples, and those of all kinds are more than a gigabyte."""
    quick = settings(
        max_examples=math.ceil(EXAMPLES / len(SORTS)),
        phases=[Phase.explicit, Phase.generate],
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    for sort in SORTS:
        quick(given(st.just(sort), sort.content)(comes_back))()


def comes_back(sort: Sort, content: Kinds) -> None:
    """A dump of ``content`` says it, and gives the same dump where it is loaded."""
    try:
        first = dumped(sort, content)
    except BadFile:
        reject()
    assert sort.write is None or first == sort.write(content)
    again = sort.read(first)
    assert put_away(again) == put_away(content)
    assert dumped(sort, again) == first


def test_addresses_that_were_given_up_keep_the_order_of_the_file() -> None:
    """Also where the same file comes again with another order."""
    sort = SORTS[1]
    page = PageDoc(slug="made/up", title="A", anchors=("b", "c", "a"))
    turned = dataclasses.replace(page, anchors=("d", "a", "b", "c"))
    with transaction.atomic():
        for one in (page, turned):
            load({"pages": (one,)})
            assert sort.dump() == write_page(one)
        transaction.set_rollback(True)
