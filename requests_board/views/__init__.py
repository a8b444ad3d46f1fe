"""The pages of the request desk: thin; what they show is in ``pages``, what they ask in ``forms``."""
