"""Sets Django up outside of pytest, for tools that run the portal with a data folder of their own.

Import this before anything that has models. `PORT` and `FOLDER` are what `servers.portal` wants to know.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

import django

from tests.support.servers import free_port

FOLDER = Path(tempfile.mkdtemp(prefix="portal-tool-"))
PORT = free_port()
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "marketing_portal.settings",
    "PORTAL_MODE": "demo",
    "PORTAL_DATA_DIR": str(FOLDER),
    "PORT": str(PORT),
    "DATABASE_URL": "",
}
django.setup()
