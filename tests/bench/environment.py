"""Sets Django up for the benchmark, with a data folder of its own: import this before anything that has models."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

import django

from tests.support.servers import free_port

FOLDER = Path(tempfile.mkdtemp(prefix="portal-bench-"))
PORT = free_port()
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "marketing_portal.settings",
    "PORTAL_MODE": "demo",
    "PORTAL_BENCH": "1",
    "PORTAL_DATA_DIR": str(FOLDER),
    "PORT": str(PORT),
    "DATABASE_URL": "",
}
django.setup()
