"""Descriptions of the bill of materials are Markdown: their HTML is stored, as everywhere else."""

from typing import Any

from django.db import migrations, models

from marketing_portal.content.markdown import render_inline


def render_descriptions(apps: Any, schema_editor: Any) -> None:
    """Fill in the HTML of what is stored already."""
    for element in apps.get_model("usecases", "BomElement").objects.exclude(description=""):
        element.description_html = render_inline(element.description)
        element.save(update_fields=["description_html"])


class Migration(migrations.Migration):
    dependencies = [("usecases", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="bomelement",
            name="description_html",
            field=models.TextField(blank=True, editable=False),
        ),
        migrations.AlterField(
            model_name="bomelement",
            name="description",
            field=models.TextField(blank=True, help_text="Markdown."),
        ),
        migrations.AlterField(
            model_name="historicalbomelement",
            name="description",
            field=models.TextField(blank=True, help_text="Markdown."),
        ),
        migrations.RunPython(render_descriptions, migrations.RunPython.noop),
    ]
