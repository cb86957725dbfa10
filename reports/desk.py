"""A paper as whoever keeps it sees it: its outline and the parts beside, each line with what its tools need."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import prefetch_related_objects

from core.ordering import in_order
from core.prose import gist
from reports.compose.appendices import lettered
from reports.models import Comment, HeaderValue, Implication, Paper, Recommendation, Section, SignOff

WORDS = 90
FEW_WORDS = 60


@dataclass(frozen=True, slots=True)
class OutlineLine:
    """A section as one line of the outline. `depth` counts from 0; `is_old` says that its words are last time's."""

    id: int
    heading: str
    called: str
    fill: str
    fill_label: str
    plan: str
    gist: str
    depth: int
    is_first: bool
    is_last: bool
    is_appendix: bool
    is_old: bool
    comments: int

    @property
    def is_live(self) -> bool:
        """Whether something other than words fills it."""
        return self.fill != Section.Fill.NARRATIVE


@dataclass(frozen=True, slots=True)
class PartLine:
    """A recommendation, appendix, background paper, author or kind of implications as one line."""

    id: int
    mark: str
    text: str
    note: str
    depth: int
    is_first: bool
    is_last: bool
    is_missing: bool = False


@dataclass(frozen=True, slots=True)
class HeadLine:
    """A field of the head: its label, and what stands there."""

    label: str
    text: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class SignLine:
    """Somebody who signs, and how far that has come. `is_named` says that somebody can be asked."""

    function: str
    post: str
    standing: str
    due_date: date | None
    is_named: bool
    is_required: bool


@dataclass(frozen=True, slots=True)
class CommentLine:
    """A comment with the answers to it."""

    id: int
    number: str
    quote: str
    section: str
    text: str
    by: str
    by_id: int
    at: datetime
    tells: tuple[str, ...]
    is_resolved: bool
    answers: tuple["CommentLine", ...] = ()

    @property
    def where(self) -> str:
        """How a person names its place."""
        return f"Paragraph {self.number}" if self.number else f"“{self.section}”" if self.section else "The whole paper"


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything that the composer shows of a paper beside its preview."""

    outline: tuple[OutlineLine, ...]
    head: tuple[HeadLine, ...]
    recommendations: tuple[PartLine, ...]
    implications: tuple[PartLine, ...]
    appendices: tuple[PartLine, ...]
    background: tuple[PartLine, ...]
    authors: tuple[PartLine, ...]
    sign_offs: tuple[SignLine, ...]
    open_comments: tuple[CommentLine, ...]
    resolved_comments: tuple[CommentLine, ...]

    @property
    def left_blank(self) -> int:
        """How many fields of the head stand blank."""
        return sum(line.is_open for line in self.head)

    @property
    def old(self) -> tuple[OutlineLine, ...]:
        """The sections whose words are still last time's."""
        return tuple(line for line in self.outline if line.is_old)

    @property
    def can_be_sent(self) -> bool:
        """Whether everybody who must sign is named, so that the paper can be sent round."""
        return bool(self.sign_offs) and all(line.is_named for line in self.sign_offs if line.is_required)


def desk_of(paper: Paper) -> Desk:
    """The paper's parts in lines. A fixed number of queries; what is fetched already is not fetched again."""
    prefetch_related_objects(
        [paper],
        "house_style__header_fields",
        "header_values",
        "recommendations",
        "appendices__attached",
        "background_papers",
        "other_authors",
        "implications",
        "sign_offs",
        "sections__plan__partnership",
        "comments__made_by",
        "comments__mentions",
        "comments__section",
    )
    threads = comments_of(paper)
    return Desk(
        outline=tuple(_outline(paper)),
        head=tuple(_head(paper)),
        recommendations=tuple(_recommendations(paper)),
        implications=tuple(
            _line(one, list_, text=one.label, note=_answer(one), is_missing=one.standing == "unanswered")
            for list_ in [in_order(paper.implications.all())]
            for one in list_
        ),
        appendices=tuple(_appendices(paper)),
        background=_lines(in_order(paper.background_papers.all()), "title", "url"),
        authors=_lines(in_order(paper.other_authors.all()), "post_title", "service"),
        sign_offs=tuple(_sign_line(one) for one in in_order(paper.sign_offs.all())),
        open_comments=tuple(line for line in threads if not line.is_resolved),
        resolved_comments=tuple(line for line in threads if line.is_resolved),
    )


def comments_of(paper: Paper) -> tuple[CommentLine, ...]:
    """The comments on a paper, each with its answers, in the order in which they were made."""
    found = sorted(paper.comments.all(), key=lambda one: (one.made_at, one.pk))
    below: dict[int | None, list[Comment]] = {}
    for one in found:
        below.setdefault(one.answers_id, []).append(one)
    return tuple(
        _comment(one, tuple(_comment(answer) for answer in below.get(one.pk, ()))) for one in below.get(None, ())
    )


def _comment(one: Comment, answers: tuple[CommentLine, ...] = ()) -> CommentLine:
    return CommentLine(
        id=one.pk,
        number=one.number,
        quote=one.quote,
        section=_called(one.section) if one.section else "",
        text=one.text,
        by=str(one.made_by),
        by_id=one.made_by_id,
        at=one.made_at,
        tells=tuple(str(person) for person in one.mentions.all()),
        is_resolved=one.resolved_at is not None,
        answers=answers,
    )


def _outline(paper: Paper) -> Iterator[OutlineLine]:
    below: dict[int | None, list[Section]] = {}
    for section in in_order(paper.sections.all()):
        below.setdefault(section.parent_id, []).append(section)
    last_time = _words_of_last_time(paper)
    open_comments = [one.section_id for one in paper.comments.all() if not (one.answers_id or one.resolved_at)]

    def lines(parent: int | None, depth: int) -> Iterator[OutlineLine]:
        siblings = below.get(parent, [])
        for place, section in enumerate(siblings):
            yield OutlineLine(
                id=section.pk,
                heading=section.heading,
                called=_called(section),
                fill=section.fill,
                fill_label=str(section.get_fill_display()),
                plan=str(section.plan) if section.plan and section.plan_id != paper.plan_id else "",
                gist=gist(section.text, WORDS),
                depth=depth,
                is_first=place == 0,
                is_last=place == len(siblings) - 1,
                is_appendix=section.kind == Section.Kind.APPENDIX,
                is_old=section.text in last_time,
                comments=open_comments.count(section.pk),
            )
            yield from lines(section.pk, depth + 1)

    return lines(None, 0)


def _words_of_last_time(paper: Paper) -> frozenset[str]:
    """The words of last time's sections that speak of a year, for these want another look."""
    if paper.follows_id is None or paper.first_published_at is not None:
        return frozenset()
    texts = Section.objects.filter(paper=paper.follows_id).exclude(text="").values_list("text", flat=True)
    return frozenset(text for text in texts if any(character.isdigit() for character in text))


def _called(section: Section) -> str:
    """What a section is called: its heading, its first words, or what fills it."""
    return section.heading or gist(section.text, FEW_WORDS) or str(section.get_fill_display())


def _head(paper: Paper) -> Iterator[HeadLine]:
    values = {value.key: value for value in paper.header_values.all()}
    for field in in_order(paper.house_style.header_fields.all()):
        value = values.get(field.key)
        if value:
            is_open = value.standing == HeaderValue.Standing.BLANK
            text = gist(value.text, WORDS) or (
                "" if value.standing == HeaderValue.Standing.STATED else str(value.get_standing_display())
            )
            yield HeadLine(field.label, text, is_open)


def _recommendations(paper: Paper) -> Iterator[PartLine]:
    below: dict[int | None, list[Recommendation]] = {}
    for one in in_order(paper.recommendations.all()):
        below.setdefault(one.parent_id, []).append(one)

    def lines(parent: int | None, depth: int) -> Iterator[PartLine]:
        siblings = below.get(parent, [])
        count = 0
        for place, one in enumerate(siblings):
            count += one.is_numbered
            mark = (f"{count}." if depth == 0 else f"{chr(96 + min(count, 26))}.") if one.is_numbered else ""
            yield PartLine(one.pk, mark, gist(one.text, WORDS), "", depth, place == 0, place == len(siblings) - 1)
            yield from lines(one.pk, depth + 1)

    return lines(None, 0)


def _appendices(paper: Paper) -> Iterator[PartLine]:
    marks = {one.appendix.pk: one.mark for one in lettered(paper) if one.appendix}
    found = in_order(paper.appendices.all())
    for place, one in enumerate(found):
        what = f"The paper “{one.attached}”" if one.attached else one.file_name or ("A PDF" if one.file else "")
        reference = f"{{{{appendix:{one.key}}}}}" if one.key else ""
        note = " · ".join(part for part in (what or "Not supplied", one.note, reference) if part)
        yield PartLine(one.pk, marks.get(one.pk, ""), one.title, note, 0, place == 0, place == len(found) - 1, not what)


def _sign_line(one: SignOff) -> SignLine:
    is_named = bool(one.approver_id or one.deputy_id)
    was_asked = one.asked_at is not None or one.state != SignOff.State.ASKED
    standing = str(one.get_state_display()) if was_asked else "Not asked yet" if is_named else "Nobody is named yet"
    return SignLine(one.function, one.post_title, standing, one.due_date, is_named, one.is_required)


def _answer(one: Implication) -> str:
    return gist(one.text, WORDS) or str(one.get_standing_display())


def _lines(found: list[Any], text: str, note: str) -> tuple[PartLine, ...]:
    return tuple(_line(one, found, text=getattr(one, text), note=getattr(one, note)) for one in found)


def _line(one: Any, found: list[Any], *, text: str, note: str, is_missing: bool = False) -> PartLine:
    place = found.index(one)
    return PartLine(
        one.pk,
        "",
        text,
        note,
        0,
        place == 0,
        place == len(found) - 1,
        is_missing,
    )
