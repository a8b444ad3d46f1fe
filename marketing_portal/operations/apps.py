"""The app that starts the portal and keeps it running."""

from django.apps import AppConfig

from marketing_portal.operations import checks


class OperationsConfig(AppConfig):
    """App ``operations``."""

    name = "marketing_portal.operations"
    label = "operations"
    verbose_name = "Operations"
    checks = (checks.no_demo_accounts,)  # importing them registers them
