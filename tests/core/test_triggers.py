"""The database itself keeps events and editions: no statement, through Django or past it, changes or removes one."""

import pytest
from django.db import DatabaseError, connection, transaction

from core.models import AlsoAbout, AppendOnlyError, Event
from reports.models import Edition
from tests import make
from tests.append_only import append_only_tables, behind_the_triggers, triggers_in_database

pytestmark = pytest.mark.django_db

on_sqlite = connection.vendor == "sqlite"


@pytest.fixture(params=[make.event, make.also_about, make.edition], ids=["event", "also", "edition"])
def record(request: pytest.FixtureRequest) -> Event | Edition:
    """One row of each kind that is kept for good."""
    return request.param()


def rows(record: Event | Edition) -> list[dict[str, object]]:
    return list(type(record)._base_manager.order_by("pk").values())


def assert_refused(record: Event | Edition, sql: str, *values: object, saying: str = "is append-only") -> None:
    before = rows(record)
    connection.check_constraints()  # PostgreSQL truncates no table whose rows wait for theirs
    with pytest.raises(DatabaseError, match=saying), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
    assert rows(record) == before


def execute_and_check(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)
    connection.check_constraints()


def test_an_update_is_refused(record: Event | Edition) -> None:
    table = record._meta.db_table
    assert_refused(record, f"UPDATE {table} SET id = id")


def test_a_delete_is_refused(record: Event | Edition) -> None:
    assert_refused(record, f"DELETE FROM {record._meta.db_table} WHERE id = %s", record.pk)


@pytest.mark.skipif("not on_sqlite", reason="INSERT OR REPLACE is SQLite's own")
@pytest.mark.may_skip
@pytest.mark.parametrize("recursive", ["ON", "OFF"])
@pytest.mark.parametrize("verb", ["INSERT OR REPLACE", "REPLACE"])
def test_a_replacement_by_id_is_refused(record: Event | Edition, verb: str, recursive: str) -> None:
    """SQLite fires no DELETE trigger for the row that a replacement removes, unless recursive triggers are on."""
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA recursive_triggers = {recursive}")
    table = record._meta.db_table
    assert_refused(record, f"{verb} INTO {table} SELECT * FROM {table}")


@pytest.mark.skipif("not on_sqlite", reason="INSERT OR REPLACE is SQLite's own")
@pytest.mark.may_skip
def test_a_replacement_by_place_is_refused(record: Event | Edition) -> None:
    """A new id over the same place in the chain, or the same number of edition."""
    table = record._meta.db_table
    columns = [field.column for field in record._meta.concrete_fields if not field.primary_key]
    names = ", ".join(f'"{column}"' for column in columns)
    assert_refused(record, f"INSERT OR REPLACE INTO {table} ({names}) SELECT {names} FROM {table}")


def test_an_insert_that_turns_into_an_update_is_refused(record: Event | Edition) -> None:
    table = record._meta.db_table
    assert_refused(
        record,
        f"INSERT INTO {table} SELECT * FROM {table} WHERE id > 0 ON CONFLICT (id) DO UPDATE SET id = excluded.id",
    )


@pytest.mark.skipif("on_sqlite", reason="SQLite has no TRUNCATE")
@pytest.mark.may_skip
@pytest.mark.parametrize("cascade", ["", " CASCADE"])
def test_a_truncate_is_refused(record: Event | Edition, cascade: str) -> None:
    """PostgreSQL looks for tables that refer to this one before it asks the trigger: editions have their files."""
    referred_to = isinstance(record, Edition) and not cascade
    saying = "cannot truncate a table referenced" if referred_to else "is append-only"
    assert_refused(record, f"TRUNCATE {record._meta.db_table}{cascade}", saying=saying)


@pytest.mark.skipif("on_sqlite", reason="SQLite has no TRUNCATE")
@pytest.mark.may_skip
def test_a_truncate_that_reaches_editions_through_their_papers_is_refused() -> None:
    assert_refused(make.edition(), "TRUNCATE reports_paper CASCADE")


def test_removing_the_paper_of_an_edition_is_refused() -> None:
    edition = make.edition()
    sql = f"DELETE FROM reports_paper WHERE id = {edition.paper_id}"
    with pytest.raises(DatabaseError), transaction.atomic():
        execute_and_check(sql)
    assert Edition.objects.filter(pk=edition.pk).exists()


def test_rows_are_still_added(record: Event | Edition) -> None:
    if isinstance(record, Edition):
        make.edition(of=record.paper, number=2)
    elif isinstance(record, AlsoAbout):
        make.also_about(record_id="2")
    else:
        make.event(chain=record.chain)
    assert len(rows(record)) == 2


def test_every_table_that_is_kept_for_good_has_its_triggers() -> None:
    """SQLite drops a table's triggers when a migration alters the table: this looks at the database as migrated."""
    verbs = ("update", "delete", "replace") if on_sqlite else ("change", "truncate")
    assert append_only_tables() == [
        *("core_alsoabout", "core_event", "funding_returnfile", "reports_edition", "reports_editionfile")
    ]
    assert set(triggers_in_database()) == {f"{table}_no_{verb}" for table in append_only_tables() for verb in verbs}


def test_the_tests_put_the_triggers_back_as_the_migrations_made_them() -> None:
    before = triggers_in_database()
    with behind_the_triggers():
        assert triggers_in_database() == {}
    assert triggers_in_database() == before


class TestThroughDjango:
    """The same is refused before it reaches the database, with a sentence."""

    def test_a_changed_record_is_not_saved(self, record: Event | Edition) -> None:
        with pytest.raises(AppendOnlyError, match="never changed"):
            record.save()
        with pytest.raises(AppendOnlyError, match="never changed"):
            type(record).objects.get().save(update_fields=["id"])

    def test_a_record_is_not_deleted(self, record: Event | Edition) -> None:
        with pytest.raises(AppendOnlyError, match="never removed"):
            record.delete()

    @pytest.mark.parametrize("manager", ["objects", "_default_manager"])
    def test_many_records_are_not_changed_or_deleted(self, record: Event | Edition, manager: str) -> None:
        records = getattr(type(record), manager)
        with pytest.raises(AppendOnlyError, match="never changed"):
            records.update(pk=1)
        with pytest.raises(AppendOnlyError, match="never changed"), transaction.atomic():
            records.bulk_update([record], [record._meta.concrete_fields[-1].name])
        with pytest.raises(AppendOnlyError, match="never removed"):
            records.all().delete()
        assert type(record).objects.count() == 1

    def test_a_new_record_does_not_overwrite_one_with_its_key(self, record: Event | Edition) -> None:
        before = rows(record)
        column = record._meta.concrete_fields[-1].name
        with pytest.raises(DatabaseError), transaction.atomic():
            type(record)(**before[0]).save()
        with pytest.raises(DatabaseError), transaction.atomic():
            type(record).objects.bulk_create(
                [type(record)(**before[0])], update_conflicts=True, unique_fields=["id"], update_fields=[column]
            )
        assert rows(record) == before

    def test_managers_without_the_words_reach_the_triggers(self, record: Event | Edition) -> None:
        for change in (
            lambda: type(record)._base_manager.update(id=record.pk),
            lambda: type(record)._base_manager.all().delete(),
        ):
            with pytest.raises(DatabaseError, match="is append-only"), transaction.atomic():
                change()
