"""The rows of the access table."""

from tests.house.access import (
    ELSEWHERE,
    NO_SUCH_METHOD,
    OPEN_PAGE,
    PUBLIC_PAGE,
    TAKEN,
    Access,
    Row,
    answers,
    row,
)
from tests.house.access_rows_admin import ADMIN_ROWS
from tests.house.access_rows_content import CONTENT_ROWS
from tests.house.access_rows_desk import DESK_ROWS
from tests.house.access_rows_gaps import GAP_ROWS
from tests.house.access_rows_interchange import INTERCHANGE_ROWS
from tests.house.access_rows_journey import JOURNEY_ROWS
from tests.house.access_rows_milestones import MILESTONE_ROWS
from tests.house.access_rows_organisation import ORGANISATION_ROWS
from tests.house.access_rows_search import SEARCH_ROWS
from tests.house.access_rows_sign_in import SIGN_IN_ROWS
from tests.house.access_rows_triage import TRIAGE_ROWS
from tests.house.access_rows_usecases import USE_CASE_ROWS

PORTAL_ROWS = [
    row("home", PUBLIC_PAGE),
    row("healthz", OPEN_PAGE),
    row("robots", OPEN_PAGE),
    row("favicon", Access(answers(ELSEWHERE, visitor=ELSEWHERE), OPEN_PAGE.post)),
    row("ui:styleguide", OPEN_PAGE),
    row("ui:theme", Access(answers(NO_SUCH_METHOD, visitor=NO_SUCH_METHOD), answers(TAKEN, visitor=TAKEN))),
]

ROWS: list[Row] = [
    *PORTAL_ROWS,
    *CONTENT_ROWS,
    *USE_CASE_ROWS,
    *SEARCH_ROWS,
    *ORGANISATION_ROWS,
    *JOURNEY_ROWS,
    *GAP_ROWS,
    *INTERCHANGE_ROWS,
    *DESK_ROWS,
    *TRIAGE_ROWS,
    *MILESTONE_ROWS,
    *SIGN_IN_ROWS,
    *ADMIN_ROWS,
]
