"""Making the demo sign-ins: an account and a person each, in their roles and teams."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.db.models import F

from marketing_portal.content import history
from marketing_portal.content.models import ChangeSet
from marketing_portal.interchange.demo.files import AccountDoc
from marketing_portal.people.models import Person, Team, TeamMembership, TeamRole, User

PASSWORD = "look-around-freely"  # noqa: S105 - told to everybody; production mode refuses these accounts
REASON = "Demo sign-ins"


def make_accounts(documents: Iterable[AccountDoc]) -> dict[str, User]:
    """Make the accounts that ``documents`` describe, as one change; gives them by key, read anew with their roles."""
    password = make_password(PASSWORD)  # once for all, who have the same: it takes a quarter of a second
    with history.change(reason=REASON, channel=ChangeSet.Channel.LOAD):
        keys = {document.key: make_account(document, password).pk for document in documents}
    users = User.objects.in_bulk(keys.values())
    return {key: users[pk] for key, pk in keys.items()}


def make_account(document: AccountDoc, password: str) -> User:
    """One account with its person, roles and team; ``password`` as it is kept. One of the crowd cannot sign in."""
    password = make_password(None) if document.crowd else password
    user = User.objects.create(email=document.email, password=password, name=document.name, is_demo=True)
    user.groups.set([Group.objects.get_or_create(name=role)[0] for role in document.roles])
    slug = document.name.lower().replace(" ", "-")
    person = Person.objects.create(name=document.name, slug=slug, user=user)
    if document.team:
        join(person, document)
    return user


def join(person: Person, document: AccountDoc) -> None:
    """Put ``person`` in the team, which stays sample content: that it has members now is no edit of its text."""
    team = Team.objects.filter(slug=document.team).first()
    if team is None:
        raise document.found.bad("team", f"There is no team “{document.team}”. Load the content first.")
    was_edited = team.is_edited
    role = TeamRole.LEAD if document.lead else TeamRole.MEMBER
    TeamMembership.objects.create(person=person, team=team, role=role)
    if not was_edited:
        Team.objects.filter(pk=team.pk, loaded_version__isnull=False).update(loaded_version=F("version"))
