"""Loading what stands around the personas: the list, the organisation chart, old assets, guidance."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from marketing_portal.interchange.canonical.vocabulary import LIST_GAP_KEY, LIST_PLACE
from marketing_portal.interchange.documents import (
    AssetDoc,
    EnterpriseRoleDoc,
    GapDoc,
    GuidanceDoc,
    ListEntryDoc,
    OrgPositionDoc,
)
from marketing_portal.interchange.loading.gaps import sync_gaps
from marketing_portal.interchange.loading.kinds import Kind, ListKind
from marketing_portal.interchange.loading.people import parents_first
from marketing_portal.interchange.loading.plan import Plan
from personas.models import DeprecatedAsset, EnterpriseRole, Guidance, OrgPosition, Persona, PersonaListEntry


class PersonaList(Kind[ListEntryDoc]):
    """persona_list.yaml. An entry that is not simply known has a gap."""

    name = "persona_list"
    model = PersonaListEntry
    key = "key"
    prefetch = ("gaps",)

    def values(self, document: ListEntryDoc) -> dict[str, Any]:
        """Label, place in the list, persona."""
        return {
            "order": document.order,
            "label": document.label,
            "persona": self.find(Persona, document.persona, document, "persona"),
        }

    def parts(self, plan: Plan, row: PersonaListEntry, document: ListEntryDoc) -> None:
        """The gap that the entry is by itself, and others; of these no page says anything."""
        gaps, rows = list(document.gaps), list(row.gaps.all())
        if self.run.is_import:
            rows = [gap for gap in rows if gap.key == LIST_GAP_KEY]
        if document.state not in {"known", "not_applicable"}:
            told = {name: getattr(document, name) for name in ("state", "marker", "closed", "found")}
            gaps.append(GapDoc(key=LIST_GAP_KEY, place=LIST_PLACE, **told))
        sync_gaps(plan, row, gaps, rows, is_import=self.run.is_import)


class OrgChart(Kind[OrgPositionDoc]):
    """org_chart.yaml."""

    name = "org_chart"
    model = OrgPosition
    key = "key"
    prefetch = ("personas",)

    def values(self, document: OrgPositionDoc) -> dict[str, Any]:
        """Title, place in the chart, whom it reports to."""
        return {
            "title": document.title,
            "parent": self.find(OrgPosition, document.parent, document, "parent"),
            "order": document.order,
        }

    def parts(self, plan: Plan, row: OrgPosition, document: OrgPositionDoc) -> None:
        """The personas who hold such a position."""
        personas = [self.find(Persona, slug, document, "personas") for slug in document.personas]
        if {one.pk for one in row.personas.all()} != {one.pk for one in personas}:
            plan.actions.append(lambda: row.personas.set(personas))

    def order(self, documents: Sequence[OrgPositionDoc]) -> Iterable[OrgPositionDoc]:
        """A position before those that report to it."""
        return parents_first(documents, lambda document: str(document.key))


class Assets(Kind[AssetDoc]):
    """deprecated_assets.yaml."""

    name = "deprecated_assets"
    model = DeprecatedAsset
    key = "key"

    def values(self, document: AssetDoc) -> dict[str, Any]:
        """Everything."""
        return {
            "order": document.order,
            "title": document.title,
            "alternative_title": document.alternative_title,
            "video_url": document.video_url,
            "deck_url": document.deck_url,
            "remark": document.remark,
            "superseded_by": self.find(Persona, document.superseded_by, document, "superseded_by"),
        }


class GuidanceRules(Kind[GuidanceDoc]):
    """guidance.yaml."""

    name = "guidance"
    model = Guidance
    key = "key"

    def values(self, document: GuidanceDoc) -> dict[str, Any]:
        """Everything."""
        return {"kind": document.kind, "order": document.order, "text": document.text}


class EnterpriseRoles(ListKind[EnterpriseRoleDoc]):
    """enterprise_roles.yaml, or the page about them."""

    name = "enterprise_roles"
    model = EnterpriseRole

    def values(self, document: EnterpriseRoleDoc) -> dict[str, Any]:
        """Everything."""
        return {
            "level": document.level,
            "title": document.title,
            "parent": self.related(EnterpriseRole, document, "parent"),
            **{name: getattr(document, name) for name in EnterpriseRole.RENDERED},
            **self.more(document),
        }

    def order(self, documents: Sequence[EnterpriseRoleDoc]) -> Iterable[EnterpriseRoleDoc]:
        """A role before its specialities."""
        return parents_first(documents, lambda document: document.key)
