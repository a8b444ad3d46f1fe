"""Files of the use case half: what is written can be read again and says the same.

That the shipped files come out as they went in is held by test_round_trip.
"""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketing_portal.interchange.canonical.folder import FOLDERS, KNOWN, read_points, read_requirements
from marketing_portal.interchange.canonical.list_writing import (
    write_list,
    write_list_file,
    write_points,
    write_requirements,
)
from marketing_portal.interchange.canonical.lists import FILES, LISTS, SECTIONED, read_list, read_list_file
from marketing_portal.interchange.canonical.use_case import read_use_case, write_use_case
from marketing_portal.interchange.documents_use_cases import RequirementsDoc, UseCaseDoc, UsePointsDoc
from tests.interchange import generated, generated_use_cases


@given(generated_use_cases.use_cases)
def test_any_use_case_can_be_written_and_read(use_case: UseCaseDoc) -> None:
    written = write_use_case(use_case)
    again = read_use_case(written, "x.md", use_case.slug)
    assert again == use_case
    assert write_use_case(again) == written


@given(generated_use_cases.requirements)
def test_any_requirements_can_be_written_and_read(document: RequirementsDoc) -> None:
    written = write_requirements(document, "# Kept.\n")
    assert read_requirements(written, "x.yaml", document.use_case) == document


@given(generated_use_cases.points)
def test_any_points_can_be_written_and_read(document: UsePointsDoc) -> None:
    written = write_points(document, "# Kept.\n")
    assert read_points(written, "x.yaml", document.use_case) == document


@pytest.mark.parametrize("name", sorted(generated_use_cases.LISTS))
@given(data=st.data())
def test_any_list_can_be_written_and_read(name: str, data: Any) -> None:
    documents = data.draw(generated_use_cases.LISTS[name])
    assert read_list(name, write_list(name, documents, "# A comment: kept.\n"), "x.yaml") == documents


@pytest.mark.parametrize("name", sorted(SECTIONED))
@given(data=st.data())
def test_a_file_of_several_lists_can_be_written_and_read(name: str, data: Any) -> None:
    lists = {kind: data.draw(generated_use_cases.LISTS[kind]) for kind in SECTIONED[name].values()}
    assert read_list_file(name, write_list_file(name, lists, "# Kept.\n"), "x.yaml") == lists


def test_every_list_is_tried() -> None:
    assert set(LISTS) == set(generated.LISTS) | set(generated_use_cases.LISTS)
    assert not set(generated.LISTS) & set(generated_use_cases.LISTS)


def test_every_list_stands_in_one_file() -> None:
    inside = [kind for parts in SECTIONED.values() for kind in parts.values()]
    plain = [name for name in FILES if name not in SECTIONED]
    assert sorted([*plain, *inside]) == sorted(LISTS)
    assert len(KNOWN) == len(FILES) + len(FOLDERS)


def test_what_says_nothing_is_left_out() -> None:
    text = '- {kind: metric, key: reach, text: "What effect it has."}\n'
    assert (
        write_list("statements", read_list("statements", text.replace("}", ", state: known}"), "x")) == text
    )
