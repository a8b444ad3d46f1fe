"""Starts the portal as `make run` does, for tests and tools that need the real thing over HTTP."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.source import ROOT

PATIENCE = 180  # seconds a server may take until it answers
HOST = "127.0.0.1"


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
    return port


def answers(address: str) -> bool:
    """Whether anything answers there, even if with an error."""
    try:
        urllib.request.urlopen(address, timeout=5).close()  # noqa: S310
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


def wait_for(address: str, process: subprocess.Popen[bytes], said: Path) -> None:
    """Wait until ``address`` answers; raises with what the server said when it ends or takes too long."""
    until = time.monotonic() + PATIENCE
    while not answers(address):
        if process.poll() is not None or time.monotonic() > until:
            raise RuntimeError(f"{address} does not answer:\n{said.read_text()[-3000:]}")
        time.sleep(0.1)


@contextmanager
def serving(command: list[str], address: str, environment: dict[str, str]) -> Iterator[Path]:
    """Run ``command`` until the block ends; yields the file that holds what it says, once ``address`` answers."""
    with tempfile.TemporaryDirectory(prefix="portal-server-") as folder:
        said = Path(folder) / "said"
        with said.open("wb") as output:
            process = subprocess.Popen(
                command,
                cwd=ROOT,
                env=os.environ | environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
            )
        try:
            wait_for(address, process, said)
            yield said
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(PATIENCE)


@contextmanager
def portal(data_folder: Path, port: int, **environment: str) -> Iterator[str]:
    """The portal with its sample content in ``data_folder``; yields its address."""
    address = f"http://{HOST}:{port}"
    settings = {
        "PORTAL_MODE": "demo",
        "PORTAL_DATA_DIR": str(data_folder),
        "PORT": str(port),
        "DATABASE_URL": "",
    }
    with serving([sys.executable, "manage.py", "up"], f"{address}/healthz", settings | environment):
        yield address
