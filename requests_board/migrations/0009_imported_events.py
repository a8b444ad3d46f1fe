from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("requests_board", "0008_words_of_requests"),
    ]

    operations = [
        migrations.AlterField(
            model_name="requestevent",
            name="kind",
            field=models.CharField(
                choices=[
                    ("created", "Filed"),
                    ("moved", "Moved"),
                    ("edited", "Edited"),
                    ("commented", "Commented"),
                    ("asked", "Asked the requester"),
                    ("answered", "Answered"),
                    ("undone", "Took back"),
                    ("linked", "Linked"),
                    ("unlinked", "Unlinked"),
                    ("attached", "Attached a file"),
                    ("detached", "Removed a file"),
                    ("imported", "Imported"),
                ],
                max_length=10,
            ),
        ),
    ]
