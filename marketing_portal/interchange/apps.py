"""The app that reads and writes content as files."""

from django.apps import AppConfig


class InterchangeConfig(AppConfig):
    """App ``interchange``."""

    name = "marketing_portal.interchange"
    label = "interchange"
    verbose_name = "Files in and out"
