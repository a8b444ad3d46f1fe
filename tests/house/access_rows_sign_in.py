"""Rows of what django-allauth brings: sign-in, passwords, second factor, identity provider.

Nobody signs up: the sign-up page only says so. The provider pages answer 404 until a provider is set up.
"""

from tests.house.access import (
    ELSEWHERE,
    HIDDEN,
    NO_SUCH_METHOD,
    OPEN_PAGE,
    SHOWN,
    SIGN_IN,
    TAKEN,
    Access,
    Row,
    answers,
    row,
)

TAKEN_FROM_ALL = answers(TAKEN, visitor=TAKEN)
FOR_VISITORS = Access(answers(ELSEWHERE, visitor=SHOWN), TAKEN_FROM_ALL)
OPEN_FORM = Access(answers(SHOWN, visitor=SHOWN), TAKEN_FROM_ALL)
NOBODY = Access(answers(HIDDEN, visitor=HIDDEN), answers(HIDDEN, visitor=HIDDEN))
OWN_PAGE = Access(answers(SHOWN), answers(NO_SUCH_METHOD))
OWN_FORM = Access(answers(SHOWN), answers(TAKEN))
OWN_DETOUR = Access(answers(ELSEWHERE), answers(TAKEN))
WITHOUT_FACTOR = Access(answers(HIDDEN), answers(HIDDEN))

ACCOUNT_ROWS = [
    row("account_login", FOR_VISITORS),
    row("account_logout", Access(answers(SHOWN, visitor=ELSEWHERE), TAKEN_FROM_ALL)),
    row("account_signup", FOR_VISITORS),
    row("account_inactive", OPEN_PAGE),
    row("account_reauthenticate", OWN_FORM),
    row("account_email", OWN_FORM),
    row("account_email_verification_sent", OPEN_PAGE),
    row("account_confirm_email", Access(OPEN_PAGE.get, answers(HIDDEN, visitor=HIDDEN)), key="=no-such-key"),
    row("account_change_password", OWN_FORM),
    row("account_set_password", OWN_DETOUR),
    row("account_reset_password", OPEN_FORM),
    row("account_reset_password_done", OPEN_PAGE),
    row("account_reset_password_from_key", OPEN_FORM, uidb36="=1", key="=no-such-key"),
    row("account_reset_password_from_key_done", OPEN_PAGE),
    row("account_confirm_login_code", OWN_DETOUR),
]
FACTOR_ROWS = [
    row("mfa_index", OWN_PAGE),
    row("mfa_authenticate", OWN_DETOUR),
    row("mfa_reauthenticate", OWN_DETOUR),
    row("mfa_activate_totp", OWN_DETOUR),
    row("mfa_deactivate_totp", WITHOUT_FACTOR),
    row("mfa_view_recovery_codes", Access(answers(HIDDEN), answers(NO_SUCH_METHOD))),
    row("mfa_generate_recovery_codes", OWN_DETOUR),
    row("mfa_download_recovery_codes", WITHOUT_FACTOR),
]
PROVIDER_ROWS = [
    row("socialaccount_login_cancelled", OPEN_PAGE),
    row("socialaccount_login_error", OWN_PAGE),
    row("socialaccount_signup", Access(answers(SIGN_IN), answers(SIGN_IN))),
    row("socialaccount_connections", OWN_FORM),
    row("openid_connect_login", NOBODY, provider_id="=company"),
    row("openid_connect_callback", NOBODY, provider_id="=company"),
    *[
        row(f"unnamed accounts/social/{old}/", OWN_DETOUR)  # old addresses that lead to the new ones
        for old in ("login/cancelled", "login/error", "signup", "connections")
    ],
]
SIGN_IN_ROWS: list[Row] = [*ACCOUNT_ROWS, *FACTOR_ROWS, *PROVIDER_ROWS]
