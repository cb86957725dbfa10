"""Pages: upright ones, ones turned on their side for wide tables, and what stands at the head and foot of each."""

from dataclasses import dataclass
from itertools import zip_longest

from reports.content import Paper
from reports.rendering.direction import is_right_to_left
from reports.rendering.docx.markup import DECLARATION, NAMESPACES, field, paragraph, runs

SHORT, LONG = 11906, 16838  # A4 in twips
SIDE, TOP, BOTTOM, FEET = 1134, 1134, 1247, 567
PORTRAIT = SHORT - 2 * SIDE  # how wide the text is
LANDSCAPE = LONG - 2 * SIDE
SHARES_LINE = 58  # letters of a running foot that leave room for the page number beside them


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the document, written out, and whether it stands on a page turned for a wide table."""

    xml: str
    is_turned: bool = False


def laid_out(pieces: list[Piece]) -> str:
    """The pieces one after the other; where the next one wants another page than this one, a section of Word ends."""
    body = []
    for piece, after in zip_longest(pieces, pieces[1:]):
        body.append(piece.xml)
        if after is None:
            body.append(_section(is_wide=piece.is_turned))
        elif after.is_turned != piece.is_turned:
            body.append(paragraph("SectionEnd", "", section=_section(is_wide=piece.is_turned)))
    return "".join(body)


def _section(*, is_wide: bool) -> str:
    width, height, turn = (LONG, SHORT, ' w:orient="landscape"') if is_wide else (SHORT, LONG, "")
    ends = "wide" if is_wide else ""
    return (
        f'<w:sectPr><w:headerReference w:type="default" r:id="{ends}header"/>'
        f'<w:footerReference w:type="default" r:id="{ends}footer"/><w:type w:val="nextPage"/>'
        f'<w:pgSz w:w="{width}" w:h="{height}"{turn}/><w:pgMar w:top="{TOP}" w:right="{SIDE}" w:bottom="{BOTTOM}"'
        f' w:left="{SIDE}" w:header="{FEET}" w:footer="{FEET}" w:gutter="0"/></w:sectPr>'
    )


def header(status: str, *, is_wide: bool) -> str:
    """The head of each page: what the reader holds ("Draft"), at the right."""
    inner = "<w:r><w:tab/></w:r>" + runs(status) if status else ""
    line = paragraph("Header", inner, tabs=_right_end(is_wide=is_wide))
    return f"{DECLARATION}<w:hdr {NAMESPACES}>{line}</w:hdr>"


def footer(paper: Paper, content_hash: str, *, is_wide: bool) -> str:
    """The foot of each page: the paper's running foot, and at the right which page of how many this is."""
    content = f"Content {content_hash[:12]} · " if content_hash else ""
    page = f"{runs(f'{content}Page ')}{field('PAGE', '1')}{runs(' of ')}{field('NUMPAGES', '1')}"
    foot = paper.running_foot
    backwards = is_right_to_left(foot)
    running = runs(foot, right_to_left=backwards)
    tabs = _right_end(is_wide=is_wide)
    lines = ""
    if len(foot) > SHARES_LINE or backwards:
        lines, running = paragraph("Footer", running, right_to_left=backwards), ""
    lines += paragraph("Footer", f"{running}<w:r><w:tab/></w:r>{page}", tabs=tabs)
    return f"{DECLARATION}<w:ftr {NAMESPACES}>{lines}</w:ftr>"


def _right_end(*, is_wide: bool) -> str:
    return f'<w:tabs><w:tab w:val="right" w:pos="{LANDSCAPE if is_wide else PORTRAIT}"/></w:tabs>'
