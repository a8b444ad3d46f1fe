"""One address an account: what django-allauth noted of a former one goes when an administrator changes it."""

from typing import Any

from django.apps import apps
from django.db.models.signals import post_save


def forget_former_addresses(instance: Any, created: bool, **_: Any) -> None:
    """Otherwise a former address would still sign in and get the mail that resets the password."""
    if created:
        return
    noted = apps.get_model("account", "EmailAddress").objects
    noted.filter(user=instance).exclude(email=instance.email).delete()


def connect() -> None:
    """Listen to accounts being saved."""
    post_save.connect(forget_former_addresses, sender="people.User", dispatch_uid="forget_former_addresses")
