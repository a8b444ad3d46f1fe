"""Sizes of files in words."""

from django.template.defaultfilters import filesizeformat


def size(number: int) -> str:
    """``10 MB``, where Django says ``10.0 MB``."""
    return filesizeformat(number).replace(".0\xa0", "\xa0")
