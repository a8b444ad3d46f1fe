"""Every permission of the portal, named once.

A permission is a function of an account (and a team where it depends on one). Views, forms, the workflow, the admin
and the templates ask these and nothing else. Global roles are groups; member and lead are team memberships.
"""

from __future__ import annotations

from typing import Any

from marketing_portal.people.models.teams import TeamRole
from marketing_portal.people.models.users import ADMINISTRATOR, EDITOR, TRIAGE_LEAD

CONTENT_APPS = frozenset({"content", "personas", "usecases"})
EDITOR_MODELS = frozenset(
    {
        "people.person",
        "people.personalias",
        "people.team",
        "requests_board.label",
        "requests_board.labelalias",
    }
)

SEEN_BY_EDITORS = frozenset(
    {"people.teammembership"}
)  # who is in a team decides for it, so editors only see it


def _has(user: Any, role: str) -> bool:
    return bool(user.is_authenticated and user.is_active and role in user.global_roles)


def is_employee(user: Any) -> bool:
    """Signed in: reads what is internal, files requests, comments, watches."""
    return bool(user.is_authenticated and user.is_active)


def is_administrator(user: Any) -> bool:
    """May do everything, users and roles included."""
    return _has(user, ADMINISTRATOR)


def is_triage_lead(user: Any) -> bool:
    """Strategic marketing leadership: triage, and every team's decisions."""
    return _has(user, TRIAGE_LEAD)


def can_edit_content(user: Any) -> bool:
    """Editors keep personas, use cases, journeys, matrices and pages."""
    return _has(user, EDITOR)


def can_run_releases(user: Any) -> bool:
    """Editors, triage leads and whoever is in a team run the cascade checklist for a release; employees read it."""
    return is_employee(user) and (can_edit_content(user) or is_triage_lead(user) or bool(user.team_roles))


def can_invite(user: Any) -> bool:
    """Administrators bring people in; nobody signs up."""
    return is_administrator(user)


def is_member(user: Any, team_id: int | None) -> bool:
    """Member or lead of the team, or triage lead."""
    if not is_employee(user) or team_id is None:
        return is_triage_lead(user)
    return team_id in user.team_roles or is_triage_lead(user)


def is_lead(user: Any, team_id: int | None) -> bool:
    """Lead of the team, or triage lead."""
    if not is_employee(user) or team_id is None:
        return is_triage_lead(user)
    return user.team_roles.get(team_id) == TeamRole.LEAD or is_triage_lead(user)


def can_plan(user: Any) -> bool:
    """Triage leads and leads of any team close quarters (their own part), and make launches and campaigns."""
    return is_employee(user) and (is_triage_lead(user) or TeamRole.LEAD in user.team_roles.values())


def role_title(user: Any) -> str:
    """The strongest role of ``user`` in words, for the account menu."""
    for test, title in (
        (is_administrator, ADMINISTRATOR),
        (is_triage_lead, TRIAGE_LEAD),
        (can_edit_content, EDITOR),
    ):
        if test(user):
            return title
    if not is_employee(user):
        return "Visitor"
    roles = set(user.team_roles.values())
    return "Team lead" if TeamRole.LEAD in roles else "Team member" if roles else "Employee"


def admin_permission(user: Any, app_label: str, codename: str) -> bool:
    """Whether ``user`` may, in the admin, do ``codename`` (``change_persona``) in ``app_label``.

    Editors keep content and the people and teams it names, but never accounts nor who is in a team; nothing else is
    theirs.
    """
    if is_administrator(user):
        return True
    if not can_edit_content(user):
        return False
    action, _, model = codename.partition("_")
    named = f"{app_label}.{model}"
    sees = action == "view" and named in SEEN_BY_EDITORS
    return sees or app_label in CONTENT_APPS or named in EDITOR_MODELS
