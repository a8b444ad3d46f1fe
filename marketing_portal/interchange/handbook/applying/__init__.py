"""From documents to the database: matched with what is there, loaded, reported."""
