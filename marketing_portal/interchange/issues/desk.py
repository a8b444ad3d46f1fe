"""What issues refer to, found or made: labels in every spelling, teams, milestones, and the accounts of people."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from django.utils.text import slugify

from marketing_portal.interchange.issues.documents import WhoDoc
from marketing_portal.people.models import Person, PersonAlias, Team, User
from marketing_portal.people.models.people import normalise_name
from requests_board.fiscal import Quarter
from requests_board.forms.milestones import RESERVED
from requests_board.models import Label, LabelAlias, Milestone, MilestoneKind
from requests_board.models.labels import LONGEST, normalise_label
from requests_board.vocabulary import Family

DOMAIN = "imported.invalid"  # reserved: no mail can ever arrive there


def free(text: str, is_free: Callable[[str], bool], most: int = 80) -> str:
    """``text``, or with the first number after it that makes it one that ``is_free``."""
    given, number = text[:most], 1
    while not is_free(given):
        number += 1
        given = f"{text[: most - 5]}-{number}"
    return given


@dataclass
class Desk:
    """Everything is read once; what is made is counted in ``made``."""

    by: User
    made: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.labels = {label.normalised: label for label in Label.objects.select_related("team")}
        for alias in LabelAlias.objects.select_related("label__team"):
            self.labels.setdefault(alias.normalised, alias.label)
        self.keys = {(label.family, label.key): label for label in self.labels.values()}
        self.milestones = {one.slug: one for one in Milestone.objects.all()}
        self.backlog = Milestone.objects.backlog()
        self.accounts = {user.email: user for user in User.objects.filter(email__endswith=f"@{DOMAIN}")}
        self.people: dict[str, User] = {}
        for person in Person.objects.exclude(handle="").select_related("user"):
            if person.user:
                self.people[normalise_name(person.handle)] = person.user
        for other in PersonAlias.objects.select_related("person__user"):
            if other.person.user:
                self.people.setdefault(other.normalised, other.person.user)
        self.named = {
            normalise_name(person.name): person.user
            for person in Person.objects.filter(user__isnull=False, first_name_only=False).select_related(
                "user"
            )
            if " " in person.name and person.user
        }

    def known(self, text: str) -> tuple[str, str] | None:
        """Family and key of the label that is written ``text`` somehow."""
        label = self.labels.get(normalise_label(text[:LONGEST]))
        return (label.family, label.key) if label else None

    def label(self, family: str, key: str) -> Label:
        """The label of a known value."""
        return self.keys[family, key]

    def other(self, text: str) -> Label:
        """A label of no family, made when it is met first."""
        normalised = normalise_label(text[:LONGEST])
        if normalised not in self.labels:
            label = Label.objects.make_other(text)
            self.labels[normalised] = self.keys[label.family, label.key] = label
            self.tell("labels", text)
        return self.labels[normalised]

    def team(self, key: str) -> Team | None:
        """The team of a team label."""
        return self.label(Family.TEAM, key).team if key else None

    @property
    def first_team(self) -> Team | None:
        """Who takes what names no team: the first that takes requests."""
        teams = [label.team for label in self.keys.values() if label.team]
        return min(teams, key=lambda team: (team.order, team.pk)) if teams else None

    def quarter(self, year: int, number: int) -> Milestone:
        """The milestone of a fiscal quarter."""
        quarter = Quarter(year, number)
        if quarter.slug not in self.milestones:
            self.milestones[quarter.slug] = Milestone.objects.for_quarter(quarter)
            self.tell("milestones", quarter.name)
        return self.milestones[quarter.slug]

    def effort(self, name: str) -> Milestone:
        """A milestone that is no quarter: it stands beside the quarter, as a campaign."""
        name = name[:80].strip()
        slug = slugify(name)
        for one in self.milestones.values():
            if one.is_effort and (one.slug == slug or one.name.casefold() == name.casefold()):
                return one
        names = {one.name.casefold() for one in self.milestones.values()}
        made = Milestone.objects.create(
            name=free(name, lambda given: given.casefold() not in names),
            slug=free(slug or "imported", lambda given: not RESERVED.fullmatch(given) and self.is_new(given)),
            kind=MilestoneKind.CAMPAIGN,
        )
        self.milestones[made.slug] = made
        self.tell("milestones", name)
        return made

    def is_new(self, slug: str) -> bool:
        """True for an address that no milestone has."""
        return slug not in self.milestones

    def account(self, who: WhoDoc) -> User:
        """The account of ``who``: by handle or alias, by a full name, else one that nobody can sign in with.

        A first name alone never finds anybody.
        """
        if not who:
            return self.by
        found = self.people.get(normalise_name(who.username)) if who.username else None
        found = found or (self.named.get(normalise_name(who.name)) if " " in who.name.strip() else None)
        if found:
            return found
        local = slugify(who.username) or f"name-{slugify(who.name) or 'unknown'}"
        email = f"{local}@{DOMAIN}"
        if email not in self.accounts:
            account = User.objects.create_user(email, name=(who.name or who.username)[:120], is_active=False)
            self.accounts[email] = account
            self.tell("accounts", str(account))
        return self.accounts[email]

    def tell(self, kind: str, name: str) -> None:
        """Count something that was made."""
        self.made.setdefault(kind, []).append(name)
