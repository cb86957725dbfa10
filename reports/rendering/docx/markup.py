"""The small words of WordprocessingML: runs, paragraphs, fields and links, their properties in the schema's order."""

import re
from html import escape
from urllib.parse import quote, urlsplit

from reports.content import Span
from reports.rendering.direction import is_right_to_left, stretches

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
LEGAL_IN_ADDRESSES = "%/:?#@!$&'()*+,;=~"
STRAY_PERCENT = re.compile("%(?![0-9A-Fa-f]{2})")
SOFT_HYPHEN = "\u00ad"


def paragraph(
    style: str,
    inner: str,
    *,
    keep_next: bool = False,
    page_break: bool = False,
    numbering: str = "",
    frame: str = "",
    tabs: str = "",
    right_to_left: bool = False,
    spacing: str = "",
    indent: str = "",
    align: str = "",
    section: str = "",
) -> str:
    """A paragraph in a style; what else is said about it departs from the style."""
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{"<w:keepNext/>" if keep_next else ""}'
        f"{'<w:pageBreakBefore/>' if page_break else ''}{numbering}{frame}{tabs}"
        f"{'<w:bidi/>' if right_to_left else ''}{spacing}{indent}{align}{section}</w:pPr>{inner}</w:p>"
    )


def line(style: str, text: str, *, keep_next: bool = False) -> str:
    """A paragraph of plain words, running the way they do."""
    backwards = is_right_to_left(text)
    return paragraph(style, runs(text, right_to_left=backwards), keep_next=keep_next, right_to_left=backwards)


def numbered_by(number_id: int, level: int = 0) -> str:
    """The property by which a paragraph is an item of a list; number 0 takes it out of the list of its style."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number_id}"/></w:numPr>'


def indented(left: int, hanging: int = 0) -> str:
    """The property by which a paragraph begins `left` twips in, its first line `hanging` before that."""
    return f'<w:ind w:left="{left}" w:hanging="{hanging}"/>'


def runs(text: str, *, properties: str = "", right_to_left: bool = False) -> str:
    """Words as runs, one for each stretch that runs one way. `properties` stand before colour in the schema's order."""
    return "".join(
        _run(part, properties + ("<w:rtl/>" if backwards else ""))
        for part, backwards in stretches(text, right_to_left=right_to_left)
    )


def _run(text: str, properties: str) -> str:
    marked = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    inner = "<w:softHyphen/>".join(
        f'<w:t xml:space="preserve">{escape(part, quote=False)}</w:t>' if part else ""
        for part in text.split(SOFT_HYPHEN)
    )
    return f"<w:r>{marked}{inner}</w:r>"


def is_link(span: Span) -> bool:
    """Whether a span leads somewhere: it can be clicked, and its address is more than its beginning."""
    return bool(span.text.strip()) and span.href.strip("/") not in ("", "http:", "https:", "mailto:")


def span_runs(span: Span, *, right_to_left: bool) -> str:
    """A span as runs, bold, italic and looking like a link as it says."""
    properties = '<w:rStyle w:val="Hyperlink"/>' if is_link(span) else ""
    if span.strong:
        properties += "<w:b/><w:bCs/>"
    if span.emphasis:
        properties += "<w:i/><w:iCs/>"
    return runs(span.text, properties=properties, right_to_left=right_to_left)


def field(instruction: str, shown: str) -> str:
    """A field such as a page number, with what it shows until the program works it out."""
    return f'<w:fldSimple w:instr=" {escape(instruction)} "><w:r><w:t>{escape(shown)}</w:t></w:r></w:fldSimple>'


def bookmark(number: int, name: str) -> str:
    """A place that links can lead to."""
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/><w:bookmarkEnd w:id="{number}"/>'


def internal_link(name: str, inner: str) -> str:
    """Runs that lead to a bookmark."""
    return f'<w:hyperlink w:anchor="{name}" w:history="1">{inner}</w:hyperlink>'


def external_link(relationship: str, inner: str) -> str:
    """Runs that lead out of the document, by the relationship that holds the address."""
    return f'<w:hyperlink r:id="{relationship}" w:history="1">{inner}</w:hyperlink>'


def address(href: str) -> str:
    """A web or e-mail address with every character quoted that Word refuses in one: it calls the file broken."""
    quoted = quote(STRAY_PERCENT.sub("%25", href), safe=LEGAL_IN_ADDRESSES)
    head, hash_mark, rest = quoted.partition("#")
    quoted = head + hash_mark + rest.replace("#", "%23")
    try:
        urlsplit(quoted).port  # noqa: B018  a port that is no number is what raises
    except ValueError:
        scheme, _, rest = quoted.partition(":")
        return f"{scheme}:{quote(rest, safe='%/?#@')}"
    return quoted
