"""The tag tree of a PDF: what a screen reader walks, built from the paper's elements rather than from pieces of pages.

WeasyPrint 70 makes a tag for every piece of an element that a page break leaves, tags repeated table headings again and
running feet as content, and gives headings no scope and links no words. `add_tags` stands in for the function of that
name in `weasyprint.pdf`: an element gets one tag however many pages it crosses. It rests on four things that WeasyPrint
does not promise (tests/reports/rendering/test_tags.py holds the pinned version to them): the name and arguments of
`add_tags`; `stream._tags`, box to marked content; the classes of boxes; `link_annotation` on boxes. One thing more is
mended on the way: the letters that glyphs stand for.
"""

from typing import Any
from unicodedata import bidirectional

import pydyf
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.pdf.fonts import build_fonts_dictionary as weasyprint_fonts_dictionary

SVG_SPACE = "{http://www.w3.org/2000/svg}"
ROLES = {
    **{tag: tag.upper() for tag in ("h1", "h2", "h3", "h4", "h5", "h6", "p", "tr", "th", "td")},
    "section": "Sect",
    "nav": "Sect",
    "ul": "L",
    "ol": "L",
    "li": "LI",
    "li::marker": "Lbl",
    "table": "Table",
    "thead": "THead",
    "tbody": "TBody",
    "caption": "Caption",
    "a": "Link",
    "img": "Figure",
    f"{SVG_SPACE}svg": "Figure",
}
BODIES = {"LI": "LBody", "TOCI": "Reference"}
NUMBERING = {"1": "/Decimal", "a": "/LowerAlpha", "i": "/LowerRoman"}
POINTS = 0.75  # to a CSS pixel


def add_tags(pdf: Any, document: Any, _version: Any, page_streams: list[Any]) -> None:
    """Write the tag tree of a document into its PDF. Same arguments as WeasyPrint's own."""
    tree = Tree(pdf, document)
    for number, (page, stream) in enumerate(zip(document.pages, page_streams, strict=True)):
        tree.read_page(number, page._page_box, stream._tags)
        mark_artifacts(stream.stream, {mark for mark, node in tree.marks[number].items() if node is None})
    tree.write()
    pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})
    pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})


def build_fonts_dictionary(pdf: Any, fonts: dict[Any, Any], *options: Any) -> Any:
    """Write the fonts as WeasyPrint does, but let every glyph stand for some letter.

    Of the glyphs that together draw one letter (an Arabic letter and its dots) WeasyPrint gives all but one an empty
    text, which PDF does not allow; they get the word joiner, which is neither seen nor heard.
    """
    for font in fonts.values():
        font.to_unicode.update({glyph: "\u2060" for glyph, text in font.to_unicode.items() if not text})
    return weasyprint_fonts_dictionary(pdf, fonts, *options)


class Node:
    """One tag: its role, the HTML element it stands for, the page it starts on, and its kids in reading order.

    A kid is another node, or a page number with either a mark of that page or a link on it.
    """

    __slots__ = ("attributes", "element", "kids", "object", "page", "parent", "role")

    def __init__(self, role: str, element: Any, parent: "Node | None", page: int) -> None:
        self.role = role
        self.element = element
        self.parent = parent
        self.page = page
        self.kids: list[Node | tuple[int, Any]] = []
        self.attributes: dict[str, Any] = {}
        self.object: Any = None
        if parent is not None:
            parent.kids.append(self)

    def body(self, page: int) -> "Node":
        """Where this tag's content goes: an item of a list or of the contents keeps it in a tag of its own."""
        inner = BODIES.get(self.role)
        if inner is None:
            return self
        for kid in self.kids:
            if isinstance(kid, Node) and kid.role == inner:
                return kid
        return Node(inner, self.element, self, page)

    def is_plain(self) -> bool:
        """Whether it holds text and nothing else."""
        return bool(self.kids) and all(isinstance(kid, tuple) and isinstance(kid[1], int) for kid in self.kids)


class Tree:
    """The tags of a document, while its pages are read and then written."""

    def __init__(self, pdf: Any, document: Any) -> None:
        self.pdf = pdf
        self.heights = [page.height for page in document.pages]
        self.root = Node("Document", None, None, 0)
        self.nodes: dict[tuple[int, str], Node] = {}
        self.marks: list[dict[int, Node | None]] = []  # page by page, the node of each mark; None for an artifact

    def read_page(self, number: int, page_box: Any, tags: dict[Any, Any]) -> None:
        """Take the boxes of a page into the tree."""
        self.marks.append({})
        self.read(page_box, self.root, number, tags)
        if tags:
            raise ValueError(f"Page {number + 1} holds content that no tag has.")

    def read(self, box: Any, parent: Node | None, page: int, tags: dict[Any, Any]) -> None:
        """Take a box and all in it into `parent`; None makes all of it an artifact."""
        if isinstance(box, AbsolutePlaceholder):
            box = box._box
        if isinstance(box, boxes.MarginBox):
            parent = None
        elif parent is not None and box.element is not None:
            parent = self.node(box, parent, page)
        if isinstance(box, boxes.TextBox | boxes.ReplacedBox):
            mark = tags.pop(box)["mcid"]
            self.marks[page][mark] = parent
            if parent is not None:
                parent.kids.append((page, mark))
            return
        if parent is not None and box.link_annotation:
            parent.kids.append((page, box.link_annotation))
        for child in box.children:
            self.read(child, parent, page, tags)

    def node(self, box: Any, parent: Node, page: int) -> Node | None:
        """The tag that a box's content goes to; None where it is decoration, or a heading said on an earlier page."""
        element, tag = box.element, box.element_tag
        if (known := self.nodes.get((id(element), tag))) is not None:
            return None if known.role == "THead" and known.page != page else known.body(page)
        role = role_of(element, tag)
        if role is None:
            return parent
        if role == "Figure" and not shown_by(element):
            return None
        if role in ("Lbl", "TOC") and parent.parent is not None and parent.role in BODIES.values():
            parent = parent.parent
        node = self.nodes[(id(element), tag)] = Node(role, element, parent, page)
        if role == "Lbl":  # drawn after the text it stands before
            parent.kids.insert(0, parent.kids.pop())
        node.attributes = attributes_of(role, element)
        if role == "Figure":
            left, right = box.content_box_x(), box.content_box_x() + box.width
            top, bottom = (self.heights[page] - y for y in (box.content_box_y(), box.content_box_y() + box.height))
            place = pydyf.Array([round(side * POINTS, 2) for side in (left, bottom, right, top)])
            node.attributes["A"] = pydyf.Dictionary({"O": "/Layout", "BBox": place})
        return node.body(page)

    def write(self) -> None:
        """Put the tree, and the way back from each mark and link to its tag, into the PDF."""
        root = self.add({"Type": "/StructTreeRoot"})
        self.root.object = self.add({"Type": "/StructElem", "S": "/Document", "P": root.reference})
        root["K"] = pydyf.Array([self.root.object.reference])
        links: list[tuple[Node, Any]] = []
        self.write_kids(self.root, links)

        ways_back = pydyf.Array()
        for number, marks in enumerate(self.marks):
            nodes = (marks[mark] for mark in sorted(marks))
            ways_back.extend((number, pydyf.Array([node.object.reference if node else "null" for node in nodes])))
        for key, (node, link) in enumerate(links, start=len(self.marks)):
            link["StructParent"] = key
            ways_back.extend((key, node.object.reference))
        root["ParentTree"] = self.add({"Nums": ways_back}).reference
        root["ParentTreeNextKey"] = len(self.marks) + len(links)
        self.pdf.catalog["StructTreeRoot"] = root.reference

    def write_kids(self, node: Node, links: list[tuple[Node, Any]]) -> None:
        """Write what a node holds, in reading order."""
        if node.role != "Lbl" and node.is_plain() and is_right_to_left(text := words(node.element)):
            node.object["ActualText"] = pydyf.String(text)  # the page holds the letters in the order they are drawn
        kids = node.object["K"] = pydyf.Array()
        pages = self.pdf.page_references
        for kid in node.kids:
            if isinstance(kid, Node):
                kid.object = self.add({"Type": "/StructElem", "S": f"/{kid.role}", "P": node.object.reference})
                kid.object.update(kid.attributes)
                kids.append(kid.object.reference)
                self.write_kids(kid, links)
                continue
            page, content = kid
            node.object.setdefault("Pg", pages[page])
            if not isinstance(content, int):
                links.append((node, content))
                content["Contents"] = pydyf.String(words(node.element))
                content["F"] = 4  # printed with the page
                reference = {"Type": "/OBJR", "Obj": content.reference, "Pg": pages[page]}
                kids.append(pydyf.Dictionary(reference))
            elif node.object["Pg"] == pages[page]:
                kids.append(content)
            else:
                kids.append(pydyf.Dictionary({"Type": "/MCR", "Pg": pages[page], "MCID": content}))

    def add(self, entries: dict[str, Any]) -> Any:
        added = pydyf.Dictionary(entries)
        self.pdf.add_object(added)
        return added


def role_of(element: Any, tag: str) -> str | None:
    """The role of an HTML element, or None where its content belongs to the element around it."""
    classes = element.get("class", "").split()
    if "paper-note" in classes:
        return "Div"
    if "paper-contents-list" in classes and tag == "ol":
        return "TOC"
    if tag == "li" and "paper-contents-entry" in classes:
        return "TOCI"
    return ROLES.get(tag)


def attributes_of(role: str, element: Any) -> dict[str, Any]:
    """What a tag says beside its role: what a header cell heads, how a list is numbered, what a picture shows."""
    if role == "L":
        number = element.get("type", "")
        return {"A": pydyf.Dictionary({"O": "/List", "ListNumbering": NUMBERING.get(number, "/Disc")})}
    if role == "Figure":
        return {"Alt": pydyf.String(shown_by(element))}
    table: dict[str, Any] = {"O": "/Table"}
    if role == "TH":
        table["Scope"] = "/Row" if element.get("scope") == "row" else "/Column"
    if columns := element.get("colspan"):
        table["ColSpan"] = int(columns)
    return {"A": pydyf.Dictionary(table)} if len(table) > 1 else {}


def shown_by(picture: Any) -> str:
    """What a picture or drawing shows, in words; nothing where it is decoration."""
    title = picture.find(f"{SVG_SPACE}title")
    return " ".join(picture.get("alt", "").split()) if title is None else words(title)


def words(element: Any) -> str:
    """The text in an element, its spaces made single."""
    return " ".join("".join(element.itertext()).split())


def is_right_to_left(text: str) -> bool:
    """Whether any letter is Hebrew, Arabic or another right-to-left script's."""
    return not text.isascii() and any(bidirectional(letter) in ("R", "AL") for letter in text)


def mark_artifacts(operations: list[Any], marks: set[int]) -> None:
    """Turn marked content of a page that no tag has into artifacts of its pagination."""
    for position, operation in enumerate(operations):
        if operation == b"BDC" and operations[position - 1].get("MCID") in marks:
            operations[position - 2] = "/Artifact"
            operations[position - 1] = pydyf.Dictionary({"Type": "/Pagination"})
