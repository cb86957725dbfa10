"""What all makers share: the hour of the tests, unlike slugs, and periods from words."""

from datetime import UTC, datetime
from itertools import count

from core.periods import Period

NOW = datetime(2025, 10, 6, 9, 30, tzinfo=UTC)
_numbers = count(1)


def slug_for(noun: str) -> str:
    """A slug that no other record of this test run has."""
    return f"{noun}-{next(_numbers)}"


def read_period(period: Period | str | None) -> Period | None:
    """A period as it is, or read from its words."""
    return Period.parse(period) if isinstance(period, str) else period
