"""Spreadsheets, read and written: rows of cells, and no noun of the domain.

Reading takes .ods, .xlsx and .csv, row by row as they come, in bounded memory and time:

    with open_spreadsheet(file, name, limits=OFFICERS_SHEET) as book:
        for sheet in book.sheets():
            for number, cells in sheet.rows():
                ...

Whatever is wrong with a file is one exception, SheetRefused, with a sentence for the person who chose it.
"""

from core.sheets.limits import OFFICERS_SHEET, PUBLISHED_TABLE, Limits
from core.sheets.reading import Sheet, Spreadsheet, open_spreadsheet
from core.sheets.values import CellError, CellValue, Formula, Percentage, Row, SheetRefused

__all__ = [
    "OFFICERS_SHEET",
    "PUBLISHED_TABLE",
    "CellError",
    "CellValue",
    "Formula",
    "Limits",
    "Percentage",
    "Row",
    "Sheet",
    "SheetRefused",
    "Spreadsheet",
    "open_spreadsheet",
]
