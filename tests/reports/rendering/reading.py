"""Reads what we rendered as somebody else would: the words of a paper, of HTML, and of a PDF's tag tree."""

import ctypes
import io
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

import pypdf
import pypdfium2
import pypdfium2.raw as pdfium

from reports.content import Chart, Note, Paragraph, Section, Table, charted


def strings(paper):
    """Every string of a paper that its reader must meet."""
    yield from (paper.masthead.name, paper.title, paper.subtitle)
    for header in paper.header:
        if header.show_caption and header.rows:
            yield header.caption
        yield from (row.label for row in header.rows)
    for block in paper.walk():
        yield from strings_of(block)


def strings_of(block):
    """The strings of one block, without those of the blocks in it."""
    match block:
        case Paragraph(number=number):
            return [number, block.text]
        case Section(heading=heading):
            return [heading]
        case Table(caption=caption, columns=columns):
            return [caption, *(column.heading for column in columns)]
        case Chart():
            return words_of_chart(block)
        case Note(label=label):
            return [label]
    return []


def words_of_chart(chart):
    """What a chart says in words, in order."""
    shown = charted(chart)
    cells = [words for row in shown.table.rows for words in row]
    return [shown.title, *shown.table.headings, *cells, shown.finding, *shown.remarks]


def squeezed(text):
    """The text without anything that has no ink."""
    return re.sub(r"[\s\u00ad\u200b-\u200f\u2060-\u2069\ufe00-\ufe0f\ufeff]", "", text)


class Words(HTMLParser):
    """The text of HTML between its tags, head, styles and drawings left out; and the tags met."""

    UNSAID = ("head", "style", "title", "svg")

    def __init__(self, html):
        super().__init__()
        self.parts, self.tags, self.silent = [], [], 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.silent += tag in self.UNSAID

    def handle_endtag(self, tag):
        self.silent -= tag in self.UNSAID

    def handle_data(self, data):
        if not self.silent:
            self.parts.append(data)

    @property
    def text(self):
        return "".join(self.parts)


@dataclass
class Tag:
    """A tag of a PDF: its role, its attributes, and its kids in reading order: tags, texts, and dicts for links."""

    role: str
    attributes: dict = field(default_factory=dict)
    kids: list = field(default_factory=list)

    def walk(self):
        yield self
        for kid in self.kids:
            if isinstance(kid, Tag):
                yield from kid.walk()

    def all(self, role):
        return [tag for tag in self.walk() if tag.role == role]

    @property
    def text(self):
        """What is read aloud: of a picture, not the letters drawn in it."""
        if self.role == "Figure":
            return ""
        return " ".join(
            part for part in (kid if isinstance(kid, str) else getattr(kid, "text", "") for kid in self.kids) if part
        )

    @property
    def roles(self):
        return [kid.role for kid in self.kids if isinstance(kid, Tag)]


def tag_tree(pdf):
    """The tags of a PDF with the text that each holds."""
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    marked = marked_text(pdf)
    pages = {page.indirect_reference.idnum: number for number, page in enumerate(reader.pages)}

    def read(entry, page):
        page = pages[entry.raw_get("/Pg").idnum] if "/Pg" in entry else page
        known = {key: entry[key] for key in ("/Alt", "/A", "/Lang", "/ID") if key in entry}
        tag = Tag(entry["/S"][1:], known)
        if "/ActualText" in entry:
            tag.kids.append(str(entry["/ActualText"]))
            return tag
        kids = entry.get("/K", [])
        for kid in kids if isinstance(kids, list) else [kids]:
            kid = kid.get_object()
            if isinstance(kid, int):
                tag.kids.append(marked[page].get(int(kid), ""))
            elif kid.get("/Type") == "/MCR":
                tag.kids.append(marked[pages[kid.raw_get("/Pg").idnum]].get(int(kid["/MCID"]), ""))
            elif kid.get("/Type") == "/OBJR":
                tag.kids.append(dict(kid["/Obj"]))
            else:
                tag.kids.append(read(kid, page))
        return tag

    return read(reader.root_object["/StructTreeRoot"]["/K"][0].get_object(), 0)


def marked_text(pdf):
    """Page by page, the text under each mark; under -1 what is drawn without one."""
    pages = []
    document = pypdfium2.PdfDocument(pdf)
    for page in document:
        texts = {}
        text_page = page.get_textpage()
        for position in range(pdfium.FPDFPage_CountObjects(page.raw)):
            drawn = pdfium.FPDFPage_GetObject(page.raw, position)
            if pdfium.FPDFPageObj_GetType(drawn) != pdfium.FPDF_PAGEOBJ_TEXT:
                continue
            size = pdfium.FPDFTextObj_GetText(drawn, text_page.raw, None, 0)
            buffer = (ctypes.c_ushort * (size // 2 + 1))()
            pdfium.FPDFTextObj_GetText(drawn, text_page.raw, buffer, size)
            mark = pdfium.FPDFPageObj_GetMarkedContentID(drawn)
            text = bytes(buffer)[:size].decode("utf-16-le").rstrip("\0").replace("\2", "-")  # its mark for a hyphen
            texts[mark] = texts.get(mark, "") + text
        pages.append(texts)
    document.close()
    return pages
