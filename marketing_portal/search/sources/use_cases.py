"""Use cases under all their names, their market requirements, roles of the activation team, areas, key links."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from marketing_portal.content.addresses import link_to
from marketing_portal.search.documents import Document, audience_of, plain
from marketing_portal.search.registry import Kind, Source
from personas.models import Persona
from requests_board.models import Label, LabelAlias
from requests_board.vocabulary import Family
from usecases.models import (
    ActivationRole,
    AreaOfInterest,
    KeyLinkKind,
    MarketRequirement,
    UseCase,
    UseCaseAlias,
    UseCasePersona,
    ValueDriver,
)
from usecases.vocabulary import Tier

USE_CASE = Kind("use-case", "Use case", "Use cases")
REQUIREMENT = Kind("requirement", "Market requirement", "Market requirements")
ROLE = Kind("role", "Role", "Roles")
TERM = Kind("term", "Term", "Terms and rules")


def use_cases(rows: Any) -> Iterator[Document]:
    """Each use case, found by every name and request label it has, and each of its market requirements."""
    labels: dict[str, list[str]] = {}
    for label in Label.objects.filter(family=Family.USE_CASE).prefetch_related("aliases"):
        labels[label.key] = [label.text, *(alias.text for alias in label.aliases.all())]
    for one in rows.current().prefetch_related("aliases", "personas__persona", "requirements"):
        names = [one.short_label, one.label_key, *(alias.text for alias in one.aliases.all())]
        who = [person.title or person.persona.role for person in one.personas.all() if is_open(person)]
        yield Document(
            one.pk,
            USE_CASE.key,
            one.name,
            one.get_absolute_url(),
            names=(*names, *(labels.get(one.label_key, []) if one.label_key else [])),
            note=str(Tier(one.tier).label),
            text=plain(one.description, one.body_html, ", ".join(who)),
            audience=audience_of(one),
            weight=1.6,
        )
        yield from requirements(one)


def is_open(person: UseCasePersona) -> bool:
    """Whether a persona may be named where everybody reads."""
    return person.persona is None or (
        not person.persona.internal and person.persona.status != Persona.Status.DRAFT
    )


def requirements(one: UseCase) -> Iterator[Document]:
    """The market requirements of one use case."""
    for requirement in one.requirements.all():
        yield Document(
            one.pk,
            REQUIREMENT.key,
            requirement.name,
            f"{one.get_absolute_url()}#requirement-{requirement.key}",
            note=one.name,
            text=plain(
                requirement.description_html,
                requirement.features_html,
                requirement.value_html,
                requirement.answer_html,
            ),
            part=f"requirement-{requirement.key}",
            audience=audience_of(one),
            weight=0.9,
        )


def roles(rows: Any) -> Iterator[Document]:
    """The roles of the activation team, with what each is responsible for."""
    for one in rows:
        address = link_to("usecases:dri")
        yield Document(
            one.pk,
            ROLE.key,
            one.name,
            f"{address}#role-{one.key}" if address else "",
            names=(one.list_name,),
            note="Activation team",
            text=plain(one.responsibility),
        )


def areas(rows: Any) -> Iterator[Document]:
    """Areas of interest that are not simply a use case."""
    for one in rows.filter(use_case=None):
        yield Document(
            one.pk, TERM.key, one.label, link_to("usecases:list"), note="Area of interest", weight=0.6
        )


def link_kinds(rows: Any) -> Iterator[Document]:
    """The rows of the key-links matrix."""
    for one in rows:
        address = link_to("usecases:key_links")
        yield Document(
            one.pk, TERM.key, one.name, f"{address}#kind-{one.key}" if address else "", note="Key links", weight=0.7
        )  # fmt: skip


def value_drivers(rows: Any) -> Iterator[Document]:
    """Why customers buy."""
    for one in rows:
        address, text = link_to("usecases:list"), plain(one.text)
        yield Document(one.pk, TERM.key, one.name, address, note="Value driver", text=text, weight=0.8)


SOURCES = [
    (
        Source(
            "use-cases",
            UseCase,
            "usecases:list",
            use_cases,
            parts={
                UseCaseAlias: "use_case_id",
                UseCasePersona: "use_case_id",
                MarketRequirement: "use_case_id",
            },
            depends={Label: None, LabelAlias: None, Persona: None},
        ),
        [USE_CASE, REQUIREMENT],
    ),
    (Source("roles", ActivationRole, "usecases:dri", roles), [ROLE]),
    (Source("value-drivers", ValueDriver, "usecases:list", value_drivers), [TERM]),
    (Source("areas", AreaOfInterest, "usecases:list", areas), []),
    (Source("link-kinds", KeyLinkKind, "usecases:key_links", link_kinds), []),
]
