"""The app for personas."""

from django.apps import AppConfig


class PersonasConfig(AppConfig):
    """App ``personas``."""

    name = "personas"
    verbose_name = "Personas"
