"""The app for use cases and the buyer's journey."""

from django.apps import AppConfig
from django.utils.module_loading import import_string

from marketing_portal.people.registry import person_panels
from personas.registry import persona_panels


class UsecasesConfig(AppConfig):
    """App ``usecases``."""

    name = "usecases"
    verbose_name = "Use cases"

    def ready(self) -> None:
        """Show on the pages of people and personas what is known here (models are not importable earlier)."""
        person_panels.register(import_string("usecases.panels.responsibilities"))
        persona_panels.register(import_string("usecases.panels.of_persona"))
