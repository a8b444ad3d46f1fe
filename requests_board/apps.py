"""The app for requests to strategic marketing."""

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate

from requests_board import wording


class RequestsBoardConfig(AppConfig):
    """App ``requests_board``."""

    name = "requests_board"
    verbose_name = "Requests"

    def ready(self) -> None:
        """After migrations, look whether SQLite lost triggers over them."""
        post_migrate.connect(mend_words, sender=self)


def mend_words(using: str, **_: Any) -> None:
    """The text search of the list follows every change of a request again."""
    wording.mend(connections[using])
