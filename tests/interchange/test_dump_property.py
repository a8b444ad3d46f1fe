"""Whatever content there is: a dump, loaded where it is not there, dumps to the same bytes."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import quote

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, reject, settings
from hypothesis import strategies as st

from marketing_portal.content import history
from marketing_portal.content.models import ChangeSet
from marketing_portal.interchange.canonical.folder import Content
from marketing_portal.interchange.canonical.list_writing import write_list
from marketing_portal.interchange.canonical.lists import read_list
from marketing_portal.interchange.canonical.page import read_page
from marketing_portal.interchange.canonical.persona import read_persona
from marketing_portal.interchange.canonical.writing import write_page, write_persona
from marketing_portal.interchange.documents import Document, PageDoc
from marketing_portal.interchange.dumping.folder import LISTS
from marketing_portal.interchange.dumping.journeys import pages
from marketing_portal.interchange.dumping.personas import personas
from marketing_portal.interchange.errors import BadFile
from marketing_portal.interchange.loader import kinds
from marketing_portal.interchange.loading.kinds import Run
from tests.interchange import generated, generated_use_cases

pytestmark = pytest.mark.django_db
MADE_UP, PATH = "made-up", "x"
EXAMPLES = 10_000 if os.environ.get("HYPOTHESIS_PROFILE") == "deep" else 200
LISTS_ALONE = (
    "audiences", "bom_areas", "cascade", "contradictions", "deprecated_assets", "enterprise_roles", "guidance",
    "journey_stages", "journeys", "key_link_kinds", "labels", "org_chart", "people", "persona_list",
    "request_kinds", "statements", "teams", "value_drivers",
)  # fmt: skip
# Others that a list names are not made up with it: those fields stay empty.
NAMES_OTHERS = ("owner", "parent", "team", "persona", "superseded_by", "stage", "person", "use_case")
Documents = tuple[Document, ...]


@dataclasses.dataclass(frozen=True)
class Sort:
    """A kind of content: what is generated of it, how its file is written from the database and read.

    ``write``: the file of the documents themselves, where a dump holds nothing else.
    """

    name: str
    documents: st.SearchStrategy[Any]
    dump: Callable[[], str]
    read: Callable[[str], Documents]
    write: Callable[[Any], str] | None = None


def alone(document: Any) -> Any:
    """``document``, naming no others."""
    known = {one.name for one in dataclasses.fields(document)}
    empty: dict[str, Any] = {name: None for name in NAMES_OTHERS if name in known}
    empty |= {name: () for name in ("personas", "labels", "use_cases", "audiences") if name in known}
    if "persona" in empty and "state" in known:
        empty |= {"state": "tbd"}
    empty |= {name: address(getattr(document, name)) for name in known if name.endswith("url")}
    if "points" in known:
        empty |= {"points": tuple(map(alone, document.points))}
    return dataclasses.replace(document, **empty)


def address(text: str) -> str:
    """``text`` as an address that a field takes, where there is any."""
    return f"https://example.org/{quote(text)}"[:190] if text else ""


def list_sort(name: str, strategy: st.SearchStrategy[Any]) -> Sort:
    """A list file."""
    return Sort(
        name,
        strategy.map(lambda documents: tuple(map(alone, documents))),
        lambda: write_list(name, tuple(LISTS[name]()), ""),
        lambda text: read_list(name, text, PATH),
    )


SORTS = [
    Sort(
        "personas",
        generated.personas().map(lambda one: (alone(one),)),
        lambda: "".join(map(write_persona, personas(MADE_UP))),
        lambda text: (read_persona(text, PATH, MADE_UP),),
        lambda documents: write_persona(documents[0]),
    ),
    Sort(
        "pages",
        generated.pages.map(lambda one: (alone(one),)),
        lambda: "".join(map(write_page, pages("made/up"))),
        lambda text: (read_page(text, PATH, "made/up"),),
        lambda documents: write_page(documents[0]),
    ),
    *(list_sort(name, (generated.LISTS | generated_use_cases.LISTS)[name]) for name in LISTS_ALONE),
]


def load(name: str, documents: Iterable[Document]) -> None:
    """Load ``documents`` of one kind. Raises BadFile."""
    content = Content({name: tuple(documents)})
    with history.change(channel=ChangeSet.Channel.LOAD):
        for kind in kinds(Run(overwrite=True, is_whole=False), content):
            if kind.name == name:
                kind.load(content.kinds[name])


def dumped(sort: Sort, documents: Iterable[Document]) -> str:
    """What a dump says once ``documents`` are loaded; afterwards they are gone again."""
    with transaction.atomic():
        load(sort.name, documents)
        text = sort.dump()
        transaction.set_rollback(True)
    return text


@settings(
    max_examples=EXAMPLES,
    phases=[Phase.explicit, Phase.generate],
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
@given(data=st.data())
def test_any_dump_loads_to_the_same_dump(data: st.DataObject) -> None:
    sort = data.draw(st.sampled_from(SORTS))
    documents = data.draw(sort.documents)
    try:
        first = dumped(sort, documents)
    except BadFile:
        reject()
    assert sort.write is None or first == sort.write(documents)
    assert dumped(sort, sort.read(first)) == first


def test_addresses_that_were_given_up_keep_the_order_of_the_file() -> None:
    """Also where the same file comes again with another order."""
    sort = SORTS[1]
    page = PageDoc(slug="made/up", title="A", anchors=("b", "c", "a"))
    turned = dataclasses.replace(page, anchors=("d", "a", "b", "c"))
    with transaction.atomic():
        for one in (page, turned):
            load("pages", [one])
            assert sort.dump() == write_page(one)
        transaction.set_rollback(True)
