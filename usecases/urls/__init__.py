"""Addresses of the app, one module for each part of it."""
