"""What the text search of the list reads: the words of title, description and answers (requests_board/wording.py)."""

from django.db import migrations

from requests_board import wording


def forwards(apps, schema_editor):
    for statement in wording.create(schema_editor.connection.vendor):
        schema_editor.execute(statement)


def backwards(apps, schema_editor):
    for statement in wording.drop(schema_editor.connection.vendor):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("requests_board", "0007_columns_of_the_board")]
    operations = [migrations.RunPython(forwards, backwards)]
