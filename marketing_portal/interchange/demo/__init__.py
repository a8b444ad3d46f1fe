"""Sign-ins and requests for trying the portal, from ``fixtures/demo/``."""
