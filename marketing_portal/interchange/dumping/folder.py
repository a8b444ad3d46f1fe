"""Everything as the files of a folder: the same database gives the same bytes, on any machine at any time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from marketing_portal.interchange.canonical.folder import FOLDERS
from marketing_portal.interchange.canonical.list_writing import (
    write_list_file,
    write_points,
    write_requirements,
)
from marketing_portal.interchange.canonical.lists import FILES, SECTIONED
from marketing_portal.interchange.canonical.origin_lists import IMPORTED_FILES, ORIGINS
from marketing_portal.interchange.canonical.origin_lists import NAME as ORIGINS_FILE
from marketing_portal.interchange.canonical.use_case import write_use_case
from marketing_portal.interchange.canonical.writing import write_page, write_persona
from marketing_portal.interchange.documents import Document
from marketing_portal.interchange.dumping import journeys, origins, people, personas, use_cases

# Where each list of the canonical files comes from.
LISTS: dict[str, Callable[[], Iterable[Document]]] = {
    "people": people.people,
    "teams": people.teams,
    "labels": people.labels,
    "request_kinds": people.request_kinds,
    "persona_list": personas.persona_list,
    "org_chart": personas.org_chart,
    "deprecated_assets": personas.deprecated_assets,
    "guidance": personas.guidance,
    "enterprise_roles": personas.enterprise_roles,
    "value_drivers": use_cases.value_drivers,
    "statements": use_cases.statements,
    "activation_roles": use_cases.activation_roles,
    "dri": use_cases.dri,
    "key_link_kinds": use_cases.key_link_kinds,
    "key_links": use_cases.key_links,
    "areas_of_interest": use_cases.areas_of_interest,
    "contradictions": use_cases.contradictions,
    "journey_stages": journeys.journey_stages,
    "audiences": journeys.audiences,
    "journey_views": journeys.journey_views,
    "journeys": journeys.journeys,
    "bom_areas": journeys.bom_areas,
    "bom_elements": journeys.bom_elements,
    "collateral": journeys.collateral,
    "decks": journeys.decks,
    "ownership": journeys.ownership,
    "organisation": journeys.organisation,
    "cascade": journeys.cascade,
    IMPORTED_FILES: origins.imported_files,
    ORIGINS: origins.origins,
}
OLDEST = (1980, 1, 1, 0, 0, 0)  # the time of every file in an archive, so that equal content is equal bytes


def files() -> Iterator[tuple[str, str]]:
    """Path and text of each file, in a fixed order."""
    for persona in personas.personas():
        yield f"personas/{persona.slug}.md", write_persona(persona)
    for page in journeys.pages():
        yield f"pages/{page.slug}.md", write_page(page)
    for use_case in use_cases.use_cases():
        yield f"use-cases/{use_case.slug}.md", write_use_case(use_case)
    for requirements in use_cases.requirements():
        yield f"market_requirements/{requirements.use_case}.yaml", write_requirements(requirements)
    for points in use_cases.points():
        yield f"use_case_points/{points.use_case}.yaml", write_points(points)
    for name in FILES:
        lists = {kind: tuple(LISTS[kind]()) for kind in SECTIONED.get(name, {name: name}).values()}
        if name != ORIGINS_FILE or any(lists.values()):  # sample content says nothing of where it came from
            yield f"{name}.yaml", write_list_file(name, lists)


def write(folder: Path) -> int:
    """Write everything below ``folder``; files of content that is gone are taken away. Gives the number of files."""
    written = dict(files())
    for part, (suffix, _) in FOLDERS.items():
        for old in (folder / part).rglob(f"*{suffix}"):
            if str(old.relative_to(folder)) not in written:
                old.unlink()
    if f"{ORIGINS_FILE}.yaml" not in written:
        (folder / f"{ORIGINS_FILE}.yaml").unlink(missing_ok=True)
    for path, text in written.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")
    return len(written)


def archive() -> bytes:
    """Everything as a zip."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as found:
        for path, text in files():
            found.writestr(zipfile.ZipInfo(path, OLDEST), text.encode(), zipfile.ZIP_DEFLATED)
    return target.getvalue()
