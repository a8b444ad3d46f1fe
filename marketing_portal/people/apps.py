"""The app for people, teams, accounts and roles."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """App ``people``."""

    name = "marketing_portal.people"
    label = "people"
    verbose_name = "People and teams"
