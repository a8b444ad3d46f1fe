"""Kinds of pages: which headings and labels mean what. Each is a short description; nothing here knows Django."""
