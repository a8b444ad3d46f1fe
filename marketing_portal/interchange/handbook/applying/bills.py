"""Elements of a bill of materials: which discipline and which stage of the journey their pages mean."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from marketing_portal.interchange.documents import Document
from marketing_portal.interchange.documents_journeys import BomAreaDoc, BomElementDoc, StageDoc
from marketing_portal.interchange.handbook.applying.matching import Known
from marketing_portal.interchange.handbook.kinds.keys import address_of
from marketing_portal.interchange.handbook.kinds.outline import normal
from usecases.models import BomArea, JourneyStage

LONGEST_KEY = 80
# How tables call the disciplines of the go-to-market page.
SHORT = {
    "pmm": "Product Marketing",
    "tmm": "Technical Marketing",
    "ci": "Competitive Intelligence",
    "mrnci": "Market Research and Customer Insights",
    "pnc": "Partner and Channel Marketing",
}
STAGE_LABEL = "Buyer's journey"


@dataclass
class Bills:
    """Disciplines and stages by every name that pages may give them."""

    areas: dict[str, str] = field(default_factory=dict)
    stages: dict[str, str] = field(default_factory=dict)

    @classmethod
    def there(cls, known: Known, documents: Iterable[Iterable[Document]]) -> Bills:
        """Those in the database, then those that the pages of the import bring."""
        found = cls()
        named = [one for page in documents for one in page if isinstance(one, BomAreaDoc | StageDoc)]
        for area in [*known.rows(BomArea), *(one for one in named if isinstance(one, BomAreaDoc))]:
            found.areas.setdefault(normal(area.name), area.key)
        for stage in [*known.rows(JourneyStage), *(one for one in named if isinstance(one, StageDoc))]:
            for text in (stage.key, stage.name, *stage.name.split("/"), *stage.aliases):
                found.stages.setdefault(normal(text), stage.key)
        return found

    def settled(self, document: BomElementDoc) -> BomElementDoc:
        """``document`` with the keys of what it names; a stage that is none goes behind the description."""
        name = SHORT.get(normal(document.area), document.area)
        area = self.areas.get(normal(name)) or address_of(name, "area")[:LONGEST_KEY].strip("-")
        stage = self.stages.get(normal(document.stage or ""))
        said = f"{STAGE_LABEL}: {document.stage}" if document.stage and stage is None else ""
        description = " · ".join(filter(None, [document.description, said]))
        return replace(document, area=area, area_name=name, stage=stage, description=description)
