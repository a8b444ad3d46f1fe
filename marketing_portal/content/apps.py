"""The app that holds what all content shares."""

from django.apps import AppConfig, apps
from django.utils.module_loading import import_string

# What packages that the admin shows are called there: by what is found in them.
CALLED = {"axes": "Failed sign-ins", "django_tasks_database": "Work in the background"}


class ContentConfig(AppConfig):
    """App ``content``."""

    name = "marketing_portal.content"
    label = "content"
    verbose_name = "Handbook and history"

    def ready(self) -> None:
        """Join every history row that is written to its change set; name what packages bring in words."""
        for label, name in CALLED.items():
            apps.get_app_config(label).verbose_name = name
        import_string(
            "marketing_portal.content.history.connect"
        )()  # models are not importable before ready()
