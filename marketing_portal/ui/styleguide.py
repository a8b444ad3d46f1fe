"""What the style guide shows: example values, and a form that has been sent with errors."""

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.core.validators import MinValueValidator
from django.utils import timezone

from marketing_portal.ui.components.basics import GAPS, TONES

STATES = (
    ("sm_req", "new_request", "purple"),
    ("sm_req", "triage", "blue"),
    ("sm_req", "backlog", "grey"),
    ("sm_req", "assigned", "teal"),
    ("sm_req", "completed", "green"),
    ("sm_req", "transferred", "amber"),
    ("sm_req", "declined", "red"),
)
TEAMS = (
    ("pmm", "Product marketing"),
    ("tech-pmm", "Technical marketing"),
    ("mrci", "Market research and insights"),
)
STEPS = (
    ("new_request", "New", "filed"),
    ("triage", "Triage", "team decides"),
    ("backlog", "Backlog", "not committed"),
    ("assigned", "Assigned", "committed for Q4 FY21"),
    ("completed", "Completed", "delivered"),
)
BARS = (
    ("Product marketing", 42, "#charts"),
    ("Technical marketing", 27),
    ("Partner marketing", 9),
    ("Competitive intelligence", 4),
)
PARTS = (
    ("Completed", 31, "green"),
    ("Assigned", 12, "teal"),
    ("Backlog", 18, "grey"),
    ("Declined", 5, "red"),
)
SEGMENTS = (("SMB", "#actions", False), ("Mid-size", "#actions", True), ("Large", "#actions", False))
KINDS = (("Buyer", "#labels", True, 6), ("User", "#labels", False, 13), ("Internal", "#labels", False, 0))
WEEKS = (4, 7, 5, 9, 12, 8, 11, 15, 13, 17)


class ExampleForm(forms.Form):
    """One field of each kind."""

    title = forms.CharField(
        label="What do you need?",
        help_text="One line that a colleague would understand: “Slides on GitOps for a bank”.",
    )
    details = forms.CharField(
        label="What should we know?",
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        help_text="Fill in what you know. We ask for the rest.",
    )
    team = forms.ChoiceField(label="Team", choices=[("", "Not sure"), *TEAMS], required=False)
    due = forms.DateField(
        label="When do you need it?",
        widget=forms.DateInput(attrs={"type": "date"}),
        validators=[MinValueValidator(date(2020, 2, 1), "This day has passed. Choose a later one.")],
    )
    phase = forms.ChoiceField(
        label="Where is the buyer?",
        widget=forms.RadioSelect,
        choices=[("awareness", "Awareness"), ("consideration", "Consideration"), ("decision", "Decision")],
        error_messages={"required": "Choose the phase that the buyer is in."},
    )
    confidential = forms.BooleanField(label="Only the team and the triage leads may see this", required=False)


def sent_form() -> ExampleForm:
    """The form as it comes back: one field empty, one date in the past, one choice missing."""
    return ExampleForm({"title": "", "details": "Two slides are enough.", "due": "2019-09-30", "team": "pmm"})


def moments() -> dict[str, datetime]:
    """Times at telling distances from now."""
    now = timezone.now()
    distances = {
        "minutes": -12,
        "hours": -60 * 5,
        "days": -60 * 24 * 3,
        "months": -60 * 24 * 100,
        "soon": 60 * 24 * 20,
    }
    return {name: now + timedelta(minutes=minutes) for name, minutes in distances.items()}


def examples() -> dict[str, Any]:
    """Everything that templates/ui/styleguide.html needs."""
    pages = Paginator(range(1, 1205), 25)
    return {
        "tones": TONES,
        "gap_states": list(GAPS),
        "states": STATES,
        "steps": STEPS,
        "segments": SEGMENTS,
        "kinds": KINDS,
        "bars": BARS,
        "parts": PARTS,
        "weeks": WEEKS,
        "page_first": pages.page(1),
        "page_middle": pages.page(7),
        "when": moments(),
        "plain_form": ExampleForm(prefix="plain"),
        "sent_form": sent_form(),
    }
