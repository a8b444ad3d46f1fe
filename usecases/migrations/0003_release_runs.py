"""Runs of the cascade checklist are made anew: a copy of its words, versions, actions of their own. None existed yet."""

import django.db.models.deletion
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models

from marketing_portal.content.migrating import CreateModels


class Migration(migrations.Migration):
    dependencies = [
        ("content", "0002_initial"),
        ("usecases", "0002_bom_description_html"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.DeleteModel(
            name='ReleaseAnswer',
        ),
        migrations.DeleteModel(
            name='Release',
        ),
        CreateModels(
            models=[
                migrations.CreateModel(
                    name='HistoricalRelease',
                    fields=[
                        ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                        ('origin', models.CharField(choices=[('sample', 'Sample content'), ('imported', 'Imported'), ('written', 'Written here')], default='written', editable=False, max_length=10)),
                        ('name', models.CharField(db_index=True, max_length=80)),
                        ('slug', models.SlugField(max_length=80)),
                        ('released_on', models.DateField(blank=True, null=True, verbose_name='day of the release')),
                        ('finished_at', models.DateTimeField(blank=True, editable=False, null=True)),
                        ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True)),
                        ('history_id', models.AutoField(primary_key=True, serialize=False)),
                        ('history_date', models.DateTimeField(db_index=True)),
                        ('history_change_reason', models.CharField(max_length=100, null=True)),
                        ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                        ('change_set', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='content.changeset')),
                        ('created_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('finished_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('withdrawn_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'historical release',
                        'verbose_name_plural': 'historical releases',
                        'ordering': ('-history_date', '-history_id'),
                        'get_latest_by': ('history_date', 'history_id'),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name='Release',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('renderer_version', models.PositiveSmallIntegerField(default=1, editable=False)),
                        ('origin', models.CharField(choices=[('sample', 'Sample content'), ('imported', 'Imported'), ('written', 'Written here')], default='written', editable=False, max_length=10)),
                        ('loaded_digest', models.CharField(blank=True, editable=False, max_length=64)),
                        ('loaded_version', models.PositiveIntegerField(blank=True, editable=False, null=True)),
                        ('version', models.PositiveIntegerField(default=0, editable=False)),
                        ('created_at', models.DateTimeField(auto_now_add=True)),
                        ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ('name', models.CharField(max_length=80, unique=True)),
                        ('slug', models.SlugField(max_length=80, unique=True)),
                        ('released_on', models.DateField(blank=True, null=True, verbose_name='day of the release')),
                        ('finished_at', models.DateTimeField(blank=True, editable=False, null=True)),
                        ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True)),
                        ('created_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('finished_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('withdrawn_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['-pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('finished_at__isnull', True), ('withdrawn_at__isnull', True), _connector='OR'), name='run_is_finished_or_withdrawn')],
                    },
                ),
                migrations.CreateModel(
                    name='HistoricalReleaseAnswer',
                    fields=[
                        ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                        ('origin', models.CharField(choices=[('sample', 'Sample content'), ('imported', 'Imported'), ('written', 'Written here')], default='written', editable=False, max_length=10)),
                        ('order', models.PositiveSmallIntegerField(default=0, editable=False)),
                        ('text', models.CharField(editable=False, max_length=300)),
                        ('answer', models.CharField(blank=True, choices=[('', 'Not answered'), ('yes', 'Yes'), ('no', 'No'), ('na', 'Not applicable')], max_length=3)),
                        ('url', models.URLField(blank=True, max_length=400, verbose_name='link')),
                        ('note', models.CharField(blank=True, max_length=300)),
                        ('answered_at', models.DateTimeField(blank=True, editable=False, null=True)),
                        ('history_id', models.AutoField(primary_key=True, serialize=False)),
                        ('history_date', models.DateTimeField(db_index=True)),
                        ('history_change_reason', models.CharField(max_length=100, null=True)),
                        ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                        ('answered_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('change_set', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='content.changeset')),
                        ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('question', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='usecases.cascadequestion')),
                        ('release', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='usecases.release')),
                    ],
                    options={
                        'verbose_name': 'historical release answer',
                        'verbose_name_plural': 'historical release answers',
                        'ordering': ('-history_date', '-history_id'),
                        'get_latest_by': ('history_date', 'history_id'),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name='ReleaseAnswer',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('renderer_version', models.PositiveSmallIntegerField(default=1, editable=False)),
                        ('origin', models.CharField(choices=[('sample', 'Sample content'), ('imported', 'Imported'), ('written', 'Written here')], default='written', editable=False, max_length=10)),
                        ('loaded_digest', models.CharField(blank=True, editable=False, max_length=64)),
                        ('loaded_version', models.PositiveIntegerField(blank=True, editable=False, null=True)),
                        ('version', models.PositiveIntegerField(default=0, editable=False)),
                        ('created_at', models.DateTimeField(auto_now_add=True)),
                        ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ('order', models.PositiveSmallIntegerField(default=0, editable=False)),
                        ('text', models.CharField(editable=False, max_length=300)),
                        ('answer', models.CharField(blank=True, choices=[('', 'Not answered'), ('yes', 'Yes'), ('no', 'No'), ('na', 'Not applicable')], max_length=3)),
                        ('url', models.URLField(blank=True, max_length=400, verbose_name='link')),
                        ('note', models.CharField(blank=True, max_length=300)),
                        ('answered_at', models.DateTimeField(blank=True, editable=False, null=True)),
                        ('answered_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('question', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='answers', to='usecases.cascadequestion')),
                        ('release', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='usecases.release')),
                    ],
                    options={
                        'ordering': ['release', 'order', 'pk'],
                        'constraints': [models.UniqueConstraint(fields=('release', 'question'), name='one_answer_a_question')],
                    },
                ),
                migrations.CreateModel(
                    name='HistoricalReleaseTask',
                    fields=[
                        ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                        ('order', models.PositiveSmallIntegerField(default=0)),
                        ('label', models.CharField(max_length=160)),
                        ('url', models.URLField(blank=True, max_length=400)),
                        ('done_at', models.DateTimeField(blank=True, null=True)),
                        ('history_id', models.AutoField(primary_key=True, serialize=False)),
                        ('history_date', models.DateTimeField(db_index=True)),
                        ('history_change_reason', models.CharField(max_length=100, null=True)),
                        ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                        ('action', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='usecases.cascadeaction')),
                        ('change_set', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='content.changeset')),
                        ('done_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('answer', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='usecases.releaseanswer')),
                    ],
                    options={
                        'verbose_name': 'historical release task',
                        'verbose_name_plural': 'historical release tasks',
                        'ordering': ('-history_date', '-history_id'),
                        'get_latest_by': ('history_date', 'history_id'),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name='ReleaseTask',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('order', models.PositiveSmallIntegerField(default=0)),
                        ('label', models.CharField(max_length=160)),
                        ('url', models.URLField(blank=True, max_length=400)),
                        ('done_at', models.DateTimeField(blank=True, null=True)),
                        ('action', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='usecases.cascadeaction')),
                        ('answer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tasks', to='usecases.releaseanswer')),
                        ('done_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['answer', 'order', 'pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('done_at__isnull', True), ('done_by__isnull', True)), models.Q(('done_at__isnull', False), ('done_by__isnull', False)), _connector='OR'), name='done_is_who_and_when')],
                    },
                ),
            ],
        ),
    ]
