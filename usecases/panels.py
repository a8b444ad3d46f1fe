"""What this app shows on pages of others: what a person is responsible for, the use cases of a persona."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

from marketing_portal.content.addresses import request_url
from marketing_portal.content.panels import Panel
from marketing_portal.people.models import Person
from personas.models import Persona
from usecases.models import ActivationRole, Collateral, DRIAssignment, UseCase, UseCasePersona
from usecases.models.organisation import OrgColumn, Ownership, OwnershipArea
from usecases.models.use_case import UseCaseQuerySet

SHOWN = 100


@dataclass
class Responsibilities:
    """Everything that one person answers for: use cases by role, roles led, areas owned, product sections, collateral.

    With each area stands whether the reader may open its use case; ``collateral`` counts what the reader may see.
    """

    cells: dict[ActivationRole, list[UseCase]] = field(default_factory=dict)
    led: list[ActivationRole] = field(default_factory=list)
    areas: list[tuple[OwnershipArea, bool]] = field(default_factory=list)
    ownership: Ownership | None = None
    collateral: int = 0
    contact_for: list[OrgColumn] = field(default_factory=list)

    def __bool__(self) -> bool:
        """True where there is anything."""
        known = (self.cells, self.led, self.areas, self.ownership, self.contact_for, self.collateral)
        return any(bool(one) for one in known)


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
        found.ownership = area.ownership
    found.contact_for = list(OrgColumn.objects.filter(contact=person)[:SHOWN])
    found.collateral = Collateral.objects.visible_to(user).filter(owner=person).count()
    return Panel("usecases/_panel_person.html", found)


@dataclass
class PersonaLinks:
    """Where a persona belongs: use cases, and what was made for them."""

    use_cases: list[UseCasePersona]
    collateral: list[Collateral]
    collateral_href: str
    ask_href: str


def of_persona(persona: Persona, user: Any) -> Panel:
    """The panel on the page of ``persona``."""
    seen = UseCase.objects.visible_to(user).order_by().values("pk")
    rows = UseCasePersona.objects.filter(persona=persona, use_case__in=seen).select_related("use_case")
    made = Collateral.objects.visible_to(user).filter(personas=persona).select_related("stage")
    ordered = rows.order_by("use_case__tier", "use_case__position", "pk")
    links = PersonaLinks(
        use_cases=list(ordered[:SHOWN]),
        collateral=list(made[:SHOWN]),
        collateral_href=f"{reverse('collateral:list')}?persona={persona.slug}",
        ask_href=request_url(title=f"Collateral for {persona.name}", about=persona.get_absolute_url()),
    )
    return Panel("usecases/_panel_persona.html", links)
