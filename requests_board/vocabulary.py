"""The fixed vocabularies of a request. Keys are what is stored; ``Label`` rows hold how they are written and shown.

Source: the strategic marketing page of the handbook (states, labels, grooming questions) and the product marketing
page (health). Every other spelling the handbook ever used is an alias in fixtures/content/labels.yaml.
"""

from __future__ import annotations

from django.db import models


class State(models.TextChoices):
    """Where a request stands. Exactly one, a scoped label ``sm_req::…``."""

    NEW = "new_request", "New request"
    TRIAGE = "triage", "Triage"
    BACKLOG = "backlog", "Backlog"
    ASSIGNED = "assigned", "Assigned"
    COMPLETED = "completed", "Completed"
    TRANSFERRED = "transferred", "Transferred"
    DECLINED = "declined", "Declined"

    @property
    def is_open(self) -> bool:
        """Open until completed, transferred or declined."""
        return self not in CLOSED

    @property
    def tone(self) -> str:
        """Colour token of the label."""
        return TONES[self]


CLOSED = frozenset({State.COMPLETED, State.TRANSFERRED, State.DECLINED})
OPEN_STATES = tuple(state.value for state in State if state not in CLOSED)
TONES = {
    State.NEW: "blue",
    State.TRIAGE: "purple",
    State.BACKLOG: "grey",
    State.ASSIGNED: "amber",
    State.COMPLETED: "green",
    State.TRANSFERRED: "teal",
    State.DECLINED: "red",
}


class Priority(models.TextChoices):
    """How soon. ``?`` is a label of its own: somebody looked and could not decide yet."""

    ONE = "1", "1, first"
    TWO = "2", "2, soon"
    THREE = "3", "3, later"
    UNDECIDED = "?", "?, undecided"


class YesNo(models.TextChoices):
    """Answer to a grooming question that was asked."""

    YES = "Y", "Yes"
    NO = "N", "No"


class GtmPhase(models.TextChoices):
    """Stage of the buyer's journey that the work is for."""

    AWARENESS = "awareness", "Awareness"
    CONSIDERATION = "consideration", "Consideration"
    DECISION = "decision", "Decision"


class Health(models.TextChoices):
    """How the work goes. Raising a risk early is a service to everybody and never a fault."""

    ON_TRACK = "on_track", "On track"
    NEEDS_ATTENTION = "needs_attention", "Needs attention"
    AT_RISK = "at_risk", "At risk"


class WorkStatus(models.TextChoices):
    """The label ``status::wip`` that an assignment sets."""

    WIP = "wip", "Work in progress"


class Family(models.TextChoices):
    """Groups of labels. All but base, team, DevOps stage and other are exclusive: at most one a request."""

    BASE = "base", "Marks every request"
    STATE = "state", "State"
    TEAM = "team", "Team"
    USE_CASE = "use_case", "Customer use case"
    DOD = "dod", "Definition of done is clear"
    ETEAM = "eteam", "Executive team request"
    PRIORITY = "priority", "Priority"
    GTM_PHASE = "gtm_phase", "GTM phase"
    DEVOPS_STAGE = "devops_stage", "DevOps stage"
    OTHER = "other", "Other"

    @property
    def prefix(self) -> str:
        """Scope of the canonical label, for example ``sm_req``; empty for plain labels."""
        return PREFIXES.get(self, "")


PREFIXES = {
    Family.STATE: "sm_req",
    Family.USE_CASE: "ucase",
    Family.DOD: "dod",
    Family.ETEAM: "eteam",
    Family.PRIORITY: "p",
    Family.DEVOPS_STAGE: "devops",
}
# The 29 labels of the strategic marketing page; the phases are plain words and the stages came later.
REQUEST_LABEL_FAMILIES = (
    Family.BASE,
    Family.STATE,
    Family.TEAM,
    Family.USE_CASE,
    Family.DOD,
    Family.ETEAM,
    Family.PRIORITY,
)
