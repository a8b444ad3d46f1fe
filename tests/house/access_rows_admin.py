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

# Small entries of the use case half: they can be deleted while nothing stands on them.
SMALL_ENTRIES = tuple(
    f"usecases.{name}"
    for name in (
        "valuedriver", "statement", "areaofinterest", "contradiction", "activationrole", "keylinkkind", "deck",
        "bomarea", "bomelement", "journeystage", "audience", "journeyview", "journey", "ownership", "orgcolumn",
        "cascadequestion",
    )
)  # fmt: skip
# Those of the sample content that something stands on.
STOOD_ON = {"valuedriver", "activationrole", "keylinkkind", "deck", "journeystage", "audience"}
# Models by who keeps them; whoever is not named is refused.
KEPT_BY: dict[str, tuple[str, ...]] = {
    "personas.persona": EDITORS,
    "personas.personalistentry": EDITORS,
    "personas.orgposition": EDITORS,
    "personas.deprecatedasset": EDITORS,
    "personas.guidance": EDITORS,
    "personas.enterpriserole": EDITORS,
    **dict.fromkeys(SMALL_ENTRIES, EDITORS),
    "usecases.usecase": EDITORS,
    "usecases.collateral": EDITORS,
    "usecases.release": EDITORS,
    "content.handbookpage": EDITORS,
    "people.person": EDITORS,
    "people.team": EDITORS,
    "people.user": ADMINISTRATOR,
    "requests_board.label": EDITORS,
    "requests_board.requestkind": ADMINISTRATOR,
    "requests_board.milestone": ADMINISTRATOR,
    "requests_board.wiplimit": ADMINISTRATOR,
    "requests_board.capacity": ADMINISTRATOR,
}
# Models that are written by the portal and only read in the admin.
READ_BY: dict[str, tuple[str, ...]] = {
    "content.changeset": EDITORS,
    "requests_board.smrequest": ADMINISTRATOR,
    "requests_board.notification": ADMINISTRATOR,
    "axes.accessattempt": ADMINISTRATOR,
    "django_tasks_database.dbtaskresult": ADMINISTRATOR,
}
CANNOT_BE_ADDED = {
    "people.user",
    "usecases.release",
}  # people are invited, releases begin with their checklist
CAN_BE_DELETED = {
    "personas.personalistentry",
    "personas.orgposition",
    "personas.deprecatedasset",
    "personas.guidance",
    "personas.enterpriserole",
    *(label for label in SMALL_ENTRIES if label.split(".")[1] not in STOOD_ON),
    "axes.accessattempt",
    "requests_board.wiplimit",
    "requests_board.capacity",
}
WITHOUT_HISTORY = {
    "people.user",
    "requests_board.label",
    "requests_board.milestone",
    "requests_board.requestkind",
    "requests_board.wiplimit",
    "requests_board.capacity",
    *READ_BY,
}


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
    history = form if label in WITHOUT_HISTORY else for_roles(roles, ELSEWHERE, TAKEN)
    return [
        row(f"{name}_changelist", form),
        row(f"{name}_add", form if writable and label not in CANNOT_BE_ADDED else closed),
        row(f"{name}_change", change, object_id=this),
        row(f"{name}_history", history, object_id=this),
        row(f"{name}_delete", form if label in CAN_BE_DELETED else closed, object_id=this),
        row(f"unnamed admin/{app}/{model}/<path:object_id>/", for_roles(EDITORS, ELSEWHERE, TAKEN)),
    ]


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
    row("admin:app_list", for_roles(EDITORS, SHOWN, TAKEN), app_label="=people"),
    row("unnamed admin/(?P<url>.*)$", for_roles(EDITORS, HIDDEN, HIDDEN)),
]


def part_rows(label: str) -> list[Row]:
    """The rows of a model whose rows are edited elsewhere: as a matrix, or in the form of what they belong to."""
    app, model = label.split(".")
    name, this = f"admin:{app}_{model}", f"id:{label}"
    closed, onward = Access(nobody(), nobody()), for_roles(EDITORS, ELSEWHERE, TAKEN)
    return [
        row(f"{name}_changelist", for_roles(EDITORS, SHOWN, TAKEN)),
        row(f"{name}_add", closed),
        row(f"{name}_change", onward, object_id=this),
        row(f"{name}_history", onward, object_id=this),
        row(f"{name}_delete", closed, object_id=this),
        row(f"unnamed admin/{app}/{model}/<path:object_id>/", onward),
    ]


def matrix_rows(model: str, across: str, column: str) -> list[Row]:
    """The rows of a matrix: besides, its columns and rows."""
    name = f"admin:usecases_{model}"
    form = for_roles(EDITORS, SHOWN, TAKEN)
    return [
        *part_rows(f"usecases.{model}"),
        row(f"{name}_column", form, pk=column),
        row(f"{name}_row", form, pk=f"id:usecases.{across}"),
    ]


POSTED = for_roles(EDITORS, NO_SUCH_METHOD, TAKEN)
USE_CASE_ROWS = [
    *matrix_rows("dricell", "activationrole", "column_id"),
    row("admin:usecases_dricell_start", POSTED, pk="id:usecases.usecase"),
    row("admin:usecases_dricell_end", POSTED, pk="column_id"),
    *matrix_rows("keylink", "keylinkkind", "id:usecases.usecase"),
    *part_rows("usecases.marketrequirement"),
]
ADMIN_ROWS: list[Row] = [
    *SITE_ROWS,
    *USE_CASE_ROWS,
    *[found for label, roles in KEPT_BY.items() for found in model_rows(label, roles, writable=True)],
    *[found for label, roles in READ_BY.items() for found in model_rows(label, roles, writable=False)],
]
