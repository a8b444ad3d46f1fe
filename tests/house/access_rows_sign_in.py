"""Rows of signing in. Nobody signs up: the sign-up page only says so.

Second factor and identity provider have addresses only where they are switched on (tests/accounts/test_switches.py).
"""

from tests.house.access import (
    ELSEWHERE,
    OPEN_PAGE,
    SHOWN,
    TAKEN,
    Access,
    Row,
    answers,
    row,
)

TAKEN_FROM_ALL = answers(TAKEN, visitor=TAKEN)
FOR_VISITORS = Access(answers(ELSEWHERE, visitor=SHOWN), TAKEN_FROM_ALL)
OPEN_FORM = Access(answers(SHOWN, visitor=SHOWN), TAKEN_FROM_ALL)
OWN_FORM = Access(answers(SHOWN), answers(TAKEN))
OWN_DETOUR = Access(answers(ELSEWHERE), answers(TAKEN))

SIGN_IN_ROWS: list[Row] = [
    row("account_login", FOR_VISITORS),
    row("account_logout", Access(answers(SHOWN, visitor=ELSEWHERE), TAKEN_FROM_ALL)),
    row("account_signup", FOR_VISITORS),
    row("account_inactive", OPEN_PAGE),
    row("account_reauthenticate", OWN_FORM),
    row("account_change_password", OWN_FORM),
    row("account_set_password", OWN_DETOUR),
    row("account_reset_password", OPEN_FORM),
    row("account_reset_password_done", OPEN_PAGE),
    row("account_reset_password_from_key", OPEN_FORM, uidb36="=1", key="=no-such-key"),
    row("account_reset_password_from_key_done", OPEN_PAGE),
]
