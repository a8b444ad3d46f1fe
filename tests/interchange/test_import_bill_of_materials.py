"""Importing a page of the bill of materials: into its discipline, over samples, again, and how it is shown."""

from __future__ import annotations

import pytest
from django.test import Client

from marketing_portal.content.models import ChangeSet, Origin
from marketing_portal.interchange.dumping import folder
from marketing_portal.interchange.handbook.applying.importing import import_files
from marketing_portal.interchange.handbook.applying.report import ImportReport
from marketing_portal.interchange.handbook.sources import SourceFile, gather
from marketing_portal.interchange.loader import load_directory
from marketing_portal.interchange.models import ImportedFile, ImportedObject
from tests.interchange.handbook.real import PAGES, needs_the_pages
from tests.support.source import ROOT
from usecases.models import BomArea, BomElement, JourneyStage

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
BILL = (ROOT / "tests" / "interchange" / "handbook" / "pages" / "bill.md").read_text()
TECHNICAL = BILL.replace("Channel", "Technical").replace("Partner one-pager", "Technical deck")


def run(text: str = BILL) -> ImportReport:
    return import_files([SourceFile("bill.md", "bill", text.encode())])


def test_a_new_discipline_is_made_behind_the_others() -> None:
    report = run()
    assert (report.is_applied, report.files[0].tally.missing) == (True, ())
    area = BomArea.objects.get(name="Channel Marketing")
    assert (area.order, area.origin, BomArea.objects.count()) == (6, Origin.IMPORTED, 6)
    ones = [(one.name, one.stage.key if one.stage else None, one.priority) for one in area.elements.all()]
    assert ones == [
        ("Partner one-pager", "awareness", 1),
        ("Joint webinar kit", None, None),
        ("Deal sheet", "decision", None),
    ]
    kit = BomElement.objects.get(name="Joint webinar kit")
    assert kit.description.endswith("Owner: Tess · Buyer's journey: Internal")
    (made,) = ImportedObject.objects.filter(content_type__model="bomelement", object_id=kit.pk)
    assert (made.heading, made.first_line) == ("Joint webinar kit", 15)


def test_the_page_takes_the_place_of_its_samples_and_no_others() -> None:
    deck = BomElement.objects.get(key="technical-deck")
    report = run(TECHNICAL)
    area = BomArea.objects.get(key="technical-marketing")
    assert sorted(one.name for one in area.elements.all()) == [
        "Deal sheet",
        "Joint webinar kit",
        "Technical deck",
    ]
    assert BomElement.objects.get(pk=deck.pk).name == "Technical deck"
    assert len(report.files[0].replaced) == 9
    run()
    assert area.elements.count() == 3


def test_disciplines_go_by_their_abbreviations() -> None:
    table = "# Bill of materials\n\n| Pri | Deliverable | Buyer's Journey | Who |\n|-|-|-|-|\n"
    table += "| 1 | Deck | Decision | PMM |\n"
    run(
        table
        + "| 2 | Survey | Awareness | MRnCI |\n| 3 | Poster | Awareness | 品質 |\n| 3 | Film | Awareness | 成長 |\n"
    )
    assert BomArea.objects.get(key="product-marketing").elements.get().name == "Deck"
    assert BomArea.objects.get(key="market-research-and-customer-insights").elements.count() == 1
    assert [BomArea.objects.get(name=name).elements.count() for name in ("品質", "成長")] == [1, 1]


def test_the_same_page_changes_nothing() -> None:
    run()
    before = ChangeSet.objects.count()
    ImportedFile.objects.update(reading="")
    file = run().files[0]
    assert file.count("unchanged") == len(file.objects)
    assert (file.gone, ChangeSet.objects.count()) == ([], before)


def test_stages_that_nobody_knows_stay_said() -> None:
    JourneyStage.objects.all().delete()
    assert run().files[0].tally.missing == ()
    assert BomElement.objects.get(name="Partner one-pager").description.endswith("Buyer's journey: Awareness")


def test_elements_without_stage_or_priority_are_shown(client: Client, editor: object) -> None:
    run()
    client.force_login(editor)  # type: ignore[arg-type]
    shown = client.get("/use-cases/bill-of-materials/").content.decode()
    part = shown.split('id="channel-marketing"')[1].split("</section>")[0]
    assert part.index("Priority 3") < part.index("No priority") < part.index("Joint webinar kit")
    assert part.count("No stage") == 5  # the head, and in each row the label for narrow screens
    missing = client.get("/gaps/?q=Joint").content.decode()
    assert "/use-cases/bill-of-materials/#element-joint-webinar-kit" in missing
    assert "No stage" not in shown.split('id="technical-marketing"')[1].split("</section>")[0]


def test_a_dump_of_it_gives_the_same_database(tmp_path: object) -> None:
    run()
    folder.write(tmp_path)  # type: ignore[arg-type]
    written = dict(folder.files())
    BomElement.objects.all().delete()
    assert load_directory(str(tmp_path), overwrite=True).is_applied
    assert dict(folder.files()) == written


@needs_the_pages
def test_the_real_page_over_the_sample_content() -> None:
    before = {one.key: one.pk for one in BomElement.objects.all()}
    files = list(gather([PAGES["bom-technical-marketing"]]))
    report = import_files(files)
    assert (report.files[0].tally.missing, report.files[0].warnings) == ((), [])
    assert {one.key: one.pk for one in BomElement.objects.all()} == before
    assert set(BomElement.objects.values_list("origin", flat=True)) == {Origin.IMPORTED}
    assert BomElement.objects.filter(stage=None).count() == 0
    again = import_files(files)
    assert again.files[0].count("unchanged") == len(again.files[0].objects)
