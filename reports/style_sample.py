"""A small paper that shows a house style: its masthead, head, numbers, a table, implications and an appendix.

It is made from what is in hand, saved or only typed, and written by the renderers of real papers.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from reports import content as c
from reports.compose.appendices import appendix_heading
from reports.compose.asked import NO_IMPLICATIONS
from reports.compose.head import CAPTIONS, masthead_of
from reports.compose.numbering import Numberer
from reports.models import ApproverRole, HeaderField, HeaderKey, HouseStyle, ImplicationKind
from reports.previews import under_a_heading
from reports.prose import line
from reports.rendering import html
from reports.usual_head import usual_fields, usual_kinds

TITLE = "Community safety: annual update"
APPENDIX = "Action plan"
NOBODY = "Nobody signs papers in this house style yet"
STATED = {
    HeaderKey.TO: "Council",
    HeaderKey.DATE: "23 March 2026",
    HeaderKey.REPORT_OF: "Head of Community Services",
    HeaderKey.TITLE: TITLE,
    HeaderKey.PURPOSE: "To tell what was done in the year, and to ask for agreement to the plan for the next.",
    HeaderKey.KEY_DECISION: "No",
    HeaderKey.LEAD_MEMBER: "Cabinet member for safer communities",
    HeaderKey.CORPORATE_PRIORITY: "Thriving communities",
    HeaderKey.POLICY_FRAMEWORK: "Community safety plan",
    HeaderKey.WARDS: "All",
}
ASKED = ("Note what was done in the year.", "Agree the plan for the next year.")
SPENT = (("Youth work", "£12,400"), ("Lighting of the towpath", "£3,000"))
SUM = ("Total", "£15,400")
# In a paper the number of a paragraph leads to it. Nobody wants the address of a paragraph of the sample.
LINKED_NUMBER = re.compile(r'<a class="paper-number"[^>]*>([^<]*)</a>')


@dataclass(frozen=True, slots=True)
class StyleInHand:
    """A house style with its parts, each as it is in hand."""

    style: HouseStyle
    fields: tuple[HeaderField, ...]
    roles: tuple[ApproverRole, ...]
    kinds: tuple[ImplicationKind, ...]


@dataclass(frozen=True, slots=True)
class Sample:
    """The sample as HTML, with what stands at the foot of its pages; or why it cannot be shown."""

    article: SafeString = mark_safe("")  # noqa: RUF009
    foot: str = ""
    problem: str = ""


def style_in_hand(style: HouseStyle, *parts: Any) -> StyleInHand:
    """A house style with what is kept of it, and these parts in place of those they will be, or after them. 3 queries;
    none for a style that is not saved, which has what a new one begins with.
    """
    if not style.pk:
        return StyleInHand(style, tuple(usual_fields(style)), (), tuple(usual_kinds(style)))

    def kept(model: type[Any]) -> tuple[Any, ...]:
        found = model.objects.filter(house_style=style).order_by("position", "pk")
        typed = {part.pk: part for part in parts if isinstance(part, model)}
        return tuple({**{part.pk: part for part in found}, **typed}.values())

    return StyleInHand(style, kept(HeaderField), kept(ApproverRole), kept(ImplicationKind))


def sample_of(in_hand: StyleInHand) -> Sample:
    """The sample for a page that has a first heading of its own."""
    try:
        paper = sample_paper(in_hand)
        c.check(paper)
        written = html.article(paper)
    except c.ContentError as problem:
        return Sample(problem=str(problem))
    written = LINKED_NUMBER.sub(r'<span class="paper-number">\1</span>', under_a_heading(written))
    # The renderer escapes every text that it writes.
    return Sample(mark_safe(written), paper.running_foot)  # noqa: S308


def sample_paper(in_hand: StyleInHand) -> c.Paper:
    """The content of the sample. A text that is still empty is left out."""
    style = in_hand.style
    return c.Paper(
        slug="sample",
        kind="council-update",
        title=TITLE,
        subtitle="",
        language="en-GB",
        date="2026-03-23",
        masthead=masthead_of(style),
        header=_header(in_hand),
        sections=_sections(in_hand),
        running_foot=style.running_foot or TITLE,
    )


def _header(in_hand: StyleInHand) -> tuple[c.HeaderTable, ...]:
    tables = []
    for block, (caption, is_shown) in CAPTIONS.items():
        rows = tuple(_row(field, in_hand) for field in in_hand.fields if field.block == block and _is_told(field))
        if rows:
            tables.append(c.HeaderTable(caption, rows, is_shown))
    return tuple(tables)


def _is_told(field: HeaderField) -> bool:
    """Whether a field that somebody may still be typing can be shown."""
    return bool(field.label) and field.key in HeaderKey.values


def _row(field: HeaderField, in_hand: StyleInHand) -> c.HeaderRow:
    match field.key:
        case HeaderKey.EXEMPT:
            return c.HeaderRow(field.label, "na", (line("n/a"),))
        case HeaderKey.APPROVED_BY:
            blocks: Iterable[c.Block] = [line(str(role)) for role in in_hand.roles if role.function] or [line(NOBODY)]
        case HeaderKey.APPENDICES:
            blocks = (line(appendix_heading(in_hand.style, APPENDIX, place=1)),)
        case HeaderKey.RECOMMENDATIONS:
            blocks = (c.BlockList(tuple(c.Item((line(asked),)) for asked in ASKED), "number"),)
        case _:
            blocks = (line(STATED[HeaderKey(field.key)]),)
    return c.HeaderRow(field.label, "stated", tuple(blocks))


def _sections(in_hand: StyleInHand) -> tuple[c.Section, ...]:
    numberer = Numberer(in_hand.style.numbering)
    plain: list[tuple[str, tuple[c.Block, ...]]] = [
        (
            "Background",
            (
                line("The partnership brings the council, the police and the other responsible authorities together."),
                line("Each year it looks at what was done, and agrees its plan for the next."),
            ),
        ),
        ("What it cost", (line("Two projects were paid for from the grant."), _table())),
    ]
    implications = tuple(c.Section(kind.label, "", (line(NO_IMPLICATIONS),)) for kind in in_hand.kinds if kind.label)
    if implications:
        plain.append(("Implications", implications))
    sections = []
    for heading, blocks in plain:
        numberer.enter_section(is_numbered=True)
        numbered = numberer.number(blocks, is_numbered=True)
        sections.append(c.Section(heading, numberer.anchor(heading), numbered))
    heading = appendix_heading(in_hand.style, APPENDIX, place=1)
    last = (line("An appendix begins on a page of its own."),)
    sections.append(c.Section(heading, numberer.anchor(heading), last, "appendix"))
    return tuple(sections)


def _table() -> c.Table:
    columns = (c.Column("Project"), c.Column("Amount", "number"))
    rows = tuple(c.Row((_cell(name), _cell(amount))) for name, amount in SPENT)
    return c.Table("The grant in 2025-26", columns, (*rows, c.Row((_cell(SUM[0]), _cell(SUM[1])), "total")))


def _cell(text: str) -> c.Cell:
    return c.Cell((line(text),))
