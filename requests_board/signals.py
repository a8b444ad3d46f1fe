"""What this app tells those above it."""

from django.dispatch import Signal

# The workflow changed requests, set-based and so without save(): ``keys`` are their primary keys. Sent inside the
# transaction; whoever reads the requests waits for its commit.
requests_changed = Signal()
