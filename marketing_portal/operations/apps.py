"""The app that starts the portal and keeps it running."""

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    """App ``operations``."""

    name = "marketing_portal.operations"
    label = "operations"
    verbose_name = "Operations"
