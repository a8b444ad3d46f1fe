"""What must hold before production serves; run by `manage.py up` and `manage.py check --deploy --database default`."""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.checks import Error, Tags, register


@register(Tags.database)
def no_demo_accounts(databases: Any = None, **_: Any) -> list[Error]:
    """Everybody knows the password of the demo accounts; signing in with them is refused besides."""
    if not databases or not settings.PRODUCTION:
        return []
    known = apps.get_model("people", "User").objects.filter(is_demo=True).values_list("email", flat=True)
    return [
        Error(
            f"The database holds demo accounts ({', '.join(known[:10])}).",
            hint="Start production with a database of its own, not with one that the demo was run on.",
            id="operations.E001",
        )
        for _ in known[:1]
    ]
