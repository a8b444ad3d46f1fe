"""The app for use cases and the buyer's journey."""

from django.apps import AppConfig


class UsecasesConfig(AppConfig):
    """App ``usecases``."""

    name = "usecases"
    verbose_name = "Use cases"
