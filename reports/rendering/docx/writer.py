"""Writes a paper's content as the body of a Word document."""

from dataclasses import replace

from reports.content import (
    Block,
    BlockList,
    Chart,
    HeaderTable,
    Item,
    Note,
    Paper,
    Paragraph,
    Section,
    Span,
    Table,
    chart_table,
    charted,
    walk,
)
from reports.rendering.direction import is_right_to_left
from reports.rendering.docx import tables
from reports.rendering.docx.markup import (
    DECLARATION,
    NAMESPACES,
    bookmark,
    external_link,
    internal_link,
    is_link,
    line,
    numbered_by,
    paragraph,
    runs,
    span_runs,
)
from reports.rendering.docx.numbering import HANG, Numbering, is_decimal
from reports.rendering.docx.package import Relations
from reports.rendering.docx.pages import LANDSCAPE, PORTRAIT, Piece, laid_out
from reports.rendering.docx.pictures import (
    CHART_WIDTH,
    LOGO_HEIGHT,
    LOGO_WIDEST,
    chart_png,
    inline,
    logo_png,
)
from reports.rendering.docx.places import Names, Place
from reports.rendering.docx.styles import NOTE_STEP
from reports.rendering.marks import paragraph_mark
from reports.rendering.turning import turned

HEADINGS = 6
TWIPS = 56.7  # to a millimetre
CLOSING_RULE = '<w:pBdr><w:top w:val="single" w:sz="8" w:space="8" w:color="0B0C0C"/></w:pBdr>'
SPACE = paragraph("Space", "")


class Writer:
    """Writes one paper. Afterwards `numbers`, `relations` and `has_wide_pages` say what the file needs beside it."""

    def __init__(self, paper: Paper, relations: Relations) -> None:
        self.paper = paper
        self.relations = relations
        self.numbers = Numbering(decimal=is_decimal(paper))
        self.names = Names()
        self.indent = HANG if any(map(_is_numbered, paper.sections)) else 0
        self.has_wide_pages = False
        self.marks = 0
        self.pictures = 0

    def document(self, status: str) -> str:
        """The part of the file that holds what the paper says."""
        pieces = [Piece(self.head(status))]
        for section in self.paper.sections:
            pieces += self.section(section, 1)
        self.has_wide_pages = any(piece.is_turned for piece in pieces)
        return f"{DECLARATION}<w:document {NAMESPACES}><w:body>{laid_out(pieces)}</w:body></w:document>"

    def head(self, status: str) -> str:
        paper = self.paper
        parts = [
            self.masthead(),
            line("Status", status) if status else "",
            line("Title", paper.title),
            line("Subtitle", paper.subtitle) if paper.subtitle else "",
            *(self.header_table(table) for table in paper.header),
            self.contents(),
        ]
        return "".join(parts)

    def masthead(self) -> str:
        masthead = self.paper.masthead
        inner = ""
        if masthead.logo:
            inner = self.picture(logo_png(masthead.logo), masthead.logo_alt, LOGO_WIDEST, LOGO_HEIGHT)
            inner += runs("  ")
        return paragraph("Masthead", inner + runs(masthead.name))

    def picture(self, png: bytes, alternative: str, width: float, height: float) -> str:
        self.pictures += 1
        relationship = self.relations.picture(png)
        return inline(relationship, self.pictures, png, alternative=alternative, width=width, height=height)

    def header_table(self, table: HeaderTable) -> str:
        if not table.rows:
            return ""
        caption = line("Caption", table.caption) if table.caption and table.show_caption else ""
        return caption + tables.header_table(self, table) + SPACE

    def contents(self) -> str:
        """The table of contents with its entries filled in; Word and LibreOffice work out the pages themselves."""
        if not (self.paper.contents and self.paper.sections):
            return ""
        entries = []
        for section in self.paper.sections:
            entries.append((1, section))
            entries += [(2, inner) for inner in section.blocks if isinstance(inner, Section)]
        lines = []
        for position, (level, section) in enumerate(entries):
            begin = _FIELD_BEGINS if position == 0 else ""
            end = _FIELD_ENDS if position == len(entries) - 1 else ""
            name = self.names.of(section.anchor)
            heading = runs(section.heading, right_to_left=is_right_to_left(section.heading))
            page = f"<w:r><w:tab/></w:r>{_page_of(name)}"
            lines.append(paragraph(f"TOC{level}", f"{begin}{internal_link(name, heading + page)}{end}"))
        return f"{_CONTENTS_BEGIN}{line('TOCHeading', 'Contents')}{''.join(lines)}</w:sdtContent></w:sdt>"

    def section(self, section: Section, level: int, place: Place | None = None) -> list[Piece]:
        """The heading of a section and its blocks, each a piece that a page may begin or end with."""
        if place is None:
            indent = self.indent if _is_numbered(section) else 0
            style = "BodyTextIndent" if indent else "Normal"
            place = Place(style, left=indent, usual=self.indent, room=PORTRAIT - indent)
        turns = turned(section)
        pieces = [Piece(self.heading(section, level), turns.heading)]
        for position, block in enumerate(section.blocks):
            if isinstance(block, Section):
                pieces += self.section(block, level + 1, place)
                continue
            is_turned = position in turns.blocks
            room = place
            if isinstance(block, Table | Chart):
                room = replace(place, left=0, room=LANDSCAPE if is_turned else PORTRAIT)
            if xml := self.block(block, room):
                pieces.append(Piece(xml, is_turned))
        return pieces

    def heading(self, section: Section, level: int) -> str:
        counted = ""
        if self.numbers.decimal and level == 1 and not self.numbers.counts_section(_first_number(section)):
            counted = numbered_by(0)
        backwards = is_right_to_left(section.heading)
        inner = self.bookmark(section.anchor) + runs(section.heading, right_to_left=backwards)
        return paragraph(
            f"Heading{min(level, HEADINGS)}",
            inner,
            page_break=section.kind == "appendix",
            numbering=counted,
            frame=CLOSING_RULE if section.kind == "closing" else "",
            right_to_left=backwards,
        )

    def bookmark(self, anchor: str) -> str:
        self.marks += 1
        return bookmark(self.marks, self.names.of(anchor))

    def blocks(self, blocks: tuple[Block, ...], place: Place) -> str:
        return "".join(self.block(block, place) for block in blocks)

    def block(self, block: Block, place: Place) -> str:
        match block:
            case Paragraph():
                return self.paragraph(block, place)
            case BlockList():
                return self.list(block, place)
            case Table():
                return self.table(block, place)
            case Chart():
                return self.chart(block, place)
            case Note():
                return self.note(block, place)
        raise TypeError(f"{type(block).__name__} stands where a block should.")

    def paragraph(self, block: Paragraph, place: Place) -> str:
        backwards = is_right_to_left(block.text)
        inner = self.spans(block, right_to_left=backwards)
        if not block.number:
            leads = all(span.strong for span in block.spans)
            return place.plain(inner, right_to_left=backwards, keeps=leads) if block.text else ""
        counted = self.numbers.of_paragraph(block.number)
        inner = self.bookmark(block.anchor) + inner
        if counted is None:
            counted, inner = numbered_by(0), f"{runs(paragraph_mark(block.number))}<w:r><w:tab/></w:r>{inner}"
        return place.numbered(inner, counted, right_to_left=backwards)

    def spans(self, block: Paragraph, *, right_to_left: bool) -> str:
        return "".join(self.span(span, right_to_left=right_to_left) for span in block.spans)

    def span(self, span: Span, *, right_to_left: bool) -> str:
        inner = span_runs(span, right_to_left=right_to_left)
        if not is_link(span):
            return inner
        if span.href.startswith("#"):
            return internal_link(self.names.of(span.href[1:]), inner)
        return external_link(self.relations.address(span.href), inner)

    def list(self, block: BlockList, place: Place) -> str:
        counted = self.numbers.begin_list(block, place.depth)
        written = "".join(self.item(item, block.marker, counted, place) for item in block.items)
        self.numbers.end_list()
        return written

    def item(self, item: Item, marker: str, counted: str, place: Place) -> str:
        """An entry: its first paragraph beside the marker, or the marker alone where something else comes first."""
        first, rest, backwards, inner = item.blocks[:1], item.blocks[1:], False, ""
        if first and isinstance(first[0], Paragraph) and not first[0].number:
            backwards = is_right_to_left(first[0].text)
            inner = self.spans(first[0], right_to_left=backwards)
        else:
            rest = item.blocks
        marked = place.item(inner, marker, counted, right_to_left=backwards)
        return marked + self.blocks(rest, place.within_item())

    def table(self, table: Table, place: Place) -> str:
        return line("Caption", table.caption) + tables.table(self, table, place) + SPACE

    def chart(self, chart: Chart, place: Place) -> str:
        """A chart as a picture, then the same as a table: what the picture shows is there for everybody."""
        shown, drawn = charted(chart), ""
        if png := chart_png(chart, self.paper.masthead.colour):
            width = min(CHART_WIDTH, max(40, place.room / TWIPS))
            drawn = paragraph("Normal", self.picture(png, shown.alternative, width, 240), keep_next=True)
        said = "".join(line("ChartSummary", words) for words in (chart.summary, " ".join(shown.remarks)) if words)
        table = tables.table(self, chart_table(chart), place, is_upright=True)
        return line("Caption", chart.title) + drawn + table + (said or SPACE)

    def note(self, note: Note, place: Place) -> str:
        left = place.left + NOTE_STEP
        styled = place.left == place.usual
        inside = replace(place, style="NoteText", left=left, frame=left, is_styled=styled, align="")
        label = ""
        if note.label:
            backwards = is_right_to_left(note.label)
            label = replace(inside, style="NoteLabel").plain(
                runs(note.label, right_to_left=backwards), right_to_left=backwards
            )
        return label + self.blocks(note.blocks, inside) + SPACE


_FIELD_BEGINS = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve">'
    ' TOC \\o "1-2" \\h \\z \\u </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
)
_FIELD_ENDS = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
_CONTENTS_BEGIN = (
    '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj>'
    "</w:sdtPr><w:sdtContent>"
)


def _page_of(name: str) -> str:
    """The page of a bookmark: empty rather than wrong until Word works it out, which it does when printing."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve">'
        f' PAGEREF {name} \\h </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def _is_numbered(section: Section) -> bool:
    return bool(_first_number(section))


def _first_number(section: Section) -> str:
    numbers = (block.number for block in walk(section.blocks) if isinstance(block, Paragraph))
    return next(filter(None, numbers), "")
