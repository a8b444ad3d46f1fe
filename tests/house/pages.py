"""The pages of the portal: every address of the access table that shows HTML to somebody, and to whom it is shown."""

from dataclasses import dataclass

from django.apps import apps

from tests.house.access import READER, SHOWN, Row
from tests.house.access_rows import ROWS
from tests.support.source import CODE_FOLDERS

LEFT_OUT = {
    "healthz": "plain text",
    "robots": "plain text",
    "admin:jsi18n": "a script",
    "usecases:dri_csv": "a file",
    "requests:attachment": "a file",
    "search:suggest": "options of a list",
    "gaps:csv": "a file",
    "requests:export": "a file",
    "journey:coverage_csv": "a file",
    "interchange:content_zip": "a file",
    "interchange:source": "a file",
    "interchange:requests_csv": "a file",
    "interchange:requests_lines": "a file",
}
# The role that sees most of a page, the first of these to whom it is shown; visitors are asked as well.
FULLEST_VIEW = ("administrator", "triage_lead", "team_lead", "requester")
OUR_ADMIN = tuple(
    f"admin:{app.label}_" for app in apps.get_app_configs() if app.name.split(".")[0] in CODE_FOLDERS
)

# The same templates for every model: looked at in a browser for one, and the lists for those that differ most.
ALIKE = ("_add", "_delete", "_history", "_changelist", "_row", "_column")
IN_THE_ADMIN = (
    "admin:personas_persona_",
    "admin:usecases_dricell_",
    "admin:usecases_collateral_changelist",
    "admin:people_user_changelist",
    "admin:requests_board_smrequest_changelist",
    "admin:content_changeset_changelist",
)


@dataclass(frozen=True)
class Page:
    """An address as one role sees it; ``is_fullest`` when no other role sees more of it."""

    row: Row
    role: str
    is_fullest: bool

    @property
    def is_admin(self) -> bool:
        """True for a page of the admin."""
        return self.row.name.startswith("admin:")

    @property
    def is_main(self) -> bool:
        """True for the portal's pages, and of the admin's for the forms of our models and for one of what is alike."""
        name = self.row.name
        form = name.startswith(OUR_ADMIN) and not name.endswith(ALIKE)
        return not self.is_admin or form or name.startswith(IN_THE_ADMIN) or name.count("_") < 2

    def __str__(self) -> str:
        return f"{self.row}-{self.role}"


def views_of(row: Row) -> list[Page]:
    """The page as a visitor sees it and as the one who sees most of it."""
    shown = {role for role, answer in row.access.get.items() if answer == SHOWN}
    fullest = next((role for role in FULLEST_VIEW if role in shown), None)
    return [
        Page(row, role, is_fullest=role == (fullest or READER)) for role in (READER, fullest) if role in shown
    ]


PAGES = [page for row in ROWS if row.name not in LEFT_OUT for page in views_of(row)]
