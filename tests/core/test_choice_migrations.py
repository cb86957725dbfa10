"""The choices that the database takes are those of the models, also where a migration changed them."""

import re

import pytest
from django.db import connection, models

from core.models import ChoiceField
from tests.our_models import our_models

CHOICES = [
    (model, field)
    for model in our_models()
    for field in model._meta.local_concrete_fields
    if isinstance(field, ChoiceField)
]


def taken_by_the_database(table: str, column: str) -> set[str]:
    """The words that a column takes, as its check in the database names them."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT sql FROM sqlite_master WHERE name = %s", [table])
            check = re.search(rf'"{column}" IN \(([^)]*)\)', cursor.fetchone()[0])
            assert check
            return set(re.findall(r"'([^']*)'", check[1]))
        cursor.execute(
            "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = %s::regclass AND contype = 'c'",
            [f'"{table}"'],
        )
        found = [text for (text,) in cursor.fetchall() if text.startswith(f"CHECK ((({column})::text = ANY")]
    assert len(found) == 1, found
    return set(re.findall(r"'([^']*)'", found[0]))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("model", "field"), CHOICES, ids=[f"{model.__name__}.{field.name}" for model, field in CHOICES]
)
def test_the_database_takes_the_choices_of_the_model(model: type[models.Model], field: ChoiceField) -> None:
    words = {str(value) for value, _ in field.flatchoices} | ({""} if field.blank else set())
    assert taken_by_the_database(model._meta.db_table, field.column) == words
