"""The content of a paper: what it says, in order, and nothing about how it looks.

Frozen dataclasses in plain Python. `compose` makes them from records, `rendering` turns them into HTML, PDF and text, and an
`Edition` keeps them as JSON for good. `to_json` and `from_json` are each other's inverse; a stored paper carries the number of
the schema it was written with, so that a later release can still read it.

Text is Unicode without control characters; numbers and money are already words here ("£746,294", "39.9%"), because a paper
states them and never computes with them.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from typing import Any

SCHEMA = 1

MAX_BLOCKS = 20_000
MAX_DEPTH = 40
MAX_TEXT = 100_000


class ContentError(ValueError):
    """The content cannot be held or read; the message says why in a sentence a person can act on."""


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text. `href` makes it a link: http(s), mailto, or `#anchor` within the paper."""

    text: str
    href: str = ""
    strong: bool = False
    emphasis: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph. `number` is the printed number without its full stop ("7", "1.1"); empty when it has none.

    A numbered paragraph's address is `#p` plus the number, in every format and for ever.
    """

    spans: tuple[Span, ...]
    number: str = ""

    @property
    def anchor(self) -> str:
        return f"p{self.number}" if self.number else ""

    @property
    def text(self) -> str:
        return "".join(span.text for span in self.spans)


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a list: usually a paragraph, then whatever continues it (paragraphs, nested lists)."""

    blocks: tuple["Block", ...]


@dataclass(frozen=True, slots=True)
class BlockList:
    """A list. `marker` is "bullet", "number" (1. 2.), "letter" (a. b.) or "roman" (i. ii.)."""

    items: tuple[Item, ...]
    marker: str = "bullet"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table. `align` is "text" or "number" (money and counts: right-aligned, digits in line)."""

    heading: str
    align: str = "text"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: blocks, because the papers put lists and several paragraphs into one. Empty means a blank cell."""

    blocks: tuple["Block", ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A row with one cell a column. `kind` is "body", "total" (a sum as stated) or "note" (a remark under the sums)."""

    cells: tuple[Cell, ...]
    kind: str = "body"


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a caption and one row of column headings; the first cell of each row heads the row if `row_headings`."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    row_headings: bool = True


@dataclass(frozen=True, slots=True)
class Point:
    """One value of a chart: its label, its number as a decimal string, and the same number as the paper states it."""

    label: str
    value: str
    stated: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A bar chart with its data; every renderer shows the data in words too. `summary` is what the picture shows."""

    title: str
    summary: str
    unit: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """An aside set apart from the running text: a difference explained, a thing named but not supplied."""

    blocks: tuple["Block", ...]
    label: str = "Note"


@dataclass(frozen=True, slots=True)
class Section:
    """A headed part of the paper, with its own address. `kind` is "section", "appendix" or "closing" (author, papers)."""

    heading: str
    anchor: str
    blocks: tuple["Block", ...]
    kind: str = "section"


Block = Paragraph | BlockList | Table | Chart | Note | Section


@dataclass(frozen=True, slots=True)
class HeaderRow:
    """One field of the paper's head: its label and what stands there.

    `standing` keeps apart what papers leave unsaid: "stated", "blank" (the field stands, empty), "na" ("n/a") and "none"
    ("None"). A field that is absent has no row. `blocks` is empty when blank, and says "n/a" or "None" for those.
    """

    label: str
    standing: str
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class HeaderTable:
    """A block of header fields under an optional heading ("Summary and recommendations")."""

    caption: str
    rows: tuple[HeaderRow, ...]
    show_caption: bool = True


@dataclass(frozen=True, slots=True)
class Masthead:
    """Whose paper it is: the partnership's or council's name, and its logo as an asset key with alternative text."""

    name: str
    logo: str = ""
    logo_alt: str = ""
    colour: str = "#1d3557"


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole paper in reading order: masthead, title, header tables, sections.

    `date` is the ISO date of the meeting or publication ("" when the paper states none); `status` says what the reader
    holds ("Draft", "" once published). `running_foot` is the left of each printed page's foot.
    """

    slug: str
    kind: str
    title: str
    subtitle: str
    language: str
    date: str
    masthead: Masthead
    header: tuple[HeaderTable, ...] = ()
    sections: tuple[Section, ...] = ()
    running_foot: str = ""
    contents: bool = False
    schema: int = field(default=SCHEMA)

    def walk(self) -> Iterator[Block]:
        """Every block of the paper in reading order, containers before what they contain."""
        for table in self.header:
            for row in table.rows:
                yield from walk(row.blocks)
        yield from walk(self.sections)


def walk(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Every block under `blocks` in reading order, containers first. Deep trees do not exhaust the stack."""
    stack: list[Block] = list(reversed(blocks))
    while stack:
        block = stack.pop()
        yield block
        stack.extend(reversed(children(block)))


def children(block: Block) -> tuple[Block, ...]:
    """The blocks directly inside a block."""
    match block:
        case BlockList(items=items):
            return tuple(inner for item in items for inner in item.blocks)
        case Table(rows=rows):
            return tuple(inner for row in rows for cell in row.cells for inner in cell.blocks)
        case Note(blocks=blocks) | Section(blocks=blocks):
            return blocks
        case _:
            return ()


TYPES: dict[str, type] = {
    cls.__name__: cls
    for cls in (
        Span, Paragraph, Item, BlockList, Column, Cell, Row, Table, Point, Chart, Note, Section, HeaderRow, HeaderTable, Masthead,
        Paper,
    )
}  # fmt: skip

CHOICES = {
    ("BlockList", "marker"): {"bullet", "number", "letter", "roman"},
    ("Column", "align"): {"text", "number"},
    ("Row", "kind"): {"body", "total", "note"},
    ("Section", "kind"): {"section", "appendix", "closing"},
    ("HeaderRow", "standing"): {"stated", "blank", "na", "none"},
}

MEMBERS: dict[tuple[str, str], set[str]] = {
    ("Paragraph", "spans"): {"Span"},
    ("BlockList", "items"): {"Item"},
    ("Table", "columns"): {"Column"},
    ("Table", "rows"): {"Row"},
    ("Row", "cells"): {"Cell"},
    ("Chart", "points"): {"Point"},
    ("HeaderTable", "rows"): {"HeaderRow"},
    ("Paper", "header"): {"HeaderTable"},
    ("Paper", "sections"): {"Section"},
}
BLOCKS = {"Paragraph", "BlockList", "Table", "Chart", "Note", "Section"}
LINK_STARTS = ("https://", "http://", "mailto:", "#")


def to_json(paper: Paper) -> str:
    """The paper as canonical JSON: the same paper always gives the same characters.

    Raises ContentError where the content breaks a rule (see `check`).
    """
    check(paper)
    return json.dumps(_plain(paper), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def from_json(text: str) -> Paper:
    """The paper held in JSON text. Raises ContentError with a sentence when it is not one of ours."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ContentError(f"This is not a stored paper: {error}") from None
    if not isinstance(data, dict) or data.get("is") != "Paper":
        raise ContentError("This is not a stored paper: it does not start with one.")
    if data.get("schema") != SCHEMA:
        raise ContentError(f"This paper was stored with schema {data.get('schema')!r}; this release reads schema {SCHEMA}.")
    paper = _object(data)
    assert isinstance(paper, Paper)
    check(paper)
    return paper


def content_hash(paper: Paper) -> str:
    """The SHA-256 of the paper's canonical JSON, in hexadecimal: what an edition is known by."""
    return hashlib.sha256(to_json(paper).encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, str | bool | int):
        return value
    return {"is": type(value).__name__, **{f.name: _plain(getattr(value, f.name)) for f in fields(value)}}


def _object(data: Any) -> Any:
    if isinstance(data, list):
        return tuple(_object(inner) for inner in data)
    if isinstance(data, dict):
        cls = TYPES.get(str(data.get("is")))
        if cls is None:
            raise ContentError(f"A stored paper holds no {data.get('is')!r}.")
        try:
            return cls(**{name: _object(value) for name, value in data.items() if name != "is"})
        except TypeError as error:
            raise ContentError(f"A stored {cls.__name__} has the wrong parts: {error}") from None
    if isinstance(data, str | bool | int):
        return data
    raise ContentError(f"A stored paper holds no {type(data).__name__}.")


def check(paper: Paper) -> None:
    """Raise ContentError at the first thing that no renderer could print faithfully, naming it."""
    count = 0
    stack: list[tuple[Any, str, int]] = [(paper, "Paper", 0)]
    while stack:
        node, where, depth = stack.pop()
        name = type(node).__name__
        count += 1
        if name not in TYPES:
            raise ContentError(f"{where} holds a {name}, which is no part of a paper.")
        if depth > MAX_DEPTH:
            raise ContentError(f"Lists or notes are nested more than {MAX_DEPTH} deep; flatten the text.")
        if count > MAX_BLOCKS * 10:
            raise ContentError("The paper is too long to print in one piece; split it or shorten its tables.")
        for part in fields(node):
            value = getattr(node, part.name)
            place = f"{name}.{part.name}"
            if isinstance(value, tuple):
                allowed = MEMBERS.get((name, part.name), BLOCKS)
                for inner in value:
                    if type(inner).__name__ not in allowed:
                        raise ContentError(f"{place} holds {type(inner).__name__}; it takes {', '.join(sorted(allowed))}.")
                    stack.append((inner, place, depth + 1))
            elif isinstance(value, str):
                _check_text(value, place, CHOICES.get((name, part.name)))
            elif isinstance(value, Masthead) and part.name == "masthead":
                stack.append((value, place, depth + 1))
            elif type(value) is not _plain_type(part.type):
                raise ContentError(f"{place} should be {_plain_type(part.type).__name__}, not {type(value).__name__}.")
        if isinstance(node, Table):
            _check_table(node)
        elif isinstance(node, Span) and node.href and not node.href.startswith(LINK_STARTS):
            raise ContentError(f"The link {node.href[:60]!r} is not a web address, an e-mail address or a place in this paper.")


def _plain_type(annotation: Any) -> type:
    return {str: str, bool: bool, int: int, "str": str, "bool": bool, "int": int}.get(annotation, tuple)


def _check_text(text: str, where: str, choices: set[str] | None) -> None:
    if choices is not None and text not in choices:
        raise ContentError(f"{where} is {text!r}; it takes {', '.join(sorted(choices))}.")
    if len(text) > MAX_TEXT:
        raise ContentError(f"One piece of text is {len(text):,} characters long; the most is {MAX_TEXT:,}. Split it into paragraphs.")
    for character in text:
        if is_unprintable(character):
            raise ContentError(
                f"The text {text[:40]!r} holds the control character U+{ord(character):04X}, which cannot be printed; remove it."
            )


def is_unprintable(character: str) -> bool:
    """Whether a character is a control code, a lone surrogate or a non-character, which HTML and PDF cannot carry."""
    code = ord(character)
    return (
        code < 0x20 or 0x7F <= code < 0xA0 or 0xD800 <= code <= 0xDFFF or 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE
    )  # fmt: skip


def _check_table(table: Table) -> None:
    if not table.columns:
        raise ContentError(f"The table {table.caption!r} has no columns.")
    for row in table.rows:
        if len(row.cells) != len(table.columns):
            raise ContentError(
                f"The table {table.caption!r} has {len(table.columns)} columns, but a row has {len(row.cells)} cells."
            )
