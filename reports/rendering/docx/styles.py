"""The styles of a paper in Word: its own names wherever Word has one, so that who edits it finds what they know."""

from html import escape

from reports.rendering.docx.markup import DECLARATION, NAMESPACES, numbered_by
from reports.rendering.docx.numbering import (
    BULLET,
    HANG,
    NUMBER,
    PARAGRAPHS,
    STEP,
    STYLED_LEVELS,
    continuing_style,
    style_of,
)

FONT = "Arial"
INK = "0B0C0C"
GREY = "5A6570"
PALE = "F1F3F5"
LINE = "8A8F94"
LINK = "0B3C6F"
BODY = 24  # half points
HEADINGS = (32, 28, 26, 24, 24, 24)
BUILT_IN = {"title", "subtitle", "header", "footer", "toc heading", "caption", "body text indent"}
NOTE_STEP = 170  # twips that the words of a note stand further in
NOTE_SPACE = 6  # points between its bar and its words
NOTE_FRAME = (
    f'<w:pBdr><w:left w:val="single" w:sz="24" w:space="{{space}}" w:color="{GREY}"/></w:pBdr>'
    f'<w:shd w:val="clear" w:color="auto" w:fill="{PALE}"/>'
)


def styles(*, language: str, colour: str, decimal: bool, indent: int) -> str:
    """The part of the file that holds the styles.

    `indent` is where the words of lists and unnumbered paragraphs begin, in twips: under those of numbered ones.
    """
    inner = (
        _defaults(language)
        + _built_in()
        + _head(colour)
        + _headings(decimal=decimal, following="NumberedParagraph" if indent else "Normal")
        + _running_text(decimal=decimal, indent=indent)
        + _lists(indent)
        + _in_tables()
        + _tables()
    )
    return f"{DECLARATION}<w:styles {NAMESPACES}>{inner}</w:styles>"


def note_frame(space: int) -> str:
    """The bar and the shade of a note, the bar `space` points before the words."""
    return NOTE_FRAME.format(space=space)


def _defaults(language: str) -> str:
    fonts = f'<w:rFonts w:ascii="{FONT}" w:eastAsia="{FONT}" w:hAnsi="{FONT}" w:cs="{FONT}"/>'
    return (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{fonts}<w:color w:val="{INK}"/>{_size(BODY)}'
        f'<w:lang w:val="{escape(language)}" w:eastAsia="{escape(language)}" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        f"<w:pPrDefault><w:pPr>{_spacing(0, 140, 276)}</w:pPr></w:pPrDefault></w:docDefaults>"
    )


def _built_in() -> str:
    cells = "".join(f'<w:{side} w:w="{width}" w:type="dxa"/>' for side, width in _margins(0, 108))
    return (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
        f"<w:tblCellMar>{cells}</w:tblCellMar></w:tblPr></w:style>"
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/></w:style>'
        '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:uiPriority w:val="99"/>'
        f'<w:rPr><w:color w:val="{LINK}"/><w:u w:val="single"/></w:rPr></w:style>'
    )


def _head(colour: str) -> str:
    middle = '<w:textAlignment w:val="center"/>'
    ink = colour.removeprefix("#").upper()
    rule = f'<w:pBdr><w:bottom w:val="single" w:sz="24" w:space="6" w:color="{ink}"/></w:pBdr>'
    return (
        _style(
            "Masthead", "Masthead", _keep() + rule + _spacing(0, 320) + middle, _size(30, bold=True), following="Normal"
        )
        + _style("Status", "Status", _keep() + _spacing(0, 120), _size(BODY, bold=True), following="Normal")
        + _style("Title", "Title", _keep() + _spacing(0, 180, 252), _size(42, bold=True), following="Normal")
        + _style("Subtitle", "Subtitle", _spacing(0, 240), _size(26), following="Normal")
        + _style("Header", "header", _spacing(0, 0), _size(20, bold=True))
        + _style("Footer", "footer", _spacing(0, 0), _size(20))
        + _style("TOCHeading", "TOC Heading", _keep() + _spacing(240, 80), _size(26, bold=True), following="Normal")
        + _style("TOC1", "toc 1", _tabs() + _spacing(0, 50))
        + _style("TOC2", "toc 2", _tabs() + _spacing(0, 50) + f'<w:ind w:left="{HANG // 2}"/>')
    )


def _headings(*, decimal: bool, following: str) -> str:
    made = ""
    for level, size in enumerate(HEADINGS, start=1):
        counted = numbered_by(PARAGRAPHS + 1) if decimal and level == 1 else ""
        space = _spacing(360 if level == 1 else 280, 120, 264)
        outline = f'<w:outlineLvl w:val="{level - 1}"/>'
        made += _style(
            f"Heading{level}",
            f"heading {level}",
            f"{_keep()}{counted}{space}{outline}",
            _size(size, bold=True),
            following=following,
        )
    return made


def _running_text(*, decimal: bool, indent: int) -> str:
    counted = numbered_by(PARAGRAPHS + 1, 1 if decimal else 0)
    note = note_frame(NOTE_SPACE) + _spacing(0, 0) + f'<w:ind w:left="{indent + NOTE_STEP}"/>'
    return (
        _style("NumberedParagraph", "Numbered Paragraph", counted, "")
        + _style("BodyTextIndent", "Body Text Indent", f'<w:ind w:left="{indent}"/>', "")
        + _style("NoteText", "Note", note, "")
        + _style("NoteLabel", "Note Label", _keep(), "<w:b/><w:bCs/>", base="NoteText", following="NoteText")
        + _style("Caption", "caption", _keep() + _spacing(200, 80), "<w:b/><w:bCs/>", following="Normal")
        + _style("ChartSummary", "Chart Summary", _spacing(80, 140), "")
        + _style("Space", "Space", _exactly(160), _size(8), is_offered=False)
        + _style("SectionEnd", "Section End", _exactly(20), _size(2), is_offered=False)
    )


def _lists(indent: int) -> str:
    made = ""
    for depth in range(STYLED_LEVELS):
        left = indent + (depth + 1) * STEP
        place = f'<w:ind w:left="{left}" w:hanging="{STEP}"/>'
        suffix = f" {depth + 1}" if depth else ""
        for marker, name, kind in (("bullet", "List Bullet", BULLET), ("number", "List Number", NUMBER)):
            counted = numbered_by(kind + 1, depth)
            made += _style(style_of(marker, depth), name + suffix, counted + _spacing(0, 100) + place, "")
        continued = f'<w:ind w:left="{left}"/>'
        made += _style(continuing_style(depth), f"List Continue{suffix}", _spacing(0, 100) + continued, "")
    return made


def _in_tables() -> str:
    tight = _spacing(20, 40, 252)
    return (
        _style("TableText", "Table Text", tight, "")
        + _style("TableHeading", "Table Heading", _keep(), "<w:b/><w:bCs/>", base="TableText")
        + _style("TableTotal", "Table Total", "", "<w:b/><w:bCs/>", base="TableText")
        + _style("TableNote", "Table Note", "", "<w:i/><w:iCs/>", base="TableText")
    )


def _tables() -> str:
    """Rules between rows and none between columns, as in print; the heading row is shaded."""
    rules = "".join(
        f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="{colour}"/>'
        for side, size, colour in (("top", 8, INK), ("bottom", 8, INK), ("insideH", 4, LINE))
    )
    cells = "".join(f'<w:{side} w:w="{width}" w:type="dxa"/>' for side, width in _margins(28, 100))
    return "".join(
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{key}"><w:name w:val="{name}"/>'
        '<w:basedOn w:val="TableNormal"/><w:tblPr>'
        f"<w:tblBorders>{rules}</w:tblBorders><w:tblCellMar>{cells}</w:tblCellMar></w:tblPr>{shade}</w:style>"
        for key, name, shade in (
            ("PaperTable", "Paper Table", _shaded("firstRow")),
            ("PaperHeader", "Paper Header", _shaded("firstCol")),
        )
    )


def _shaded(part: str) -> str:
    return (
        f'<w:tblStylePr w:type="{part}"><w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{PALE}"/></w:tcPr>'
        "</w:tblStylePr>"
    )


def _style(
    key: str,
    name: str,
    paragraph: str,
    run: str = "",
    *,
    base: str = "Normal",
    following: str = "",
    is_offered: bool = True,
) -> str:
    """A paragraph style, which Word offers to who writes unless it only keeps things apart."""
    offered = "<w:qFormat/>" if is_offered else "<w:semiHidden/>"
    custom = "" if name.lower() in BUILT_IN or name.startswith(("heading", "toc ", "List ")) else ' w:customStyle="1"'
    after = f'<w:next w:val="{following}"/>' if following else ""
    in_paragraph = f"<w:pPr>{paragraph}</w:pPr>" if paragraph else ""
    in_run = f"<w:rPr>{run}</w:rPr>" if run else ""
    return (
        f'<w:style w:type="paragraph"{custom} w:styleId="{key}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="{base}"/>{after}{offered}{in_paragraph}{in_run}</w:style>'
    )


def _margins(upright: int, across: int) -> tuple[tuple[str, int], ...]:
    return (("top", upright), ("left", across), ("bottom", upright), ("right", across))


def _keep() -> str:
    return "<w:keepNext/><w:keepLines/>"


def _tabs() -> str:
    return '<w:tabs><w:tab w:val="right" w:pos="9638"/></w:tabs>'


def _spacing(before: int, after: int, line: int = 0) -> str:
    lines = f' w:line="{line}" w:lineRule="auto"' if line else ""
    return f'<w:spacing w:before="{before}" w:after="{after}"{lines}/>'


def _exactly(height: int) -> str:
    return f'<w:spacing w:before="0" w:after="0" w:line="{height}" w:lineRule="exact"/>'


def _size(half_points: int, *, bold: bool = False) -> str:
    weight = "<w:b/><w:bCs/>" if bold else ""
    return f'{weight}<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'
