"""The floor, served: Django's default middleware and one small template, on the web server that the portal uses."""

from collections.abc import Iterator
from contextlib import contextmanager

from marketing_portal.operations.management.commands.up import web_server
from tests.support import servers


@contextmanager
def floor() -> Iterator[str]:
    """Yields the address of the floor."""
    port = servers.free_port()
    command = [
        "tests.bench.floor.wsgi:application" if ":application" in part else part
        for part in web_server(servers.HOST, port).command
    ]
    address = f"http://{servers.HOST}:{port}"
    with servers.serving(command, address, {"DJANGO_SETTINGS_MODULE": "tests.bench.floor.settings"}):
        yield address
