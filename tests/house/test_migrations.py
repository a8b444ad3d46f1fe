"""Models and migrations agree, and what was migrated before stays so."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from tests.support import source


@pytest.mark.django_db
def test_no_migration_is_pending() -> None:
    # Named one by one: without names, makemigrations passes over an app that has no migrations at all.
    ours = [app.label for app in apps.get_app_configs() if app.name.split(".")[0] in source.CODE_FOLDERS]
    call_command("makemigrations", *ours, check=True, dry_run=True, verbosity=0)


@pytest.mark.django_db
def test_a_database_that_took_the_steps_one_by_one_is_up_to_date() -> None:
    recorder, loader = MigrationRecorder(connection), MigrationExecutor(connection).loader
    assert loader.replacements
    for (app, name), migration in loader.replacements.items():
        recorder.record_unapplied(app, name)
        for replaced in migration.replaces:
            recorder.record_applied(*replaced)
    executor = MigrationExecutor(connection)
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []
