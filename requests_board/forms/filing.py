"""The form to file a request, and what an address may put into it beforehand."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django import forms
from django.http import QueryDict

from requests_board.forms.fields import RequestFieldsForm
from requests_board.models import Label
from requests_board.vocabulary import Family, GtmPhase
from requests_board.workflow.fields import REQUESTER_FIELDS

FIELDS = tuple(name.removesuffix("_id") for name in sorted(REQUESTER_FIELDS - {"answers"}))
# Shown at once; everything else is folded away.
FIRST = ("title", "description", "use_case", "due_on", "due_is_critical")
LOOK = "look"  # sent instead of filing: whom would this reach?
LOCAL_ADDRESS = re.compile(r"/(?![/\\])[\w/.~%?=&#:@!,+-]{0,380}")


# Whom the request reaches is shown as soon as a use case is chosen; without the script there is a button for it.
SHOW_WHOM = {
    "hx-post": "",
    "hx-trigger": "change",
    "hx-target": "#reach",
    "hx-params": f"use_case,csrfmiddlewaretoken,{LOOK}",
    "hx-vals": f'{{"{LOOK}": "1"}}',
}


class FilingForm(RequestFieldsForm):
    """“Fill in what you know”: only the title is needed. ``token`` tells a second click from a second request."""

    about = forms.CharField(required=False, widget=forms.HiddenInput, max_length=400, label="Page")
    token = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(FIELDS, *args, **kwargs)
        self.fields["use_case"].widget.attrs |= SHOW_WHOM

    def clean_about(self) -> str:
        """Only an address of the portal itself; anything else is dropped without a word."""
        return local_address(self.cleaned_data["about"])

    def changes(self) -> dict[str, Any]:
        """The fields of the request; the page that it is about is named below the description."""
        fields = super().changes()
        about = self.cleaned_data.get("about")
        if about:
            fields["description"] = f"{fields['description']}\n\nAbout: [{about}]({about})".strip()
        return fields

    @property
    def about_page(self) -> str:
        """The page that the request is about, as it is shown above the form."""
        return local_address(str(self["about"].value() or ""))

    @property
    def unfolded(self) -> bool:
        """True where something in the folded part is filled in or wrong."""
        folded = [name for name in FIELDS if name not in FIRST]
        return any(name in self.errors or self[name].value() for name in folded)


def prefilled(query: QueryDict) -> Mapping[str, Any]:
    """What the address of the form may fill in: these five, in forms that the form itself would take."""
    use_case = Label.objects.filter(family=Family.USE_CASE, key=query.get("use_case", "")).first()
    phase = query.get("gtm_phase", "")
    return {
        "title": printable(query.get("title", ""))[:200],
        "description": printable(query.get("description", ""))[:4000],
        "use_case": use_case.pk if use_case else None,
        "gtm_phase": phase if phase in GtmPhase.values else "",
        "about": local_address(query.get("about", "")),
        "token": uuid4(),
    }


def typed(data: QueryDict) -> dict[str, Any]:
    """What somebody has typed so far, to be shown again as it is: nothing is checked yet."""
    several = {"devops_stages": data.getlist("devops_stages")}
    return {name: data.get(name, "") for name in (*FIELDS, "about", "token")} | several


def local_address(text: str) -> str:
    """``text`` if it is an address within the portal, else nothing."""
    return text if LOCAL_ADDRESS.fullmatch(text) else ""


def printable(text: str) -> str:
    """``text`` without control characters but line ends and tabs."""
    return "".join(letter for letter in text if letter.isprintable() or letter in "\n\t")
