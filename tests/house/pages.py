"""The pages of the portal: every address of the access table that shows HTML to somebody, and to whom it is shown."""

from dataclasses import dataclass

from django.contrib import admin

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
# The admin's pages come from the same templates for every model: a browser looks at forms of several parts, at one that
# is plain, and at the lists that differ most; at the others in the long run.
FORMS_OF_PARTS = {
    f"admin:{model._meta.label_lower.replace('.', '_')}_change"
    for model, form in admin.site._registry.items()
    if form.inlines and model.__module__.split(".")[0] in CODE_FOLDERS
}
IN_THE_ADMIN = (
    "admin:personas_guidance_change",
    "admin:personas_persona_",
    "admin:people_user_change",
    "admin:requests_board_smrequest_change",
    "admin:usecases_collateral_changelist",
    "admin:usecases_dricell_",
    "admin:content_changeset_change",
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
        """True for pages that a browser opens in every run: what visitors see of the others is a part of those."""
        name = self.row.name
        if self.is_admin:
            return name in FORMS_OF_PARTS or name.startswith(IN_THE_ADMIN) or name.count("_") < 2
        return self.is_fullest or name == "home"

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
