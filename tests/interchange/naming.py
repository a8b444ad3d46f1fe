"""A few things that made-up content can name, and made-up documents that name nothing else."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import quote

from marketing_portal.interchange import documents as docs
from marketing_portal.interchange import documents_journeys as journeys
from marketing_portal.interchange import documents_organisation as organisation
from marketing_portal.interchange import documents_use_cases as cases
from marketing_portal.interchange.canonical.lists import LISTS
from marketing_portal.interchange.documents_requests import RequestKindDoc

PEOPLE, TEAMS, PERSONAS = ("editor", "visitor"), ("ship-yard", "shore-party"), ("skipper", "first-mate")
USE_CASES, STAGES, AUDIENCES = ("sailing", "fishing"), ("looking", "deciding"), ("captains", "everybody")
DRIVERS, ROLES, LINK_KINDS = ("faster", "safer-boats"), ("tailor", "carpenter"), ("leaflet", "film-reel")
LABELS = ("ucase::sail", "ucase::fish")
# What there is to be named, as lists of documents by kind, in the order in which they are loaded.
THINGS: dict[str, tuple[docs.Document, ...]] = {
    "people": tuple(docs.PersonDoc(slug=slug, name=slug.capitalize()) for slug in PEOPLE),
    "teams": tuple(docs.TeamDoc(slug=slug, name=slug.capitalize(), order=1) for slug in TEAMS),
    "labels": tuple(docs.LabelDoc(family="use_case", key=text[7:], text=text) for text in LABELS),
    "personas": tuple(docs.PersonaDoc(slug=slug, name=slug, role="Of the boat") for slug in PERSONAS),
    "org_chart": (docs.OrgPositionDoc(key="admiral", title="Admiral", order=1),),
    "enterprise_roles": (docs.EnterpriseRoleDoc(key="boatswain", level="Crew", title="Boatswain"),),
    "value_drivers": tuple(cases.ValueDriverDoc(key=key, name=key, text="") for key in DRIVERS),
    "use-cases": tuple(cases.UseCaseDoc(slug=slug, name=slug, tier=1) for slug in USE_CASES),
    "statements": (cases.StatementDoc(kind="metric", key="how-fast", text="How fast"),),
    "activation_roles": tuple(
        cases.RoleDoc(key=key, name=key, list_position=1, matrix_position=1) for key in ROLES
    ),
    "key_link_kinds": tuple(cases.LinkKindDoc(key=key, name=key) for key in LINK_KINDS),
    "journey_stages": tuple(journeys.StageDoc(key=key, name=key) for key in STAGES),
    "audiences": tuple(journeys.AudienceDoc(key=key, name=key) for key in AUDIENCES),
    "bom_areas": (journeys.BomAreaDoc(key="below-deck", name="Below deck"),),
    "decks": (journeys.DeckDoc(key="upper-deck", title="Upper deck"),),
}
# Which fields name what.
NAMES: dict[type[Any], dict[str, tuple[str, ...]]] = {
    docs.PersonaDoc: {"owner": PEOPLE},
    docs.PageDoc: {"owner": PEOPLE},
    docs.TeamDoc: {"parent": TEAMS},
    docs.LabelDoc: {"team": TEAMS},
    docs.ListEntryDoc: {"persona": PERSONAS},
    docs.OrgPositionDoc: {"parent": ("admiral",), "personas": PERSONAS},
    docs.EnterpriseRoleDoc: {"parent": ("boatswain",)},
    docs.AssetDoc: {"superseded_by": PERSONAS},
    RequestKindDoc: {"team": TEAMS, "labels": LABELS},
    cases.UseCaseDoc: {"owner": PEOPLE, "value_drivers": DRIVERS},
    cases.UseCasePersonaDoc: {"persona": PERSONAS},
    cases.StatementDoc: {"parent": ("how-fast",)},
    cases.RoleDoc: {"lead": PEOPLE},
    cases.DRIRowDoc: {"role": ROLES},
    cases.DRICellDoc: {"use_case": USE_CASES},
    cases.DRIPersonDoc: {"person": PEOPLE},
    cases.LinkDoc: {"kind": LINK_KINDS, "use_case": USE_CASES},
    cases.AreaDoc: {"use_case": USE_CASES},
    journeys.ViewStepDoc: {"stage": STAGES},
    journeys.BomElementDoc: {"area": ("below-deck",), "stage": STAGES},
    journeys.CollateralDoc: {
        "owner": PEOPLE,
        "stage": STAGES,
        "audiences": AUDIENCES,
        "use_cases": USE_CASES,
        "personas": PERSONAS,
    },
    journeys.DeckDoc: {"synced_from": ("upper-deck",)},
    organisation.OwnershipDoc: {"person": PEOPLE},
    organisation.OwnedAreaDoc: {"use_case": USE_CASES},
    organisation.OrgColumnDoc: {"use_case": USE_CASES, "contact": PEOPLE},
}
# Parts that were told apart by what they named.
PART_KEYS: dict[type[Any], Callable[[Any], object]] = {
    cases.DRICellDoc: lambda one: one.use_case,
    cases.DRIPersonDoc: lambda one: one.person,
    cases.UseCasePersonaDoc: lambda one: (one.kind, one.persona or one.title),
}


def one_of(known: tuple[str, ...], name: str) -> str:
    """The thing that a made-up ``name`` stands for: always the same."""
    return known[len(name) % len(known)]


def address(text: str) -> str:
    """``text`` as an address that a field takes, where there is any."""
    return f"https://example.org/{quote(text)}"[:190] if text else ""


def settled(document: Any) -> Any:
    """``document`` as a dump says it: naming only what there is; its addresses are some."""
    known = NAMES.get(type(document), {})
    values: dict[str, Any] = {}
    for column in dataclasses.fields(document):
        value = getattr(document, column.name)
        if column.name in known and isinstance(value, tuple):
            value = tuple(sorted({one_of(known[column.name], one) for one in value}))
        elif column.name in known and value:
            value = one_of(known[column.name], value)
        elif isinstance(value, tuple) and value and isinstance(value[0], docs.Document):
            value = apart(map(settled, value), PART_KEYS.get(type(value[0])))
        elif column.name.endswith("url") or column.name == "target":
            value = address(value)
        elif column.name == "archived":
            value = value or None  # of what is in use a dump does not say that it is
        values[column.name] = value
    if isinstance(document, cases.UseCaseDoc):
        values["label"] = one_of(("", "sail", "fish"), document.label)
    return type(document)(**values)


def settled_list(name: str, documents: Iterable[Any]) -> tuple[Any, ...]:
    """The entries of the list ``name``, no two of them the same object, or the place of the same persona."""
    entries = apart(map(settled, documents), LISTS[name].key)
    return apart(entries, lambda one: one.persona or one.key) if name == "persona_list" else entries


def apart(documents: Iterable[Any], key: Callable[[Any], object] | None) -> tuple[Any, ...]:
    """The first of ``documents`` with each ``key``."""
    if key is None:
        return tuple(documents)
    found: dict[object, Any] = {}
    for one in documents:
        found.setdefault(key(one), one)
    return tuple(found.values())
