"""Prose as its authors typed it, in small Markdown (paragraphs, nested lists, tables, links, emphasis), as safe HTML.

No HTML passes through, and only links to http, https, mailto or an address within the portal are made.

A table is typed with pipes. The paragraph right before it that begins "Table:" is its caption; without one its column
headings are. The first cell of each row heads the row.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from html import escape
from textwrap import shorten
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.rules_block.table import escapedSplit
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

RULES = ["list", "table", "link", "autolink", "emphasis", "escape", "newline"]
LINKS = ("http://", "https://", "mailto:", "/", "#")
CAPTION = "Table:"
NAMELESS = "Table"
SENTENCE_END = re.compile(r"(?<=[a-z0-9)’%]{2}[.?!]) +(?=[A-Z])")  # not after an initial, as in "St J. Smith"
NUMBERS = "text-align:right"
NUMBERS_CLASS = "--numeric"
CLASSES = {"table": "govuk-table", "caption": "govuk-table__caption", "thead": "govuk-table__head",
           "tbody": "govuk-table__body", "tr": "govuk-table__row"}  # fmt: skip


@lru_cache(maxsize=1)
def reader() -> MarkdownIt:
    """The one grammar of prose in the portal; `reports.prose` reads papers with it too. A table's first part is its
    caption.
    """
    reader = MarkdownIt("zero", {"html": False, "linkify": False, "typographer": False}).enable(RULES)
    reader.validateLink = lambda url: url.lower().startswith(LINKS) and not url.startswith("//")  # type: ignore[method-assign]
    reader.inline.ruler.before("link", "portal_pictures", _leave_picture)
    reader.core.ruler.after("block", "portal_tables", _settle_tables)
    reader.add_render_rule("table_open", _open_table)
    reader.add_render_rule("table_close", _close_table)
    return reader


def to_html(text: str) -> SafeString:
    """The text as paragraphs, lists and tables. Put it into an element of the class `portal-prose`."""
    return mark_safe(reader().render(text))  # noqa: S308  # the reader lets no HTML through


def to_inline_html(text: str) -> SafeString:
    """The text as one run of words and links, for a cell or a heading; its paragraphs are not parted."""
    return mark_safe(reader().renderInline(text))  # noqa: S308


def gist(text: str, length: int = 90) -> str:
    """The first words of prose without its marks, cut after a whole word: for naming a record by its text."""
    return shorten(_words(text), length, placeholder="…")


def first_sentence(text: str) -> str:
    """The first sentence of prose without its marks: what it is about, where the others only add to it."""
    return SENTENCE_END.split(_words(text), maxsplit=1)[0]


def _words(text: str) -> str:
    lines = (_line(token.children or ()) for token in reader().parse(text))
    return " ".join(" ".join(lines).split())


def _line(runs: Iterable[Token]) -> str:
    """The text of a line, in which a mark begins or ends within a word or before a comma; a break parts words."""
    return "".join(" " if run.type in ("softbreak", "hardbreak") else run.content for run in runs)


def _leave_picture(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  # the reader calls it so
    """A picture stays the characters that were typed; without this it would be a link after an exclamation mark."""
    if not state.src.startswith("![", state.pos):
        return False
    if not silent:
        state.pending += "!["
    state.pos += 2
    return True


def _settle_tables(state: StateCore) -> None:
    """Gives each table its caption, its row headings and its classes, and puts cells too many into the last column."""
    if not any(token.type == "table_open" for token in state.tokens):
        return
    lines = state.src.split("\n")
    settled: list[Token] = []
    tokens = iter(state.tokens)
    for token in tokens:
        if token.type != "table_open":
            settled.append(token)
            continue
        table = [token, *_up_to("table_close", tokens)]
        before = settled[-3:]
        caption = _caption(before)
        if caption:
            del settled[-3:]
        settled += _settled(table, caption or _headings(table), lines)
    state.tokens = settled


def _up_to(kind: str, tokens: Iterator[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        if token.type == kind:
            return


def _caption(before: list[Token]) -> str:
    """The caption that the paragraph right before a table gives it, or nothing."""
    if len(before) == 3 and before[0].type == "paragraph_open" and before[1].content.startswith(CAPTION):
        return before[1].content.removeprefix(CAPTION).strip()
    return ""


def _headings(table: list[Token]) -> str:
    headings = (table[place + 1].content for place, token in enumerate(table) if token.type == "th_open")
    return ", ".join(heading for heading in headings if heading) or NAMELESS


def _settled(table: list[Token], caption: str, lines: list[str]) -> list[Token]:
    opening, *rest = table
    is_first, columns = False, 0
    for place, token in enumerate(rest):
        match token.type:
            case "tr_open":
                is_first = True
            case "th_open":
                columns += 1
                _cell(rest[place : place + 3], "col", is_heading=True)
            case "td_open":
                _cell(rest[place : place + 3], "row", is_heading=is_first and bool(rest[place + 1].content))
                is_first = False
            case "tr_close" if rest[place - 1].type == "td_close":
                _keep_what_is_too_many(rest[place - 2], _row_typed(rest, place, lines), columns)
    for token in table:
        if token.tag in CLASSES and token.nesting == 1:
            token.attrSet("class", CLASSES[token.tag])
    return [opening, *_caption_tokens(caption, opening.level + 1), *rest]


def _cell(cell: list[Token], scope: str, *, is_heading: bool) -> None:
    """A cell's tag, scope and classes; an inline style would be refused by the browser."""
    opening, _, closing = cell
    kind = "header" if is_heading else "cell"
    numeric = opening.attrs.pop("style", "") == NUMBERS
    opening.attrSet("class", f"govuk-table__{kind}" + (f" govuk-table__{kind}{NUMBERS_CLASS}" if numeric else ""))
    if is_heading:
        opening.tag = closing.tag = "th"
        opening.attrSet("scope", scope)


def _row_typed(rest: list[Token], place: int, lines: list[str]) -> list[str]:
    """The cells of a row as they were typed."""
    opening = next(token for token in reversed(rest[:place]) if token.type == "tr_open")
    typed = escapedSplit(lines[opening.map[0]].strip()) if opening.map else []
    return typed[1 if typed and not typed[0] else 0 : -1 if typed and not typed[-1] else None]


def _keep_what_is_too_many(last: Token, typed: list[str], columns: int) -> None:
    if len(typed) > columns:
        last.content = " | ".join(cell.strip() for cell in typed[columns - 1 :])


def _caption_tokens(caption: str, level: int) -> list[Token]:
    opening = Token("caption_open", "caption", 1, attrs={"class": CLASSES["caption"]}, block=True, level=level)
    words = Token("inline", "", 0, content=caption, children=[], level=level + 1)
    return [opening, words, Token("caption_close", "caption", -1, block=True, level=level)]


def _open_table(renderer: Any, tokens: Sequence[Token], place: int, options: Any, env: Any) -> str:
    """A wide table scrolls within its own box, which the keyboard reaches."""
    words = escape(_plain(tokens[place + 2].children or ()))
    table = renderer.renderToken(tokens, place, options, env)
    return f'<div class="portal-table" role="region" aria-label="{words}" tabindex="0">\n{table}'


def _close_table(renderer: Any, tokens: Sequence[Token], place: int, options: Any, env: Any) -> str:
    return f"{renderer.renderToken(tokens, place, options, env)}</div>\n"


def _plain(children: Sequence[Token]) -> str:
    return "".join(" " if child.type == "softbreak" else child.content for child in children)
