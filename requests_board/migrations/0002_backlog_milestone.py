"""``SM_Backlog`` exists from the start; quarters are made as they come."""

from django.db import migrations


def make_backlog(apps, schema_editor):
    milestone = apps.get_model("requests_board", "Milestone")
    milestone.objects.get_or_create(kind="backlog", defaults={"name": "SM_Backlog", "slug": "backlog"})


class Migration(migrations.Migration):
    dependencies = [("requests_board", "0001_initial")]
    operations = [migrations.RunPython(make_backlog, migrations.RunPython.noop)]
