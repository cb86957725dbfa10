"""Spreadsheets made for tests: OpenDocument written tag by tag, so that it can also be what no program would write."""

import io
import zipfile
from xml.sax.saxutils import escape, quoteattr

MIME_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0" office:version="1.3">'
    "<office:body><office:spreadsheet>"
)
TAIL = "</office:spreadsheet></office:body></office:document-content>"
BLANKS = '<table:table-cell table:number-columns-repeated="16375"/>'


def cell(value):
    """A cell as LibreOffice writes it."""
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, int):
        kind = f'office:value-type="float" office:value="{value}" calcext:value-type="float"'
    else:
        kind = 'office:value-type="string" calcext:value-type="string"'
    return f'<table:table-cell table:style-name="ce4" {kind}><text:p>{escape(str(value))}</text:p></table:table-cell>'


def row(*values):
    return f'<table:table-row table:style-name="ro1">{"".join(map(cell, values))}{BLANKS}</table:table-row>'


def sheet(name, *rows):
    """A sheet of rows; a row is a tuple of values, or markup as it stands."""
    inner = "".join(each if isinstance(each, str) else row(*each) for each in rows)
    return f"<table:table table:name={quoteattr(name)}>{inner}</table:table>"


def ods(*sheets, head=HEAD, more=()):
    """An OpenDocument file of such sheets, and of more parts."""
    return zipped(("mimetype", MIME_TYPE), ("content.xml", f"{head}{''.join(sheets)}{TAIL}"), *more)


def zipped(*parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return file.getvalue()
