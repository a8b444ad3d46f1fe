"""Issues of a label board: read from its exports, turned into requests, and written in the form that it imports.

``reading`` and ``rules`` are pure: text to documents, labels to fields. ``applying`` knows the models.
"""
