"""Database triggers that keep a table append-only, on SQLite and PostgreSQL; used by migrations and by the tests'
clean-up.
"""

from collections.abc import Callable
from typing import Any

from django.db.migrations import RunPython

FUNCTION = "core_refuse_change"


def create_statements(vendor: str, table: str) -> list[str]:
    """The SQL that makes a database of this vendor refuse to change or remove the table's rows."""
    if vendor == "sqlite":
        return [
            f'CREATE TRIGGER "{table}_no_{verb.lower()}" BEFORE {verb} ON "{table}" '
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            for verb in ("UPDATE", "DELETE")
        ]
    return [
        f"CREATE OR REPLACE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$",
        f'CREATE TRIGGER "{table}_no_change" BEFORE UPDATE OR DELETE ON "{table}" '
        f"FOR EACH ROW EXECUTE FUNCTION {FUNCTION}()",
        f'CREATE TRIGGER "{table}_no_truncate" BEFORE TRUNCATE ON "{table}" '
        f"FOR EACH STATEMENT EXECUTE FUNCTION {FUNCTION}()",
    ]


def drop_statements(vendor: str, table: str) -> list[str]:
    """The SQL that takes those triggers away again."""
    if vendor == "sqlite":
        return [f'DROP TRIGGER IF EXISTS "{table}_no_{verb}"' for verb in ("update", "delete")]
    return [f'DROP TRIGGER IF EXISTS "{table}_{name}" ON "{table}"' for name in ("no_change", "no_truncate")]


def keep_append_only(table: str) -> RunPython:
    """The migration operation that makes a table append-only; reversible."""
    return RunPython(_runner(create_statements, table), _runner(drop_statements, table))


def _runner(statements: Callable[[str, str], list[str]], table: str) -> Callable[[Any, Any], None]:
    def run(_apps: Any, schema_editor: Any) -> None:
        for statement in statements(schema_editor.connection.vendor, table):
            schema_editor.execute(statement, params=None)

    return run
