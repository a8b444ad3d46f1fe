"""Text of a handbook page to blocks, and back to Markdown. Pure functions; nothing here knows Django."""
