"""Writes the parts of a paper as HTML, each with its address; `html.py` makes pages and documents of them."""

from collections.abc import Callable, Mapping
from html import escape

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
    chart_table,
    charted,
    is_picture,
    picture,
    picture_size,
    walk,
)
from reports.rendering.assets import logo
from reports.rendering.direction import is_right_to_left
from reports.rendering.drawings import for_print, for_screens
from reports.rendering.marks import paragraph_mark
from reports.rendering.turning import UPRIGHT, turned
from reports.rendering.widths import column_widths, is_long, is_prose, is_wide

LIST_TYPES = {"number": "1", "letter": "a", "roman": "i"}
Address = Callable[[str], str]
BUBBLE = (
    '<svg class="paper-bubble" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true" focusable="false">'
    '<path d="M2 2.5h12v8H7l-3 3v-3H2z" fill="none" stroke="currentColor" stroke-width="1.5"/></svg>'
)
DEEP = 8  # from this depth on lists stop indenting, so that a page is never all margin


def contents_list(sections: tuple[Section, ...], *, levels: int, with_pages: bool) -> str:
    """The sections' headings as links, so many levels deep; `with_pages` leaves room for the numbers of pages."""
    if not (sections and levels):
        return ""
    items = []
    for section in sections:
        target = f"#{escape(section.anchor)}"
        page = f' <span class="paper-contents-page" data-href="{target}"></span>' if with_pages else ""
        inner = tuple(block for block in section.blocks if isinstance(block, Section))
        nested = contents_list(inner, levels=levels - 1, with_pages=with_pages)
        link = f'<a class="paper-link" href="{target}">{escape(section.heading)}</a>'
        items.append(f'<li class="paper-contents-entry">{link}{page}{nested}</li>')
    return f'<ol class="paper-contents-list">{"".join(items)}</ol>'


class Writer:
    """Writes one paper. `printed` leaves out what only a screen needs and adds what only paper needs.

    The addresses, of figures, of sections and of comments on a place, are for drafts.
    """

    def __init__(
        self,
        paper: Paper,
        *,
        printed: bool = False,
        contents: bool = False,
        cite_address: Address | None = None,
        edit_address: Address | None = None,
        comment_address: Address | None = None,
        commented: Mapping[str, int] | None = None,
    ) -> None:
        self.paper = paper
        self.printed = printed
        self.contents = contents
        self.cite_address = cite_address or _nowhere
        self.edit_address = edit_address or _nowhere
        self.comment_address = comment_address or _nowhere
        self.commented = commented or {}
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

    def alone(self, anchor: str) -> str:
        """One section out of its paper, at the level and with the margin for numbers that it has there."""
        for outer in self.paper.sections:
            found = _find(outer, anchor, 2)
            if found is None:
                continue
            section, level = found
            numbers = " paper-has-numbers" if _has_numbers(outer) else ""
            written = self.section(section, level)
            return f'<div class="paper-body{numbers}" lang="{escape(self.paper.language)}">{written}</div>'
        return ""

    def masthead(self) -> str:
        masthead = self.paper.masthead
        return (
            f'<div class="paper-masthead">{self.logo()}<p class="paper-masthead-name">{escape(masthead.name)}</p></div>'
            '<svg xmlns="http://www.w3.org/2000/svg" class="paper-rule" viewBox="0 0 100 1" preserveAspectRatio="none"'
            f' aria-hidden="true"><rect width="100" height="1" fill="{escape(masthead.colour)}"/></svg>'
        )

    def logo(self) -> str:
        """The logo, ours or the council's; one without words is decoration."""
        masthead = self.paper.masthead
        if not masthead.logo:
            return ""
        alt = escape(masthead.logo_alt)
        if is_picture(masthead.logo):
            width, height = picture_size(picture(masthead.logo))
            return (
                f'<img class="paper-logo" alt="{alt}" width="{width}" height="{height}" src="{escape(masthead.logo)}">'
            )
        attributes = 'role="img"' if alt else 'aria-hidden="true"'
        title = f"<title>{alt}</title>" if alt else ""
        opening, inner = logo(masthead.logo).split(">", 1)
        return f'{opening} class="paper-logo" {attributes}>{title}{inner}'

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
        entries = contents_list(self.paper.sections, levels=2, with_pages=self.printed)
        title = '<p class="paper-contents-title">Contents</p>'
        return f'<nav class="paper-contents" aria-label="Contents">{title}{entries}</nav>'

    def section(self, section: Section, level: int) -> str:
        classes = "paper-section" if section.kind == "section" else f"paper-section paper-{section.kind}"
        if level == 2 and _has_numbers(section):
            classes += " paper-has-numbers"
        turns = turned(section) if self.printed else UPRIGHT
        parts = [
            f'<section class="{classes}" id="{escape(section.anchor)}">',
            self.heading(section, level, turns=turns.heading),
        ]
        for position, block in enumerate(section.blocks):
            if isinstance(block, Section):
                parts.append(self.section(block, level + 1))
            else:
                parts.append(self.block(block, turns=position in turns.blocks))
        parts.append("</section>")
        return "".join(parts)

    def heading(self, section: Section, level: int, *, turns: bool) -> str:
        """A section's heading; in a draft with the way to edit the section, where there is one."""
        tag = f"h{min(level, 6)}"
        css = ' class="paper-turned"' if turns else ""
        words = escape(section.heading)
        heading = f"<{tag}{css}{_direction(section.heading)}>{words}</{tag}>"
        address = escape(self.edit_address(section.anchor))
        comment = self.comment(section.anchor, f"“{section.heading}”")
        if not (address or comment):
            return heading
        link = f'<a class="paper-edit" href="{address}">Edit<span class="paper-hidden"> {words}</span></a>'
        return f'<div class="paper-editable">{heading}{link if address else ""}{comment}</div>'

    def comment(self, anchor: str, named: str) -> str:
        """The quiet way to comment on a place of a draft, where there is one."""
        address = escape(self.comment_address(anchor)) if anchor else ""
        if not address:
            return ""
        said = self.commented.get(anchor, 0)
        hidden = f'<span class="paper-hidden">Comment on {escape(named)}</span>'
        if not said:
            return f' <a class="paper-comment" href="{address}">{BUBBLE}{hidden}</a>'
        mark = f'<span class="paper-said">{said}<span class="paper-hidden"> said already. </span></span>'
        return f' <a class="paper-comment paper-commented" href="{address}">{mark}{hidden}</a>'

    def block(self, block: Block, depth: int = 0, *, turns: bool = False) -> str:
        """A block; one that `turns` stands on a page turned landscape."""
        match block:
            case Paragraph():
                return self.paragraph(block, turns=turns)
            case BlockList():
                return self.list(block, depth)
            case Table():
                return self.table(block, turns=turns)
            case Chart():
                return self.chart(block)
            case Note():
                return self.note(block, depth)
        raise TypeError(f"{type(block).__name__} stands where a block should.")

    def paragraph(self, paragraph: Paragraph, *, turns: bool) -> str:
        css = " paper-turned" if turns else ""
        spans = self.spans(paragraph.spans)
        direction = _direction(paragraph.text)
        if not paragraph.number:
            return f'<p class="paper-text{css}"{direction}>{spans}</p>' if spans else ""
        anchor = escape(paragraph.anchor)
        shown = escape(paragraph_mark(paragraph.number))
        if self.printed:
            number = f'<span class="paper-number">{shown}</span>'
        else:
            number = f'<a class="paper-number" href="#{anchor}" aria-label="Paragraph {shown}">{shown}</a> '
        comment = self.comment(paragraph.anchor, f"paragraph {shown}")
        return f'<p class="paper-numbered{css}" id="{anchor}"{direction}>{number}{spans}{comment}</p>'

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
            return f'<a class="paper-link" href="{escape(span.href)}">{text}</a>'
        if span.cite and (address := escape(self.cite_address(span.cite))):
            return f'<a class="paper-cite" href="{address}">{text}<span class="paper-hidden">, from the data</span></a>'
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

    def table(self, table: Table, *, turns: bool, is_under_picture: bool = False) -> str:
        """A table; one that `is_under_picture` is named by the title of its chart, which stands above both."""
        self.tables += 1
        ident = f"paper-table-{self.tables}"
        columns = ""
        if self.printed:
            widths = "".join(
                f'<col style="width:{width}%">' for width in column_widths(table, is_upright=is_under_picture)
            )
            columns = f"<colgroup>{widths}</colgroup>"
        headings = "".join(
            f'<th scope="col"{_number_class(column.align)}>{escape(column.heading)}</th>'
            if column.heading
            else "<td></td>"
            for column in table.columns
        )
        stacks = not (self.printed or is_under_picture) and is_prose(table)
        rows = "".join(self.row(table, row, stacks=stacks) for row in table.rows)
        css = f"paper-table{' paper-prose' if stacks else ''}{' paper-turned' if turns else ''}"
        name, caption = "", f'<caption id="{ident}"{_direction(table.caption)}>{escape(table.caption)}</caption>'
        if is_under_picture:
            name, caption = f' aria-labelledby="{ident}"', ""
        head = f"<thead><tr>{headings}</tr></thead>" if any(column.heading for column in table.columns) else ""
        html = f'<table class="{css}"{name}>{caption}{columns}{head}<tbody>{rows}</tbody></table>'
        if self.printed or not is_wide(table):
            return html
        return f'<section class="paper-scroll" aria-labelledby="{ident}" tabindex="0">{html}</section>'

    def row(self, table: Table, row: Row, *, stacks: bool) -> str:
        names = [f"paper-row-{row.kind}"] if row.kind != "body" else []
        if self.printed and is_long(row):
            names.append("paper-long")
        kind = f' class="{" ".join(names)}"' if names else ""
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
        """A chart as a picture, then the same as a table: what the picture shows is there for everybody."""
        shown = charted(chart)
        table = self.table(chart_table(chart), turns=False, is_under_picture=True)
        title = f'<p class="paper-chart-title" id="paper-table-{self.tables}"{_direction(chart.title)}>'
        summary = f'<p class="paper-chart-summary">{escape(chart.summary)}</p>' if chart.summary else ""
        remarks = f'<p class="paper-chart-remarks">{escape(" ".join(shown.remarks))}</p>' if shown.remarks else ""
        return (
            f'<div class="paper-chart">{title}{escape(chart.title)}</p>{self.pictures(chart)}'
            f"{table if shown.labels or any(shown.table.headings) else ''}{summary}{remarks}</div>"
        )

    def pictures(self, chart: Chart) -> str:
        """The drawing for print; on screen one for a phone beside it, of which the style sheet shows either."""
        colour = self.paper.masthead.colour
        if self.printed:
            drawn = for_print(chart, colour)
            return f'<div class="paper-chart-wide">{drawn.svg}</div>' if drawn else ""
        both = for_screens(chart, colour)
        if both is None:
            return ""
        wide, narrow = both
        return f'<div class="paper-chart-wide">{wide.svg}</div><div class="paper-chart-narrow">{narrow.svg}</div>'

    def note(self, note: Note, depth: int) -> str:
        label = f'<p class="paper-note-label">{escape(note.label)}</p>' if note.label else ""
        blocks = "".join(self.block(block, depth) for block in note.blocks)
        return f'<div class="paper-note" role="note">{label}{blocks}</div>'


def _nowhere(_name: str) -> str:
    """The address of what has no page."""
    return ""


def _find(section: Section, anchor: str, level: int) -> tuple[Section, int] | None:
    """The section at an anchor, in or under this one, with its level."""
    if section.anchor == anchor:
        return section, level
    inner = (_find(block, anchor, level + 1) for block in section.blocks if isinstance(block, Section))
    return next((found for found in inner if found is not None), None)


def _has_numbers(section: Section) -> bool:
    return any(isinstance(block, Paragraph) and block.number for block in walk(section.blocks))


def _status(status: str) -> str:
    return f'<p class="paper-status">{escape(status)}</p>' if status else ""


def _direction(text: str) -> str:
    return ' dir="rtl"' if is_right_to_left(text) else ""


def _number_class(align: str) -> str:
    return ' class="paper-figure"' if align == "number" else ""
