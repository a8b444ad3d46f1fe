"""The app for requests to strategic marketing."""

from django.apps import AppConfig


class RequestsBoardConfig(AppConfig):
    """App ``requests_board``."""

    name = "requests_board"
    verbose_name = "Requests"
