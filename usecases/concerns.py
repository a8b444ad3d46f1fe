"""What people ask about in their own words, for each role of the activation team that answers for it.

The roles are content and have keys that stay; a role that has no words here is offered under its name. What each
answers for in full is `ActivationRole.responsibility` (handbook, use case driven go-to-market).
"""

from __future__ import annotations

from usecases.models import ActivationRole

GENERAL = "product-marketing"  # leads the activation team, so this is whom one asks about everything else

PLAIN_WORDS = {
    GENERAL: "Messages and positioning, or anything else",
    "technical-marketing": "Demos and how it works",
    "product-manager": "Roadmap and product features",
    "content-marketing": "Articles and other first reading",
    "developer-evangelism": "Talks and the developer community",
    "customer-reference": "Customer stories and references",
    "competitive-intel": "Competitors and comparisons",
    "campaign-managers": "Campaigns",
    "digital-marketing": "Online advertising",
    "field-marketing": "Local and regional events",
    "solution-architect": "Proof of value, demos for one customer",
    "technical-account-manager": "Customers who use it already",
    "field-enablement": "Training for sales",
    "partner-marketing": "Joint marketing with partners",
    "alliances-team": "Technology partners",
    "corp-comm-pr-team": "The press",
    "analyst-relations": "Analysts and their reports",
}


def words_for(role: ActivationRole) -> str:
    """What somebody who does not know the roles would call it."""
    return PLAIN_WORDS.get(role.key, role.name)
