"""What the web server runs; DJANGO_SETTINGS_MODULE names the floor's settings."""

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
