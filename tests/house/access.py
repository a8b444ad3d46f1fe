"""Who may do what: one row for each address, with what every role is answered.

`test_access.py` walks the URLconf and asks each address as each role. An address without a row fails, so does a
row without an address. `visitor` is somebody who is not signed in, `reader` the same where PUBLIC_READ is on.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from tests.support.cast import EMPLOYEES

VISITOR, READER = "visitor", "reader"
ASKERS = (VISITOR, READER, *EMPLOYEES)
ADMINISTRATOR = ("administrator",)
EDITORS = ("editor", "administrator")
LEADERSHIP = ("triage_lead", "administrator")
OWN_LEADS = ("team_lead", *LEADERSHIP)
OWN_TEAM = ("team_member", *OWN_LEADS)


class Answer(StrEnum):
    """What an address answers, as far as permission goes."""

    SHOWN = "shown"  # 200
    TAKEN = "taken"  # what was sent was looked at: done, or sent back with what is wrong in it
    ELSEWHERE = "elsewhere"  # a redirect that is not to the sign-in page
    SIGN_IN = "sign in"  # a redirect to the sign-in page
    REFUSED = "refused"  # 403: may see it, may not do it
    HIDDEN = "hidden"  # 404: may not see it
    NO_SUCH_METHOD = "no such method"  # 405


Answers = dict[str, Answer]
SHOWN, TAKEN, ELSEWHERE, SIGN_IN, REFUSED, HIDDEN, NO_SUCH_METHOD = Answer


def answers(
    employees: Answer, visitor: Answer = SIGN_IN, reader: Answer | None = None, **others: Answer
) -> Answers:
    """One answer for all employees, one for visitors, and those of ``others`` that differ."""
    return {VISITOR: visitor, READER: reader or visitor} | dict.fromkeys(EMPLOYEES, employees) | others


def only(roles: tuple[str, ...], answer: Answer, rest: Answer = REFUSED) -> Answers:
    """``answer`` for ``roles``, ``rest`` for other employees, the sign-in page for visitors."""
    return answers(rest, **dict.fromkeys(roles, answer))


@dataclass(frozen=True)
class Access:
    """What every role is answered to GET and to POST (with nothing in it)."""

    get: Answers
    post: Answers


NO_POST = answers(NO_SUCH_METHOD)
PUBLIC_PAGE = Access(answers(SHOWN, reader=SHOWN), answers(NO_SUCH_METHOD, reader=NO_SUCH_METHOD))
INTERNAL_PAGE = Access(answers(SHOWN), NO_POST)
OPEN_PAGE = Access(answers(SHOWN, visitor=SHOWN), answers(NO_SUCH_METHOD, visitor=NO_SUCH_METHOD))
INTERNAL_FORM = Access(answers(SHOWN), answers(TAKEN))
INTERNAL_ACTION = Access(answers(NO_SUCH_METHOD), answers(TAKEN))


def form_for(roles: tuple[str, ...], rest: Answer = REFUSED) -> Access:
    """A form that only ``roles`` may see and send."""
    return Access(only(roles, SHOWN, rest), only(roles, TAKEN, rest))


def action_for(roles: tuple[str, ...], rest: Answer = REFUSED) -> Access:
    """Something that only ``roles`` may do, by POST alone."""
    return Access(answers(NO_SUCH_METHOD), only(roles, TAKEN, rest))


@dataclass(frozen=True)
class Row:
    """One address: its name, who is answered what, and for each argument the part of the world that fills it.

    An address may have several rows, each for a case of its own.
    """

    name: str
    access: Access
    case: str = ""
    arguments: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.name} ({self.case})" if self.case else self.name


def row(name: str, access: Access, case: str = "", /, **arguments: str) -> Row:
    """A row; ``arguments`` name parts of tests.support.world.World."""
    return Row(name, access, case, arguments)
