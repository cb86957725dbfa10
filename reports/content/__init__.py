"""The content of a paper: what it says, in order, and nothing about how it looks.

Frozen dataclasses in plain Python. `compose` makes them from records, `rendering` turns them into HTML, PDF and text,
and an `Edition` keeps them as JSON for good. `to_json` and `from_json` are each other's inverse; a stored paper carries
the number of the schema it was written with, so that a later release can still read it.

Text is Unicode without control characters; numbers and money are already words here ("£746,294", "39.9%"), because a
paper states them and never computes with them.
"""

from reports.content.charts import chart_table, charted
from reports.content.errors import ContentError
from reports.content.logos import is_picture, picture, picture_size
from reports.content.rules import check, is_unprintable
from reports.content.stored import content_hash, from_json, to_json
from reports.content.tree import (
    SCHEMA,
    Block,
    BlockList,
    Break,
    Cell,
    Chart,
    Column,
    HeaderRow,
    HeaderTable,
    Item,
    Level,
    Masthead,
    Note,
    Paper,
    Paragraph,
    Point,
    Row,
    Section,
    Series,
    Span,
    Table,
    children,
    walk,
)

__all__ = [
    "SCHEMA",
    "Block",
    "BlockList",
    "Break",
    "Cell",
    "Chart",
    "Column",
    "ContentError",
    "HeaderRow",
    "HeaderTable",
    "Item",
    "Level",
    "Masthead",
    "Note",
    "Paper",
    "Paragraph",
    "Point",
    "Row",
    "Section",
    "Series",
    "Span",
    "Table",
    "chart_table",
    "charted",
    "check",
    "children",
    "content_hash",
    "from_json",
    "is_picture",
    "is_unprintable",
    "picture",
    "picture_size",
    "to_json",
    "walk",
]
