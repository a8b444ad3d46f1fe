"""Loads fixtures/content into the test database, as `manage.py load_content` does."""

from importlib.util import find_spec

from django.core.management import call_command, get_commands


def load() -> None:
    """Load everything; nothing while the command does not exist yet."""
    if "load_content" in get_commands() and find_spec("marketing_portal.interchange.loader"):
        call_command("load_content", verbosity=0)
