"""A whole paper: masthead, head, numbered sections, and the closing part with author, background papers and version."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from django.db.models import prefetch_related_objects

from core.ordering import in_order
from reports import content as c
from reports.compose.appendices import lettered
from reports.compose.head import header_of, masthead_of
from reports.compose.numbering import Numberer
from reports.compose.overriding import overridden
from reports.compose.placing import NO_RECORD, with_what_has_no_place
from reports.compose.sections import section_blocks
from reports.compose.spans import Change, respan
from reports.compose.tokens import BrokenReferences, references, tokens_in
from reports.models import BackgroundPaper, Paper, PaperAuthor, Section
from reports.prose import lead_in, line

NOTHING_TYPED: Mapping[int, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Draft:
    """A paper as its records stand now: what it says, and which section of the records stands at which address.

    A section without a heading has no address of its own: it goes on from the one before. `homes` says for every
    section at which address it is told.
    """

    content: c.Paper
    sections: Mapping[str, int]
    homes: Mapping[int, str] = field(default_factory=dict)


def compose_paper(paper: Paper, *, typed: Mapping[int, str] = NOTHING_TYPED) -> c.Paper:
    """The paper's content as its records stand now. Reads only; raises ContentError or OptionError where a rule is
    broken. `typed` are words not saved yet, by the ids of their sections.
    """
    return compose_draft(paper, typed=typed).content


def compose_section(paper: Paper, section: Section, *, typed: Mapping[int, str] = NOTHING_TYPED) -> c.Section:
    """One section of the paper with its right numbers: itself, or where it has no heading the one that it goes on
    from. Raises as `compose_paper` does.
    """
    draft = compose_draft(paper, typed=typed)
    home = draft.homes[section.pk]
    return next(
        block for block in c.walk(draft.content.sections) if isinstance(block, c.Section) and block.anchor == home
    )


def compose_draft(paper: Paper, *, typed: Mapping[int, str] = NOTHING_TYPED) -> Draft:
    """What `compose_paper` gives, with the sections of the records by their addresses in it. What was fetched of the
    paper already, and changed in hand, is composed as it is in hand.
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
        "wordings",
        "overrides",
        "partnership",
    )
    style = paper.house_style
    told = _Told(paper, typed)
    composed = c.Paper(
        slug=paper.slug,
        kind=paper.kind,
        title=paper.title,
        subtitle=paper.subtitle,
        language="en-GB",
        date=paper.date.isoformat() if paper.date else "",
        masthead=masthead_of(style),
        header=header_of(paper),
        sections=(*told.sections(), *_closing(paper, told.numberer)),
        running_foot=style.running_foot or paper.title,
        contents=paper.shows_contents,
    )
    return Draft(_settled(paper, composed, told), told.places, told.homes)


class _Told:
    """The paper's sections, told in order; `places` and `homes` as in `Draft`."""

    def __init__(self, paper: Paper, typed: Mapping[int, str]) -> None:
        self.paper, self.typed = paper, typed
        self.numberer = Numberer(paper.house_style.numbering)
        self.places: dict[str, int] = {}
        self.homes: dict[int, str] = {}
        self.headings = {one.section.pk: one.heading for one in lettered(paper) if one.section}
        self.wordings = {wording.achievement_id: wording.text for wording in paper.wordings.all()}
        self.below: dict[int | None, list[Section]] = {}
        for section in with_what_has_no_place(paper):
            self.below.setdefault(section.parent_id, []).append(section)

    def sections(self) -> tuple[c.Section, ...]:
        """The sections at the top, each with those within it."""
        return tuple(block for block in self._within(None)[0] if isinstance(block, c.Section))

    def _within(self, parent: int | None) -> tuple[tuple[c.Block, ...], tuple[int, ...]]:
        """What stands within a section, and which sections without a heading are told there as its own words. At the
        top, words before any heading stand under the paper's title.
        """
        built: list[c.Block] = []
        loose: list[int] = []
        for section in self.below.get(parent, ()):
            if parent is None and section.heading:
                self.numberer.enter_section(is_numbered=section.is_numbered)
            own = self._own(section)
            inner, with_it = self._within(section.pk)
            blocks, told = (*own, *inner), (section.pk, *with_it)
            last = built[-1] if built else None
            goes_on = isinstance(last, c.Section) and last.anchor in self.places
            if section.heading or (parent is None and not goes_on):
                heading = self.headings.get(section.pk) or section.heading or self.paper.title
                anchor = self.numberer.anchor(heading)
                if section.pk != NO_RECORD:
                    self.places[anchor] = section.pk
                self.homes |= dict.fromkeys(told, anchor)
                built.append(c.Section(heading, anchor, blocks, str(section.kind)))
            elif isinstance(last, c.Section) and goes_on:
                self.homes |= dict.fromkeys(told, last.anchor)
                built[-1] = replace(last, blocks=(*last.blocks, *blocks))
            else:
                loose += told
                built += blocks
        return tuple(built), tuple(loose)

    def _own(self, section: Section) -> tuple[c.Block, ...]:
        text = self.typed.get(section.pk, section.text)
        blocks = section_blocks(self.paper, section, text, self.wordings)
        return self.numberer.number(blocks, is_numbered=section.is_numbered)


def _settled(paper: Paper, composed: c.Paper, told: _Told) -> c.Paper:
    """The paper with what its words refer to, and with its overrides in the place of what they override."""
    header_blocks = tuple(block for table in composed.header for row in table.rows for block in row.blocks)
    tokens = (*tokens_in(header_blocks), *tokens_in(composed.sections))
    if tokens:
        anchors = {pk: anchor for anchor, pk in told.places.items()}
        meant = references(paper, tokens, anchors)
        composed = _changed(composed, meant.resolve, meant.at)
        if meant.broken:
            raise BrokenReferences(meant.broken)
    overrides = {override.cite: override.text for override in paper.overrides.all()}
    return _changed(composed, overridden(overrides)) if overrides else composed


def _changed(paper: c.Paper, change: Change, at: Callable[[str], None] = lambda _: None) -> c.Paper:
    """The paper with its runs of text changed; `at` is told before each field and section where it stands."""
    tables = []
    for table in paper.header:
        rows = []
        for row in table.rows:
            at(f"In the field “{row.label}”")
            rows.append(replace(row, blocks=respan(row.blocks, change)))
        tables.append(replace(table, rows=tuple(rows)))
    return replace(paper, header=tuple(tables), sections=_changed_sections(paper.sections, change, at))


def _changed_sections(
    sections: tuple[c.Section, ...], change: Change, at: Callable[[str], None]
) -> tuple[c.Section, ...]:
    made = []
    for section in sections:
        blocks: list[c.Block] = []
        for block in section.blocks:
            at(f"In the section “{section.heading}”")
            if isinstance(block, c.Section):
                blocks += _changed_sections((block,), change, at)
            else:
                blocks += respan((block,), change)
        made.append(replace(section, blocks=tuple(blocks)))
    return tuple(made)


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
