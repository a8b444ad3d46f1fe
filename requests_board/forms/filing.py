"""The form to file a request: its kind and what that asks, and what an address may put into it beforehand."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any
from uuid import uuid4

from django import forms
from django.http import QueryDict

from requests_board.forms.answers import AnsweringForm
from requests_board.forms.files import FilesField
from requests_board.models import RequestKind
from requests_board.pages.labels import LabelBook
from requests_board.vocabulary import Family, GtmPhase
from requests_board.workflow.answers import PREFIX, questions_of
from requests_board.workflow.fields import REQUESTER_FIELDS

FIELDS = tuple(name.removesuffix("_id") for name in sorted(REQUESTER_FIELDS - {"answers"}))
# Shown at once; everything else is folded away.
FIRST = ("title", "description", "use_case", "due_on", "due_is_critical")
LOOK = "look"  # sent instead of filing: what would this ask, whom would it reach, what is there already?
WITH_QUESTIONS = "kind"  # as its value, where the questions change as well
LOCAL_ADDRESS = re.compile(r"/(?![/\\])[\w/.~%?=&#:@!,+-]{0,380}")
KEPT_AT_MOST = 60  # answers to questions of other kinds, kept while somebody looks at kinds


def looks(what: str, trigger: str) -> dict[str, str]:
    """Attributes of a field that shows at once ``what`` follows from it; without the script there is a button."""
    return {
        "hx-post": "",
        "hx-trigger": trigger,
        "hx-swap": "none",  # the answer names the parts that it replaces
        "hx-params": "not files",
        "hx-vals": f'{{"{LOOK}": "{what}"}}',
        "hx-sync": "closest form:queue last",
    }


class FilingForm(AnsweringForm):
    """“Fill in what you know”: only the title is needed, and what its kind needs.

    ``token`` tells a second click from a second request.
    """

    about = forms.CharField(required=False, widget=forms.HiddenInput, max_length=400, label="Page")
    token = forms.UUIDField(required=False, widget=forms.HiddenInput)
    kind = forms.CharField(required=False, max_length=60, label="What kind of help is it?")
    files = FilesField(label="Files", required=False)  # type: ignore[assignment]  # as in AttachForm

    def __init__(self, *args: Any, skipped: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(FIELDS, *args, **kwargs)
        self.fields["use_case"].widget.attrs |= looks("1", "change")
        self.fields["title"].widget.attrs |= looks("1", "input changed delay:600ms")
        self.fields["files"].skipped = skipped  # type: ignore[attr-defined]  # one of ours
        self.ask(questions_of(self.chosen_kind))

    @cached_property
    def kinds(self) -> list[RequestKind]:
        """Those that can be filed, with the team that usually gets them."""
        return list(RequestKind.objects.offered().select_related("team"))

    @cached_property
    def chosen_kind(self) -> RequestKind | None:
        """The kind that is chosen so far."""
        chosen = self["kind"].value()
        return next((kind for kind in self.kinds if kind.key == chosen), None)

    @property
    def kind_looks(self) -> dict[str, str]:
        """Attributes of the list of kinds: choosing one shows what it asks."""
        return looks(WITH_QUESTIONS, "change")

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What was typed for another kind, as names and values: it is there again when one comes back to that."""
        source = self.data if self.is_bound else self.initial
        names = [name for name in source if name.startswith(PREFIX) and name not in self.fields]
        return [(name, str(source.get(name) or "")) for name in names[:KEPT_AT_MOST] if source.get(name)]

    def clean_kind(self) -> RequestKind | None:
        """One that is offered, or none: then triage leads find out."""
        if self.cleaned_data["kind"] and self.chosen_kind is None:
            raise forms.ValidationError("This kind is no longer offered. Choose another one.")
        return self.chosen_kind

    def clean_about(self) -> str:
        """Only an address of the portal itself; anything else is dropped without a word."""
        return local_address(self.cleaned_data["about"])

    def changes(self) -> dict[str, Any]:
        """The fields of the request; the page that it is about is named below the description."""
        fields = super().changes()
        about = self.cleaned_data.get("about")
        if about:
            fields["description"] = f"{fields['description']}\n\nAbout: [{about}]({about})".strip()
        if self.chosen_kind:
            fields |= {"kind_id": self.chosen_kind.pk, "answers": self.answers}
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


def prefilled(query: QueryDict, book: LabelBook) -> Mapping[str, Any]:
    """What the address of the form may fill in: these six, in forms that the form itself would take."""
    use_case = book.by_key.get((Family.USE_CASE, query.get("use_case", "")))
    phase = query.get("gtm_phase", "")
    return {
        "kind": printable(query.get("kind", ""))[:60],
        "title": printable(query.get("title", ""))[:200],
        "description": printable(query.get("description", ""))[:4000],
        "use_case": use_case.pk if use_case else None,
        "gtm_phase": phase if phase in GtmPhase.values else "",
        "about": local_address(query.get("about", "")),
        "token": uuid4(),
    }


def typed(data: QueryDict) -> dict[str, Any]:
    """What somebody has typed so far, to be shown again as it is: nothing is checked yet."""
    answers = {name: data[name] for name in data if name.startswith(PREFIX)}
    several = {"devops_stages": data.getlist("devops_stages")}
    return {name: data.get(name, "") for name in (*FIELDS, "kind", "about", "token")} | several | answers


def local_address(text: str) -> str:
    """``text`` if it is an address within the portal, else nothing."""
    return text if LOCAL_ADDRESS.fullmatch(text) else ""


def printable(text: str) -> str:
    """``text`` without control characters but line ends and tabs."""
    return "".join(letter for letter in text if letter.isprintable() or letter in "\n\t")
