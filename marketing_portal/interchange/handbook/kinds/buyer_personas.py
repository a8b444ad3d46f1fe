"""The page of buyer personas: who, what and why of each, and what stands around them."""

from __future__ import annotations

from functools import partial

from marketing_portal.interchange.handbook.kinds.around_personas import asset, guidance, list_entry
from marketing_portal.interchange.handbook.kinds.base import PageKind
from marketing_portal.interchange.handbook.kinds.personas import Personas, mostly
from marketing_portal.interchange.handbook.kinds.things import Items, LetteredLines

BUYER_PERSONAS = PageKind(
    name="buyer-personas",
    title="Buyer personas",
    slug="buyer-personas",
    fits=partial(mostly, "buyer"),
    things=(
        Personas(),
        Items(below=("buyer personas",), make=list_entry, numbered=True),
        LetteredLines(below=("enterprise it roles",), make=guidance("role_purpose")),
        Items(below=("writing for all personas", "writing for personas"), make=guidance("writing")),
        Items(below=("deprecated buyer videos", "deprecated videos"), make=asset, numbered=True),
    ),
)
