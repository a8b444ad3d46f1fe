"""The page of roles and personas: user and internal personas with their jobs, motivations and frustrations.

What the page says of buyer personas stands on their own page; here it stays as text.
"""

from __future__ import annotations

from functools import partial

from marketing_portal.interchange.handbook.kinds.base import PageKind
from marketing_portal.interchange.handbook.kinds.personas import Personas, mostly

USER_PERSONAS = PageKind(
    name="user-personas",
    title="Roles and personas",
    slug="roles-and-personas",
    fits=partial(mostly, "user"),
    things=(Personas(),),
)
