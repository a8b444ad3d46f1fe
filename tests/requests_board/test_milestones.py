"""The page of a quarter, of the backlog, of a launch, and the list of them all."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest
from django.core.cache import caches
from django.test import Client, override_settings
from django.utils import timezone
from django.utils.text import slugify

from marketing_portal.people.models import User
from requests_board import workflow
from requests_board.fiscal import Quarter
from requests_board.models import Assignment, CarryOver, Milestone, RequestEvent, SMRequest
from requests_board.pages.milestones_chart import months, scale, weekly
from requests_board.vocabulary import Health, State
from tests.conftest import ClientFor
from tests.requests_board.desk import count_queries, filed, many, other_quarter, page, quarter, take
from tests.support.cast import Cast

pytestmark = pytest.mark.django_db
MILESTONES = "/milestones/"
TODAY = timezone.localdate


def launch(name: str = "Spring launch", **fields: object) -> Milestone:
    """A launch."""
    return Milestone.objects.create(name=name, slug=slugify(name), kind="launch", **fields)


def figures(client_for: ClientFor, user: User, milestone: Milestone) -> dict[str, int]:
    """The figures that the page of ``milestone`` shows to ``user``."""
    context = client_for(user).get(milestone.get_absolute_url()).context
    return {number.label: number.value for number in context["numbers"]}


class TestList:
    """What leads, what comes, what is past."""

    def test_the_current_quarter_leads_and_the_next_is_there(self, cast: Cast, client_for: ClientFor) -> None:
        Milestone.objects.quarters().delete()
        context = client_for(cast.outsider).get(MILESTONES).context
        current = Quarter.current()
        assert context["lead"]["milestone"].name == current.name
        assert [row.milestone.name for row in context["ahead"].quarters] == [current.next().name]
        assert [row.milestone.name for row in context["ahead"].backlog] == ["SM_Backlog"]

    def test_kinds_stand_apart_and_what_is_past_comes_last(self, cast: Cast, client_for: ClientFor) -> None:
        quarter()
        coming = launch("13.0 launch", starts_on=TODAY() + dt.timedelta(days=9))
        gone = launch("12.0 launch", ends_on=TODAY() - dt.timedelta(days=9))
        campaign = Milestone.objects.create(name="Just commit", slug="just-commit", kind="campaign")
        context = client_for(cast.outsider).get(MILESTONES).context
        assert [row.milestone for row in context["ahead"].launches] == [coming]
        assert [row.milestone for row in context["ahead"].campaigns] == [campaign]
        assert [row.milestone for row in context["past"]] == [gone]

    def test_it_counts_what_one_may_see(self, cast: Cast, client_for: ClientFor) -> None:
        effort = launch()
        for request in (filed(cast, State.BACKLOG), filed(cast, State.BACKLOG, is_confidential=True)):
            request.launches.add(effort)

        def counted(user: User) -> tuple[int, int]:
            ahead = client_for(user).get(MILESTONES).context["ahead"]
            return ahead.backlog[0].open, ahead.launches[0].open

        assert counted(cast.team_lead) == (2, 2)
        assert counted(cast.outsider) == (1, 1)

    def test_a_quarter_that_was_not_closed_is_named(self, cast: Cast, client_for: ClientFor) -> None:
        past = Milestone.objects.for_quarter(Quarter.current().previous())
        many(cast, 1, state=State.ASSIGNED, team=cast.team, milestone=past)
        assert f"{past.name}</a> is over and has 1 unfinished request." in page(
            client_for, cast.outsider, MILESTONES
        )
        assert "Carry them over" not in page(client_for, cast.outsider, MILESTONES)
        assert f"{past.get_absolute_url()}close/" in page(client_for, cast.team_lead, MILESTONES)

    def test_past_ones_are_paged_by_key(self, cast: Cast, client_for: ClientFor) -> None:
        for year in range(15):
            Milestone.objects.for_quarter(Quarter(2005 + year, 1))
        client = client_for(cast.outsider)
        first = client.get(MILESTONES).context["page"]
        second = client.get(f"{MILESTONES}{first.following}")
        assert [len(first.rows), len(second.context["page"].rows)] == [12, 3]
        assert second.context["lead"] is None


class TestQuarter:
    """The primary view."""

    def test_each_number_is_the_list_of_exactly_that(self, cast: Cast, client_for: ClientFor) -> None:
        yesterday = TODAY() - dt.timedelta(days=1)
        filed(cast, State.COMPLETED)
        filed(cast, State.ASSIGNED)
        late, risky, worried = (filed(cast, State.ASSIGNED) for _ in range(3))
        SMRequest.objects.filter(pk=late.pk).update(due_on=yesterday)
        SMRequest.objects.filter(pk=risky.pk).update(health=Health.AT_RISK)
        SMRequest.objects.filter(pk=worried.pk).update(health=Health.NEEDS_ATTENTION)
        filed(cast, State.BACKLOG)
        client = client_for(cast.outsider)
        context = client.get(quarter().get_absolute_url()).context
        shown = {number.label: number.value for number in context["numbers"]}
        assert shown == {"Committed": 5, "Done": 1, "Open": 4, "Late": 1, "Needs attention": 1, "At risk": 1}
        cells = [cell for part in context["breakdown"].parts for cell in part.numbers]
        for number in [*context["numbers"], *cells]:
            assert client.get(number.href).context["page"].total == number.value, number

    @pytest.mark.parametrize("by", ["team", "assignee", "use_case", "priority", "kind", "label"])
    def test_it_is_broken_down_by_everything(self, by: str, cast: Cast, client_for: ClientFor) -> None:
        one, _ = filed(cast, State.ASSIGNED), filed(cast, State.COMPLETED)
        workflow.edit(one, by=cast.team_lead, changes={"priority": "1"})
        client = client_for(cast.outsider)
        found = client.get(f"{quarter().get_absolute_url()}?by={by}").context["breakdown"]
        assert sum(part.figures.total for part in found.parts) == 2
        names = {part.name: part.figures.total for part in found.parts}
        expected = {
            "team": {"Product marketing": 2},
            "assignee": {"Team member": 2},
            "priority": {"1, first": 1, "Not set": 1},
        }
        assert names == expected.get(by, names)
        for part in found.parts:
            assert not part.href or client.get(part.href).context["page"].total == part.figures.total

    def test_an_unknown_way_to_break_it_down_is_by_team(self, cast: Cast, client_for: ClientFor) -> None:
        filed(cast, State.ASSIGNED)
        context = client_for(cast.outsider).get(f"{quarter().get_absolute_url()}?by=password").context
        assert context["breakdown"].dimension.label == "Team"

    def test_what_needs_somebody_comes_first(self, cast: Cast, client_for: ClientFor) -> None:
        plain, worried, late, risky = (filed(cast, State.ASSIGNED) for _ in range(4))
        SMRequest.objects.filter(pk=late.pk).update(due_on=TODAY() - dt.timedelta(days=1))
        SMRequest.objects.filter(pk=worried.pk).update(health=Health.NEEDS_ATTENTION)
        SMRequest.objects.filter(pk=risky.pk).update(health=Health.AT_RISK)
        filed(cast, State.COMPLETED)
        rows = client_for(cast.outsider).get(quarter().get_absolute_url()).context["rows"]
        assert [row["number"] for row in rows] == [risky.pk, late.pk, worried.pk, plain.pk]

    def test_health_that_was_said_long_ago_is_marked(self, cast: Cast, client_for: ClientFor) -> None:
        request = filed(cast, State.ASSIGNED)
        workflow.edit(
            request, by=cast.team_member, changes={"health": "at_risk", "health_note": "No speaker"}
        )
        path = quarter().get_absolute_url()
        text = page(client_for, cast.outsider, path)
        assert "At risk" in text
        assert "No speaker" in text
        assert "said-when" not in text
        told = RequestEvent.objects.filter(request=request, after__has_key="health")
        told.update(at=timezone.now() - dt.timedelta(days=21))
        assert "3 weeks ago" in page(client_for, cast.outsider, path)

    def test_confidential_ones_count_for_those_who_may_see_them(
        self, cast: Cast, client_for: ClientFor
    ) -> None:
        filed(cast, State.ASSIGNED, is_confidential=True, title="Names a customer")
        assert figures(client_for, cast.team_lead, quarter())["Committed"] == 1
        text = page(client_for, cast.outsider, quarter().get_absolute_url())
        assert "Nothing is committed yet" in text
        assert "Names a customer" not in text

    def test_a_past_quarter_is_called_past(self, cast: Cast, client_for: ClientFor) -> None:
        past = Milestone.objects.for_quarter(Quarter.current().previous())
        assert past not in Milestone.objects.plannable()
        assert "Past quarter" in page(client_for, cast.outsider, past.get_absolute_url())
        page(client_for, cast.outsider, f"{MILESTONES}fy99-q9/", 404)

    def test_queries_do_not_grow(self, cast: Cast, client_for: ClientFor) -> None:
        client, path = client_for(cast.team_lead), quarter().get_absolute_url()
        carried = filed(cast, State.ASSIGNED)
        take(carried, cast.team_lead, "roll_over", milestone=other_quarter(), reason="The event moved.")
        filed(cast, State.ASSIGNED)
        few = count_queries(client, MILESTONES), count_queries(client, path)
        made = many(cast, 120, state=State.ASSIGNED, team=cast.team, milestone=quarter())
        Assignment.objects.bulk_create(Assignment(request=row, user=cast.team_member) for row in made)
        for number in range(12):
            launch(f"Launch {number}")
        assert (count_queries(client, MILESTONES), count_queries(client, path)) == few
        assert max(few) <= 20


class TestLedger:
    """What was promised, promised again, delivered."""

    def test_it_adds_up_and_names_the_reasons(self, cast: Cast, client_for: ClientFor) -> None:
        this, following = quarter(), other_quarter()
        filed(cast, State.COMPLETED)
        filed(cast, State.ASSIGNED)
        out, back, hidden = (filed(cast, State.ASSIGNED) for _ in range(3))
        SMRequest.objects.filter(pk=hidden.pk).update(is_confidential=True)
        out = take(out, cast.team_lead, "roll_over", milestone=following, reason="The event moved.")
        take(hidden, cast.team_lead, "roll_over", milestone=following, reason="A secret.")
        take(back, cast.team_lead, "return_to_backlog", reason="Nobody needs it.")
        client = client_for(cast.outsider)
        response = client.get(this.get_absolute_url())
        found = response.context["ledger"]
        assert (found.promised, found.delivered, found.open) == (4, 1, 1)
        assert (found.carried_out, found.taken_back, found.carried_in) == (1, 1, 0)
        assert [(way.other, way.reason, [row.request_id for row in way.rows]) for way in found.ways_out] == [
            (following, "The event moved.", [out.pk])
        ]
        assert response.context["burn_up"].weeks[-1].promised == 4
        assert "A secret." not in response.content.decode()
        later = client.get(following.get_absolute_url()).context
        assert later["burn_up"] is None  # it has not begun
        assert (later["ledger"].carried_in, later["ledger"].ways_in[0].other) == (1, this)
        assert ["Carried over once" in row["marks"] for row in later["rows"]] == [True]

    def test_what_came_back_is_not_counted_twice(self, cast: Cast, client_for: ClientFor) -> None:
        request = filed(cast, State.ASSIGNED)
        request = take(request, cast.team_lead, "roll_over", milestone=other_quarter(), reason="No room.")
        request = take(request, cast.team_lead, "roll_over", milestone=quarter(), reason="Room again.")
        found = client_for(cast.outsider).get(quarter().get_absolute_url()).context["ledger"]
        assert (found.promised, found.carried_out, found.open) == (1, 0, 1)
        assert CarryOver.objects.count() == request.carried_over == 2


class TestBurnUp:
    """The picture."""

    def test_weeks_add_up_what_was_promised_and_done(self) -> None:
        first = dt.date(2020, 11, 2)
        days = [first + dt.timedelta(days=number) for number in (-3, 1, 8, 20)]
        weeks = weekly(Counter(days), Counter(days[2:]), first, first + dt.timedelta(days=16))
        assert [(week.promised, week.done) for week in weeks] == [(1, 0), (2, 0), (3, 1), (4, 2)]

    @pytest.mark.parametrize(
        ("most", "top"), [(1, 2), (2, 2), (7, 8), (332, 400), (1000, 1000), (1001, 2000)]
    )
    def test_the_axis_ends_at_a_round_number(self, most: int, top: int) -> None:
        assert scale(most) == top

    def test_names_below_the_axis_do_not_touch(self) -> None:
        first, last = dt.date(2020, 10, 23), dt.date(2021, 1, 6)
        names = months(first, last, lambda day: float((day - first).days * 2), 0)
        assert [name.words for name in names] == ["23 Oct", "Dec", "Jan"]

    def test_it_is_drawn_with_its_figures_beside(self, cast: Cast, client_for: ClientFor) -> None:
        filed(cast, State.COMPLETED)
        text = page(client_for, cast.outsider, quarter().get_absolute_url())
        assert "1 promised and 1 done by" in text
        assert text.count("<polyline") == 4
        assert "style=" not in text


class TestBacklog:
    """What is not committed."""

    def test_the_oldest_comes_first_and_it_asks_whether_it_is_needed(
        self, cast: Cast, client_for: ClientFor
    ) -> None:
        old, new = filed(cast, State.BACKLOG), filed(cast, State.BACKLOG)
        SMRequest.objects.filter(pk=old.pk).update(created_at=timezone.now() - dt.timedelta(days=200))
        response = client_for(cast.outsider).get(f"{MILESTONES}backlog/?by=priority")
        assert [row["number"] for row in response.context["rows"]] == [old.pk, new.pk]
        assert {label: number for label, number, _ in response.context["ages"]} == {
            "Less than a month": 1, "1 to 3 months": 0, "3 to 6 months": 0, "6 to 12 months": 1, "More than a year": 0,
        }  # fmt: skip
        text = response.content.decode()
        assert "Still needed?" in text
        assert "?milestone=backlog&amp;priority=none" in text

    def test_an_empty_one_says_what_it_is_for(self, cast: Cast, client_for: ClientFor) -> None:
        assert "The backlog is empty" in page(client_for, cast.outsider, f"{MILESTONES}backlog/")


@pytest.mark.either_database
def test_the_picture_is_kept_until_a_request_changes(cast: Cast, client_for: ClientFor) -> None:
    memory = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "test_milestones"}
    first, second = filed(cast, State.ASSIGNED), filed(cast, State.ASSIGNED)
    SMRequest.objects.filter(pk=second.pk).update(is_confidential=True)
    others, own = client_for(cast.outsider), client_for(cast.team_lead)

    def drawn(client: Client) -> tuple[int, int]:
        week = client.get(quarter().get_absolute_url()).context["burn_up"].weeks[-1]
        return week.promised, week.done

    with override_settings(CACHES={"default": memory, "template_fragments": memory}):
        caches["template_fragments"].clear()
        assert [drawn(own), drawn(own), drawn(others)] == [(2, 0), (2, 0), (1, 0)]
        before = count_queries(own, quarter().get_absolute_url())
        take(first, cast.team_lead, "complete", delivered_url="https://example.com/a")
        assert [drawn(own), drawn(others)] == [(2, 1), (1, 1)]
        assert count_queries(own, quarter().get_absolute_url()) == before
        take(second, cast.team_lead, "return_to_backlog", reason="Nobody needs it.")
        filed(cast, State.ASSIGNED)
        assert drawn(own) == (3, 1)
        caches["template_fragments"].clear()
