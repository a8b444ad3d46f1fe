"""The fixed words of the content files. A test holds them against the vocabularies of the models."""

KNOWLEDGE = ("known", "unknown", "tbd", "uncertain", "not_applicable", "needs_data", "absent")
LIST_GAP_KEY, LIST_PLACE = "persona", "list"  # of the gap that an entry of the persona list is by itself
GAP_STATES = ("unknown", "tbd", "uncertain", "needs_data", "absent")
PERSONA_KINDS = ("buyer", "user", "internal")
PERSONA_STATUSES = ("draft", "active", "deprecated")
SEGMENTS = ("smb", "midsize", "large")
BUYING_ROLES = {
    "decides": "decides",
    "recommends": "recommends",
    "influences": "influences",
    "owns budget": "owns_budget",
}
GUIDANCE_KINDS = ("role_purpose", "writing")
LABEL_FAMILIES = (
    "base", "state", "team", "use_case", "dod", "eteam", "priority", "gtm_phase", "devops_stage", "other",
)  # fmt: skip
QUESTION_TYPES = ("text", "long", "choice", "date", "link", "number")

SEGMENTS_PLACE = "segments"
QUOTES_PLACE = "quotes"
OTHER = "other"
# Sections of a persona in order, and in each its headings in order with the place that the model knows them by.
# Under “Other” every heading is free and becomes the label of its points.
SECTIONS: dict[str, dict[str, str]] = {
    "Who": {
        "Background": "background",
        "Demographics": "demographics",
        "Identifiers": "identifiers",
        "Company": "company",
        "Team": "team",
        "Influencers": "influencers",
    },
    "What": {
        "Goals": "goals",
        "Challenges": "challenges",
        "How we help": "help",
        "Why we connect": SEGMENTS_PLACE,
        "Real quotes": QUOTES_PLACE,
        "Common objections": "objections",
    },
    "Why": {"Discovery questions": "questions", "Messaging": "messaging", "Elevator pitch": "pitch"},
    "Work": {
        "Job summary": "job_summary",
        "Jobs to be done": "jobs",
        "Motivations": "motivations",
        "Frustrations": "frustrations",
        "Tools": "tools",
        "Skills and traits": "skills",
        "Collaboration": "collaboration",
    },
    "Other": {},
}
PLACES = (*(place for headings in SECTIONS.values() for place in headings.values()), OTHER)
DETAILS = {"objections": "Answer", "questions": "Purpose"}  # name of a point's second text
# What can be said of a role in a customer's IT department.
ROLE_TEXTS = ("focus", "reference", "value", "challenges", "questions", "resources", "note")
