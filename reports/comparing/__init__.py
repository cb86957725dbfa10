"""Two papers held against each other: what was inserted, deleted, moved and renamed, down to the word and the cell.

Plain Python over `reports.content`: no records, no pages. `compare` is deterministic, and takes a time that grows with
the length of the papers.
"""

from reports.comparing.comparison import (
    SCHEMA,
    CellChange,
    Change,
    ColumnChange,
    Comparison,
    FieldChange,
    Figure,
    Line,
    Mark,
    Part,
    Passage,
    RowChange,
    Run,
    Side,
    Summary,
    TableChange,
    Tally,
)
from reports.comparing.papers import compare
from reports.comparing.stored import to_json
from reports.comparing.summing import counted, sentence

__all__ = [
    "SCHEMA",
    "CellChange",
    "Change",
    "ColumnChange",
    "Comparison",
    "FieldChange",
    "Figure",
    "Line",
    "Mark",
    "Part",
    "Passage",
    "RowChange",
    "Run",
    "Side",
    "Summary",
    "TableChange",
    "Tally",
    "compare",
    "counted",
    "sentence",
    "to_json",
]
