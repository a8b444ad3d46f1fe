"""``manage.py load_demo``: sign-ins and requests for trying the portal."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from marketing_portal.interchange.demo.accounts import PASSWORD, make_accounts
from marketing_portal.interchange.demo.beside import put_beside
from marketing_portal.interchange.demo.desk import Material, fill
from marketing_portal.interchange.demo.files import read_accounts, read_requests
from marketing_portal.interchange.demo.requests import make_requests
from marketing_portal.interchange.demo.standups import hold_standups
from marketing_portal.interchange.errors import BadFile
from marketing_portal.people.models import User

DRAWN = 317  # with those that are written down some 330: a quarter of the real desk
FOLDER = settings.BASE_DIR / "fixtures" / "demo"


class Command(BaseCommand):
    """Makes the demo sign-ins and requests once."""

    help = "Make one sign-in for each role and two quarters of requests; nothing where they exist."

    def add_arguments(self, parser: Any) -> None:
        """How many requests are drawn beside those that are written down."""
        parser.add_argument("--requests", type=int, default=DRAWN, help=f"requests to draw (default {DRAWN})")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make them, or say why not."""
        if settings.PRODUCTION:
            raise CommandError(
                "Everybody knows the password of the demo sign-ins: production mode refuses them."
            )
        if User.objects.filter(is_demo=True).exists():
            self.say(options, "The demo sign-ins exist already; nothing was changed.")
            return
        try:
            with transaction.atomic():
                users = make_accounts(read_accounts(FOLDER))
                requests = [
                    *fill(users, FOLDER, options["requests"]),
                    *make_requests(read_requests(FOLDER), users),
                ]
                hold_standups(users["triage_lead"])
                put_beside(Material.read(FOLDER), users)
        except BadFile as error:
            raise CommandError(str(error)) from None
        able = [user for user in users.values() if user.has_usable_password()]
        self.say(options, f"{len(requests)} requests and {len(able)} sign-ins; password: {PASSWORD}")
        for user in able:
            self.say(options, f"  {user.email:<32} {user.name}")

    def say(self, options: dict[str, Any], line: str) -> None:
        """Print ``line`` unless the command is to be quiet."""
        if options["verbosity"]:
            self.stdout.write(line)
