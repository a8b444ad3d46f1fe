"""Handbook pages as they really are, brought into the portal: read, recognised, matched, loaded.

``reading`` turns text into blocks with line numbers, ``kinds`` turn blocks into documents, ``applying`` matches the
documents with what is there and hands them to the loader. Only ``applying`` knows Django.
"""
