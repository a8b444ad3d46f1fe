"""Requests and what belongs to them as they are today, with SM_Backlog and the words that the text search reads.

A new database takes this one step, an older one the fourteen that led here.
"""

import datetime as dt

import django.db.models.deletion
import django.db.models.functions.comparison
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import requests_board.models.related
from marketing_portal.content.migrating import CreateModels
from requests_board import wording


def make_backlog(apps, schema_editor):
    milestone = apps.get_model("requests_board", "Milestone")
    milestone.objects.get_or_create(kind="backlog", defaults={"name": "SM_Backlog", "slug": "backlog"})


def create_words(apps, schema_editor):
    for statement in wording.create(schema_editor.connection.vendor):
        schema_editor.execute(statement)


def drop_words(apps, schema_editor):
    for statement in wording.drop(schema_editor.connection.vendor):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    replaces = [
        ("requests_board", "0001_initial"),
        ("requests_board", "0002_backlog_milestone"),
        ("requests_board", "0003_notification_mail"),
        ("requests_board", "0004_request_by_change"),
        ("requests_board", "0005_desk"),
        ("requests_board", "0006_taken_back"),
        ("requests_board", "0007_columns_of_the_board"),
        ("requests_board", "0008_words_of_requests"),
        ("requests_board", "0009_imported_events"),
        ("requests_board", "0010_sorts_of_the_list"),
        ("requests_board", "0011_latest_due_dates"),
        ("requests_board", "0012_closing_of_the_closed"),
        ("requests_board", "0013_priorities_of_all"),
        ("requests_board", "0014_closed_by_change"),
    ]
    initial = True
    dependencies = [
        ('people', '0002_global_roles'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateModels(
            models=[
                migrations.CreateModel(
                    name='Assignment',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to=settings.AUTH_USER_MODEL)),
                        ('request', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='assignments', to='requests_board.smrequest')),
                    ],
                    options={
                        'ordering': ['pk'],
                        'constraints': [models.UniqueConstraint(fields=('request', 'user'), name='assigned_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Label',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('family', models.CharField(choices=[('base', 'Marks every request'), ('state', 'State'), ('team', 'Team'), ('use_case', 'Customer use case'), ('dod', 'Definition of done is clear'), ('eteam', 'Executive team request'), ('priority', 'Priority'), ('gtm_phase', 'GTM phase'), ('devops_stage', 'DevOps stage'), ('other', 'Other')], max_length=16)),
                        ('key', models.CharField(help_text='What is stored on the request.', max_length=60)),
                        ('text', models.CharField(help_text='Canonical spelling, as shown.', max_length=80, unique=True, verbose_name='label')),
                        ('normalised', models.CharField(editable=False, max_length=80, unique=True)),
                        ('note', models.CharField(blank=True, max_length=200)),
                        ('order', models.PositiveSmallIntegerField(default=0)),
                        ('team', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='label', to='people.team')),
                    ],
                    options={
                        'ordering': ['family', 'order', 'pk'],
                        'constraints': [models.UniqueConstraint(fields=('family', 'key'), name='label_key_once_a_family'), models.CheckConstraint(condition=models.Q(('team__isnull', True), ('family', 'team'), _connector='OR'), name='only_team_labels_name_a_team', violation_error_message='Only a label of the family “team” names a team.')],
                    },
                ),
                migrations.CreateModel(
                    name='LabelAlias',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('text', models.CharField(max_length=80)),
                        ('normalised', models.CharField(editable=False, max_length=80, unique=True)),
                        ('label', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='aliases', to='requests_board.label')),
                    ],
                    options={
                        'verbose_name_plural': 'label aliases',
                        'ordering': ['text'],
                    },
                ),
                migrations.CreateModel(
                    name='Milestone',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=80, unique=True)),
                        ('slug', models.SlugField(max_length=80, unique=True)),
                        ('kind', models.CharField(choices=[('backlog', 'Backlog'), ('quarter', 'Quarter'), ('launch', 'Launch'), ('campaign', 'Campaign')], max_length=10)),
                        ('starts_on', models.DateField(blank=True, null=True)),
                        ('ends_on', models.DateField(blank=True, null=True)),
                        ('closed_at', models.DateTimeField(blank=True, editable=False, null=True)),
                        ('goal', models.CharField(blank=True, help_text='What it is for, in a sentence.', max_length=300)),
                    ],
                    options={
                        'ordering': ['kind', 'starts_on'],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('kind', 'backlog')), fields=('kind',), name='one_backlog_milestone'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'quarter'), _negated=True), ('starts_on__lt', models.F('ends_on')), _connector='OR'), name='quarter_has_a_start_before_its_end', violation_error_message='A quarter needs a first day that comes before its last day.'), models.CheckConstraint(condition=models.Q(('starts_on__isnull', True), ('ends_on__isnull', True), ('starts_on__lte', models.F('ends_on')), _connector='OR'), name='milestone_ends_after_its_start', violation_error_message='The last day comes before the first.')],
                    },
                ),
                migrations.CreateModel(
                    name='SMRequest',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('renderer_version', models.PositiveSmallIntegerField(default=1, editable=False)),
                        ('title', models.CharField(max_length=200)),
                        ('description', models.TextField(blank=True, help_text='Markdown.')),
                        ('description_html', models.TextField(blank=True, editable=False)),
                        ('template', models.CharField(default='A-SM-Support-Request', editable=False, max_length=80)),
                        ('state', models.CharField(choices=[('new_request', 'New request'), ('triage', 'Triage'), ('backlog', 'Backlog'), ('assigned', 'Assigned'), ('completed', 'Completed'), ('transferred', 'Transferred'), ('declined', 'Declined')], default='new_request', max_length=12)),
                        ('priority', models.CharField(blank=True, choices=[('1', '1, first'), ('2', '2, soon'), ('3', '3, later'), ('?', '?, undecided')], max_length=1)),
                        ('gtm_phase', models.CharField(blank=True, choices=[('awareness', 'Awareness'), ('consideration', 'Consideration'), ('decision', 'Decision')], max_length=16, verbose_name='GTM phase')),
                        ('devops_categories', models.CharField(blank=True, help_text='Split by commas.', max_length=200, verbose_name='DevOps categories')),
                        ('due_on', models.DateField(blank=True, null=True, verbose_name='due date')),
                        ('due_is_critical', models.BooleanField(default=False, verbose_name='the due date is critical')),
                        ('is_urgent', models.BooleanField(default=False, verbose_name='urgent')),
                        ('urgent_reason', models.CharField(blank=True, max_length=300, verbose_name='why it is urgent')),
                        ('dod', models.CharField(blank=True, choices=[('Y', 'Yes'), ('N', 'No')], max_length=1, verbose_name='definition of done is clear')),
                        ('dod_text', models.TextField(blank=True, verbose_name='definition of done')),
                        ('eteam', models.CharField(blank=True, choices=[('Y', 'Yes'), ('N', 'No')], max_length=1, verbose_name='executive team request')),
                        ('is_clear', models.CharField(blank=True, choices=[('Y', 'Yes'), ('N', 'No')], max_length=1, verbose_name='clear enough to plan')),
                        ('clarity_note', models.CharField(blank=True, max_length=300)),
                        ('weight', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='estimate (days)')),
                        ('health', models.CharField(blank=True, choices=[('on_track', 'On track'), ('needs_attention', 'Needs attention'), ('at_risk', 'At risk')], max_length=16)),
                        ('health_note', models.CharField(blank=True, max_length=300)),
                        ('work_status', models.CharField(blank=True, choices=[('wip', 'Work in progress')], editable=False, max_length=8)),
                        ('is_confidential', models.BooleanField(default=False, help_text='Only you, the team that takes it and the triage leads will see it.', verbose_name='confidential')),
                        ('transferred_to', models.CharField(blank=True, editable=False, max_length=120)),
                        ('close_reason', models.CharField(blank=True, editable=False, max_length=500)),
                        ('delivered_url', models.URLField(blank=True, editable=False, max_length=400)),
                        ('delivered_note', models.CharField(blank=True, editable=False, max_length=300)),
                        ('waiting_since', models.DateTimeField(blank=True, editable=False, null=True)),
                        ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ('closed_at', models.DateTimeField(blank=True, editable=False, null=True)),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                        ('assignees', models.ManyToManyField(blank=True, related_name='requests_assigned', through='requests_board.Assignment', to=settings.AUTH_USER_MODEL)),
                        ('devops_stages', models.ManyToManyField(blank=True, limit_choices_to={'family': 'devops_stage'}, related_name='+', to='requests_board.label', verbose_name='DevOps stages')),
                        ('milestone', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='requests_board.milestone')),
                        ('requester', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='requests_filed', to=settings.AUTH_USER_MODEL)),
                        ('team', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='people.team')),
                        ('use_case', models.ForeignKey(blank=True, limit_choices_to={'family': 'use_case'}, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='requests_board.label')),
                        ('answers', models.JSONField(blank=True, default=dict, editable=False, help_text='Answers to the questions of the kind by their key: text, ISO date, number.')),
                        ('answers_text', models.TextField(blank=True, editable=False)),
                        ('carried_over', models.PositiveSmallIntegerField(default=0, editable=False, help_text='How often it went into another quarter unfinished.')),
                        ('labels', models.ManyToManyField(blank=True, limit_choices_to={'family': 'other'}, related_name='+', to='requests_board.label', verbose_name='other labels')),
                        ('launches', models.ManyToManyField(blank=True, limit_choices_to={'kind__in': ['launch', 'campaign']}, related_name='launch_requests', to='requests_board.milestone', verbose_name='launches and campaigns')),
                        ('origin', models.CharField(blank=True, editable=False, help_text='What it is called where it was imported from.', max_length=200)),
                        ('origin_url', models.URLField(blank=True, editable=False, max_length=400)),
                        ('kind', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='requests_board.requestkind')),
                        ('due_order', models.GeneratedField(db_persist=True, expression=django.db.models.functions.comparison.Coalesce(models.F('due_on'), models.Value(dt.date(9999, 12, 31), output_field=models.DateField())), output_field=models.DateField())),
                        ('priority_rank', models.GeneratedField(db_persist=True, expression=models.Case(models.When(priority='1', then=models.Value(1)), models.When(priority='2', then=models.Value(2)), models.When(priority='3', then=models.Value(3)), models.When(priority='?', then=models.Value(4)), models.When(priority='', then=models.Value(5)), default=models.Value(9)), output_field=models.PositiveSmallIntegerField())),
                        ('due_backwards', models.GeneratedField(db_persist=True, expression=django.db.models.functions.comparison.Coalesce(models.F('due_on'), models.Value(dt.date(1, 1, 1), output_field=models.DateField())), output_field=models.DateField())),
                    ],
                    options={
                        'verbose_name': 'request',
                        'ordering': ['-pk'],
                        'indexes': [models.Index(fields=['state', '-id'], name='request_by_state'), models.Index(fields=['team', 'state', '-id'], name='request_by_team'), models.Index(fields=['milestone', 'state'], name='request_by_milestone'), models.Index(fields=['requester', '-id'], name='request_by_requester'), models.Index(fields=['-updated_at', '-id'], name='request_by_change'), models.Index(condition=models.Q(('closed_at__isnull', True)), fields=['priority_rank', '-id'], name='open_by_priority'), models.Index(condition=models.Q(('closed_at__isnull', True)), fields=['due_order', '-id'], name='open_by_due_date'), models.Index(condition=models.Q(('closed_at__isnull', True)), fields=['-updated_at', '-id'], name='open_by_change'), models.Index(condition=models.Q(('closed_at__isnull', True)), fields=['state', 'priority_rank', '-id'], name='open_by_state_priority'), models.Index(condition=models.Q(('closed_at__isnull', True)), fields=['state', 'due_order', '-id'], name='open_by_state_due'), models.Index(condition=models.Q(('closed_at__isnull', True)), fields=['team', 'state', 'priority_rank', '-id'], name='open_by_team_priority'), models.Index(condition=models.Q(('closed_at__isnull', True)), fields=['team', 'state', 'due_order', '-id'], name='open_by_team_due'), models.Index(condition=models.Q(('closed_at__isnull', False)), fields=['state', '-closed_at', '-id'], name='closed_by_state'), models.Index(condition=models.Q(('closed_at__isnull', False)), fields=['team', 'state', '-closed_at', '-id'], name='closed_by_team'), models.Index(condition=models.Q(('closed_at__isnull', True)), fields=['id'], include=('state', 'team', 'milestone', 'requester', 'kind', 'use_case', 'priority_rank', 'due_order', 'health', 'gtm_phase', 'dod', 'eteam', 'due_is_critical', 'is_urgent', 'is_confidential', 'carried_over', 'waiting_since', 'created_at', 'closed_at'), name='open_by_filter'), models.Index(condition=models.Q(('closed_at__isnull', True)), fields=['priority_rank', 'due_order', '-id'], name='open_by_priority_due'), models.Index(condition=models.Q(('closed_at__isnull', True)), fields=['priority_rank', '-due_order', '-id'], name='open_by_priority_last_due'), models.Index(fields=['due_order', '-id'], name='request_by_due_date'), models.Index(condition=models.Q(('closed_at__isnull', True)), fields=['priority_rank', '-due_backwards', '-id'], name='open_by_priority_latest_due'), models.Index(condition=models.Q(('closed_at__isnull', True)), fields=['due_backwards', '-id'], name='open_by_latest_due_date'), models.Index(fields=['due_backwards', '-id'], name='request_by_latest_due_date'), models.Index(condition=models.Q(('closed_at__isnull', False)), fields=['-closed_at', '-id'], name='request_by_closing'), models.Index(fields=['priority_rank', '-id'], include=('due_order', 'due_backwards', 'updated_at'), name='request_by_priority'), models.Index(fields=['priority_rank', 'due_order', '-id'], name='request_by_priority_due'), models.Index(condition=models.Q(('closed_at__isnull', False)), fields=['-updated_at', '-id'], name='closed_by_change')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['new_request', 'triage', 'backlog', 'assigned', 'completed', 'transferred', 'declined'])), name='request_state_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('state__in', ('new_request', 'triage', 'backlog', 'assigned'))), models.Q(models.Q(('state__in', ('new_request', 'triage', 'backlog', 'assigned')), _negated=True), ('closed_at__isnull', False)), _connector='OR'), name='request_closed_with_its_state'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'new_request'), _negated=True), models.Q(('milestone__isnull', True), ('team__isnull', True)), _connector='OR'), name='new_request_has_no_team'), models.CheckConstraint(condition=models.Q(('state__in', ['new_request', 'transferred', 'declined']), ('team__isnull', False), _connector='OR'), name='request_has_a_team_from_triage_on'), models.CheckConstraint(condition=models.Q(models.Q(('milestone__isnull', False), ('state__in', ['backlog', 'assigned', 'completed'])), models.Q(models.Q(('state__in', ['backlog', 'assigned', 'completed']), _negated=True), ('milestone__isnull', True)), _connector='OR'), name='request_milestone_fits_its_state'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'transferred'), _negated=True), models.Q(('transferred_to', ''), _negated=True), _connector='OR'), name='transferred_names_a_receiver'), models.UniqueConstraint(condition=models.Q(('origin', ''), _negated=True), fields=('origin',), name='imported_once')],
                    },
                ),
                migrations.CreateModel(
                    name='RequestEvent',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('submit', models.UUIDField()),
                        ('at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('kind', models.CharField(choices=[('created', 'Filed'), ('moved', 'Moved'), ('edited', 'Edited'), ('commented', 'Commented'), ('asked', 'Asked the requester'), ('answered', 'Answered'), ('undone', 'Took back'), ('linked', 'Linked'), ('unlinked', 'Unlinked'), ('attached', 'Attached a file'), ('detached', 'Removed a file'), ('imported', 'Imported')], max_length=10)),
                        ('move', models.CharField(blank=True, max_length=24)),
                        ('before', models.JSONField(default=dict)),
                        ('after', models.JSONField(default=dict)),
                        ('note', models.TextField(blank=True)),
                        ('version', models.PositiveIntegerField(help_text='Version of the request after this event.')),
                        ('actor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='request_events', to=settings.AUTH_USER_MODEL)),
                        ('request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='requests_board.smrequest')),
                    ],
                    options={
                        'ordering': ['pk'],
                        'indexes': [models.Index(fields=['actor', '-at'], name='events_by_actor'), models.Index(condition=models.Q(('move', 'return_to_backlog')), fields=['at'], name='events_taken_back')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('kind__in', ['commented', 'linked', 'unlinked', 'attached', 'detached']), _negated=True), fields=('request', 'version'), name='one_event_a_version')],
                    },
                ),
                migrations.CreateModel(
                    name='Notification',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('submit', models.UUIDField()),
                        ('subject', models.CharField(max_length=300)),
                        ('body', models.TextField(blank=True)),
                        ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ('read_at', models.DateTimeField(blank=True, editable=False, null=True)),
                        ('mail', models.CharField(choices=[('pending', 'To be sent'), ('claimed', 'Being sent'), ('sent', 'Sent'), ('failed', 'Given up'), ('withheld', 'Held back')], default='pending', editable=False, max_length=8)),
                        ('mail_attempts', models.PositiveSmallIntegerField(default=0, editable=False)),
                        ('mail_next_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ('mailed_at', models.DateTimeField(blank=True, editable=False, null=True)),
                        ('actor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('recipient', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notifications', to=settings.AUTH_USER_MODEL)),
                        ('request', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='notifications', to='requests_board.smrequest')),
                        ('mail_claimed_at', models.DateTimeField(blank=True, editable=False, null=True)),
                        ('mail_error', models.CharField(blank=True, editable=False, max_length=300)),
                    ],
                    options={
                        'ordering': ['-pk'],
                        'indexes': [models.Index(condition=models.Q(('read_at__isnull', True)), fields=['recipient'], name='unread_by_person'), models.Index(condition=models.Q(('mail', 'pending')), fields=['mail_next_at'], name='mail_to_send')],
                        'constraints': [models.UniqueConstraint(fields=('recipient', 'submit'), name='one_notification_a_submit')],
                    },
                ),
                migrations.CreateModel(
                    name='Comment',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('renderer_version', models.PositiveSmallIntegerField(default=1, editable=False)),
                        ('kind', models.CharField(choices=[('comment', 'Comment'), ('question', 'Question'), ('answer', 'Answer')], default='comment', max_length=10)),
                        ('body', models.TextField()),
                        ('body_html', models.TextField(blank=True, editable=False)),
                        ('at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='request_comments', to=settings.AUTH_USER_MODEL)),
                        ('request', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='requests_board.smrequest')),
                    ],
                    options={
                        'ordering': ['pk'],
                    },
                ),
                migrations.CreateModel(
                    name='Watch',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('request', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='watches', to='requests_board.smrequest')),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='watches', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('request', 'user'), name='watched_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Attachment',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('key', models.UUIDField(editable=False, unique=True)),
                        ('file', models.FileField(max_length=200, storage=requests_board.models.related.private_files, upload_to=requests_board.models.related.place_of)),
                        ('name', models.CharField(max_length=200)),
                        ('size', models.PositiveIntegerField(help_text='Bytes.')),
                        ('content_type', models.CharField(max_length=100)),
                        ('at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ('removed_at', models.DateTimeField(blank=True, editable=False, null=True)),
                        ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('request', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attachments', to='requests_board.smrequest')),
                    ],
                    options={
                        'ordering': ['pk'],
                    },
                ),
                migrations.CreateModel(
                    name='Batch',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('submit', models.UUIDField(unique=True)),
                        ('at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('words', models.CharField(help_text='What was done, as people read it.', max_length=300)),
                        ('size', models.PositiveIntegerField(help_text='How many requests it changed.')),
                        ('undone_at', models.DateTimeField(blank=True, null=True)),
                        ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='batches', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name_plural': 'batches',
                        'ordering': ['-pk'],
                    },
                ),
                migrations.CreateModel(
                    name='Capacity',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('days', models.PositiveSmallIntegerField(help_text='Working days a quarter.')),
                        ('team', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='capacities', to='people.team')),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='capacities', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name_plural': 'capacities',
                        'ordering': ['team', 'user'],
                        'constraints': [models.UniqueConstraint(fields=('team', 'user'), name='capacity_once')],
                    },
                ),
                migrations.CreateModel(
                    name='CarryOver',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('reason', models.CharField(max_length=500)),
                        ('submit', models.UUIDField()),
                        ('at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='carry_overs', to='requests_board.smrequest')),
                        ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='carried_out', to='requests_board.milestone')),
                        ('target', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='carried_in', to='requests_board.milestone')),
                    ],
                    options={
                        'ordering': ['pk'],
                        'constraints': [models.UniqueConstraint(fields=('request', 'submit'), name='carried_over_once_a_submit'), models.CheckConstraint(condition=models.Q(('source', models.F('target')), _negated=True), name='carried_to_another_quarter')],
                    },
                ),
                migrations.CreateModel(
                    name='Decision',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('submit', models.UUIDField(blank=True, help_text='None: it was skipped.', null=True)),
                        ('at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('words', models.CharField(help_text='What was decided, as the minutes say it.', max_length=300)),
                        ('undone_at', models.DateTimeField(blank=True, null=True)),
                        ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='requests_board.smrequest')),
                        ('standup', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='decisions', to='requests_board.standup')),
                    ],
                    options={
                        'ordering': ['pk'],
                    },
                ),
                migrations.CreateModel(
                    name='KindField',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('key', models.SlugField(help_text='Unique within the kind; it stands in exports.', max_length=60)),
                        ('label', models.CharField(max_length=120, verbose_name='question')),
                        ('type', models.CharField(choices=[('text', 'One line of text'), ('long', 'Text of several lines'), ('choice', 'One of a list'), ('date', 'Date'), ('link', 'Link'), ('number', 'Number')], default='text', max_length=8)),
                        ('is_required', models.BooleanField(default=False, verbose_name='required')),
                        ('help', models.CharField(blank=True, help_text='Shown below the question.', max_length=300)),
                        ('choices', models.TextField(blank=True, help_text='For “One of a list”: one to a line.')),
                        ('order', models.PositiveSmallIntegerField(default=0)),
                        ('archived_at', models.DateTimeField(blank=True, editable=False, null=True)),
                        ('kind', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='fields', to='requests_board.requestkind')),
                    ],
                    options={
                        'verbose_name': 'question',
                        'ordering': ['kind', 'order', 'pk'],
                        'constraints': [models.UniqueConstraint(fields=('kind', 'key'), name='question_key_once_a_kind'), models.CheckConstraint(condition=models.Q(models.Q(('type', 'choice'), _negated=True), models.Q(('choices', ''), _negated=True), _connector='OR'), name='choice_has_choices', violation_error_message='Give the choices, one to a line.')],
                    },
                ),
                migrations.CreateModel(
                    name='RequestKind',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('key', models.SlugField(help_text='Stands in addresses and files.', max_length=60, unique=True)),
                        ('name', models.CharField(max_length=80, unique=True)),
                        ('description', models.CharField(blank=True, help_text='When to choose it, in a sentence: shown while filing.', max_length=300)),
                        ('order', models.PositiveSmallIntegerField(default=0)),
                        ('archived_at', models.DateTimeField(blank=True, editable=False, null=True)),
                        ('labels', models.ManyToManyField(blank=True, help_text='Set when a request of this kind is filed, where the requester set none of the family.', limit_choices_to={'family__in': ['use_case', 'gtm_phase', 'devops_stage', 'other']}, related_name='+', to='requests_board.label', verbose_name='default labels')),
                        ('team', models.ForeignKey(blank=True, help_text='Triage leads see it as the suggestion; they decide.', limit_choices_to={'is_routable': True}, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='request_kinds', to='people.team', verbose_name='default team')),
                    ],
                    options={
                        'verbose_name': 'request kind',
                        'ordering': ['order', 'name'],
                    },
                ),
                migrations.CreateModel(
                    name='RequestLink',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('duplicate_of', 'Duplicate of'), ('related_to', 'Related to'), ('blocked_by', 'Blocked by')], max_length=16)),
                        ('at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('source', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='requests_board.smrequest')),
                        ('target', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links_here', to='requests_board.smrequest')),
                    ],
                    options={
                        'ordering': ['pk'],
                        'constraints': [models.UniqueConstraint(fields=('source', 'target', 'kind'), name='linked_once'), models.UniqueConstraint(condition=models.Q(('kind', 'duplicate_of')), fields=('source',), name='duplicate_of_one'), models.CheckConstraint(condition=models.Q(('source', models.F('target')), _negated=True), name='not_linked_to_itself')],
                    },
                ),
                migrations.CreateModel(
                    name='SavedView',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=80)),
                        ('audience', models.CharField(choices=[('private', 'Only me'), ('team', 'My team'), ('everyone', 'Everyone')], default='private', max_length=8)),
                        ('layout', models.CharField(choices=[('list', 'List'), ('board', 'Board')], default='list', max_length=5)),
                        ('params', models.JSONField(blank=True, default=dict)),
                        ('is_team_default', models.BooleanField(default=False, help_text='One a team and layout.', verbose_name='opens first for the team')),
                        ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='saved_views', to=settings.AUTH_USER_MODEL)),
                        ('team', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='saved_views', to='people.team')),
                    ],
                    options={
                        'ordering': ['name', 'pk'],
                        'constraints': [models.UniqueConstraint(fields=('owner', 'name'), name='view_name_once_an_owner'), models.CheckConstraint(condition=models.Q(models.Q(('audience', 'team'), ('team__isnull', False)), models.Q(models.Q(('audience', 'team'), _negated=True), ('team__isnull', True)), _connector='OR'), name='team_view_names_a_team', violation_error_message='A view for a team names the team; others name none.'), models.CheckConstraint(condition=models.Q(('is_team_default', False), ('audience', 'team'), _connector='OR'), name='default_view_is_of_a_team'), models.UniqueConstraint(condition=models.Q(('is_team_default', True)), fields=('team', 'layout'), name='one_default_view_a_team')],
                    },
                ),
                migrations.CreateModel(
                    name='Standup',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('started_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('ended_at', models.DateTimeField(blank=True, null=True)),
                        ('led_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='standups', to=settings.AUTH_USER_MODEL)),
                        ('team', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='standups', to='people.team')),
                    ],
                    options={
                        'ordering': ['-pk'],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True), ('team__isnull', False)), fields=('led_by', 'team'), name='one_open_standup_a_team'), models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True), ('team__isnull', True)), fields=('led_by',), name='one_open_standup_of_new_requests')],
                    },
                ),
                migrations.CreateModel(
                    name='WipLimit',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('state', models.CharField(choices=[('new_request', 'New request'), ('triage', 'Triage'), ('backlog', 'Backlog'), ('assigned', 'Assigned')], max_length=12)),
                        ('limit', models.PositiveSmallIntegerField()),
                        ('team', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='wip_limits', to='people.team')),
                    ],
                    options={
                        'verbose_name': 'limit on work in progress',
                        'verbose_name_plural': 'limits on work in progress',
                        'ordering': ['team', 'state'],
                        'constraints': [models.UniqueConstraint(fields=('team', 'state'), name='wip_limit_once'), models.CheckConstraint(condition=models.Q(('limit__gt', 0)), name='wip_limit_is_positive')],
                    },
                ),
            ],
        ),
        migrations.RunPython(make_backlog, migrations.RunPython.noop),
        migrations.RunPython(create_words, drop_words),
    ]
