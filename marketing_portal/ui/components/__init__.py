"""Components that are plain functions from values to safe HTML; templatetags/ui.py offers them to templates."""
