"""A whole paper: masthead, head, numbered sections, and the closing part with author, background papers and version."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.db.models import prefetch_related_objects

from core.formats import day
from core.ordering import in_order
from reports import content as c
from reports.compose.appendices import lettered
from reports.compose.asked import recommendations_of
from reports.compose.numbering import Numberer
from reports.compose.sections import section_blocks
from reports.models import (
    Appendix,
    BackgroundPaper,
    HeaderField,
    HeaderKey,
    HeaderValue,
    HouseStyle,
    Paper,
    PaperAuthor,
    Section,
    SignOff,
)
from reports.prose import lead_in, line, prose

CAPTIONS = {
    HeaderField.Block.TOP: ("Report details", False),
    HeaderField.Block.SUMMARY: ("Summary and recommendations", True),
    HeaderField.Block.END: ("Appendices", False),
}
LEFT_UNSAID = {"na": "n/a", "none": "None"}


@dataclass(frozen=True, slots=True)
class Draft:
    """A paper as its records stand now: what it says, and which section of the records stands at which address.

    A section without a heading has no address of its own: it goes on from the one before.
    """

    content: c.Paper
    sections: Mapping[str, int]


def compose_paper(paper: Paper) -> c.Paper:
    """The paper's content as its records stand now. Reads only; raises ContentError or OptionError where a rule is
    broken.
    """
    return compose_draft(paper).content


def compose_draft(paper: Paper) -> Draft:
    """The same, with the sections of the records by their addresses in it. What was fetched of the paper already, and
    changed in hand, is composed as it is in hand.
    """
    prefetch_related_objects(
        [paper],
        "house_style__header_fields",
        "header_values",
        "recommendations",
        "appendices",
        "background_papers",
        "other_authors",
        "implications",
        "sign_offs__meeting",
        "sign_offs__person",
        "sections__plan__partnership",
        "partnership",
    )
    style = paper.house_style
    numberer = Numberer(style.numbering)
    places: dict[str, int] = {}
    sections = _sections(paper, numberer, places)
    composed = c.Paper(
        slug=paper.slug,
        kind=paper.kind,
        title=paper.title,
        subtitle=paper.subtitle,
        language="en-GB",
        date=paper.date.isoformat() if paper.date else "",
        masthead=_masthead(style),
        header=_header(paper),
        sections=(*sections, *_closing(paper, numberer)),
        running_foot=style.running_foot or paper.title,
        contents=paper.shows_contents,
    )
    return Draft(composed, places)


def _masthead(style: HouseStyle) -> c.Masthead:
    return c.Masthead(style.masthead, style.logo, style.logo_alt, style.colour)


def _header(paper: Paper) -> tuple[c.HeaderTable, ...]:
    values = {value.key: value for value in paper.header_values.all()}
    fields = sorted(paper.house_style.header_fields.all(), key=lambda field: (field.position, field.pk))
    tables = []
    for block, (caption, is_shown) in CAPTIONS.items():
        rows = tuple(
            c.HeaderRow(field.label, values[field.key].standing, _header_blocks(paper, values[field.key]))
            for field in fields
            if field.block == block and field.key in values
        )
        if rows:
            tables.append(c.HeaderTable(caption, rows, is_shown))
    return tuple(tables)


def _header_blocks(paper: Paper, value: HeaderValue) -> tuple[c.Block, ...]:
    if value.standing == HeaderValue.Standing.BLANK:
        return ()
    if value.standing in LEFT_UNSAID:
        return (line(LEFT_UNSAID[value.standing]),)
    own = prose(value.text)
    match value.key:
        case HeaderKey.RECOMMENDATIONS:
            return (*own, *recommendations_of(paper))
        case HeaderKey.APPENDICES:
            return (*own, *(line(_appendix(one.heading, one.appendix)) for one in lettered(paper) if one.appendix))
        case HeaderKey.APPROVED_BY:
            return (*own, *_approvals(paper))
        case _:
            return own


def _appendix(heading: str, appendix: Appendix) -> str:
    missing = "" if appendix.is_supplied else " (named here, not supplied)"
    note = f" – {appendix.note}" if appendix.note else ""
    return f"{heading}{missing}{note}"


def _approvals(paper: Paper) -> tuple[c.Block, ...]:
    return tuple(line(_approval(sign_off)) for sign_off in in_order(paper.sign_offs.all()))


def _approval(sign_off: SignOff) -> str:
    """Who signed: a person only with their consent to be named, else the post; then the meeting and the date."""
    person = sign_off.person.name if sign_off.person and sign_off.person.may_be_published else ""
    signer = ", ".join(part for part in (person, sign_off.post_title) if part)
    where = str(sign_off.meeting) if sign_off.meeting else ""
    when = day(sign_off.signed_date) if sign_off.signed_date else ""
    return f"{sign_off.function}: {', '.join(part for part in (signer, where, when) if part)}"


def _sections(paper: Paper, numberer: Numberer, places: dict[str, int]) -> tuple[c.Section, ...]:
    """The paper's sections as content; `places` is told which stands where."""
    below: dict[int | None, list[Section]] = {}
    for section in in_order(paper.sections.all()):
        below.setdefault(section.parent_id, []).append(section)
    headings = {one.section.pk: one.heading for one in lettered(paper) if one.section}

    def build(parent: int | None) -> tuple[c.Section, ...]:
        built: list[c.Section] = []
        for section in below.get(parent, ()):
            if parent is None and section.heading:
                numberer.enter_section(is_numbered=section.is_numbered)
            own = numberer.number(section_blocks(paper, section), is_numbered=section.is_numbered)
            blocks = (*own, *build(section.pk))
            if section.heading or not built:
                heading = headings.get(section.pk) or section.heading or paper.title
                anchor = numberer.anchor(heading)
                places[anchor] = section.pk
                built.append(c.Section(heading, anchor, blocks, section.kind))
            else:
                built[-1] = replace(built[-1], blocks=(*built[-1].blocks, *blocks))
        return tuple(built)

    return build(None)


def _closing(paper: Paper, numberer: Numberer) -> tuple[c.Section, ...]:
    rows = [
        (label, value)
        for label, value in (
            ("Job title", paper.author_post),
            ("Service area or department", paper.author_service),
            ("Contact", paper.author_contact),
            *(_author(author) for author in in_order(paper.other_authors.all())),
            ("Version number", paper.version),
        )
        if value
    ]
    background = tuple(_background(source) for source in in_order(paper.background_papers.all()))
    sections = []
    if rows:
        told = tuple(lead_in(label, (line(value),))[0] for label, value in rows)
        sections.append(c.Section("Report author", numberer.anchor("Report author"), told, "closing"))
    if background or paper.background_none:
        listed = (c.BlockList(background),) if background else (line("None"),)
        sections.append(c.Section("Background papers", numberer.anchor("Background papers"), listed, "closing"))
    return tuple(sections)


def _author(author: PaperAuthor) -> tuple[str, str]:
    return "Also by", ", ".join(part for part in (author.post_title, author.service, author.contact) if part)


def _background(source: BackgroundPaper) -> c.Item:
    spans = [c.Span(source.title)]
    if source.url:
        spans += [c.Span(": "), c.Span(source.url, source.url)]
    return c.Item((c.Paragraph(tuple(spans)),))
