"""The DRI matrix as a work surface: arrow keys, editing in place, somebody quicker, without scripts, on a phone."""

import pytest
from playwright.sync_api import Page

from marketing_portal.people.models import User
from tests.browser.conftest import VisitAs
from tests.browser.visit import PHONE
from usecases.models import DRICell

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MATRIX = "/use-cases/dri/"
FOCUSED = "document.activeElement.id"
CELL = "cell-developer-evangelism-cd"
OPEN = "dialog#cell-dialog[open] form"


@pytest.fixture
def matrix(visit_as: VisitAs, editor: User) -> Page:
    """The matrix as an editor sees it."""
    visit = visit_as(editor)
    visit.open(MATRIX)
    return visit.page


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def opened(page: Page, cell: str = CELL) -> None:
    """Open the form of ``cell`` by keyboard."""
    page.focus(f"#{cell}")
    press(page, "Enter")
    page.wait_for_selector(OPEN)


def test_arrow_keys_move_from_cell_to_cell(matrix: Page) -> None:
    matrix.focus("#cell-product-marketing-ci")
    press(matrix, "ArrowDown", "ArrowRight", "ArrowUp", "ArrowUp")
    assert matrix.evaluate(FOCUSED) == "cell-product-marketing-cd"
    press(matrix, "End")
    assert matrix.evaluate(FOCUSED) == "cell-product-marketing-gitops"
    press(matrix, "Control+End")
    assert matrix.evaluate(FOCUSED) == "cell-analyst-relations-gitops"
    press(matrix, "Control+Home")
    assert matrix.evaluate(FOCUSED) == "cell-product-marketing-ci"


def test_enter_edits_in_place_and_the_page_follows(matrix: Page) -> None:
    opened(matrix)
    assert matrix.evaluate(FOCUSED) == "id_people"
    matrix.keyboard.type("Erica")
    press(matrix, "Enter")
    matrix.wait_for_selector(f"#{CELL}[data-written=Erica]")
    assert matrix.evaluate(FOCUSED) == CELL
    assert "in CI, VC&C and GitOps." in matrix.inner_text("#vacancies")
    assert matrix.inner_text("#live-status") == "Saved: Developer Evangelism in CD, Erica."


def test_escape_leaves_without_saving(matrix: Page) -> None:
    opened(matrix)
    matrix.keyboard.type("Erica")
    press(matrix, "Escape")
    matrix.wait_for_selector("dialog#cell-dialog:not([open])", state="attached")
    assert matrix.evaluate(FOCUSED) == CELL
    assert not DRICell.objects.filter(assignments__person__slug="erica").exists()


def test_whoever_is_second_sees_it_and_the_cell_is_brought_up_to_date(
    matrix: Page, visit_as: VisitAs, administrator: User
) -> None:
    opened(matrix)
    other = visit_as(administrator).page
    other.goto("/use-cases/dri/developer-evangelism/cd/")
    other.fill("#id_people", "Suri")
    other.check("input[value=known]")
    other.click("main form button[type=submit]:has-text('Save')")
    matrix.fill("dialog #id_people", "Erica")
    matrix.click("dialog button[type=submit]")
    matrix.wait_for_selector("dialog .callout")
    assert "It now says: Suri." in matrix.inner_text("dialog .callout")
    matrix.click("dialog a:has-text('Keep theirs')")
    matrix.wait_for_selector(f"#{CELL}[data-written=Suri]")


def test_what_is_wrong_is_said_in_place(matrix: Page) -> None:
    opened(matrix)
    matrix.keyboard.type("Nobody At All")
    press(matrix, "Enter")
    matrix.wait_for_selector("dialog .error-summary")
    assert matrix.input_value("dialog #id_people") == "Nobody At All"


def test_without_scripts_the_pencil_leads_to_the_form(visit_as: VisitAs, editor: User) -> None:
    visit = visit_as(editor, javascript=False)
    visit.open(MATRIX)
    visit.page.click(f"#{CELL} .cell-edit")
    assert visit.page.inner_text("h1") == "Developer Evangelism in CD"
    visit.page.fill("#id_people", "Suri")
    visit.page.check("input[value=known]")
    visit.page.click("main form button[type=submit]:has-text('Save')")
    assert visit.page.url.endswith(f"{MATRIX}#{CELL}")
    assert visit.page.get_attribute(f"#{CELL}", "data-written") == "Suri"


def test_a_phone_shows_the_form_at_the_foot_and_nothing_scrolls_sideways(
    visit_as: VisitAs, editor: User
) -> None:
    visit = visit_as(editor)
    visit.open(MATRIX)
    visit.look(size=PHONE)
    visit.page.click(f"#{CELL} .cell-edit")
    visit.page.wait_for_selector(OPEN)
    assert visit.overflow() == []
    assert visit.axe() == []
    visit.page.click("dialog .icon-button[data-close]")
    visit.page.wait_for_selector("dialog#cell-dialog:not([open])", state="attached")


# What a folded cell holds and does not stand at or behind the end of its label.
BESIDE_THE_LABEL = """() => [...document.querySelectorAll("table.fold td[data-label]")].flatMap(cell => {
  const box = cell.getBoundingClientRect(), begin = box.left + parseFloat(getComputedStyle(cell).paddingLeft);
  const words = document.createRange();
  words.selectNodeContents(cell);
  const wrong = [...words.getClientRects()].some(rect => rect.width > 1 && rect.left < begin - 1);
  return wrong || begin - box.left < 40 ? [cell.innerText] : [];
})"""


@pytest.mark.parametrize(
    "path", ["/use-cases/bill-of-materials/", "/use-cases/version-control-collaboration/", "/milestones/"]
)
def test_on_a_phone_several_things_in_a_cell_stay_beside_its_label(
    visit_as: VisitAs, editor: User, path: str
) -> None:
    visit = visit_as(editor)
    visit.open(path)
    visit.look(size=PHONE)
    assert visit.page.locator("table.fold td[data-label]").count()
    assert visit.page.evaluate(BESIDE_THE_LABEL) == []
    assert visit.overflow() == []
