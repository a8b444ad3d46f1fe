"""``manage.py import_issues FILE…``: issues of a label board become requests."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from marketing_portal.interchange.errors import BadFile
from marketing_portal.interchange.issues.applying import File, import_issues
from marketing_portal.interchange.issues.report import IssueReport
from marketing_portal.people.models import User
from marketing_portal.people.roles import is_triage_lead

SHOWN = 40


class Command(BaseCommand):
    """Imports the CSV that GitLab exports, or the JSON of its REST API."""

    help = "Import issues (GitLab's CSV or JSON) as requests: new ones, and updates of those imported before."

    def add_arguments(self, parser: Any) -> None:
        """The files, and how."""
        parser.add_argument("files", nargs="+", type=Path, help="CSV or JSON files")
        parser.add_argument("--by", help="e-mail of the triage lead in whose name it is done")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, change nothing")
        parser.add_argument("--overwrite", action="store_true", help="also over what was changed here since")
        parser.add_argument("--report", type=Path, help="write the report there, as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import, and tell."""
        by = who(options["by"])
        try:
            files = [File(str(path), path.read_bytes()) for path in options["files"]]
            report = import_issues(files, by=by, dry_run=options["dry_run"], overwrite=options["overwrite"])
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}.") from None
        except BadFile as error:
            raise CommandError(f"{error} Nothing was changed.") from None
        if options["report"]:
            options["report"].write_text(json.dumps(report.as_json(), indent=2, default=str) + "\n")
        if options["verbosity"]:
            self.tell(report)

    def tell(self, report: IssueReport) -> None:
        """What was done, file by file."""
        for file in report.files:
            for line, sentence in file.warnings[:SHOWN]:
                self.stdout.write(f"{file.path}:{line}: {sentence}")
            if len(file.warnings) > SHOWN:
                self.stdout.write(
                    f"{file.path}: and {len(file.warnings) - SHOWN} more; --report has them all."
                )
        for number, name, old, new in report.changes[:SHOWN]:
            self.stdout.write(f"#{number} {name}: {old!r} -> {new!r}")
        for number, name, here, there in report.conflicts:
            self.stdout.write(f"#{number} {name} stays {here!r}, changed here; the file says {there!r}.")
        for kind, names in report.made.items():
            self.stdout.write(f"Made {len(names)} {kind}: {', '.join(names[:SHOWN])}")
        counts = ", ".join(f"{count} {name}" for name, count in report.totals.items())
        self.stdout.write(f"{'Imported' if report.is_applied else 'Would import'}: {counts}.")


def who(email: str | None) -> User:
    """In whose name: the triage lead with this address, or the only one who may."""
    if email:
        user = User.objects.filter(email__iexact=email, is_active=True).first()
        if user is None or not is_triage_lead(user):
            raise CommandError(f"{email} is no triage lead of this portal.")
        return user
    leads = [user for user in User.objects.filter(is_active=True).order_by("pk") if is_triage_lead(user)]
    if not leads:
        raise CommandError("There is no triage lead yet. Make one in the admin, or name one with --by.")
    return leads[0]
