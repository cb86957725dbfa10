"""Spreadsheets, read and written: rows of cells, and no noun of the domain."""
