"""Many runs of the cascade checklist, and collateral of every stage and audience."""

from __future__ import annotations

from uuid import uuid4

from marketing_portal.people.models import User
from usecases.models import Audience, Collateral, JourneyStage, Release, ReleaseAnswer, UseCase

BATCH = 1000


def runs(count: int, by: User) -> None:
    """``count`` runs with one question each."""
    mark = uuid4().hex[:6]
    made = Release.objects.bulk_create(
        [Release(name=f"R {mark} {n}", slug=f"r-{mark}-{n}", created_by=by) for n in range(count)],
        batch_size=BATCH,
    )
    ReleaseAnswer.objects.bulk_create(
        [ReleaseAnswer(release=one, text="Does it?", answer="no") for one in made], batch_size=BATCH
    )


def collateral(count: int) -> None:
    """``count`` pieces of collateral; stages, audiences and use cases take turns."""
    mark = uuid4().hex[:6]
    stages, audiences = [*JourneyStage.objects.all(), None], list(Audience.objects.all())
    use_cases = list(UseCase.objects.order_by("pk")[:14])
    made = Collateral.objects.bulk_create(
        [
            Collateral(
                title=f"Item {n}", slug=f"item-{mark}-{n}", kind="video", stage=stages[n % len(stages)],
                url=f"https://example.com/{n}",
            )
            for n in range(count)
        ],
        batch_size=BATCH,
    )  # fmt: skip
    for field, others in (("audiences", audiences), ("use_cases", use_cases)):
        through = getattr(Collateral, field).through
        key = {"audiences": "audience_id", "use_cases": "usecase_id"}[field]
        rows = [
            through(collateral=one, **{key: others[n % len(others)].pk})
            for n, one in enumerate(made)
            if others
        ]
        through.objects.bulk_create(rows, batch_size=BATCH)
