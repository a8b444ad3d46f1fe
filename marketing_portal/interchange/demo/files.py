"""Reading the demo files: text to documents, strict as the content files are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import yaml

from marketing_portal.interchange.canonical.fields import Fields, compose, refuse_controls, unique
from marketing_portal.interchange.canonical.folder import read_text
from marketing_portal.interchange.documents import Document
from marketing_portal.interchange.errors import BadFile

T = TypeVar("T", bound=Document)
STEP_TEXTS = (
    "reason",
    "urgent_reason",
    "transferred_to",
    "delivered_url",
    "delivered_note",
    "note",
)
GROOMING_TEXTS = ("priority", "dod", "eteam", "is_clear", "clarity_note", "health", "health_note")
REQUEST_FLAGS = ("due_is_critical", "is_urgent", "is_confidential")
REQUEST_TEXTS = ("gtm_phase", "urgent_reason", "dod_text")


@dataclass(frozen=True, kw_only=True)
class AccountDoc(Document):
    """One sign-in: a key that requests name it by, its global roles, its team. Nobody signs in as one of a crowd."""

    key: str
    name: str
    email: str
    roles: tuple[str, ...]
    team: str | None
    lead: bool
    crowd: bool = False


@dataclass(frozen=True, kw_only=True)
class StepDoc(Document):
    """What somebody does with a request: a move with what it needs, or a comment, question, answer or edit."""

    by: str
    do: str
    text: str = ""
    team: str | None = None
    assignees: tuple[str, ...] = ()
    quarter: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)
    changes: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class RequestDoc(Document):
    """One request: who files it, with which fields, and what happens then."""

    title: str
    by: str
    description: str
    use_case: str
    devops_stages: tuple[str, ...]
    due_in_days: int | None
    values: Mapping[str, str | bool]
    steps: tuple[StepDoc, ...]


def read_account(fields: Fields) -> AccountDoc:
    """One entry of accounts.yaml."""
    return AccountDoc(
        key=fields.text("key"),
        name=fields.text("name"),
        email=fields.text("email"),
        roles=fields.texts("roles"),
        team=fields.reference("team"),
        lead=fields.flag("lead", default=False),
        crowd=fields.flag("crowd", default=False),
        found=fields.found,
    )


def read_request(fields: Fields) -> RequestDoc:
    """One entry of requests.yaml."""
    flags = {name: fields.flag(name, default=False) for name in REQUEST_FLAGS}
    return RequestDoc(
        title=fields.text("title"),
        by=fields.text("by"),
        description=fields.text("description", "", lines=True),
        use_case=fields.text("use_case", ""),
        devops_stages=fields.texts("devops_stages"),
        due_in_days=fields.number("due_in_days", least=-365) if "due_in_days" in fields else None,
        values=flags | {name: fields.text(name, "") for name in REQUEST_TEXTS},
        steps=unique(fields.mappings("steps"), read_step, id),
        found=fields.found,
    )


def read_step(fields: Fields) -> StepDoc:
    """One step of a request."""
    texts = {name: fields.text(name, "") for name in STEP_TEXTS}
    return StepDoc(
        by=fields.text("by"),
        do=fields.text("do"),
        text=fields.text("text", ""),
        team=fields.reference("team"),
        assignees=fields.texts("assignees"),
        quarter=fields.choice("quarter", ("current", "next")) if "quarter" in fields else "",
        texts={name: text for name, text in texts.items() if text},
        changes=read_changes(fields),
        found=fields.found,
    )


def read_changes(fields: Fields) -> dict[str, str | int]:
    """What an edit sets."""
    changes: dict[str, str | int] = {}
    for given in fields.mapping("set"):
        changes |= {name: given.text(name) for name in GROOMING_TEXTS if name in given}
        given.refuse_others()
    return changes | ({"weight": fields.number("weight")} if "weight" in fields else {})


def read_entries(path: Path, read: Callable[[Fields], T], key: Callable[[T], object]) -> tuple[T, ...]:
    """The entries of the list in the file at ``path``. Raises BadFile."""
    text = refuse_controls(read_text(path), str(path))
    node = compose(text, str(path))
    if not isinstance(node, yaml.SequenceNode):
        raise BadFile(str(path), 1, "The file is a list: every entry begins with “- ”.")
    return unique((Fields(item, str(path)) for item in node.value), read, key)


def read_accounts(folder: Path) -> tuple[AccountDoc, ...]:
    """The sign-ins in ``folder``."""
    return read_entries(folder / "accounts.yaml", read_account, lambda account: account.key)


def read_requests(folder: Path) -> tuple[RequestDoc, ...]:
    """The requests in ``folder``."""
    return read_entries(folder / "requests.yaml", read_request, lambda request: request.title)
