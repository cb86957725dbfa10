"""What pages read of papers: lists of them, and the editions of one."""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from reports.models import Edition, EditionFile, Paper

WORD = "paper.docx"


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper in a list. `year` is that of its date or, where it has none, the one its plan begins in."""

    slug: str
    title: str
    kind_label: str
    date: date | None
    year: int | None
    state: str
    state_label: str
    partnership: str
    partnership_slug: str
    was_published: bool

    @property
    def is_public(self) -> bool:
        """Whether it was ever published."""
        return self.was_published

    @property
    def is_withdrawn(self) -> bool:
        return self.state == Paper.State.WITHDRAWN


@dataclass(frozen=True, slots=True)
class EditionLine:
    """An edition of a paper, without its content."""

    id: int
    number: int
    content_hash: str
    reason: str
    published_at: datetime
    published_by: str


@dataclass(frozen=True, slots=True)
class EditionFiles:
    """The further files of an edition: whether it has a Word file, and what is attached, by file name and in words."""

    has_word: bool
    appendices: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class RelatedPapers:
    """Papers that go with one: that to which it is a late supplement, and its own supplements, as slug and title."""

    supplements: tuple[str, str] | None
    supplemented_by: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class EditionShown:
    """Which edition a page shows, and what a reader must know of the others."""

    this: EditionLine
    newest: EditionLine
    all: tuple[EditionLine, ...]

    @property
    def is_newest(self) -> bool:
        return self.this.number == self.newest.number


def paper_line(paper: Paper) -> PaperLine:
    """A paper as a line of a list. Its partnership and plan come fetched."""
    return _line(paper, paper.title, paper.date)


def _line(paper: Paper, title: str, on: date | None) -> PaperLine:
    counts_from = on or (paper.plan.period_start if paper.plan else None)
    return PaperLine(
        slug=paper.slug,
        title=title,
        kind_label=paper.get_kind_display(),
        date=on,
        year=counts_from.year if counts_from else None,
        state=paper.state,
        state_label=paper.get_state_display(),
        partnership=paper.partnership.name,
        partnership_slug=paper.partnership.slug,
        was_published=paper.first_published_at is not None,
    )


def public_lines(papers: Iterable[Paper]) -> tuple[PaperLine, ...]:
    """Papers as lines for anybody to read: what is being corrected is called as its newest edition is, whatever its
    draft says. Their partnerships and plans come fetched. 1 query where something is being corrected.
    """
    found = list(papers)
    public = words_in_public([paper.pk for paper in found if paper.correction])
    return tuple(_line(paper, *public.get(paper.pk, (paper.title, paper.date))) for paper in found)


def words_in_public(paper_ids: Collection[int]) -> dict[int, tuple[str, date | None]]:
    """Title and date of the newest edition of each of these papers, by the paper's id. 1 query, or none without ids."""
    if not paper_ids:
        return {}
    editions = Edition.objects.filter(paper__in=paper_ids).order_by("paper_id", "number")
    stored = {paper: json.loads(text) for paper, text in editions.values_list("paper_id", "content")}
    return {
        paper: (said["title"], date.fromisoformat(said["date"]) if said["date"] else None)
        for paper, said in stored.items()
    }


def edition_shown(paper_id: int, *, number: int | None = None) -> EditionShown | None:
    """The edition of that number, or the newest; None when there is none. 1 query, which leaves the content behind."""
    found = Edition.objects.filter(paper_id=paper_id).defer("content", "pdf").order_by("-number")
    lines = tuple(_edition_line(edition) for edition in found)
    wanted = [line for line in lines if number in (None, line.number)]
    return EditionShown(wanted[0], lines[0], lines) if wanted else None


def edition_files(edition_id: int) -> EditionFiles:
    """The further files of an edition, without their content. 1 query."""
    names = list(EditionFile.objects.filter(edition=edition_id).order_by("name").values_list("name", flat=True))
    attached = tuple((name, _in_words(name)) for name in names if name != WORD)
    return EditionFiles(WORD in names, attached)


def related_papers(paper: Paper) -> RelatedPapers:
    """The public papers that go with one, whose `supplements` is fetched. 1 query, or 2 where one is in work."""
    above = paper.supplements
    is_public = above is not None and above.first_published_at and above.state != Paper.State.WITHDRAWN
    below = list(Paper.objects.public().filter(supplements=paper).order_by("first_published_at"))
    shown = [*([above] if above is not None and is_public else ()), *below]
    public = words_in_public([one.pk for one in shown if one.correction])
    named = {one.pk: (one.slug, public[one.pk][0] if one.pk in public else one.title) for one in shown}
    return RelatedPapers(
        supplements=named.get(above.pk) if above is not None else None,
        supplemented_by=tuple(named[one.pk] for one in below),
    )


def _in_words(name: str) -> str:
    """ "appendix-b.pdf" as "Appendix B"."""
    word, _, mark = name.rpartition(".")[0].partition("-")
    return f"{word.capitalize()} {mark.upper()}"


def _edition_line(edition: Edition) -> EditionLine:
    return EditionLine(
        id=edition.pk,
        number=edition.number,
        content_hash=edition.content_hash,
        reason=edition.reason,
        published_at=edition.published_at,
        published_by=edition.published_by_name,
    )
