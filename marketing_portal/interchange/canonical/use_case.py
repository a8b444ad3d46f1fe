"""A use case: YAML head and a Markdown body; the lists of its market requirements and of its points."""

from __future__ import annotations

from marketing_portal.interchange.canonical import use_case_vocabulary as words
from marketing_portal.interchange.canonical.common import (
    read_archived,
    read_gaps,
    write_archived,
    write_gaps,
)
from marketing_portal.interchange.canonical.fields import Fields, read_mapping, unique
from marketing_portal.interchange.canonical.front_matter import split, trim
from marketing_portal.interchange.canonical.list_file import ListFile
from marketing_portal.interchange.canonical.vocabulary import KNOWLEDGE
from marketing_portal.interchange.canonical.writing import file_text, write_source
from marketing_portal.interchange.canonical.yaml_text import block, flow, flow_mapping
from marketing_portal.interchange.documents_use_cases import (
    RequirementDoc,
    UseCaseDoc,
    UseCasePersonaDoc,
    UsePointDoc,
)


def read_use_case(text: str, path: str, slug: str) -> UseCaseDoc:
    """The use case in the file ``text``. Raises BadFile."""
    parts = split(text, path)

    def read(fields: Fields) -> UseCaseDoc:
        return UseCaseDoc(
            slug=slug,
            name=fields.text("name"),
            tier=number_of("tier", fields, words.TIERS),
            position=fields.number("position", 0),
            short_label=fields.text("short_label", ""),
            label=fields.text("label", ""),
            aliases=fields.texts("aliases"),
            anchors=fields.texts("anchors"),
            description=fields.text("description", ""),
            resource_url=fields.text("resource_url", ""),
            value_drivers=fields.texts("value_drivers"),
            personas=unique(
                fields.mappings("personas"), read_persona, lambda one: (one.kind, one.persona or one.title)
            ),
            owner=fields.reference("owner"),
            internal=fields.flag("internal", default=False),
            source=fields.source("source"),
            gaps=read_gaps(fields, words.USE_CASE_PLACES),
            body=trim(parts.body),
            archived=read_archived(fields),
            found=fields.found,
        )

    return read_mapping(parts.fields, read)


def number_of(name: str, fields: Fields, allowed: tuple[int, ...]) -> int:
    """One of the ``allowed`` numbers."""
    number = fields.number(name)
    if number not in allowed:
        raise fields.bad(name, f"“{name}” is a number from {allowed[0]} to {allowed[-1]}.")
    return number


def read_persona(fields: Fields) -> UseCasePersonaDoc:
    """One entry of ``personas``."""
    persona = UseCasePersonaDoc(
        persona=fields.reference("persona"),
        title=fields.text("title", ""),
        kind=fields.choice("kind", words.PERSONA_ROLES),
        note=fields.text("note", "", lines=True),
        found=fields.found,
    )
    if bool(persona.persona) == bool(persona.title):
        raise fields.bad("", "Here stands either a persona, or the title of somebody who has none.")
    return persona


def read_requirement(fields: Fields) -> RequirementDoc:
    """One entry of market_requirements/<use case>.yaml."""
    return RequirementDoc(
        key=fields.slug("key"),
        name=fields.text("name"),
        description=fields.text("description", "", lines=True),
        features=fields.text("features", "", lines=True),
        value=fields.text("value", "", lines=True),
        answer=fields.text("answer", "", lines=True),
        product_areas=fields.text("product_areas", "", lines=True),
        demos=fields.text("demos", "", lines=True),
        demos_state=fields.choice("demos_state", KNOWLEDGE, "known"),
        found=fields.found,
    )


def read_use_point(fields: Fields) -> UsePointDoc:
    """One entry of use_case_points/<use case>.yaml."""
    texts = {
        name: fields.text(name, "", lines=True) for name in ("title", "text", "detail", "result", "demos")
    }
    return UsePointDoc(
        key=fields.slug("key"),
        kind=fields.choice("kind", words.POINT_KINDS),
        group=fields.text("group", ""),
        **texts,
        sales_segment=fields.text("sales_segment", ""),
        state=fields.choice("state", KNOWLEDGE, "known"),
        is_remark=fields.flag("is_remark", default=False),
        internal=fields.flag("internal", default=False),
        found=fields.found,
    )


REQUIREMENTS = ListFile(read_requirement, lambda doc: doc.key)
POINTS = ListFile(read_use_point, lambda doc: doc.key)


def write_use_case(use_case: UseCaseDoc) -> str:
    """The use case as the text of its file."""
    head = [
        f"name: {block(use_case.name)}",
        f"tier: {use_case.tier}",
        f"position: {use_case.position}",
        f"short_label: {block(use_case.short_label)}",
        f"label: {block(use_case.label)}",
        f"aliases: {flow(use_case.aliases)}",
        f"description: {block(use_case.description)}",
        f"resource_url: {block(use_case.resource_url)}",
        f"value_drivers: {flow(use_case.value_drivers)}",
        "personas:" if use_case.personas else "personas: []",
        *(f"- {write_persona(persona)}" for persona in use_case.personas),
        f"owner: {block(use_case.owner)}",
        f"internal: {flow(use_case.internal)}",
        f"source: {write_source(use_case.source)}",
        *write_gaps(use_case.gaps),
    ]
    if use_case.anchors:
        head.append(f"anchors: {flow(use_case.anchors)}")
    return file_text([*head, *write_archived(use_case.archived)], use_case.body)


def write_persona(persona: UseCasePersonaDoc) -> str:
    """One entry of ``personas``."""
    who = {"persona": persona.persona} if persona.persona else {"title": persona.title}
    return flow_mapping(who | {"kind": persona.kind, "note": persona.note}, quoted=("title", "note"))
