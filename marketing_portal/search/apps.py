"""The app that finds things: one index over everything that has an address."""

from django.apps import AppConfig
from django.utils.module_loading import import_string


class SearchConfig(AppConfig):
    """App ``search``."""

    name = "marketing_portal.search"
    label = "search"
    verbose_name = "Search"

    def ready(self) -> None:
        """Say what can be found, and follow its changes (models are not importable earlier)."""
        import_string("marketing_portal.search.sources.register_all")()
        import_string("marketing_portal.search.upkeep.connect")()
