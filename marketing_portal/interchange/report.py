"""How much content there is, of each kind and of each kind of gap: ``manage.py content_report``.

What is archived does not count. Names and figures of the sample content stand in tests/interchange/test_report.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Count, QuerySet

from marketing_portal.content.knowledge import GAP_STATES
from marketing_portal.content.models import Gap, HandbookPage
from marketing_portal.interchange import report_use_cases
from marketing_portal.people.models import Person, Team
from personas.kinds import PointKind, Section
from personas.models import DeprecatedAsset, Persona, PersonaListEntry, PersonaPoint, Quote, SegmentRole
from requests_board.models import KindField, Label, RequestKind
from requests_board.vocabulary import REQUEST_LABEL_FAMILIES, Family

PROFILE_KINDS = tuple(kind for kind in PointKind if kind.facts.section == Section.WHO)


def below_personas(model: type[PersonaPoint] | type[SegmentRole] | type[Quote]) -> QuerySet[Any]:
    """Rows of ``model`` that belong to a persona of today."""
    return model._default_manager.filter(persona__archived_at__isnull=True)


def points(kinds: Iterable[PointKind]) -> Callable[[], int]:
    """Counts points of ``kinds``."""
    wanted = list(kinds)
    return lambda: below_personas(PersonaPoint).filter(kind__in=wanted).count()


def labels(families: Iterable[Family]) -> Callable[[], int]:
    """Counts labels of ``families``."""
    wanted = list(families)
    return lambda: Label.objects.filter(family__in=wanted).count()


def persona_gaps() -> int:
    """Open gaps of personas and of the persona list."""
    archived = Persona.objects.filter(archived_at__isnull=False).values("pk")
    gaps = Gap.objects.open()
    return gaps.of(Persona).exclude(object_id__in=archived).count() + gaps.of(PersonaListEntry).count()


FIGURES: dict[str, Callable[[], int]] = {
    "personas": lambda: Persona.objects.current().count(),
    "persona_placeholders": lambda: PersonaListEntry.objects.filter(persona__isnull=True).count(),
    "segment_roles": lambda: below_personas(SegmentRole).count(),
    "quotes": lambda: below_personas(Quote).count(),
    "objections": points([PointKind.OBJECTION]),
    "discovery_questions": points([PointKind.QUESTION]),
    "messaging_points": points([PointKind.MESSAGING]),
    "help_points": points([PointKind.HELP]),
    "elevator_pitches": points([PointKind.PITCH]),
    "profile_items": points(PROFILE_KINDS),
    "goals": points([PointKind.GOAL]),
    "challenges": points([PointKind.CHALLENGE]),
    "persona_gaps": persona_gaps,
    "deprecated_assets": DeprecatedAsset.objects.count,
    "teams": lambda: Team.objects.current().count(),
    "people": lambda: Person.objects.current().count(),
    "request_states": labels([Family.STATE]),
    "request_labels": labels(REQUEST_LABEL_FAMILIES),
    "request_gtm_phases": labels([Family.GTM_PHASE]),
    "request_kinds": lambda: RequestKind.objects.offered().count(),
    "kind_fields": lambda: KindField.objects.filter(
        archived_at__isnull=True, kind__archived_at__isnull=True
    ).count(),
    "handbook_pages": lambda: HandbookPage.objects.current().count(),
    **report_use_cases.FIGURES,
}


def figures() -> dict[str, int]:
    """Every figure by its name; then, as ``gaps_<state>``, the open gaps of each state."""
    counted = Gap.objects.open().order_by().values_list("state").annotate(number=Count("pk"))
    by_state = dict(counted)
    gaps = {f"gaps_{state}": by_state.get(state, 0) for state in GAP_STATES}
    return {name: count() for name, count in FIGURES.items()} | gaps
