"""Bringing people in and keeping them out. Every account begins as an invitation by an administrator."""

import structlog
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.text import slugify

from marketing_portal.people.models import Person, Team, TeamMembership, TeamRole, User
from marketing_portal.people.models.users import GLOBAL_ROLES

log = structlog.get_logger(__name__)


@transaction.atomic
def invite(
    *, by: User, name: str, email: str, role: str, team: Team | None = None, person: Person | None = None
) -> User:
    """Make the account of somebody who is invited; it has no password until the link of ``send`` is used.

    ``role``: "employee", a role in ``team``, or a global one. ``person``: the entry that the account belongs to;
    whoever joins a team gets an entry when there is none. The mail is the caller's to send, after the commit.
    """
    user = User.objects.create_user(email, name=name)
    if role in GLOBAL_ROLES:
        user.groups.add(Group.objects.get_or_create(name=role)[0])
    if team is not None and role in TeamRole.values:
        person = person or Person.objects.create(name=name, slug=free_slug(name))
        TeamMembership.objects.update_or_create(person=person, team=team, defaults={"role": role})
    if person is not None:
        person.user = user
        person.save(update_fields=["user"])
    log.info("account_invited", account=user.pk, role=role, by=by.pk)
    return user


def free_slug(name: str) -> str:
    """An address for a new entry that no other one has."""
    base = slugify(name)[:100] or "person"
    taken = set(Person.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    taken |= Person.RESERVED_SLUGS
    return next(
        slug for slug in (base, *(f"{base}-{n}" for n in range(2, len(taken) + 3))) if slug not in taken
    )


def link_for(user: User) -> str:
    """The address at which ``user`` chooses a password: works once, for as long as PASSWORD_RESET_TIMEOUT says."""
    key = default_token_generator.make_token(user)
    path = reverse("account_reset_password_from_key", args=[user_pk_to_url_str(user), key])
    return f"{settings.SITE_URL}{path}"


def send(user: User, *, by: User) -> None:
    """Mail the link. Raises OSError when the mail server does not take it."""
    context = {
        "user": user,
        "by": by,
        "link": link_for(user),
        "days": settings.PASSWORD_RESET_TIMEOUT // 86_400,
        "site_name": settings.SITE_NAME,
    }
    subject = render_to_string("account/email/invitation_subject.txt", context)
    body = render_to_string("account/email/invitation_message.txt", context)
    EmailMessage(
        " ".join(subject.split()), body, to=[user.email], headers={"Auto-Submitted": "auto-generated"}
    ).send()


def switch(user: User, *, on: bool, by: User) -> None:
    """Let ``user`` sign in, or no longer: sessions that are open end with the next click, nothing is deleted."""
    user.is_active = on
    user.save(update_fields=["is_active"])
    log.info("account_switched", account=user.pk, on=on, by=by.pk)
