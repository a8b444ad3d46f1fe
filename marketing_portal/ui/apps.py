"""The design system as a Django app."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Template tags, components and static files; it has no models and knows no other app."""

    name = "marketing_portal.ui"
    label = "ui"
    verbose_name = "Interface"
