"""The fixed words of the use case files. A test holds them against the vocabularies of the models."""

TIERS = (1, 2, 3)
PERSONA_ROLES = ("buyer", "user")
LINK_STATES = ("url", "url_tbd", "tbd", "placeholder_epic", "slack_name", "slack_link")
LINKS_WITH_TARGET = ("url", "placeholder_epic", "slack_link")
STATEMENT_KINDS = (
    "use_case_criterion", "charter_problem", "charter_purpose", "charter_goal", "charter_rule", "charter_agenda",
    "requirement_rule", "requirement_impact", "content_kind", "group_supported", "metric", "use_case_activity",
    "stage_activity", "health_status", "rhythm", "release_vs_launch", "hiring_step", "bom_tracking", "deck_rule",
    "department_purpose",
)  # fmt: skip
COLLATERAL_KINDS = (
    "presentation", "whitepaper", "infographic", "video", "demo", "integration_demo", "case_study",
    "analyst_report", "blog", "webinar", "ebook", "comparison", "guide", "other",
)  # fmt: skip
POINT_KINDS = (
    "users", "buyers", "differentiators", "features", "tier_values", "messages", "message_values", "partners",
    "questions", "objections", "competition", "analysts", "reviews", "case_studies", "references", "adoption",
    "resources", "inventory",
)  # fmt: skip
LANES = ("executives", "management", "staff")
PRIORITIES = (1, 2, 3)
# Where a use case can have a gap that no state of its own tells (a cell, a link or a step tells its gap by its state).
USE_CASE_PLACES = (
    "description", "body", "resource_url", "value_drivers", "personas", "requirements", "points",
)  # fmt: skip
