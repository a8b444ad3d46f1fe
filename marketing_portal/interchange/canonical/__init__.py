"""The canonical content files: text to documents and documents to text. Pure: nothing here knows Django."""
