"""Every migration runs forward and back with rows in the tables; those under the triggers forward twice."""

from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import DatabaseError, connection, models, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from core.events import verify_chains
from tests import make
from tests.append_only import append_only_tables, triggers_in_database
from tests.our_models import OUR_APPS, our_models

# Each worker that runs tests at the same time has a database of another name, and so has its scratch database.
SCRATCH = "_scratch"


@pytest.fixture
def empty_database(django_db_setup: None, django_db_blocker: Any, tmp_path: Path) -> Iterator[None]:
    """Puts an empty database in the place of the tests' own."""
    settings = connection.settings_dict
    usual = {"NAME": settings["NAME"], "OPTIONS": settings["OPTIONS"]}
    name = str(tmp_path / "scratch.sqlite3") if connection.vendor == "sqlite" else f"{usual['NAME']}{SCRATCH}"
    with django_db_blocker.unblock():
        _create(name)
        connection.close()
        settings["NAME"] = name
        if connection.vendor == "sqlite":
            settings["OPTIONS"] = {**settings["OPTIONS"], "init_command": "PRAGMA synchronous=OFF"}
        ContentType.objects.clear_cache()
        try:
            yield
        finally:
            connection.close()
            settings.update(usual)
            ContentType.objects.clear_cache()
            _drop(name)


def _create(name: str) -> None:
    if connection.vendor == "postgresql":
        _drop(name)
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{name}"')


def _drop(name: str) -> None:
    if connection.vendor == "postgresql":
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')


def migrate(*to: str) -> None:
    call_command("migrate", *to, verbosity=0, interactive=False)


def tables() -> set[str]:
    return set(connection.introspection.table_names())


def our_tables() -> set[str]:
    return {table for table in tables() if table.startswith(tuple(f"{app}_" for app in OUR_APPS))}


def counts() -> dict[type[models.Model], int]:
    """How many rows each model of ours has, where it has a table."""
    present = tables()
    return {model: model._base_manager.count() for model in our_models() if model._meta.db_table in present}


def assert_kept_for_good() -> None:
    for table in append_only_tables():
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {table}")


def test_all_run_forward_and_back_on_the_sample_and_on_one_record_of_every_kind(empty_database: None) -> None:
    assert tables() == set()
    migrate()
    schema, triggers = our_tables(), triggers_in_database()
    call_command("load_sample", stdout=StringIO())
    make.one_of_everything()
    assert all(counts().values())
    rows_stay_when_the_triggers_go_and_come_back()
    assert our_tables() == schema
    assert triggers_in_database() == triggers
    MigrationExecutor(connection).migrate([(app, None) for app in OUR_APPS])
    assert our_tables() == set()


def rows_stay_when_the_triggers_go_and_come_back() -> None:
    before = counts()
    migrate("core", "0002")
    assert triggers_in_database() == {}
    without = counts()
    made_later = before.keys() - without.keys()
    assert without == {model: before[model] for model in without}
    assert {model._meta.app_label for model in made_later} == {"core", "reports"}
    migrate()
    assert counts() == without | dict.fromkeys(made_later, 0)
    assert list(verify_chains()) == []
    make.also_about()
    make.edition_file()  # whose tables were made anew
    assert_kept_for_good()


def test_each_of_ours_can_be_taken_back() -> None:
    """An operation that cannot be reversed says so without a database."""
    loader = MigrationLoader(connection=None)
    for (app, name), migration in loader.disk_migrations.items():
        if app in OUR_APPS:
            assert all(operation.reversible for operation in migration.operations), f"{app}.{name}"


@pytest.mark.django_db
def test_models_and_migrations_say_the_same() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
    executor = MigrationExecutor(connection)
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []
