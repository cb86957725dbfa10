"""The history as rows of a file."""

from core.csv_files import Cell
from core.summaries import EventLine

HEADER = (
    "Event",
    "When",
    "Who",
    "Account",
    "What was done",
    "Kind",
    "Record",
    "What changed",
    "Changed too, values not kept",
    "Hash",
)


def row_of(line: EventLine, *, with_names: bool) -> list[Cell]:
    """One event as a row, its cells in the order of `HEADER`. Without names, people stand there by their numbers."""
    return [
        line.sequence,
        line.at,
        line.who if with_names or line.person is None else f"Person {line.person}",
        line.person,
        line.sentence,
        line.verb,
        line.record,
        "\n".join(f"{change.label}: “{change.before}” → “{change.after}”" for change in line.changes),
        ", ".join(line.also_changed),
        line.hash,
    ]
