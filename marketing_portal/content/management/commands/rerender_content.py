"""``manage.py rerender_content``: bring stored HTML up to date after the renderer has changed."""

from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand
from django.db import transaction

from marketing_portal.content.markdown import RENDERER_VERSION, RenderedText

BATCH = 200


class Command(BaseCommand):
    """Renders what an older version of the renderer wrote. Nobody changed the text, so there is no history row."""

    help = "Render stored HTML anew where an older version of the renderer wrote it."

    def handle(self, *args: Any, **options: Any) -> None:
        """Go through every model that stores HTML."""
        for model in apps.get_models():
            if issubclass(model, RenderedText):
                number = rerender(model)
                if number and options["verbosity"]:
                    self.stdout.write(f"{model._meta.verbose_name_plural}: {number:,} rendered")


def rerender(model: Any) -> int:
    """Bring the HTML of every outdated row of ``model`` up to date, in batches; gives their number."""
    names = [*model.RENDERED.values(), "renderer_version"]
    if any(field.name == "headings" for field in model._meta.concrete_fields):
        names.append("headings")
    done = 0
    while True:
        with transaction.atomic():
            outdated = model._base_manager.exclude(renderer_version=RENDERER_VERSION)
            rows = list(outdated.select_for_update().order_by("pk")[:BATCH])
            for row in rows:
                row.render_text()
            model._base_manager.bulk_update(rows, names)
        done += len(rows)
        if len(rows) < BATCH:
            return done
