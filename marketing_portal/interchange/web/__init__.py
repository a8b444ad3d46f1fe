"""Bringing files in and taking them out on pages of the portal."""
