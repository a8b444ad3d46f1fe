"""Many use cases, roles and people in the matrices, many requirements and collateral of one use case."""

from __future__ import annotations

from uuid import uuid4

from marketing_portal.people.models import Person
from usecases.models import (
    ActivationRole,
    Audience,
    Collateral,
    DRIAssignment,
    DRICell,
    JourneyStage,
    KeyLink,
    KeyLinkKind,
    MarketRequirement,
    UseCase,
)

SHOWN = "ci"  # the use case whose page the access table asks for
BATCH = 1000


def matrices(columns: int, roles: int, people: int) -> None:
    """``columns`` use cases with a column, ``roles`` rows and ``people`` more, in every cell that is new."""
    mark = uuid4().hex[:6]
    first = UseCase.objects.count() + 100
    new = [
        UseCase(
            name=f"Use case {mark} {n}", normalised=f"use-case-{mark}-{n}", slug=f"use-case-{mark}-{n}",
            tier=1 + n % 3, position=first + n, dri_position=first + n,
        )
        for n in range(columns)
    ]  # fmt: skip
    UseCase.objects.bulk_create(new)
    rows = [
        ActivationRole(key=f"role-{mark}-{n}", name=f"Role {mark} {n}", order=first + n) for n in range(roles)
    ]
    ActivationRole.objects.bulk_create(rows)
    named = [Person(name=f"Responsible {n}", slug=f"responsible-{mark}-{n}") for n in range(people)]
    fill(Person.objects.bulk_create(named, batch_size=BATCH))
    links = [KeyLink(use_case=one, kind=kind) for one in new for kind in KeyLinkKind.objects.all()]
    KeyLink.objects.bulk_create(links, batch_size=BATCH)


def fill(people: list[Person]) -> None:
    """Somebody of ``people`` in every cell that nobody wrote down yet."""
    known = set(DRICell.objects.values_list("role", "use_case"))
    roles, columns = ActivationRole.objects.all(), list(UseCase.objects.in_matrix())
    pairs = [(role, one) for role in roles for one in columns if (role.pk, one.pk) not in known]
    cells = DRICell.objects.bulk_create(
        [DRICell(role=role, use_case=one, state="known") for role, one in pairs], batch_size=BATCH
    )
    DRIAssignment.objects.bulk_create(
        [DRIAssignment(cell=cell, person=people[n % len(people)]) for n, cell in enumerate(cells)],
        batch_size=BATCH,
    )


def of_one(count: int) -> None:
    """``count`` requirements and pieces of collateral of the shown use case."""
    mark, shown = uuid4().hex[:6], UseCase.objects.filter(slug=SHOWN).first()
    if shown is None:
        return
    MarketRequirement.objects.bulk_create(
        [MarketRequirement(use_case=shown, key=f"more-{mark}-{n}", name=f"More {n}") for n in range(count)]
    )
    made = Collateral.objects.bulk_create(
        [Collateral(title=f"Deck {n}", slug=f"deck-{mark}-{n}") for n in range(count)], batch_size=BATCH
    )
    through = Collateral.use_cases.through
    through.objects.bulk_create([through(collateral=one, usecase=shown) for one in made], batch_size=BATCH)


def coverage(count: int) -> None:
    """``count`` pieces of collateral, spread over use cases, stages and audiences, some without one of these."""
    mark, stages = uuid4().hex[:6], [*JourneyStage.objects.all(), None]
    made = Collateral.objects.bulk_create(
        [
            Collateral(title=f"Item {n}", slug=f"item-{mark}-{n}", stage=stages[n % len(stages)])
            for n in range(count)
        ],
        batch_size=BATCH,
    )
    of_use_case, of_audience = Collateral.use_cases.through, Collateral.audiences.through
    keys, audiences = (
        UseCase.objects.values_list("pk", flat=True),
        Audience.objects.values_list("pk", flat=True),
    )
    for place, key in enumerate(keys):
        mine = made[place :: len(keys)]
        of_use_case.objects.bulk_create([of_use_case(collateral=one, usecase_id=key) for one in mine])
    for place, key in enumerate(audiences):
        mine = made[place :: len(audiences) + 1]
        of_audience.objects.bulk_create([of_audience(collateral=one, audience_id=key) for one in mine])


def use_cases(count: int) -> None:
    """``count`` more of each, and a tenth as many rows and columns in the matrices."""
    matrices(columns=count, roles=max(count // 10, 1), people=count)
    of_one(count)
