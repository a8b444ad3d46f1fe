"""Sending what was told, by mail, in the background."""


def enqueue_mail() -> None:
    """Let the worker send the mails that wait."""
