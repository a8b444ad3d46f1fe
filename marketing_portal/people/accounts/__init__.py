"""Accounts: how people get one, sign in with it and lose it."""
