"""What a paper's content must keep to, so that every renderer can print it faithfully."""

import re
from collections.abc import Callable
from dataclasses import fields
from datetime import date
from typing import Any

from core.charts import ChartRefused, Kind
from reports.content.charts import charted
from reports.content.errors import ContentError
from reports.content.logos import is_picture, picture
from reports.content.tree import (
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
)

MAX_NODES = 200_000
MAX_DEPTH = 86  # a list takes two, so: a section, forty lists one in another, their paragraph and its spans
MAX_TEXT = 100_000
MAX_WORD = 2_000
MAX_ROWS = 1_000
MAX_COLUMNS = 20

LINK_STARTS = ("https://", "http://", "mailto:", "#")
ANCHOR = re.compile(r"[A-Za-z][A-Za-z0-9._-]*")
NUMBER = re.compile(r"[A-Za-z0-9]+(\.[A-Za-z0-9]+)*")
DECIMAL = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,9})?")
COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
ENDLESS_WORD = re.compile(rf"\S{{{MAX_WORD + 1}}}")
UNPRINTABLE = re.compile(
    "[\\x00-\\x1f\\x7f-\\x9f\\u2028-\\u202e\\ud800-\\udfff\\ue000-\\uf8ff\\ufdd0-\\ufdef\\ufffe\\uffff"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0xF0000, 0x10000))
    + "\\U000f0000-\\U0010ffff]"
)

CLASSES: tuple[type, ...] = (
    Span, Paragraph, Item, BlockList, Column, Cell, Row, Table, Point, Series, Break, Level, Chart, Note, Section,
    HeaderRow, HeaderTable, Masthead, Paper,
)  # fmt: skip
TYPES: dict[str, type] = {cls.__name__: cls for cls in CLASSES}
CHOICES = {
    (BlockList, "marker"): {"bullet", "number", "letter", "roman"},
    (Column, "align"): {"text", "number"},
    (Row, "kind"): {"body", "total", "note"},
    (Chart, "kind"): {kind.value for kind in Kind} - {Kind.SPARK.value},
    (Section, "kind"): {"section", "appendix", "closing"},
    (HeaderRow, "standing"): {"stated", "blank", "na", "none"},
}
RUNNING_TEXT: set[type] = {Paragraph, BlockList, Note}
BLOCKS: set[type] = {Paragraph, BlockList, Note, Table, Chart}
MEMBERS: dict[tuple[type, str], set[type]] = {
    (Paragraph, "spans"): {Span},
    (Item, "blocks"): BLOCKS,
    (BlockList, "items"): {Item},
    (Cell, "blocks"): RUNNING_TEXT,
    (Table, "columns"): {Column},
    (Table, "rows"): {Row},
    (Row, "cells"): {Cell},
    (Chart, "points"): {Point},
    (Chart, "series"): {Series},
    (Chart, "breaks"): {Break},
    (Chart, "levels"): {Level},
    (Series, "points"): {Point},
    (Note, "blocks"): BLOCKS,
    (Section, "blocks"): BLOCKS | {Section},
    (HeaderRow, "blocks"): RUNNING_TEXT,
    (HeaderTable, "rows"): {HeaderRow},
    (Paper, "header"): {HeaderTable},
    (Paper, "sections"): {Section},
}
Part = tuple[str, type, set[type], set[str] | None]


def check(paper: Paper) -> None:
    """Raise ContentError at a thing that no renderer could print faithfully, naming it."""
    count = 0
    anchors: set[str] = set()
    places: list[str] = []
    stack: list[tuple[Any, int]] = [(paper, 0)]
    while stack:
        node, depth = stack.pop()
        count += 1
        if depth > MAX_DEPTH or count > MAX_NODES:
            _refuse_size(depth)
        stack.extend([(inner, depth + 1) for inner in _members(node)])
        if rule := RULES.get(type(node)):
            rule(node)
        if anchor := getattr(node, "anchor", ""):
            if anchor in anchors:
                raise ContentError(f"Two places in the paper have the address #{anchor}; name each only once.")
            anchors.add(anchor)
        elif type(node) is Span and node.href.startswith("#"):
            places.append(node.href[1:])
    for place in places:
        if place not in anchors:
            raise ContentError(f"A link leads to #{place[:60]}, but the paper has no such place.")


def _members(node: Any) -> list[Any]:
    """What stands directly in a part of a paper, once its texts and types have been checked."""
    cls = type(node)
    inner: list[Any] = []
    for name, wanted, allowed, choices in PARTS[cls]:
        value: Any = getattr(node, name)
        given = type(value)
        if given is not wanted:
            raise ContentError(f"{cls.__name__}.{name} should be {wanted.__name__}, not {given.__name__}.")
        if wanted is str:
            if len(value) > MAX_WORD or UNPRINTABLE.search(value) or (choices and value not in choices):
                _refuse_text(value, f"{cls.__name__}.{name}", choices)
        elif wanted is tuple:
            for member in value:
                if type(member) not in allowed:
                    raise ContentError(f"{cls.__name__}.{name} takes no {type(member).__name__}.")
            inner.extend(value)
        elif wanted is Masthead:
            inner.append(value)
    return inner


def is_unprintable(character: str) -> bool:
    """Whether HTML and PDF cannot carry a character faithfully.

    Control codes, line and paragraph separators, codes that turn the direction of writing round (they can show £123 as
    £321), surrogates, characters of private use (Word's bullets, when pasted) and non-characters.
    """
    return UNPRINTABLE.match(character) is not None


def _refuse_size(depth: int) -> None:
    if depth > MAX_DEPTH:
        raise ContentError("Lists or notes are nested more than 40 deep; flatten the text.")
    raise ContentError("The paper is too long to print in one piece; split it or shorten its tables.")


def _refuse_text(text: str, where: str, choices: set[str] | None) -> None:
    if choices is not None and text not in choices:
        raise ContentError(f"{where} is {text[:40]!r}; it takes {', '.join(sorted(choices))}.")
    if len(text) > MAX_TEXT:
        raise ContentError(f"One piece of text has {len(text):,} characters; the most is {MAX_TEXT:,}. Split it up.")
    if ENDLESS_WORD.search(text) and not (where == "Masthead.logo" and is_picture(text)):
        raise ContentError(f"{text[:20]!r} begins a word of more than {MAX_WORD:,} characters; part it with spaces.")
    if found := UNPRINTABLE.search(text):
        before = text[max(0, found.start() - 20) : found.start()]
        code = f"U+{ord(found[0]):04X}"
        raise ContentError(f"After {before!r} stands the character {code}, which cannot be printed; remove it.")


def _check_span(span: Span) -> None:
    if span.href and not span.href.startswith(LINK_STARTS):
        raise ContentError(f"{span.href[:60]!r} is no web address, e-mail address or place in this paper.")


def _check_paragraph(paragraph: Paragraph) -> None:
    if paragraph.number and not NUMBER.fullmatch(paragraph.number):
        raise ContentError(f"{paragraph.number[:20]!r} is no paragraph number; those look like 7 or 1.1.")


def _check_table(table: Table) -> None:
    caption = table.caption[:60]
    if not table.columns:
        raise ContentError(f"The table {caption!r} has no columns.")
    if len(table.columns) > MAX_COLUMNS:
        raise ContentError(
            f"The table {caption!r} has {len(table.columns)} columns; a page holds at most {MAX_COLUMNS}. Split it."
        )
    if not caption.strip():
        raise ContentError(f"The table headed {table.columns[0].heading[:60]!r} has no caption; say what it shows.")
    if len(table.rows) > MAX_ROWS:
        raise ContentError(
            f"The table {caption!r} has {len(table.rows):,} rows; a paper prints at most {MAX_ROWS:,}. "
            "Link to the data instead."
        )
    for row in table.rows:
        if len(row.cells) != len(table.columns):
            raise ContentError(
                f"The table {caption!r} has {len(table.columns)} columns, but a row has {len(row.cells)} cells."
            )


def _check_chart(chart: Chart) -> None:
    held = [*chart.points, *(point for one in chart.series for point in one.points)]
    for value in (*(point.value for point in held if point.value), *(level.value for level in chart.levels)):
        if not DECIMAL.fullmatch(value):
            raise ContentError(f"The chart {chart.title[:60]!r} has {value[:20]!r}, which is no number.")
    if chart.points and chart.series:
        raise ContentError(
            f"The chart {chart.title[:60]!r} has points of its own beside its series; make them one too."
        )
    try:
        charted(chart)
    except ChartRefused as refusal:
        raise ContentError(str(refusal)) from None


def _check_section(section: Section) -> None:
    if not ANCHOR.fullmatch(section.anchor):
        raise ContentError(f"The section {section.heading[:60]!r} has {section.anchor[:40]!r} for an address.")
    if not section.heading.strip():
        raise ContentError(f"The section at #{section.anchor} has no heading.")


def _check_header_row(row: HeaderRow) -> None:
    if (row.standing == "blank") != (not row.blocks):
        raise ContentError(f"The header field {row.label[:60]!r} is marked {row.standing}; its text says otherwise.")


def _check_masthead(masthead: Masthead) -> None:
    if not COLOUR.fullmatch(masthead.colour):
        raise ContentError(f"The masthead's colour is {masthead.colour[:20]!r}; write it like #1d3557.")
    if is_picture(masthead.logo):
        picture(masthead.logo)


def _is_day(text: str) -> bool:
    """Whether a text is a day of the calendar as year-month-day."""
    try:
        return bool(DATE.fullmatch(text) and date.fromisoformat(text))
    except ValueError:
        return False


def _check_paper(paper: Paper) -> None:
    if not paper.title.strip():
        raise ContentError("The paper has no title.")
    if not LANGUAGE.fullmatch(paper.language):
        raise ContentError(f"The paper's language is {paper.language[:20]!r}; it takes a code such as en-GB.")
    if paper.date and not _is_day(paper.date):
        raise ContentError(f"The paper's date is {paper.date[:20]!r}; it takes year-month-day, or nothing.")


RULES: dict[type, Callable[[Any], None]] = {
    Span: _check_span,
    Paragraph: _check_paragraph,
    Table: _check_table,
    Chart: _check_chart,
    Section: _check_section,
    HeaderRow: _check_header_row,
    Masthead: _check_masthead,
    Paper: _check_paper,
}


def _parts(cls: type) -> list[Part]:
    """What `check` asks of each part of a class: name, exact type, members of a tuple, choices of a text."""
    plain: dict[Any, type] = {str: str, bool: bool, int: int, Masthead: Masthead}
    return [
        (part.name, plain.get(part.type, tuple), MEMBERS.get((cls, part.name), set()), CHOICES.get((cls, part.name)))
        for part in fields(cls)
    ]


PARTS = {cls: _parts(cls) for cls in CLASSES}
