"""Loading a folder of content files in one transaction: all of it or nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.db import transaction

from marketing_portal.content import history
from marketing_portal.content.models import ChangeSet
from marketing_portal.interchange.canonical.folder import POINT_FILES, REQUIREMENT_FILES, Content, read_folder
from marketing_portal.interchange.loading.around import (
    Assets,
    EnterpriseRoles,
    GuidanceRules,
    OrgChart,
    PersonaList,
)
from marketing_portal.interchange.loading.collateral import BomAreas, BomElements, CollateralItems, Decks
from marketing_portal.interchange.loading.journeys import Audiences, Journeys, Stages, Views
from marketing_portal.interchange.loading.kinds import Kind, Run
from marketing_portal.interchange.loading.matrices import DRICells, LinkKinds, Links, Roles
from marketing_portal.interchange.loading.organisation import CascadeQuestions, OrgColumns, OwnershipRows
from marketing_portal.interchange.loading.origins import load_origins, origins_in
from marketing_portal.interchange.loading.pages import Pages
from marketing_portal.interchange.loading.people import Labels, People, Teams
from marketing_portal.interchange.loading.personas import Personas
from marketing_portal.interchange.loading.report import LoadReport
from marketing_portal.interchange.loading.request_kinds import RequestKinds
from marketing_portal.interchange.loading.use_case_pages import MessageHouses, ResourcePages
from marketing_portal.interchange.loading.use_cases import (
    Areas,
    Contradictions,
    Statements,
    UseCases,
    ValueDrivers,
)

AROUND_USE_CASES: tuple[type[Kind[Any]], ...] = (
    Statements,
    Areas,
    Contradictions,
    Roles,
    DRICells,
    LinkKinds,
    Links,
    Stages,
    Audiences,
    Views,
    Journeys,
    BomAreas,
    BomElements,
    CollateralItems,
    Decks,
    OwnershipRows,
    OrgColumns,
    CascadeQuestions,
)
REASON = "Loaded from content files"


def load_directory(path: Path | str, *, overwrite: bool = False, dry_run: bool = False) -> LoadReport:
    """Load the content files below ``path``; ``overwrite`` also where a person edited the object since.

    Raises BadFile (file, line, reason). Where files changed whose objects a person edited, the report lists them as
    conflicts. In both cases, and with ``dry_run``, nothing is changed and the report's ``is_applied`` is False.
    """
    content = read_folder(Path(path))
    run = Run(overwrite=overwrite, origins=origins_in(content))
    with transaction.atomic(), history.change(reason=REASON, channel=ChangeSet.Channel.LOAD):
        every = kinds(run, content)
        for kind in every:
            documents = content.kinds.get(kind.name)
            if documents is not None:
                kind.load(documents)
        load_origins(every, content)
        run.report.is_applied = not (dry_run or run.report.conflicts)
        if not run.report.is_applied:
            transaction.set_rollback(True)
    return run.report


def kinds(run: Run, content: Content) -> list[Kind[Any]]:
    """Every kind, each after those it refers to."""
    given: dict[str, Any] = dict(content.kinds)
    return [
        People(run),
        Teams(run, given.get(Labels.name)),
        Labels(run),
        RequestKinds(run),
        Personas(run),
        Pages(run),
        PersonaList(run),
        OrgChart(run),
        Assets(run),
        GuidanceRules(run),
        EnterpriseRoles(run),
        ValueDrivers(run),
        UseCases(run, given.get(REQUIREMENT_FILES), given.get(DRICells.name), given.get(POINT_FILES)),
        ResourcePages(run),
        MessageHouses(run),
        *(kind(run) for kind in AROUND_USE_CASES),
    ]
