"""Whom do I ask? For a use case and a concern one answer, and where it comes from.

The rule (product decision): the DRI matrix; where it names nobody who is still here, the ownership table of product
marketing; then the lead of the role; else nobody yet. Each place that was looked at is told: a reader can check it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.text import get_text_list

from marketing_portal.content.addresses import link_to, request_url
from marketing_portal.content.knowledge import Knowledge
from usecases.concerns import GENERAL, words_for
from usecases.models import ActivationRole, DRICell, OwnershipArea, UseCase
from usecases.showing import FIELDS, Who, who_of

READ = (*FIELDS, "left_on")
# What an answer takes of a use case, and of a role.
OF_USE_CASE = ("name", "short_label", "slug", "label_key", "dri_position")
OF_ROLE = ("key", "name", *(f"lead__{name}" for name in READ if name != "pk"))
MATRIX, OWNERSHIP, LEAD = "DRI matrix", "Ownership table", "Role lead"


@dataclass(frozen=True)
class Looked:
    """One place that was looked at: who is named there and still here, and what it says in words."""

    source: str
    says: str
    href: str = ""
    people: tuple[Who, ...] = ()


@dataclass(frozen=True)
class Answer:
    """Whom to ask about ``role`` in ``use_case``; ``looked`` ends with the place that knew somebody, if any did."""

    use_case: UseCase
    role: ActivationRole | None
    looked: tuple[Looked, ...]

    @property
    def found(self) -> Looked | None:
        """The place that names somebody."""
        last = self.looked[-1]
        return last if last.people else None

    @property
    def people(self) -> tuple[Who, ...]:
        """Whom to ask; nobody where nobody is known."""
        return self.found.people if self.found else ()

    @property
    def before(self) -> tuple[Looked, ...]:
        """The places that named nobody."""
        return self.looked[:-1] if self.found else self.looked

    @property
    def concern(self) -> str:
        """The concern in plain words."""
        return words_for(self.role) if self.role else "Anything"

    @property
    def href(self) -> str:
        """The address of this very answer."""
        concern = f"&concern={self.role.key}" if self.role else ""
        return f"{reverse('ask:whom')}?use_case={self.use_case.slug}{concern}"

    @property
    def ask_href(self) -> str:
        """A request for somebody to be named."""
        role = self.role.name if self.role else "product marketing"
        title = f"Who is responsible for {role} in {self.use_case.short}?"
        return request_url(title=title, use_case=self.use_case.label_key, about=self.href)


@dataclass
class Named:
    """People whom a place names: those who are here, and the names of those who left."""

    here: list[Who] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    state: str = Knowledge.UNKNOWN

    def add(self, person: Mapping[str, Any], user: Any, written: str = "") -> None:
        """One more; who left or is archived cannot answer any more."""
        shown = who_of(person, user, written)
        if person["left_on"] or person["archived_at"]:
            self.left.append(shown.name)
        else:
            self.here.append(shown)

    @property
    def names(self) -> str:
        """Who is here, in words."""
        return get_text_list([one.name for one in self.here], "and")

    @property
    def gone(self) -> str:
        """Who left, in words; empty where nobody did."""
        has = "has" if len(self.left) == 1 else "have"
        return f"{get_text_list(self.left, 'and')} {has} left" if self.left else ""


@dataclass
class Known:
    """What is known about one use case: its cells by role, and who owns it. Two queries."""

    use_case: UseCase
    user: Any
    cells: dict[int, Named]
    owners: Named


def ask(use_case: UseCase, role: ActivationRole | None, user: Any) -> Answer:
    """Whom ``user`` asks about ``role`` in ``use_case``; without a role, whoever leads the activation team."""
    role = role or ActivationRole.objects.select_related("lead").only(*OF_ROLE).filter(key=GENERAL).first()
    return answer(known(use_case, user), role)


def ask_all(use_case: UseCase, roles: Iterable[ActivationRole], user: Any) -> list[Answer]:
    """The answer for each of ``roles``, which come with their leads."""
    facts = known(use_case, user)
    return [answer(facts, role) for role in roles]


def answer(facts: Known, role: ActivationRole | None) -> Answer:
    """Look in one place after the other until somebody is named."""
    looked: list[Looked] = []
    for place in places(facts, role):
        looked.append(place)
        if place.people:
            break
    return Answer(facts.use_case, role, tuple(looked))


def places(facts: Known, role: ActivationRole | None) -> Iterator[Looked]:
    """The places to look at, in order."""
    if role:
        yield in_matrix(facts, role)
    owners, listed = facts.owners, link_to("organisation:ownership")
    if owners.here:
        own = "owns" if len(owners.here) == 1 else "own"
        says = f"{owners.names} {own} {facts.use_case.short} in product marketing"
        yield Looked(OWNERSHIP, with_leavers(says, owners), listed, tuple(owners.here))
    else:
        says = f"It names nobody who is still here: {owners.gone}." if owners.left else ""
        yield Looked(OWNERSHIP, says or f"It names nobody for {facts.use_case.short}.", listed)
    if role:
        yield leading(facts, role)


def in_matrix(facts: Known, role: ActivationRole) -> Looked:
    """What the DRI matrix says."""
    use_case, page = facts.use_case, reverse("usecases:dri")
    if use_case.dri_position is None:
        return Looked(MATRIX, f"It has no column for {use_case.short}.", f"{page}#without")
    cell = facts.cells.get(role.pk, Named(state=Knowledge.ABSENT))
    href = f"{page}#cell-{role.key}-{use_case.slug}"
    if cell.here:
        says = f"It names {cell.names} for {role.name} in {use_case.short}"
        return Looked(MATRIX, with_leavers(says, cell), href, tuple(cell.here))
    if cell.left:
        return Looked(MATRIX, f"It names nobody who is still here: {cell.gone}.", href)
    if cell.state == Knowledge.NOT_APPLICABLE:
        return Looked(MATRIX, f"It says that {use_case.short} needs nobody for {role.name}.", href)
    if cell.state == Knowledge.ABSENT:
        return Looked(MATRIX, f"Nobody has filled the cell for {role.name} in {use_case.short}.", href)
    return Looked(MATRIX, f"It says “unknown” for {role.name} in {use_case.short}.", href)


def leading(facts: Known, role: ActivationRole) -> Looked:
    """Who leads the role in every use case."""
    href, lead = f"{reverse('usecases:dri')}#role-{role.key}", Named()
    if role.lead is None:
        return Looked(LEAD, f"Nobody is named as the lead of {role.name}.", href)
    lead.add({name: getattr(role.lead, name) for name in READ}, facts.user)
    if lead.here:
        return Looked(LEAD, f"{lead.names} leads {role.name} in every use case.", href, tuple(lead.here))
    return Looked(LEAD, f"The lead of {role.name} is not here any more: {lead.gone}.", href)


def with_leavers(says: str, named: Named) -> str:
    """``says`` as a sentence, and who of the others left."""
    return f"{says}; {named.gone}." if named.left else f"{says}."


def known(use_case: UseCase, user: Any) -> Known:
    """Read what the places say about ``use_case``; whoever calls has checked that ``user`` may read it."""
    cells: dict[int, Named] = {}
    rows = DRICell.objects.filter(use_case=use_case).order_by("assignments__order", "assignments__pk")
    people = [f"assignments__person__{name}" for name in READ]
    for role, state, written, *facts in rows.values_list("role", "state", "assignments__written", *people):
        cell = cells.setdefault(role, Named(state=state))
        if facts[0] is not None:
            cell.add(dict(zip(READ, facts, strict=True)), user, written)
    owners = Named()
    areas = OwnershipArea.objects.filter(use_case=use_case).order_by("ownership__order", "ownership_id")
    for facts in areas.values_list(*[f"ownership__person__{name}" for name in READ]).distinct():
        owners.add(dict(zip(READ, facts, strict=True)), user)
    return Known(use_case, user, cells, owners)
