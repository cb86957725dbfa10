"""Two whole papers, compared."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from reports.comparing.align import align
from reports.comparing.comparison import Comparison, Part, Side
from reports.comparing.heads import compare_about, compare_headers
from reports.comparing.lines import Grid, Piece, pieces
from reports.comparing.passages import passage
from reports.comparing.summing import all_passages, summary_of
from reports.comparing.tables import compare_tables, table_gone
from reports.comparing.units import units_of
from reports.content import Paper, to_json


def compare(old: Paper, new: Paper) -> Comparison:
    """What leads from one paper to another: two editions, two drafts, two years.

    Deterministic. Both papers' words can be read out of it; exchanging the papers exchanges what is inserted and what
    is deleted. Raises ContentError where a paper breaks a rule of content.
    """
    about = compare_about(old, new)
    header = compare_headers(old.header, new.header)
    parts = tuple(_parts(pieces(old.sections), pieces(new.sections)))
    figures = tuple(figure for one in all_passages(about, header, parts) for figure in one.figures)
    summary = summary_of(about, header, parts, figures=len(figures))
    if not summary.total and not summary.renumbered:
        summary = replace(summary, is_set_differently=_is_set_differently(old, new))
    return Comparison(_side(old), _side(new), about, header, parts, figures, summary)


def _side(paper: Paper) -> Side:
    return Side(paper.slug, paper.title, paper.date)


def _is_set_differently(old: Paper, new: Paper) -> bool:
    return to_json(replace(old, slug=new.slug, kind=new.kind)) != to_json(new)


def _parts(old: Sequence[Piece], new: Sequence[Piece]) -> Iterator[Part]:
    for step in align(units_of(old), units_of(new)).steps(len(old), len(new)):
        ours = old[step.old] if step.old >= 0 else None
        theirs = new[step.new] if step.new >= 0 else None
        if isinstance(ours, Grid) and theirs is None and step.move:
            yield table_gone(ours, move=step.move)
        elif isinstance(ours, Grid) or isinstance(theirs, Grid):
            yield compare_tables(
                ours if isinstance(ours, Grid) else None,
                theirs if isinstance(theirs, Grid) else None,
                move=step.move,
            )
        else:
            yield passage(ours, theirs, step.move)
