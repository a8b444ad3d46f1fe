"""Personas whose labels have the level of their name or share a paragraph; titles that look like names."""

from __future__ import annotations

from marketing_portal.interchange.documents import PersonaDoc
from tests.interchange.handbook.test_other_forms import lost, made, read

FLAT = """## Robin (Night Guard)

* **Alternative Job Titles:** Watchman, Porter

## Job Summary

I keep the doors shut.

## Jobs to be done

* When a door opens, I want to know.

## Skills (and personal traits)

* Patience

## Toni (Porter)

## Job summary

I carry.

## Frustrations

### In the morning

* Stairs

## Who keeps this page

Nobody yet.

## Motivations

Of the authors.
"""
LINES = """Title: who buys here
====================

### Ari - the Head of Stairs

**Background**: mason,
then architect
**Goals**: *wide* steps
**Challenges** (need more data)
**Team:** nine

Note: **Goals** in the text
**Tools** are no labels here.
"""


def test_labels_of_the_level_of_the_name_belong_to_the_persona_before_them() -> None:
    found = read(FLAT)
    robin, toni = made(found, PersonaDoc)
    assert (robin.name, robin.alternative_titles) == ("Robin", ("Watchman", "Porter"))
    assert [(one.kind, one.text) for one in robin.points] == [
        ("job_summary", "I keep the doors shut."),
        ("jobs", "When a door opens, I want to know."),
        ("skills", "Patience"),
    ]
    assert [(one.kind, one.text) for one in toni.points] == [
        ("job_summary", "I carry."),
        ("other", "Stairs"),
    ]
    assert [block.text for block in found.body] == [
        "Who keeps this page",
        "Nobody yet.",
        "Motivations",
        "Of the authors.",
    ]
    assert lost(found) == []


def test_labels_on_lines_of_one_paragraph_below_a_title_that_looks_like_a_name() -> None:
    found = read(LINES)
    (ari,) = made(found, PersonaDoc)
    assert (found.title, ari.name, ari.role) == ("Title: who buys here", "Ari", "Head of Stairs")
    assert [(one.kind, one.text) for one in ari.points] == [
        ("background", "mason,\nthen architect"),
        ("goals", "*wide* steps"),
        ("team", "nine"),
        ("team", "Note: **Goals** in the text\n**Tools** are no labels here."),
    ]
    assert [gap.place for gap in ari.gaps] == ["challenges"]
    assert lost(found) == []


OTHERS = """# Buyer personas

## Buyer Persona: Uma the Night Director

### Background
- Old hand

### Objections & answers

| Objection | Answer |
|-|-|
| Too dark | Lamps |

### Questions to ask

| Question | Purpose |
|-|-|
| How dark? | lamps |

### Quotes

> "I never sleep."
> \u2014 Director, hotels

## Ivo

* **Role:** Head of Lamps

**Goals**

- Light

**Challenges**

- Dark

## Eva (Lamp Engineer)

Job summary
: I screw.

Jobs to be done
: When it is dark, I want light.
: When it is light, I want rest.
"""


def test_names_roles_and_labels_in_other_places() -> None:
    found = read(OTHERS)
    uma, ivo, eva = made(found, PersonaDoc)
    assert [(one.name, one.role) for one in (uma, ivo, eva)] == [
        ("Uma", "Night Director"),
        ("Ivo", "Head of Lamps"),
        ("Eva", "Lamp Engineer"),
    ]
    assert [(one.kind, one.text, one.detail) for one in uma.points] == [
        ("background", "Old hand", ""),
        ("objections", "Too dark", "Lamps"),
        ("questions", "How dark?", "lamps"),
    ]
    assert [(one.text, one.speaker_role) for one in uma.quotes] == [("I never sleep.", "Director, hotels")]
    assert ivo.anchors == ()  # a first name alone is nobody's address
    assert [(one.kind, one.text) for one in eva.points] == [
        ("job_summary", "I screw."),
        ("jobs", "When it is dark, I want light."),
        ("jobs", "When it is light, I want rest."),
    ]
    assert lost(found) == []
