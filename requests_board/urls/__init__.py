"""Addresses of the request desk."""
