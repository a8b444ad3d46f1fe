"""``manage.py make_requests N``: very many requests, for benches."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from marketing_portal.interchange.demo.accounts import make_accounts
from marketing_portal.interchange.demo.files import read_accounts
from marketing_portal.interchange.demo.volume import make
from marketing_portal.interchange.management.commands.load_demo import FOLDER
from marketing_portal.people.models import User


class Command(BaseCommand):
    """Adds requests to a database that is there to be measured."""

    help = "Add N requests with histories, 95 of a hundred closed. For benches: production mode refuses."

    def add_arguments(self, parser: Any) -> None:
        """How many."""
        parser.add_argument("number", type=int, help="how many requests to add")

    def handle(self, *args: Any, **options: Any) -> None:
        """Add them."""
        if settings.PRODUCTION:
            raise CommandError("Made-up requests are for measuring: production mode refuses them.")
        if options["number"] < 1:
            raise CommandError("Give a number above zero.")
        documents = read_accounts(FOLDER)
        with transaction.atomic():
            known = {user.email: user for user in User.objects.filter(is_demo=True)}
            missing = make_accounts(one for one in documents if one.email not in known)
            users = {one.key: known[one.email] for one in documents if one.email in known} | missing
            made = make(users, FOLDER, options["number"], self.say if options["verbosity"] else quiet)
        if options["verbosity"]:
            self.stdout.write(f"{made:,} requests were added.")

    def say(self, line: str) -> None:
        """Tell how far it is."""
        self.stdout.write(line)


def quiet(line: str) -> None:
    """Tell nothing."""
