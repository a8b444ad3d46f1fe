"""Template tags of the request desk."""
