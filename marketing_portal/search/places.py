"""Pages that gather things: a matrix, a map, a list. They are no documents of the index; their names lead to them."""

from dataclasses import dataclass
from typing import Any

from marketing_portal.content.addresses import link_to
from marketing_portal.search.words import Query, squash, words_of

SHORTEST = 3  # letters from which a page is offered
OFFERED = 3


@dataclass(frozen=True)
class Place:
    """A page of the portal: its URL name, what it is called, other words for it, and whether one signs in first."""

    view: str
    title: str
    also: str = ""
    internal: bool = False

    @property
    def url(self) -> str:
        """Its address; empty where the page does not exist."""
        return link_to(self.view)

    def goes_with(self, query: Query) -> bool:
        """True where each word that is looked for is, or begins, a word of its names."""
        names = words_of(f"{self.title} {self.also}")
        return all(
            any(name == term.text or (term.open and name.startswith(term.text)) for name in names)
            for term in query.terms
        )


PLACES = (
    Place("personas:list", "Personas", "buyers users"),
    Place("personas:org_chart", "Organisation chart", "org"),
    Place("personas:roles", "Enterprise IT roles", "titles levels CxO VP directors managers"),
    Place("usecases:list", "Use cases", "tiers"),
    Place("usecases:dri", "DRI matrix", "directly responsible individual responsibility"),
    Place("usecases:key_links", "Key links", "matrix"),
    Place("usecases:market_requirements", "Market requirements"),
    Place("usecases:bill_of_materials", "Bill of materials", "BOM"),
    Place("journey:detail", "Buyer\u2019s journey", "buyer stages"),
    Place("journey:coverage", "Coverage map", "heat"),
    Place("collateral:list", "Collateral", "assets"),
    Place("collateral:decks", "Approved decks"),
    Place("organisation:ownership", "Who owns what", "ownership owner table"),
    Place("organisation:work", "How we work", "metrics health status"),
    Place("organisation:releases", "Releases", "cascade checklist launch"),
    Place("organisation:hiring", "Hiring"),
    Place("people:list", "People"),
    Place("people:teams", "Teams"),
    Place("ask:whom", "Whom do I ask?", "contact"),
    Place("gaps:list", "What is missing", "gaps tbd unknown"),
    Place("content:page_list", "Handbook"),
    Place("requests:list", "Requests", internal=True),
    Place("requests:mine", "My requests", internal=True),
    Place("requests:new", "New request", "file", internal=True),
    Place("requests:workflow", "How a request moves", "workflow states", internal=True),
    Place("milestones:list", "Milestones", "quarter backlog", internal=True),
    Place("inbox:list", "Inbox", "notices notifications", internal=True),
)


def places(query: Query, user: Any) -> list[Place]:
    """The few pages that ``query`` names, as far as ``user`` may open them; what is called just so comes first."""
    if not query or len(query.name) < SHORTEST:
        return []
    open_to = (place for place in PLACES if user.is_authenticated or not place.internal)
    named = [place for place in open_to if place.goes_with(query) and place.url]
    return sorted(named, key=lambda place: not squash(place.title).startswith(query.name))[:OFFERED]
