"""What this app shows on pages of others: what a person is responsible for, the use cases of a persona."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from marketing_portal.content.panels import Panel
from marketing_portal.people.models import Person
from personas.models import Persona
from usecases.models import ActivationRole, Collateral, DRIAssignment, UseCase, UseCasePersona
from usecases.models.organisation import OrgColumn, OwnershipArea
from usecases.models.use_case import UseCaseQuerySet

SHOWN = 100


@dataclass
class Responsibilities:
    """Everything that one person answers for: use cases by role, roles led, areas owned, product sections.

    With each area stands whether the reader may open its use case.
    """

    cells: dict[ActivationRole, list[UseCase]] = field(default_factory=dict)
    led: list[ActivationRole] = field(default_factory=list)
    areas: list[tuple[OwnershipArea, bool]] = field(default_factory=list)
    contact_for: list[OrgColumn] = field(default_factory=list)

    def __bool__(self) -> bool:
        """True where there is anything."""
        return bool(self.cells or self.led or self.areas or self.contact_for)


def responsibilities(person: Person, user: Any) -> Panel:
    """The panel on the page of ``person``."""
    seen: UseCaseQuerySet = UseCase.objects.visible_to(user)
    visible = set(seen.order_by().values_list("pk", flat=True))
    found = Responsibilities(led=list(ActivationRole.objects.filter(lead=person)))
    rows = DRIAssignment.objects.filter(person=person, cell__use_case__in=visible)
    related = rows.select_related("cell__role", "cell__use_case")
    for one in related.order_by("cell__role__order", "cell__use_case__dri_position")[:SHOWN]:
        found.cells.setdefault(one.cell.role, []).append(one.cell.use_case)
    for area in OwnershipArea.objects.filter(ownership__person=person).select_related(
        "use_case", "ownership"
    ):
        found.areas.append((area, area.use_case_id in visible))
    found.contact_for = list(OrgColumn.objects.filter(contact=person)[:SHOWN])
    return Panel("usecases/_panel_person.html", found)


@dataclass
class PersonaLinks:
    """Where a persona belongs: use cases, and what was made for them."""

    use_cases: list[UseCasePersona]
    collateral: list[Collateral]


def of_persona(persona: Persona, user: Any) -> Panel:
    """The panel on the page of ``persona``."""
    seen = UseCase.objects.visible_to(user).order_by().values("pk")
    rows = UseCasePersona.objects.filter(persona=persona, use_case__in=seen).select_related("use_case")
    made = Collateral.objects.visible_to(user).filter(personas=persona).select_related("stage")
    ordered = rows.order_by("use_case__tier", "use_case__position", "pk")
    return Panel("usecases/_panel_persona.html", PersonaLinks(list(ordered[:SHOWN]), list(made[:SHOWN])))
