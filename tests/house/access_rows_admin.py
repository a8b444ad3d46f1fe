"""Rows of the admin: administrators do everything, editors keep content; others never come in."""

from tests.house.access import (
    ADMINISTRATOR,
    EDITORS,
    ELSEWHERE,
    HIDDEN,
    NO_SUCH_METHOD,
    REFUSED,
    SHOWN,
    TAKEN,
    Access,
    Answer,
    Answers,
    Row,
    answers,
    only,
    row,
)

# Models by who keeps them; whoever is not named is refused.
KEPT_BY: dict[str, tuple[str, ...]] = {
    "auth.group": ADMINISTRATOR,
    "account.emailaddress": ADMINISTRATOR,
    "socialaccount.socialapp": ADMINISTRATOR,
    "socialaccount.socialtoken": ADMINISTRATOR,
    "socialaccount.socialaccount": ADMINISTRATOR,
    "mfa.authenticator": ADMINISTRATOR,
}
# Models that are written by the portal and only read in the admin.
READ_BY: dict[str, tuple[str, ...]] = {
    "axes.accessattempt": ADMINISTRATOR,
    "axes.accesslog": ADMINISTRATOR,
    "axes.accessfailurelog": ADMINISTRATOR,
    "django_tasks_database.dbtaskresult": ADMINISTRATOR,
}
CAN_BE_DELETED = {"axes.accessattempt", "axes.accesslog", "axes.accessfailurelog"}


def for_roles(roles: tuple[str, ...], get: Answer, post: Answer) -> Access:
    """``get`` and ``post`` for ``roles``; everybody else is refused."""
    return Access(only(roles, get), only(roles, post))


def nobody() -> Answers:
    """Refused to all."""
    return only((), REFUSED)


def model_rows(label: str, roles: tuple[str, ...], writable: bool) -> list[Row]:
    """The rows of one model: its list, its forms, its history and the old address of its form."""
    app, model = label.split(".")
    name, this = f"admin:{app}_{model}", f"id:{label}"
    form = for_roles(roles, SHOWN, TAKEN)
    closed = Access(nobody(), nobody())
    change = form if writable or label in CAN_BE_DELETED else Access(form.get, nobody())
    delete = form if writable or label in CAN_BE_DELETED else closed
    return [
        row(f"{name}_changelist", form),
        row(f"{name}_add", form if writable else closed),
        row(f"{name}_change", change, object_id=this),
        row(f"{name}_history", form, object_id=this),
        row(f"{name}_delete", delete, object_id=this),
        row(f"unnamed admin/{app}/{model}/<path:object_id>/", for_roles(EDITORS, ELSEWHERE, TAKEN)),
    ]


AUTH_LIST = only(ADMINISTRATOR, SHOWN) | {"editor": HIDDEN}
SITE_ROWS = [
    row("admin:index", for_roles(EDITORS, SHOWN, TAKEN)),
    row("admin:login", for_roles(EDITORS, ELSEWHERE, TAKEN)),
    row(
        "admin:logout",
        Access(answers(ELSEWHERE, editor=NO_SUCH_METHOD, administrator=NO_SUCH_METHOD), answers(TAKEN)),
    ),
    row("admin:password_change", for_roles(EDITORS, SHOWN, TAKEN)),
    row("admin:password_change_done", for_roles(EDITORS, SHOWN, NO_SUCH_METHOD)),
    row("admin:autocomplete", for_roles(EDITORS, REFUSED, NO_SUCH_METHOD)),
    row("admin:jsi18n", for_roles(EDITORS, SHOWN, NO_SUCH_METHOD)),
    row("admin:view_on_site", for_roles(EDITORS, HIDDEN, HIDDEN), content_type_id="=1", object_id="=0"),
    row("admin:app_list", Access(AUTH_LIST, AUTH_LIST | {"administrator": TAKEN}), app_label="=auth"),
    row("unnamed admin/(?P<url>.*)$", for_roles(EDITORS, HIDDEN, HIDDEN)),
]
ADMIN_ROWS: list[Row] = [
    *SITE_ROWS,
    *[found for label, roles in KEPT_BY.items() for found in model_rows(label, roles, writable=True)],
    *[found for label, roles in READ_BY.items() for found in model_rows(label, roles, writable=False)],
]
