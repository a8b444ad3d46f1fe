"""The kinds of gaps. Marked: a source writes “tbd”, “?”, “need more data”. Following: nobody wrote it, it is so.

What the markers are and how many there are: domain facts, “unknown has many spellings” and the counts of each source.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True)
class Facts:
    """Title and meaning of a kind of gaps, and whether the sources mark them."""

    title: str
    meaning: str
    is_marked: bool = True


class Kind(StrEnum):
    """Where something is missing, in the order of the page."""

    DRI = "dri"
    LINKS = "links"
    PLANNED = "planned"
    OWNERSHIP = "ownership"
    PERSONAS = "personas"
    JOURNEYS = "journeys"
    AREAS = "areas"
    STATEMENTS = "statements"
    PAGES = "pages"
    NOBODY = "nobody"
    COLUMNS = "columns"
    LEADS = "leads"
    LEFT = "left"
    SECTIONS = "sections"
    USE_CASES = "use-cases"
    TABLES = "tables"
    LISTS = "lists"
    OVERDUE = "overdue"
    OWNER = "owner"

    @property
    def facts(self) -> Facts:
        """What the kind is."""
        return FACTS[self]


FACTS = {
    Kind.DRI: Facts("DRI matrix", "Cells in which nobody knows who is responsible."),
    Kind.LINKS: Facts("Key links", "Pages and channels that are still to be made, or whose address is open."),
    Kind.PLANNED: Facts("Key links with only an epic", "The page is planned. Its epic stands in for it."),
    Kind.OWNERSHIP: Facts("Ownership table", "Personas and industries that no product marketer has yet."),
    Kind.PERSONAS: Facts("Personas", "Research that is missing, and buyers on the list without a persona."),
    Kind.JOURNEYS: Facts("Journeys", "Steps whose owner or measure nobody knows, or is sure of."),
    Kind.AREAS: Facts("Areas of interest", "Entries of the list that lead nowhere yet."),
    Kind.STATEMENTS: Facts("Metrics and rules", "Sentences that the handbook leaves open."),
    Kind.PAGES: Facts("Other pages", "What somebody marked on use cases, collateral, people and pages."),
    Kind.NOBODY: Facts("Use cases that nobody owns", "The ownership table names no product marketer.", False),
    Kind.COLUMNS: Facts(
        "Use cases outside the DRI matrix", "No column, or cells that nobody ever wrote down.", False
    ),
    Kind.LEADS: Facts("Roles without a lead", "Nobody leads the role across use cases.", False),
    Kind.LEFT: Facts("People who left", "They are still named as responsible for something.", False),
    Kind.SECTIONS: Facts("Persona sections", "Parts of a persona that its source does not have.", False),
    Kind.USE_CASES: Facts("Use case pages", "Parts of a use case that nobody has written.", False),
    Kind.TABLES: Facts("Journey tables", "Journeys without steps, steps without activities.", False),
    Kind.LISTS: Facts("Lists", "Disciplines that listed nothing, decks whose address is lost.", False),
    Kind.OVERDUE: Facts("Reviews that are overdue", "Nobody said in time that it is still correct.", False),
    Kind.OWNER: Facts("Content without an owner", "Nobody keeps the page right.", False),
}
