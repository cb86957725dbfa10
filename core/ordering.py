"""The order of records that have a place."""

from collections.abc import Iterable
from typing import Any, TypeVar

Placed = TypeVar("Placed", bound=Any)


def in_order(records: Iterable[Placed]) -> list[Placed]:
    """Records by their `position`, and those at the same one as they were made."""
    return sorted(records, key=lambda record: (record.position, record.pk))
