"""What a sheet is made of: its columns, and the kind of record that each of its rows is."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from core.sheets.writing import Cell, Column, Format, Table
from oscp_portal.sheets.cells import OneOf, OneOrNew, Reader
from partners.models import User
from priorities.models import Plan

KEY, REVISION = "key", "revision"
SPARE_ROWS = 500
# How the portal knows a record again.
OWN_COLUMNS = (
    Column("Portal key", 12, Format.WHOLE, is_quiet=True, prompt="Leave this as it is. Leave it empty in a new row."),
    Column("Portal revision", 12, Format.WHOLE, is_quiet=True, prompt="Leave this as it is."),
)


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column of a kind of sheet: what its cells say of a record, and how they are read.

    `name` is what the operation calls it. Without a `reader` it is shown and not read. `is_required` says that no row
    may be without it, `is_kept` that a record which has it cannot lose it, `is_fixed` that one keeps it as it is. A
    question is about the change and not about
    the record, such as why a date moves.
    """

    name: str
    heading: str
    reader: Reader | None
    width: int = 20
    format: Format = Format.TEXT
    is_required: bool = False
    is_kept: bool = False
    is_fixed: bool = False
    is_question: bool = False
    help: str = ""

    def as_written(self) -> Column:
        """The column of a workbook."""
        offers = self.reader if isinstance(self.reader, (OneOf, OneOrNew)) else None
        return Column(
            self.heading,
            width=self.width,
            format=self.format,
            choices=offers.choices.names if offers else (),
            takes_others=isinstance(offers, OneOrNew),
            prompt=self.help,
            is_quiet=self.reader is None,
        )


class Kind(ABC):
    """One kind of sheet, for one plan: what a row is, how records are written to it, and how rows become records.

    `noun` and `nouns` are what its records are called. `place` is the page on which they stand.
    """

    slug: ClassVar[str]
    title: ClassVar[str]
    noun: ClassVar[str]
    nouns: ClassVar[str]
    about: ClassVar[str]
    # What operations and models call something that has a column under another name.
    also_called: ClassVar[Mapping[str, str]] = {}

    def __init__(self, plan: Plan, *, by: User, now: datetime) -> None:
        self.plan = plan
        self.by = by
        self.now = now
        self.columns = self._columns()

    @property
    def closed(self) -> str:
        """Why nothing can be taken in, as a sentence; empty where it can."""
        return ""

    @property
    def asks_why(self) -> bool:
        """Whether a change wants the reason why an agreed plan is changed."""
        return False

    @property
    @abstractmethod
    def place(self) -> str:
        """The address of the page of these records."""

    @abstractmethod
    def _columns(self) -> tuple[SheetColumn, ...]:
        """What the sheet is made of. Asks the database for what its cells may choose, in a fixed number of queries."""

    @abstractmethod
    def records(self) -> list[Any]:
        """The records as the portal has them now, in order, with all that their cells say. Fixed number of queries."""

    @abstractmethod
    def cells_of(self, record: Any) -> dict[str, Cell]:
        """What stands in each column for a record. No queries."""

    @abstractmethod
    def called(self, record: Any) -> str:
        """A record in a few words. No queries."""

    @abstractmethod
    def batch(self) -> Any:
        """The batch of its app that takes records of this kind together: it has a `save`. Fixed number of queries."""

    @abstractmethod
    def add(self, batch: Any, values: Mapping[str, Any]) -> None:
        """Ask the batch for a new record. No queries."""

    @abstractmethod
    def change(self, batch: Any, record: Any, values: Mapping[str, Any]) -> None:
        """Ask the batch to give a record new values. No queries."""

    def save(self, batch: Any, *, why: str) -> None:
        """Carry out what the batch was asked for."""
        batch.save()

    def weight(self, record: Any | None, values: Mapping[str, Any]) -> Any:
        """Which of several changes come first, where that matters: the light ones. `record` is None for a new one."""
        return 0

    def column(self, name: str) -> SheetColumn | None:
        """The column that something in an operation or model is about."""
        wanted = self.also_called.get(name, name)
        return next((column for column in self.columns if column.name == wanted), None)

    def table(self, records: Sequence[Any]) -> Table:
        """These records as a sheet, with room for new ones."""
        columns = [*(column.as_written() for column in self.columns), *OWN_COLUMNS]
        return Table(self.title, columns, [self.row_of(record) for record in records], spare=SPARE_ROWS)

    def row_of(self, record: Any) -> list[Cell]:
        cells = self.cells_of(record)
        return [*(cells.get(column.name) for column in self.columns), record.pk, record.revision]
