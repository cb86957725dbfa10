"""Changing the choices of a `ChoiceField` in a migration: its check in the database changes with them."""

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import AlterField
from django.db.migrations.state import ProjectState


class AlterChoices(AlterField):
    """In place of `AlterField`, wherever the choices of a `core.models.ChoiceField` change.

    SQLite makes the table anew, with the new check. On PostgreSQL Django leaves a check alone that it did not write
    itself, and the old one would refuse every new choice.
    """

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        super().database_forwards(app_label, schema_editor, from_state, to_state)
        model = to_state.apps.get_model(app_label, self.model_name)
        connection = schema_editor.connection
        if connection.vendor == "sqlite" or not self.allow_migrate_model(connection.alias, model):
            return
        field: Any = model._meta.get_field(self.name)
        editor: Any = schema_editor
        of_the_model = {constraint.name for constraint in model._meta.constraints}
        for name in editor._constraint_names(model, [field.column], check=True, exclude=of_the_model):
            editor.execute(editor._delete_check_sql(model, name))
        name = f"{model._meta.db_table}_{field.column}_check"
        editor.execute(editor._create_check_sql(model, name, field.db_check(connection)))
