"""How requirements are met, and the points of a use case page; what is said of a persona there is Markdown now."""

from typing import Any

import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

from marketing_portal.content.markdown import render


def render_notes(apps: Any, schema_editor: Any) -> None:
    """Fill in the HTML of what is stored already."""
    for one in apps.get_model("usecases", "UseCasePersona").objects.exclude(note=""):
        one.note_html = render(one.note).html
        one.save(update_fields=["note_html"])


class Migration(migrations.Migration):
    dependencies = [
        ("content", "0002_initial"),
        ("usecases", "0003_release_runs"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="historicalmarketrequirement",
            name="answer",
            field=models.TextField(blank=True, help_text="Markdown.", verbose_name="how we meet it"),
        ),
        migrations.AddField(
            model_name="historicalmarketrequirement",
            name="demos",
            field=models.TextField(blank=True, help_text="Links to what shows it. Markdown."),
        ),
        migrations.AddField(
            model_name="historicalmarketrequirement",
            name="demos_state",
            field=models.CharField(
                choices=[
                    ("known", "Known"),
                    ("unknown", "Unknown"),
                    ("tbd", "To be decided"),
                    ("uncertain", "Uncertain"),
                    ("not_applicable", "Not applicable"),
                    ("needs_data", "Needs data"),
                    ("absent", "Not written yet"),
                ],
                default="known",
                max_length=16,
                verbose_name="state of the demos",
            ),
        ),
        migrations.AddField(
            model_name="historicalmarketrequirement",
            name="product_areas",
            field=models.TextField(
                blank=True,
                help_text="Where in the product the answer is. Markdown.",
                verbose_name="stages and categories",
            ),
        ),
        migrations.AddField(
            model_name="marketrequirement",
            name="answer",
            field=models.TextField(blank=True, help_text="Markdown.", verbose_name="how we meet it"),
        ),
        migrations.AddField(
            model_name="marketrequirement",
            name="answer_html",
            field=models.TextField(blank=True, editable=False),
        ),
        migrations.AddField(
            model_name="marketrequirement",
            name="demos",
            field=models.TextField(blank=True, help_text="Links to what shows it. Markdown."),
        ),
        migrations.AddField(
            model_name="marketrequirement",
            name="demos_html",
            field=models.TextField(blank=True, editable=False),
        ),
        migrations.AddField(
            model_name="marketrequirement",
            name="demos_state",
            field=models.CharField(
                choices=[
                    ("known", "Known"),
                    ("unknown", "Unknown"),
                    ("tbd", "To be decided"),
                    ("uncertain", "Uncertain"),
                    ("not_applicable", "Not applicable"),
                    ("needs_data", "Needs data"),
                    ("absent", "Not written yet"),
                ],
                default="known",
                max_length=16,
                verbose_name="state of the demos",
            ),
        ),
        migrations.AddField(
            model_name="marketrequirement",
            name="product_areas",
            field=models.TextField(
                blank=True,
                help_text="Where in the product the answer is. Markdown.",
                verbose_name="stages and categories",
            ),
        ),
        migrations.AddField(
            model_name="marketrequirement",
            name="product_areas_html",
            field=models.TextField(blank=True, editable=False),
        ),
        migrations.AddField(
            model_name="usecasepersona",
            name="note_html",
            field=models.TextField(blank=True, editable=False),
        ),
        migrations.AddField(
            model_name="usecasepersona",
            name="renderer_version",
            field=models.PositiveSmallIntegerField(default=1, editable=False),
        ),
        migrations.AlterField(
            model_name="historicalusecasepersona",
            name="note",
            field=models.TextField(blank=True, help_text="What moves them here. Markdown."),
        ),
        migrations.AlterField(
            model_name="usecasepersona",
            name="note",
            field=models.TextField(blank=True, help_text="What moves them here. Markdown."),
        ),
        migrations.CreateModel(
            name="HistoricalUseCasePoint",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("users", "About the users"),
                            ("buyers", "About the buyers"),
                            ("differentiators", "Differentiators"),
                            ("features", "Top features"),
                            ("tier_values", "Value by tier"),
                            ("messages", "Message house"),
                            ("partners", "Partners"),
                            ("questions", "Discovery questions"),
                            ("objections", "Objections"),
                            ("competition", "Competition"),
                            ("analysts", "Analyst coverage"),
                            ("reviews", "Quotes and reviews"),
                            ("case_studies", "Case studies and blogs"),
                            ("references", "References"),
                            ("adoption", "Adoption"),
                            ("resources", "Resources"),
                            ("inventory", "Pages of the buyer's journey"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "key",
                    models.SlugField(
                        help_text="Stays the same when the text changes; part of the point's link.",
                        max_length=80,
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=0)),
                (
                    "group",
                    models.CharField(
                        blank=True, help_text="The heading that it stands under.", max_length=160
                    ),
                ),
                (
                    "title",
                    models.TextField(
                        blank=True,
                        help_text="Its name: a differentiator, a tier, a customer, who says it. Markdown.",
                    ),
                ),
                ("text", models.TextField(blank=True, help_text="Markdown.")),
                (
                    "detail",
                    models.TextField(
                        blank=True,
                        help_text="Proof, answer, remark, solution, source, key features. Markdown.",
                    ),
                ),
                (
                    "result",
                    models.TextField(blank=True, help_text="What came of it, for case studies. Markdown."),
                ),
                ("demos", models.TextField(blank=True, help_text="Links to what shows it. Markdown.")),
                ("segment", models.CharField(blank=True, max_length=60, verbose_name="sales segment")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("known", "Known"),
                            ("unknown", "Unknown"),
                            ("tbd", "To be decided"),
                            ("uncertain", "Uncertain"),
                            ("not_applicable", "Not applicable"),
                            ("needs_data", "Needs data"),
                            ("absent", "Not written yet"),
                        ],
                        default="known",
                        max_length=16,
                    ),
                ),
                ("is_remark", models.BooleanField(default=False, verbose_name="remark on the group")),
                (
                    "internal",
                    models.BooleanField(default=False, help_text="Only for people who are signed in."),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "change_set",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="content.changeset",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "use_case",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="usecases.usecase",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical use case point",
                "verbose_name_plural": "historical use case points",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="UseCasePoint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("renderer_version", models.PositiveSmallIntegerField(default=1, editable=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("users", "About the users"),
                            ("buyers", "About the buyers"),
                            ("differentiators", "Differentiators"),
                            ("features", "Top features"),
                            ("tier_values", "Value by tier"),
                            ("messages", "Message house"),
                            ("partners", "Partners"),
                            ("questions", "Discovery questions"),
                            ("objections", "Objections"),
                            ("competition", "Competition"),
                            ("analysts", "Analyst coverage"),
                            ("reviews", "Quotes and reviews"),
                            ("case_studies", "Case studies and blogs"),
                            ("references", "References"),
                            ("adoption", "Adoption"),
                            ("resources", "Resources"),
                            ("inventory", "Pages of the buyer's journey"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "key",
                    models.SlugField(
                        help_text="Stays the same when the text changes; part of the point's link.",
                        max_length=80,
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=0)),
                (
                    "group",
                    models.CharField(
                        blank=True, help_text="The heading that it stands under.", max_length=160
                    ),
                ),
                (
                    "title",
                    models.TextField(
                        blank=True,
                        help_text="Its name: a differentiator, a tier, a customer, who says it. Markdown.",
                    ),
                ),
                ("title_html", models.TextField(blank=True, editable=False)),
                ("text", models.TextField(blank=True, help_text="Markdown.")),
                ("text_html", models.TextField(blank=True, editable=False)),
                (
                    "detail",
                    models.TextField(
                        blank=True,
                        help_text="Proof, answer, remark, solution, source, key features. Markdown.",
                    ),
                ),
                ("detail_html", models.TextField(blank=True, editable=False)),
                (
                    "result",
                    models.TextField(blank=True, help_text="What came of it, for case studies. Markdown."),
                ),
                ("result_html", models.TextField(blank=True, editable=False)),
                ("demos", models.TextField(blank=True, help_text="Links to what shows it. Markdown.")),
                ("demos_html", models.TextField(blank=True, editable=False)),
                ("segment", models.CharField(blank=True, max_length=60, verbose_name="sales segment")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("known", "Known"),
                            ("unknown", "Unknown"),
                            ("tbd", "To be decided"),
                            ("uncertain", "Uncertain"),
                            ("not_applicable", "Not applicable"),
                            ("needs_data", "Needs data"),
                            ("absent", "Not written yet"),
                        ],
                        default="known",
                        max_length=16,
                    ),
                ),
                ("is_remark", models.BooleanField(default=False, verbose_name="remark on the group")),
                (
                    "internal",
                    models.BooleanField(default=False, help_text="Only for people who are signed in."),
                ),
                (
                    "use_case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="points",
                        to="usecases.usecase",
                    ),
                ),
            ],
            options={
                "ordering": ["use_case", "order", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("use_case", "key"), name="point_key_once_a_use_case"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("text", ""), ("title", ""), _negated=True),
                            models.Q(("state", "known"), _negated=True),
                            _connector="OR",
                        ),
                        name="use_case_point_says_something",
                        violation_error_message="Write a title or a text, or say why there is none.",
                    ),
                ],
            },
        ),
        migrations.RunPython(render_notes, migrations.RunPython.noop),
    ]
