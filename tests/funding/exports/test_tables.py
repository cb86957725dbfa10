"""Grants as tables for people: the list of the Transparency Code, and spreadsheets of all that is published."""

import csv
from decimal import Decimal
from io import BytesIO, StringIO

from openpyxl import load_workbook

from core.csv_files import BYTE_ORDER_MARK
from funding.exports.tables import register_parts, register_workbook, transparency_parts
from tests.funding.exports.sample_grants import CHARITY, CLUB, NOW, PUBLISHER, SEVERAL, grant


def rows_of(text: str) -> list[list[str]]:
    return list(csv.reader(StringIO(text.removeprefix(BYTE_ORDER_MARK))))


class TestTheListOfTheTransparencyCode:
    def test_has_the_seven_columns(self) -> None:
        rows = rows_of("".join(transparency_parts([grant()])))
        assert dict(zip(*rows, strict=True)) == {
            "Date awarded": "2013-04-08",
            "Period": "2013-14",
            "Awarding department": "Oxfordshire County Council",
            "Beneficiary": "Cuckooing Support",
            "Registration number of the beneficiary": "1164883",
            "Summary of the purpose": "Sport for young people at risk.",
            "Amount": "19500.10",
        }

    def test_leaves_empty_what_is_not_recorded_and_makes_nothing_up(self) -> None:
        bare = grant(awarded_date=None, period=None, recipients=(), purpose="", amount=None)
        assert rows_of("".join(transparency_parts([bare])))[1] == [
            *("", "", "Oxfordshire County Council", "", "", "Positive Futures", "")
        ]

    def test_says_what_is_inferred(self) -> None:
        row = rows_of("".join(transparency_parts([grant(purpose="", source="Date inferred.")])))[1]
        assert row[5] == "Positive Futures (Date inferred.)"

    def test_names_all_who_share_a_grant(self) -> None:
        shared = rows_of("".join(transparency_parts([grant(recipients=(CHARITY, CLUB))])))[1]
        assert shared[3:5] == ["Cuckooing Support; Leys Youth Club", "1164883"]

    def test_tells_of_grants_that_were_made_and_not_received(self) -> None:
        assert len(rows_of("".join(transparency_parts([grant(is_received=True)])))) == 1


class TestASpreadsheetOfAllThatIsPublished:
    def test_says_the_same_as_csv_and_as_a_workbook(self) -> None:
        told = rows_of("".join(register_parts(SEVERAL)))
        sheet = load_workbook(BytesIO(register_workbook(SEVERAL, PUBLISHER, now=NOW))).active
        assert sheet is not None
        cells = list(sheet.iter_rows(values_only=True))
        assert [cell.value for cell in sheet[1]] == told[0]
        assert told[0][:7] == [
            *("Recipient", "What it is for", "Conditions", "Reasons", "Amount", "Date awarded", "Reference")
        ]
        assert [Decimal(str(row[4])) for row in cells[1:-1]] == [Decimal(row[4]) for row in told[1:-1]]
        assert [row[0] for row in cells[1:]] == [row[0] for row in told[1:]]

    def test_runs_nothing(self) -> None:
        hostile = grant(purpose="=1+1", conditions="@SUM(A1)", decision="-2", source="+3")
        text = "".join(register_parts([hostile]))
        assert '"\'=1+1"' in text
        assert '"\'@SUM(A1)"' in text
        sheet = load_workbook(BytesIO(register_workbook([hostile], PUBLISHER, now=NOW))).active
        assert sheet is not None
        assert {cell.data_type for cell in sheet[2]} <= {"s", "n", "d"}
