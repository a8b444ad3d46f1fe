"""The lists of the request desk: kinds of requests."""

from __future__ import annotations

from marketing_portal.interchange.canonical.common import read_archived
from marketing_portal.interchange.canonical.fields import Fields, unique
from marketing_portal.interchange.canonical.list_file import ListFile
from marketing_portal.interchange.canonical.vocabulary import QUESTION_TYPES
from marketing_portal.interchange.documents_requests import KindFieldDoc, RequestKindDoc


def read_kind(fields: Fields) -> RequestKindDoc:
    """One entry of request_kinds.yaml."""
    return RequestKindDoc(
        key=fields.slug("key"),
        name=fields.text("name"),
        description=fields.text("description", ""),
        team=fields.reference("team"),
        labels=fields.texts("labels"),
        fields=unique(fields.mappings("fields"), read_question, lambda question: question.key),
        archived=read_archived(fields),
        found=fields.found,
    )


def read_question(fields: Fields) -> KindFieldDoc:
    """A question of a kind."""
    question = KindFieldDoc(
        key=fields.slug("key"),
        label=fields.text("label"),
        type=fields.choice("type", QUESTION_TYPES, "text"),
        required=fields.flag("required", default=False),
        help=fields.text("help", ""),
        choices=fields.texts("choices"),
        archived=read_archived(fields),
        found=fields.found,
    )
    if (question.type == "choice") != bool(question.choices):
        raise fields.bad("choices", "Choices belong to a question of the type “choice”, and only to that.")
    return question


LISTS = {"request_kinds": ListFile(read_kind, lambda doc: doc.key)}
