"""WSGI entry point: ``marketing_portal.wsgi:application``, for granian, gunicorn or any other WSGI server."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "marketing_portal.settings")

application = get_wsgi_application()
# What is loaded now stays while the process lives: looking through it for garbage would hold up a page now and then.
gc.collect()
gc.freeze()
