"""Who owns what, how product marketing works, how one is hired."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from marketing_portal.content.addresses import link_to
from marketing_portal.people.middleware import public_read
from marketing_portal.people.models import Team
from usecases.reading import organisation as reading
from usecases.reading.contradictions import contradictions_on
from usecases.reading.statements import said
from usecases.vocabulary import StatementKind

TEAMS_SHOWN = 100
OF_WORK = (
    StatementKind.PURPOSE,
    StatementKind.GROUP,
    StatementKind.CONTENT_KIND,
    StatementKind.USE_CASE_ACTIVITY,
    StatementKind.STAGE_ACTIVITY,
    StatementKind.METRIC,
    StatementKind.HEALTH,
    StatementKind.RHYTHM,
)


@public_read
@require_safe
def ownership(request: HttpRequest) -> HttpResponse:
    """The ownership table with what is still to be decided, and the organisation model drawn."""
    context = {
        "page": reading.page(request.user),
        "contradictions": contradictions_on("ownership"),
    }
    return render(request, "usecases/ownership.html", context)


@public_read
@require_safe
def work(request: HttpRequest) -> HttpResponse:
    """Whom product marketing supports, with what, how the work goes and how it is measured; the teams as a tree."""
    context = {
        **said(OF_WORK, request.path),
        "teams": team_tree(request),
        "edit_href": edit_statements(request),
        "contradictions": contradictions_on("organisation"),
    }
    return render(request, "usecases/work.html", context)


@public_read
@require_safe
def hiring(request: HttpRequest) -> HttpResponse:
    """The steps from an application to an offer."""
    context = {
        "steps": said([StatementKind.HIRING_STEP])[StatementKind.HIRING_STEP],
        "edit_href": edit_statements(request),
        "contradictions": contradictions_on("hiring"),
    }
    return render(request, "usecases/hiring.html", context)


def team_tree(request: HttpRequest) -> list[tuple[Team, list[Team]]]:
    """Each team with the teams in it."""
    teams = list(Team.objects.visible_to(request.user)[:TEAMS_SHOWN])
    known = {team.pk for team in teams}
    top = [team for team in teams if team.parent_id not in known]
    return [(team, [one for one in teams if one.parent_id == team.pk]) for team in top]


def edit_statements(request: HttpRequest) -> str:
    """Where editors change the sentences; empty for everybody else."""
    may_edit = request.user.has_perm("usecases.change_statement")
    return link_to("admin:usecases_statement_changelist") if may_edit else ""
