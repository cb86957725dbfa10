"""Short ways to write content for a comparison, and to read what it says."""

from reports.comparing import compare
from reports.content import (
    BlockList,
    Cell,
    Column,
    HeaderRow,
    HeaderTable,
    Item,
    Masthead,
    Paper,
    Paragraph,
    Row,
    Section,
    Span,
    Table,
)

SIGNS = {"same": "{}", "deleted": "[-{}-]", "inserted": "{{+{}+}}"}


def para(text, number="", href=""):
    return Paragraph((Span(text, href),), number)


def bullets(*items):
    """A list: of texts, or of blocks in tuples."""
    return BlockList(tuple(Item((para(item),) if isinstance(item, str) else item) for item in items))


def table(caption, headings, *rows, row_headings=True):
    cells = (Row(tuple(Cell((para(text),)) if text else Cell() for text in row)) for row in rows)
    return Table(caption, tuple(Column(heading) for heading in headings), tuple(cells), row_headings)


def section(heading, *blocks):
    return Section(heading, f"section-{heading.replace(' ', '-').lower()}", blocks)


def paper(*blocks, header=(), title="Annual update", date="2025-10-06"):
    """A paper of these blocks; those outside any section stand under "Background"."""
    loose = [block for block in blocks if not isinstance(block, Section)]
    sections = (*([section("Background", *loose)] if loose else []), *(b for b in blocks if isinstance(b, Section)))
    rows = tuple(HeaderRow(label, standing, (para(text),) if text else ()) for label, standing, text in header)
    tables = (HeaderTable("Details", rows, show_caption=False),) if rows else ()
    return Paper("update", "council-update", title, "", "en-GB", date, Masthead("Partnership"), tables, sections)


def shown(runs):
    """Runs as text: deleted words in [-…-], inserted ones in {+…+}."""
    return "".join(SIGNS[run.mark].format(run.text) for run in runs)


def body(old, new):
    """What became of each part: pairs of the change and its words."""
    found = compare(paper(*old), paper(*new)).parts
    return [(str(part.change), shown(part.runs if hasattr(part, "runs") else part.caption)) for part in found]


def changes(old, new):
    """The same without what stayed."""
    return [one for one in body(old, new) if one[0] != "same"]
