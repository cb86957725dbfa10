"""One row after another, put together cell by cell: what the readers of OpenDocument and Excel share."""

from core.sheets.limits import COLUMNS_OF_ANY_SHEET, ROWS_OF_ANY_SHEET, Limits
from core.sheets.values import CellValue, Refuse

# A sheet's key and name, the number of a row (0 for the one that only says that the sheet begins), its cells, and how
# often it stands there one below the other.
Found = tuple[tuple[int, str], int, tuple[CellValue, ...], int]


LONGEST_NAME = 200  # characters; Excel has 31


class Collector:
    """Collects cells into rows and rows into `found`, and holds both to the limits."""

    def __init__(self, refuse: Refuse, limits: Limits) -> None:
        self.found: list[Found] = []
        self.sheet = (0, "")
        self.row = 0  # the number of the row last begun
        self.cells: list[CellValue] = []
        self._gap = 0  # empty cells since the last that holds something
        self._rows_left = limits.rows
        self._limits = limits
        self._refuse = refuse

    def begin_sheet(self, name: str) -> None:
        self.sheet = (self.sheet[0] + 1, name[:LONGEST_NAME])
        if self.sheet[0] > self._limits.sheets:
            raise self._refuse(f"has more than {self._limits.sheets} sheets. Take out those that are not needed.")
        self.row = 0
        self.found.append((self.sheet, 0, (), 1))

    def add(self, value: CellValue, times: int = 1) -> None:
        """The next cell of the row, or as many of the same."""
        if value is None:
            self._gap += times
            if len(self.cells) + self._gap > COLUMNS_OF_ANY_SHEET:
                raise self._too_wide(COLUMNS_OF_ANY_SHEET)
            return
        if len(self.cells) + self._gap + times > self._limits.columns:
            raise self._too_wide(self._limits.columns)
        if self._gap:
            self.cells.extend([None] * self._gap)
            self._gap = 0
        if times == 1:
            self.cells.append(value)
        else:
            self.cells.extend([value] * times)

    def skip_to(self, column: int) -> bool:
        """Leave cells empty up to a column, counted from 0; False if the row is already past it."""
        missing = column - len(self.cells) - self._gap
        if missing > 0:
            self.add(None, missing)
        return missing >= 0

    def end_row(self, times: int = 1) -> None:
        """The row is whole; `times` how often it stands there."""
        first = self.row + 1
        self.row += times
        if self.row > ROWS_OF_ANY_SHEET:
            raise self._refuse("claims to have more rows than any spreadsheet. Open it, save it again and choose that.")
        if self.cells:
            self._rows_left -= times
            if self._rows_left < 0:
                raise self._refuse(f"has more than {self._limits.rows:,} rows. Save it in parts and choose each.")
            self.found.append((self.sheet, first, tuple(self.cells), times))
            self.cells = []
        self._gap = 0

    def too_long(self) -> Exception:
        """A refusal that says in which row a cell holds too much."""
        return self._refuse(
            f"has a cell with more than {self._limits.cell:,} characters on the sheet “{self.sheet[1]}” in row "
            f"{self.row + 1}. Shorten it and choose the file again."
        )

    def _too_wide(self, most: int) -> Exception:
        return self._refuse(
            f"has more than {most:,} columns on the sheet “{self.sheet[1]}” in row {self.row + 1}. Delete the columns "
            "that are not needed and choose it again."
        )
