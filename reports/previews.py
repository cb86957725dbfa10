"""The preview of a draft: the paper composed from its records as they are in hand, and written as HTML."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from core.ordering import in_order
from reports import content
from reports.compose import Draft, OptionError, compose_draft
from reports.compose.tokens import BrokenReferences
from reports.models import Comment, Paper, Section
from reports.rendering import html


@dataclass(frozen=True, slots=True)
class Preview:
    """A draft as HTML, or in place of it why it makes no paper. `composed` is its content."""

    article: SafeString = mark_safe("")  # noqa: RUF009
    contents: SafeString = mark_safe("")  # noqa: RUF009
    problem: str = ""
    composed: content.Paper | None = None


def preview_of(paper: Paper, *, may_keep: bool) -> Preview:
    """The whole paper, each figure leading to its record; for whoever keeps it, each heading leads to its editor, and
    while it is in hand each paragraph to a comment on it.
    """
    try:
        draft = compose_draft(paper)
        content.check(draft.content)
    except (content.ContentError, OptionError) as problem:
        return Preview(problem=str(problem))

    def edited_at(anchor: str) -> str:
        key = draft.sections.get(anchor)
        return reverse("reports:section_edit", args=[paper.slug, key]) if key and may_keep else ""

    def commented_at(anchor: str) -> str:
        return reverse("reports:comment_add", args=[paper.slug, anchor]) if paper.state in Paper.IN_WORK else ""

    commented = Counter(f"p{one.number}" for one in paper.comments.all() if one.number and not _is_settled(one))

    def cited_at(cite: str) -> str:
        return f"{reverse('reports:paper_figure', args=[paper.slug])}?{urlencode({'cite': cite})}"

    written = html.article(
        draft.content, cite_address=cited_at, edit_address=edited_at, comment_address=commented_at, commented=commented
    )
    # The renderer escapes every text that it writes.
    article = mark_safe(under_a_heading(written))  # noqa: S308
    return Preview(article, mark_safe(html.contents(draft.content)), composed=draft.content)  # noqa: S308


def _is_settled(comment: Comment) -> bool:
    return comment.resolved_at is not None or comment.answers_id is not None


def preview_of_section(section: Section, values: Mapping[str, Any] | None = None) -> Preview:
    """One section of its paper, with values that were typed and not saved; where it has no heading of its own, the one
    in which it goes on.
    """
    paper, own = _in_hand(section, values or {})
    try:
        draft = compose_draft(paper)
        content.check(draft.content)
    except (content.ContentError, OptionError) as problem:
        return Preview(problem=str(problem))
    written = html.section_html(draft.content, _anchor(draft, paper, own))
    return Preview(mark_safe(written), composed=draft.content)  # noqa: S308


def new_faults(section: Section, values: Mapping[str, Any]) -> tuple[str, ...]:
    """Why the paper could not be put together with these values of one of its sections, in sentences; without what was
    wrong already as it is saved.
    """
    faults = _faults(_in_hand(section, values)[0])
    if not faults:
        return ()
    before = _faults(_in_hand(section, {})[0])
    return tuple(fault for fault in faults if fault not in before)


def _faults(paper: Paper) -> tuple[str, ...]:
    try:
        content.check(compose_draft(paper).content)
    except BrokenReferences as problem:
        return problem.sentences
    except (content.ContentError, OptionError) as problem:
        return (str(problem),)
    return ()


def _in_hand(section: Section, values: Mapping[str, Any]) -> tuple[Paper, Section]:
    """The section's paper as it is saved, with these values of the section in hand; and the section in it."""
    of_paper = ("partnership", "house_style", "plan", "reports_on")
    paper = Paper.objects.select_related(*of_paper).get(pk=section.paper_id)
    prefetch_related_objects([paper], "sections__plan__partnership")
    own = next(one for one in paper.sections.all() if one.pk == section.pk)
    for name, value in values.items():
        setattr(own, name, value)
    return paper, own


def _anchor(draft: Draft, paper: Paper, section: Section) -> str:
    """The address of a section, or of the one it goes on from."""
    anchors = {key: anchor for anchor, key in draft.sections.items()}
    siblings = [one for one in in_order(paper.sections.all()) if one.parent_id == section.parent_id]
    for one in reversed(siblings[: siblings.index(section) + 1]):
        if one.pk in anchors:
            return anchors[one.pk]
    return anchors.get(section.parent_id or 0, "")


def under_a_heading(article: str) -> str:
    """The article for a page that has a first heading of its own."""
    return article.replace('<h1 class="paper-title"', '<p class="paper-title"', 1).replace("</h1>", "</p>", 1)


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a draft that somebody comments on: its address, number and words, and the section it stands in."""

    anchor: str
    number: str
    quote: str
    section: Section | None

    @property
    def called(self) -> str:
        """How a person names it."""
        if self.number:
            return f"paragraph {self.number}"
        return f"“{self.section.heading}”" if self.section and self.section.heading else "the paper"


def spot_of(paper: Paper, anchor: str) -> Spot:
    """What stands at an address of the draft now. An address that is gone is the paper as a whole."""
    try:
        draft = compose_draft(paper)
    except (content.ContentError, OptionError):
        return Spot(anchor, "", "", None)
    sections = {one.pk: one for one in paper.sections.all()}
    found = _look_for(draft.content.sections, anchor, "", draft.sections)
    if found is None:
        return Spot(anchor, "", "", None)
    block, around = found
    section = sections.get(draft.sections.get(around, 0))
    if isinstance(block, content.Paragraph):
        return Spot(anchor, block.number, block.text[:200], section)
    return Spot(anchor, "", "", section)


def _look_for(
    blocks: tuple[content.Block, ...], anchor: str, around: str, known: Mapping[str, int]
) -> tuple[content.Paragraph | content.Section, str] | None:
    """The paragraph or heading at an address, with the address of the records' section that it stands in."""
    for block in blocks:
        if isinstance(block, content.Paragraph) and block.anchor == anchor:
            return block, around
        if isinstance(block, content.Section):
            here = block.anchor if block.anchor in known else around
            if block.anchor == anchor:
                return block, here
            found = _look_for(block.blocks, anchor, here, known)
            if found is not None:
                return found
    return None
