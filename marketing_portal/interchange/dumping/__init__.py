"""The way back: rows to the documents of which the canonical files are made. Loading a dump gives the same rows."""
