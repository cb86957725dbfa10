"""Words in Markdown: escaped where they would be read as markup, bold, italic and linked where they are."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby, zip_longest

from reports.content import Span

MEANS_SOMETHING = re.compile(r"[\\`*\[\]~$]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|<(?=[A-Za-z/!?])|&(?=#?[A-Za-z0-9]+;)")
MAY_MEAN_SOMETHING = re.compile(r"(<|!|&#?[A-Za-z0-9]*)$")  # with what follows
BEGINS_BLOCK = re.compile(r"[-+](?=[-\s]*$|\s)|#(?=#{0,5}(\s|$))|>|(?<=^)=(?==*\s*$)")
BEGINS_COUNTING = re.compile(r"(\d{1,9})([.)])(?=\s|$)")
CLOSES_HEADING = re.compile(r"(#+)$")
QUOTED_IN_ADDRESS = re.compile(r"[\s<>\\|`]")
ENTITY = re.compile(r"&(?=#?[A-Za-z0-9]+;)")


def plain(text: str, *, begins: bool = True) -> str:
    """Words that are only words. `begins` says that they begin a line, where more marks mean something."""
    return words((Span(text),), begins=begins)


def heading(text: str) -> str:
    """The words of a heading."""
    return CLOSES_HEADING.sub(r"\\\1", plain(text, begins=False))


def bold(text: str) -> str:
    """Words in bold."""
    return words((Span(text, strong=True),))


def words(spans: tuple[Span, ...], *, begins: bool = True) -> str:
    """A paragraph's words on one line; "" where they are only spaces."""
    said = ""
    pieces = list(_pieces(spans))
    links = [list(inside) for _, inside in groupby(pieces, key=lambda piece: piece.href)]
    for link, following in zip_longest(links, links[1:]):
        inner = ""
        for position, piece in enumerate(link):
            is_last = position == len(link) - 1 and following is None
            opens = begins and not (said + inner).strip(" ") and not piece.href
            inner += _piece(piece, is_last=is_last, opens=opens)
        said += f"[{inner}]({_address(link[0].href)})" if link[0].href else inner
    return said.strip(" ")


def _pieces(spans: tuple[Span, ...]) -> Iterator[Span]:
    """The spans with bold and italic drawn in to letters and digits, and neighbours alike made one.

    Marks beside a space or a full stop are not always read as marks; beside a letter they are. Of two styles that meet
    within a word the second is left out, for no marks say both.
    """
    parts: list[Span] = []
    for span in spans:
        href = span.href if span.text.strip() else ""
        for text, is_inner in _drawn_in(span):
            part = Span(text, href, strong=span.strong and is_inner, emphasis=span.emphasis and is_inner)
            before = parts[-1] if parts else None
            if before and _same(before, part):
                parts[-1] = replace(part, text=before.text + text)
            elif before and before.href == href and _is_marked(before) and _is_marked(part):
                parts.append(Span(text, href))
            elif text:
                parts.append(part)
    yield from parts


def _is_marked(part: Span) -> bool:
    return part.strong or part.emphasis


def _same(one: Span, other: Span) -> bool:
    return replace(one, text="") == replace(other, text="")


def _drawn_in(span: Span) -> list[tuple[str, bool]]:
    if not (span.strong or span.emphasis):
        return [(span.text, False)]
    inked = [position for position, letter in enumerate(span.text) if unicodedata.category(letter)[0] not in "PSZ"]
    if not inked:
        return [(span.text, False)]
    first, last = inked[0], inked[-1] + 1
    return [(span.text[:first], False), (span.text[first:last], True), (span.text[last:], False)]


def _piece(piece: Span, *, is_last: bool, opens: bool) -> str:
    text = piece.text.lstrip(" ") if opens else piece.text
    marks = "*" * (2 * piece.strong + piece.emphasis)
    text = _escaped(text, is_last=is_last, opens=opens and not marks)
    return f"{marks}{text}{marks}"


def _escaped(text: str, *, is_last: bool, opens: bool) -> str:
    marked = {match.start() for match in MEANS_SOMETHING.finditer(text)}
    if not is_last and (cut := MAY_MEAN_SOMETHING.search(text)):
        marked.add(cut.start())
    if opens and BEGINS_BLOCK.match(text):
        marked.add(0)
    if opens and (counted := BEGINS_COUNTING.match(text)):
        marked.add(counted.start(2))
    return "".join(f"\\{letter}" if position in marked else letter for position, letter in enumerate(text))


def _address(href: str) -> str:
    quoted = QUOTED_IN_ADDRESS.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), href)
    quoted = ENTITY.sub("&amp;", quoted)
    return f"<{quoted}>" if "(" in quoted or ")" in quoted else quoted
