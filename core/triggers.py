"""Database triggers that keep a table append-only, on SQLite and PostgreSQL; made by migrations."""

from collections.abc import Sequence
from typing import Any

from django.db.migrations import RunPython

Key = tuple[str, ...]


def create_statements(vendor: str, table: str, keys: Sequence[Key] = ()) -> list[str]:
    """The SQL that makes a database of this vendor refuse to change, remove or replace the table's rows.

    `keys` are the columns of each unique constraint besides `id`. SQLite needs them: its INSERT OR REPLACE removes the
    row in the way without firing the trigger on DELETE, so an insert over an existing row is refused by one of its own.
    """
    if vendor == "sqlite":
        refusal = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        same = " OR ".join(
            "(" + " AND ".join(f'"{column}" = NEW."{column}"' for column in key) + ")" for key in (("id",), *keys)
        )
        return [
            f'CREATE TRIGGER "{table}_no_update" BEFORE UPDATE ON "{table}" {refusal}',
            f'CREATE TRIGGER "{table}_no_delete" BEFORE DELETE ON "{table}" {refusal}',
            # The names come from migrations.
            f'CREATE TRIGGER "{table}_no_replace" BEFORE INSERT ON "{table}" '  # noqa: S608
            f'WHEN EXISTS (SELECT 1 FROM "{table}" WHERE {same}) {refusal}',
        ]
    return [
        f'CREATE FUNCTION "{table}_refuse"() RETURNS trigger LANGUAGE plpgsql AS '
        f"$$ BEGIN RAISE EXCEPTION '{table} is append-only' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        f'CREATE TRIGGER "{table}_no_change" BEFORE UPDATE OR DELETE ON "{table}" '
        f'FOR EACH ROW EXECUTE FUNCTION "{table}_refuse"()',
        f'CREATE TRIGGER "{table}_no_truncate" BEFORE TRUNCATE ON "{table}" '
        f'FOR EACH STATEMENT EXECUTE FUNCTION "{table}_refuse"()',
    ]


def drop_statements(vendor: str, table: str) -> list[str]:
    """The SQL that takes those triggers away again."""
    if vendor == "sqlite":
        return [f'DROP TRIGGER IF EXISTS "{table}_no_{verb}"' for verb in ("update", "delete", "replace")]
    return [
        *(f'DROP TRIGGER IF EXISTS "{table}_no_{verb}" ON "{table}"' for verb in ("change", "truncate")),
        f'DROP FUNCTION IF EXISTS "{table}_refuse"()',
    ]


def keep_append_only(table: str, *, keys: Sequence[Key] = ()) -> RunPython:
    """The migration operation that makes a table append-only; reversible.

    SQLite loses a table's triggers when a later migration alters the table: end that migration with this operation too.
    """

    def create(_apps: Any, schema_editor: Any) -> None:
        drop(_apps, schema_editor)
        _execute(schema_editor, create_statements(schema_editor.connection.vendor, table, keys))

    def drop(_apps: Any, schema_editor: Any) -> None:
        _execute(schema_editor, drop_statements(schema_editor.connection.vendor, table))

    return RunPython(create, drop)


def _execute(schema_editor: Any, statements: list[str]) -> None:
    for statement in statements:
        schema_editor.execute(statement, params=None)
