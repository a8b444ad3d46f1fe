"""The segment of a customer is called what the handbook calls it, and not like the company sizes of personas."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("usecases", "0004_use_case_points")]

    operations = [
        migrations.RenameField("usecasepoint", "segment", "sales_segment"),
        migrations.RenameField("historicalusecasepoint", "segment", "sales_segment"),
        migrations.AlterField("usecasepoint", "sales_segment", models.CharField(blank=True, max_length=60)),
        migrations.AlterField(
            "historicalusecasepoint", "sales_segment", models.CharField(blank=True, max_length=60)
        ),
    ]
