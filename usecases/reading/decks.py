"""The approved decks laid out for reading: which copies which, and where each can be opened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from marketing_portal.content.about import edit_link
from marketing_portal.content.addresses import request_url
from usecases.links import host_of
from usecases.models import Deck

SHOWN = 100


@dataclass(frozen=True)
class DeckShown:
    """One deck. ``host`` is empty where its address is lost; then ``ask_href`` leads to a request for it."""

    deck: Deck
    host: str
    ask_href: str
    source: Deck | None
    copies: list[Deck]
    edit_href: str


def decks(user: Any) -> list[DeckShown]:
    """Every deck with its source and its copies, in one query."""
    found = list(Deck.objects.all()[:SHOWN])
    by_pk = {deck.pk: deck for deck in found}
    page = reverse("collateral:decks")
    return [
        DeckShown(
            deck=deck,
            host=host_of(deck.url),
            ask_href=request_url(title=f"Address of the {deck.title}"[:200], about=f"{page}#{deck.key}"),
            source=by_pk.get(deck.synced_from_id or 0),
            copies=[one for one in found if one.synced_from_id == deck.pk],
            edit_href=edit_link(deck, user),
        )
        for deck in found
    ]
