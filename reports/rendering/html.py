"""A paper as HTML: the article for the web page, its contents list, and whole documents for a file and for print.

Every class begins with `paper-`; how it looks is in static/reports/paper.css (screen) and print.css (PDF).
"""

from decimal import Decimal
from html import escape
from unicodedata import bidirectional

from reports.content import (
    Block,
    BlockList,
    Cell,
    Chart,
    HeaderTable,
    Item,
    Note,
    Paper,
    Paragraph,
    Row,
    Section,
    Span,
    Table,
    walk,
)
from reports.rendering.assets import logo, paper_css
from reports.rendering.marks import paragraph_mark
from reports.rendering.widths import column_widths, is_prose, is_wide

LIST_TYPES = {"number": "1", "letter": "a", "roman": "i"}
DEEP = 8  # from this depth on lists stop indenting, so that a page is never all margin


def article(paper: Paper) -> str:
    """The inside of the page's `<article>`: masthead, title, header tables and sections, each part with its address."""
    return _Writer(paper).article()


def contents(paper: Paper) -> str:
    """The table of contents as an ordered list of links, two levels deep. Empty when the paper has no sections."""
    return _contents(paper.sections, levels=2, with_pages=False)


def document(paper: Paper, *, content_hash: str = "", status: str = "", stylesheet: str | None = None) -> str:
    """The paper as one HTML file that needs nothing beside it: its style sheet and logo are inside."""
    css = paper_css() if stylesheet is None else stylesheet
    foot = f"<p>Content hash {escape(content_hash)}</p>" if content_hash else ""
    return (
        f"{_head(paper, content_hash)}<style>{css}</style></head>"
        f'<body class="paper-alone"><main>{_Writer(paper, contents=paper.contents).article(status)}</main>'
        f'<footer class="paper-foot">{_paragraph_if(paper.running_foot)}{foot}</footer></body></html>\n'
    )


def printable(paper: Paper, *, content_hash: str = "", status: str = "") -> str:
    """The paper as the HTML from which the PDF is made; `print.css` turns the body's `data-` into the pages' feet."""
    foot_end = f"Content {content_hash[:12]} · " if content_hash else ""
    writer = _Writer(paper, printed=True, contents=paper.contents)
    return (
        f"{_head(paper, content_hash)}</head><body{_data(foot=paper.running_foot, end=foot_end, status=status)}>"
        f"{writer.article(status)}</body></html>\n"
    )


def _head(paper: Paper, content_hash: str) -> str:
    metas = {
        "viewport": "width=device-width, initial-scale=1",
        "author": paper.masthead.name,
        "description": paper.subtitle,
        "dcterms.created": paper.date,
        "dcterms.modified": paper.date,
        "content-hash": content_hash,
    }
    return (
        f'<!DOCTYPE html><html lang="{escape(paper.language)}"><head><meta charset="utf-8">'
        f"<title>{escape(paper.title)}</title>"
        + "".join(f'<meta name="{name}" content="{escape(value)}">' for name, value in metas.items() if value)
    )


def _data(**values: str) -> str:
    return "".join(f' data-{name}="{escape(value)}"' for name, value in values.items())


def _status(status: str) -> str:
    return f'<p class="paper-status">{escape(status)}</p>' if status else ""


def _paragraph_if(text: str) -> str:
    return f"<p>{escape(text)}</p>" if text else ""


def _contents(sections: tuple[Section, ...], *, levels: int, with_pages: bool) -> str:
    if not (sections and levels):
        return ""
    items = []
    for section in sections:
        target = f"#{escape(section.anchor)}"
        page = f' <span class="paper-contents-page" data-href="{target}"></span>' if with_pages else ""
        inner = tuple(block for block in section.blocks if isinstance(block, Section))
        nested = _contents(inner, levels=levels - 1, with_pages=with_pages)
        link = f'<a class="paper-link" href="{target}">{escape(section.heading)}</a>'
        items.append(f'<li class="paper-contents-entry">{link}{page}{nested}</li>')
    return f'<ol class="paper-contents-list">{"".join(items)}</ol>'


def _is_right_to_left(text: str) -> bool:
    """Whether the first letter with a direction of its own is Hebrew, Arabic or another right-to-left script's."""
    for character in text:
        if (direction := bidirectional(character)) in ("L", "R", "AL"):
            return direction != "L"
    return False


def _direction(text: str) -> str:
    return ' dir="rtl"' if not text.isascii() and _is_right_to_left(text) else ""


class _Writer:
    """Writes one paper. `printed` leaves out what only a screen needs and adds what only paper needs."""

    def __init__(self, paper: Paper, *, printed: bool = False, contents: bool = False) -> None:
        self.paper = paper
        self.printed = printed
        self.contents = contents
        self.tables = 0

    def article(self, status: str = "") -> str:
        paper = self.paper
        parts = [
            f'<div class="paper-body" lang="{escape(paper.language)}">',
            self.masthead(),
            _status(status),
            f'<h1 class="paper-title"{_direction(paper.title)}>{escape(paper.title)}</h1>',
            f'<p class="paper-subtitle">{escape(paper.subtitle)}</p>' if paper.subtitle else "",
            *(self.header_table(table) for table in paper.header),
            self.nav(),
            *(self.section(section, 2) for section in paper.sections),
            "</div>",
        ]
        return "".join(parts)

    def masthead(self) -> str:
        masthead = self.paper.masthead
        mark = ""
        if masthead.logo:
            attributes = (
                ' class="paper-logo" role="img"' if masthead.logo_alt else ' class="paper-logo" aria-hidden="true"'
            )
            title = f"<title>{escape(masthead.logo_alt)}</title>" if masthead.logo_alt else ""
            opening, inner = logo(masthead.logo).split(">", 1)
            mark = f"{opening}{attributes}>{title}{inner}"
        return (
            f'<div class="paper-masthead">{mark}<p class="paper-masthead-name">{escape(masthead.name)}</p></div>'
            '<svg xmlns="http://www.w3.org/2000/svg" class="paper-rule" viewBox="0 0 100 1" preserveAspectRatio="none"'
            f' aria-hidden="true"><rect width="100" height="1" fill="{escape(masthead.colour)}"/></svg>'
        )

    def header_table(self, table: HeaderTable) -> str:
        if not table.rows:
            return ""
        rows = "".join(
            f'<tr><th scope="row"{_direction(row.label)}>{escape(row.label)}</th>'
            f'<td class="paper-is-{row.standing}">{self.inline_or_blocks(row.blocks)}</td></tr>'
            for row in table.rows
        )
        caption = ""
        if table.caption and (table.show_caption or not self.printed):
            hidden = "" if table.show_caption else ' class="paper-hidden"'
            caption = f"<caption{hidden}>{escape(table.caption)}</caption>"
        return f'<table class="paper-header">{caption}<tbody>{rows}</tbody></table>'

    def nav(self) -> str:
        if not (self.contents and self.paper.sections):
            return ""
        entries = _contents(self.paper.sections, levels=2, with_pages=self.printed)
        title = '<p class="paper-contents-title">Contents</p>'
        return f'<nav class="paper-contents" aria-label="Contents">{title}{entries}</nav>'

    def section(self, section: Section, level: int) -> str:
        heading = f"h{min(level, 6)}"
        classes = "paper-section" if section.kind == "section" else f"paper-section paper-{section.kind}"
        if level == 2 and any(isinstance(block, Paragraph) and block.number for block in walk(section.blocks)):
            classes += " paper-has-numbers"
        parts = [
            f'<section class="{classes}" id="{escape(section.anchor)}">',
            f"<{heading}{_direction(section.heading)}>{escape(section.heading)}</{heading}>",
        ]
        for block in section.blocks:
            if isinstance(block, Section):
                parts.append(self.section(block, level + 1))
            else:
                parts.append(self.block(block))
        parts.append("</section>")
        return "".join(parts)

    def block(self, block: Block, depth: int = 0) -> str:
        match block:
            case Paragraph():
                return self.paragraph(block)
            case BlockList():
                return self.list(block, depth)
            case Table():
                return self.table(block)
            case Chart():
                return self.chart(block)
            case Note():
                return self.note(block, depth)
        raise TypeError(f"{type(block).__name__} stands where a block should.")

    def paragraph(self, paragraph: Paragraph) -> str:
        spans = self.spans(paragraph.spans)
        direction = _direction(paragraph.text)
        if not paragraph.number:
            return f'<p class="paper-text"{direction}>{spans}</p>' if spans else ""
        anchor = escape(paragraph.anchor)
        shown = escape(paragraph_mark(paragraph.number))
        if self.printed:
            number = f'<span class="paper-number">{shown}</span>'
        else:
            number = f'<a class="paper-number" href="#{anchor}" aria-label="Paragraph {shown}">{shown}</a> '
        return f'<p class="paper-numbered" id="{anchor}"{direction}>{number}{spans}</p>'

    def spans(self, spans: tuple[Span, ...]) -> str:
        return "".join(map(self.span, spans))

    def span(self, span: Span) -> str:
        text = escape(span.text)
        if not text.strip():
            return text
        if span.emphasis:
            text = f"<em>{text}</em>"
        if span.strong:
            text = f"<strong>{text}</strong>"
        if span.href:
            text = f'<a class="paper-link" href="{escape(span.href)}">{text}</a>'
        return text

    def list(self, block: BlockList, depth: int) -> str:
        if not block.items:
            return ""
        deep = " paper-deep" if depth >= DEEP else ""
        tag, kind = ("ol", f' type="{LIST_TYPES[block.marker]}"') if block.marker in LIST_TYPES else ("ul", "")
        items = "".join(f"<li>{self.item(item, depth + 1)}</li>" for item in block.items)
        return f'<{tag} class="paper-list paper-list-{block.marker}{deep}"{kind}>{items}</{tag}>'

    def item(self, item: Item, depth: int) -> str:
        first, rest = item.blocks[:1], item.blocks[1:]
        return self.inline_or_blocks(first, depth) + "".join(self.block(block, depth) for block in rest)

    def inline_or_blocks(self, blocks: tuple[Block, ...], depth: int = 0) -> str:
        """One plain paragraph as bare text, anything else as blocks."""
        if len(blocks) == 1 and isinstance(blocks[0], Paragraph) and not blocks[0].number:
            paragraph = blocks[0]
            if not _direction(paragraph.text):
                return self.spans(paragraph.spans)
        return "".join(self.block(block, depth) for block in blocks)

    def table(self, table: Table) -> str:
        self.tables += 1
        ident = f"paper-table-{self.tables}"
        columns = ""
        if self.printed:
            widths = "".join(f'<col style="width:{width}%">' for width in column_widths(table))
            columns = f"<colgroup>{widths}</colgroup>"
        headings = "".join(
            f'<th scope="col"{_number_class(column.align)}>{escape(column.heading)}</th>'
            if column.heading
            else "<td></td>"
            for column in table.columns
        )
        stacks = not self.printed and is_prose(table)
        rows = "".join(self.row(table, row, stacks=stacks) for row in table.rows)
        prose = " paper-prose" if stacks else ""
        html = (
            f'<table class="paper-table{prose}"><caption id="{ident}"{_direction(table.caption)}>'
            f"{escape(table.caption)}</caption>{columns}<thead><tr>{headings}</tr></thead><tbody>{rows}</tbody></table>"
        )
        if self.printed or not is_wide(table):
            return html
        return f'<section class="paper-scroll" aria-labelledby="{ident}" tabindex="0">{html}</section>'

    def row(self, table: Table, row: Row, *, stacks: bool) -> str:
        kind = f' class="paper-row-{row.kind}"' if row.kind != "body" else ""
        filled = [cell for cell in row.cells if cell.blocks]
        if row.kind == "note" and len(filled) == 1 and len(table.columns) > 1:
            remark = self.inline_or_blocks(filled[0].blocks)
            return f'<tr{kind}><td colspan="{len(table.columns)}">{remark}</td></tr>'
        cells = []
        for position, (column, cell) in enumerate(zip(table.columns, row.cells, strict=True)):
            heads = position == 0 and table.row_headings and cell.blocks and row.kind != "note"
            label = column.heading if stacks else ""
            cells.append(self.cell(cell, column.align, heads=bool(heads), label=label))
        return f"<tr{kind}>{''.join(cells)}</tr>"

    def cell(self, cell: Cell, align: str, *, heads: bool, label: str) -> str:
        """A cell. Its `label`, the column's heading, stands before it where a narrow screen stacks the row."""
        inner = self.inline_or_blocks(cell.blocks)
        align = _number_class(align)
        if heads:
            return f'<th scope="row"{align}>{inner}</th>'
        named = f' data-label="{escape(label)}"' if label and inner else ""
        return f"<td{align}{named}>{inner}</td>"

    def chart(self, chart: Chart) -> str:
        """Bars and numbers in one table: the bars are decoration, the numbers beside them say the same."""
        values = [Decimal(point.value) for point in chart.points]
        lowest = min([*values, Decimal()])
        reach = max([*values, Decimal()]) - lowest or Decimal(1)
        rows = "".join(
            f'<tr><th scope="row"{_direction(point.label)}>{escape(point.label)}</th><td class="paper-bar-cell">'
            f"{self.bar((min(value, Decimal()) - lowest) / reach, abs(value) / reach)}"
            f'<span class="paper-bar-figure">{escape(point.stated)}</span></td></tr>'
            for point, value in zip(chart.points, values, strict=True)
        )
        unit = f'<thead><tr><td></td><th scope="col">{escape(chart.unit)}</th></tr></thead>' if chart.unit else ""
        summary = f'<p class="paper-chart-summary">{escape(chart.summary)}</p>' if chart.summary else ""
        return (
            '<div class="paper-chart"><table class="paper-table paper-chart-table">'
            f'<caption>{escape(chart.title)}</caption><colgroup><col class="paper-chart-label"><col></colgroup>{unit}'
            f"<tbody>{rows}</tbody></table>{summary}</div>"
        )

    def bar(self, start: Decimal, length: Decimal) -> str:
        """A bar of a chart; both measures are shares of the whole width."""
        return (
            '<svg xmlns="http://www.w3.org/2000/svg" class="paper-bar" viewBox="0 0 100 10" preserveAspectRatio="none"'
            f' aria-hidden="true"><rect x="{start * 100:.2f}" width="{length * 100:.2f}" height="10"'
            f' fill="{escape(self.paper.masthead.colour)}"/></svg>'
        )

    def note(self, note: Note, depth: int) -> str:
        label = f'<p class="paper-note-label">{escape(note.label)}</p>' if note.label else ""
        blocks = "".join(self.block(block, depth) for block in note.blocks)
        return f'<div class="paper-note" role="note">{label}{blocks}</div>'


def _number_class(align: str) -> str:
    return ' class="paper-figure"' if align == "number" else ""
