"""The app for people, teams, accounts and roles."""

from django.apps import AppConfig

from marketing_portal.people.accounts import signals


class PeopleConfig(AppConfig):
    """App ``people``."""

    name = "marketing_portal.people"
    label = "people"
    verbose_name = "People and teams"

    def ready(self) -> None:
        """Keep one address an account."""
        signals.connect()
