"""The page of the buyer's journey: stages, audiences, both views as pictures, the tables with their hand-offs."""

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from marketing_portal.people.models import User
from tests.conftest import ClientFor
from tests.support.counting import queries_of
from tests.usecases.html_tables import HtmlCell, table
from usecases.models import Collateral, Journey, JourneyStep, JourneyView
from usecases.reading.handoffs import between, journey_table
from usecases.reading.pictures import UNIT, picture, points

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
PAGE = "/journey/"
# Step, owner, measure, activities (handbook, journeys page); "?" unknown, "x?" in doubt, "-" nothing;
# before an owner ">": handed on, ">?": nobody can tell.
USER = """\
Aware | Marketing | ?
Download | Marketing? | # Downloads
Install | > Distribution | # Usage Pings?
Single User Experience | > UX | Usage Ping
Invite Other Users | >? ? | Usage Ping
Adopt All Features | >? Product and Marketing? | Usage Ping
Invite Other Departments | >? ? | Usage Ping
Internal Reference | >? ? | ?
"""
BUYER = """\
Awareness | Marketing | Impressions/Share of Voice | Blog, SEO, Ads, Campaign, AR, PR
Initial Contact | Marketing | Get in touch with us | Trial, chat, contact sales
Consideration | > Marketing and Sales | Willingness to talk | Initial Qualifying Meeting
Enter Buying Cycle | > Sales | Pipeline stage movement | Progress through pipeline stages
Decision/Purchase | > Sales, Finance and Legal | Dollar amount in contract | Sign our paper/submit PO
Adoption | > Customer Success | Usage ping of different DevOps stages | -
Reference | > Customer Advocates | Scale of reference-ability. Video counts most, then a blog, \
then a public and last a private reference | Published material or entry to reference database
Contribute | > Community Advocates | More than a reference: contributions to the GitLab project or to its community | \
Code, feature requests, Customer Advisory Boards
"""
EXECUTIVE_LED = (
    "Awareness Investigation Interest | Education Strategy Initiative Project "
    "| Evaluation Recommendation Decision"
)
STAFF_LED = (
    "Investigation Pre-Evaluation Interest Awareness Education "
    "| Strategy Initiative Project Pre-Evaluation | Recommendation Decision"
)


@pytest.fixture(autouse=True)
def open_to_readers(settings: Any) -> None:
    settings.PUBLIC_READ = True


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def part(client: Client, anchor: str) -> str:
    """The HTML of the page from ``anchor`` to the end of its element, roughly: the next element with an id."""
    page = client.get(PAGE).content.decode()
    return re.split(
        r'<(?:section|article|figure|footer) [^>]*(?:id=|class="prov)', page.split(f'id="{anchor}"')[1]
    )[0]


def written(cell: HtmlCell) -> str:
    """What a cell says, in the notation of the tables above."""
    text = cell.text
    mark = ">? " if text.startswith("Hand-off?") else "> " if text.startswith("Hand-off") else ""
    if "Unknown" in text:
        return f"{mark}?"
    if "Not recorded" in text:
        return "-"
    said = cell.words[2] if mark else cell.words[0]
    return f"{mark}{said}{'?' if 'Uncertain' in text else ''}"


@pytest.mark.parametrize(("key", "source"), [("user", USER), ("buyer", BUYER)])
def test_the_page_holds_the_whole_table_of_the_source(client: Client, key: str, source: str) -> None:
    _head, *rows = table(client, PAGE, f"steps-{key}")
    found = [[row[0].words[1], *(written(cell) for cell in row[1:])] for row in rows]
    assert found == [line.split(" | ") for line in source.splitlines()]


def test_the_column_of_activities_stands_only_where_the_source_has_one(client: Client) -> None:
    heads = {key: [cell.text for cell in table(client, PAGE, f"steps-{key}")[0]] for key in ("user", "buyer")}
    assert heads["user"] == ["Step", "Owner", "Measured by"]
    assert heads["buyer"] == ["Step", "Owner", "Measured by", "Activities"]


def test_handoffs_are_marked_in_their_rows_and_counted(client: Client) -> None:
    for key, handed, maybe in (("user", 2, 4), ("buyer", 6, 0)):
        html = part(client, f"journey-{key}")
        assert (html.count('class="handed-on"'), html.count('class="maybe-handed-on"')) == (handed, maybe)
        assert f"{handed} hand-offs" in words(html)
    assert "4 more where nobody can tell" in words(part(client, "journey-user"))
    assert "8 hand-offs in all" in words(part(client, "journeys"))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (["Marketing"], ["Marketing"], None),
        (["Marketing", "Sales"], ["Sales", "Marketing"], None),
        (["Marketing"], ["Marketing", "Sales"], "Sales joins"),
        (["Sales"], ["Sales", "Finance", "Legal"], "Finance and Legal join"),
        (["Marketing", "Sales"], ["Sales"], "Marketing leaves"),
        (["Sales", "Legal"], ["Success"], "from Sales and Legal to Success"),
        (["Sales"], [], "an owner is unknown"),
        ([], [], "an owner is unknown"),
    ],
)
def test_a_handoff_is_a_change_of_owner(old: list[str], new: list[str], said: str | None) -> None:
    found = between(JourneyStep(owners=old), JourneyStep(owners=new))
    assert (found.words if found else None) == said
    assert found is None or found.is_clear == bool(old and new)


def test_what_nobody_knows_is_marked_and_can_be_asked_for(client: Client) -> None:
    html = part(client, "journey-user")
    steps = html.split("<tbody>")[1]
    assert (steps.count('class="gap gap-unknown"'), steps.count('class="gap gap-uncertain"')) == (5, 3)
    assert steps.count("Ask for it") == 8
    assert "5 owners or measures unknown" in words(html)
    assert "3 in doubt" in words(html)


def test_asking_fills_in_the_form_and_leads_back_to_the_step(
    client: Client, client_for: ClientFor, requester: User
) -> None:
    cell = next(row for row in table(client, PAGE, "steps-user") if "Invite Other Users" in row[0].text)[1]
    href = dict(cell.links)["Ask for it"]
    asked = {name: values[0] for name, values in parse_qs(urlsplit(href).query).items()}
    assert asked == {
        "title": "User journey, Invite Other Users: who knows the owner?",
        "description": "The owner of “Invite Other Users” in the user journey is unknown.",
        "about": "/journey/#step-user-invite-other-users",
    }
    form = client_for(requester).get(href).content.decode()
    assert "User journey, Invite Other Users: who knows the owner?" in form
    assert 'id="step-user-invite-other-users"' in client.get(PAGE).content.decode()


def test_journeys_without_a_table_say_so(client: Client) -> None:
    for key in ("contributor", "adoption"):
        assert "there is no table of steps Ask for it" in words(part(client, f"journey-{key}"))


def test_owners_are_drawn_as_a_relay(client: Client) -> None:
    legs = journey_table(Journey.objects.get(key="buyer")).legs
    assert [leg.span for leg in legs] == [2, 1, 1, 1, 1, 1, 1]
    html = part(client, "journey-user")
    assert "Owners in order: Marketing for Aware, Download ?; then Distribution for Install" in html
    assert html.count('class="leg span-1 nobody"') == 1
    assert html.count('class="leg span-2 nobody"') == 1


@pytest.mark.parametrize(("key", "steps"), [("executive-led", EXECUTIVE_LED), ("staff-led", STAFF_LED)])
def test_each_view_is_drawn_step_by_step_below_its_phases(client: Client, key: str, steps: str) -> None:
    phases = part(client, f"view-{key}").split('<li class="way-phase')[1:]
    assert ["Initial Interest", "Project Definition", "Solution Decision"] == [
        re.findall(r"<h4><span>(.*?)</span>", phase)[0] for phase in phases
    ]
    found = [re.findall(r'</span> ([\w-]+)<span class="visually-hidden">, ', phase) for phase in phases]
    assert found == [phase.split() for phase in steps.split(" | ")]


def test_readers_who_do_not_see_the_picture_are_told_who_acts(client: Client) -> None:
    steps = words(part(client, "view-staff-led"))
    assert "1 Investigation , Staff 2 Pre-Evaluation , Staff 3 Interest , Management 4 Awareness" in steps
    assert 'class="way-curve"' in part(client, "view-staff-led")


def test_the_curve_goes_through_the_middle_of_each_step() -> None:
    view = JourneyView.objects.get(key="staff-led")
    found = picture(view, {})
    spots = points(found.phases)
    assert (found.steps, found.width, found.height) == (11, 3 * UNIT, 14 * UNIT)
    assert spots[0] == (250, 150)  # staff, below the heading of the first phase
    assert spots[-1] == (50, 1350)  # executives, the last row
    ends = re.findall(r"(\d+) (\d+)(?=C|$)", found.curve)
    assert [(int(x), int(y)) for x, y in ends] == spots


def test_a_view_without_steps_draws_nothing(client: Client) -> None:
    view = JourneyView.objects.create(key="other", name="Other", started_by="Nobody")
    assert picture(view, {}).curve == ""
    assert client.get(PAGE).status_code == 200


def test_stages_say_what_is_asked_and_what_is_typical(client: Client) -> None:
    page = client.get(PAGE).content.decode()
    kinds = {
        key: part(client, f"stage-{key}").count("<li>") for key in ("awareness", "consideration", "decision")
    }
    assert kinds == {"awareness": 6, "consideration": 7, "decision": 5}
    for asked in ("Why Change?", "Why Now?", "Why GitLab?"):
        assert f'<p class="question">{asked}</p>' in page


def test_audiences_are_counted_by_stage(client: Client) -> None:
    shown = Collateral.objects.filter(internal=False)
    for row in table(client, PAGE, "audiences")[1:4]:
        mine = shown.filter(audiences__name=row[0].text)
        keys = ("awareness", "consideration", "decision")
        counts = [mine.filter(stage__key=key).count() for key in keys]
        assert [int(cell.text) for cell in row[2:]] == [*counts, mine.count()]


def test_what_has_no_audience_is_counted_apart(client: Client) -> None:
    row = table(client, PAGE, "audiences")[4]
    assert row[0].text == "No audience given"
    assert int(row[-1].text) == Collateral.objects.filter(internal=False, audiences=None).count()


def test_internal_collateral_counts_for_colleagues_alone(
    client: Client, client_for: ClientFor, requester: User
) -> None:
    def shown(who: Client) -> str:
        return words(part(who, "stage-awareness"))

    before = Collateral.objects.filter(stage__key="awareness", internal=False).count()
    Collateral.objects.filter(
        pk=Collateral.objects.filter(stage__key="awareness", internal=False)[0].pk
    ).update(internal=True)
    every = Collateral.objects.filter(stage__key="awareness").count()
    assert f"{before - 1} listed for this stage" in shown(client)
    assert f"{every} listed for this stage" in shown(client_for(requester))


def test_every_entry_of_the_contents_leads_to_a_place(client: Client) -> None:
    page = client.get(PAGE).content.decode()
    contents = page.split('aria-label="On this page"')[1].split("</nav>")[0]
    anchors = re.findall(r'href="#([^"]+)"', contents)
    assert len(anchors) == 13
    assert [anchor for anchor in anchors if f'id="{anchor}"' not in page] == []


def test_where_the_sources_disagree_is_shown(client: Client) -> None:
    page = client.get(PAGE).content.decode()
    assert "Where the sources disagree" in page
    assert "The two tables have lost their headings" in page


def test_it_asks_as_often_for_many_as_for_few(client: Client) -> None:
    few = queries_of(client, PAGE)
    for number in range(20):
        journey = Journey.objects.create(key=f"more-{number}", name=f"More {number}")
        JourneyStep.objects.create(journey=journey, key="one", stage="One")
    assert queries_of(client, PAGE) == few <= 12


def test_it_stands_without_content(client: Client) -> None:
    for model in (Journey, JourneyView):
        model.objects.all().delete()
    page = client.get(PAGE).content.decode()
    assert "No journeys yet" in page
    assert "No views yet" in page
