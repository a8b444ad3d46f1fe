"""The app that holds what all content shares."""

from django.apps import AppConfig
from django.utils.module_loading import import_string


class ContentConfig(AppConfig):
    """App ``content``."""

    name = "marketing_portal.content"
    label = "content"
    verbose_name = "Handbook and history"

    def ready(self) -> None:
        """Join every history row that is written to its change set."""
        import_string(
            "marketing_portal.content.history.connect"
        )()  # models are not importable before ready()
