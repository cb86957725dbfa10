"""Figures in running text: where the words of a figure as stated stand in what is told, they cite their record."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from achievements.summaries import FigureLine
from reports import content as c
from reports.compose.spans import Spans, paragraphs, respan

# What would make the words part of another number: "13" is no figure of "2012-13", nor "500" of "£500" or "1,500".
BEFORE, AFTER = "£$€", "%"
JOINS = ".,-–/:"
Claim = tuple[int, int, str]


def citing(blocks: tuple[c.Block, ...], figures: Iterable[FigureLine]) -> tuple[c.Block, ...]:
    """The blocks with each figure's words citing it: the first place where they stand and no other figure's do.

    The words match as they are stated, between the bounds of words; a figure whose words are not found cites nothing.
    """
    wanted = sorted(_with_parts(figures), key=lambda one: -len(one[0]))
    if not wanted:
        return blocks
    texts = [paragraph.text for paragraph in paragraphs(blocks)]
    claims: dict[int, list[Claim]] = {}
    for stated, cite in wanted:
        for place, text in enumerate(texts):
            taken = claims.setdefault(place, [])
            start = next(_free(text, stated, taken), None)
            if start is not None:
                taken.append((start, start + len(stated), cite))
                break
    if not any(claims.values()):
        return blocks
    counted = iter(range(len(texts)))
    return respan(blocks, lambda spans: _split(spans, sorted(claims.get(next(counted), ()))))


def _with_parts(figures: Iterable[FigureLine]) -> Iterator[tuple[str, str]]:
    for figure in figures:
        words = " ".join(figure.stated.split())
        if words:
            yield words, f"achievements.figure:{figure.id}"
        yield from _with_parts(figure.breakdown)


def _free(text: str, words: str, taken: list[Claim]) -> Iterator[int]:
    """Where the words stand by themselves, and no other figure's words do."""
    start = text.find(words)
    while start >= 0:
        end = start + len(words)
        if _stands_alone(text, start, end) and not any(start < until and since < end for since, until, _ in taken):
            yield start
        start = text.find(words, start + 1)


def _stands_alone(text: str, start: int, end: int) -> bool:
    return _is_bound(text[start], text[:start][:-3:-1], BEFORE) and _is_bound(text[end - 1], text[end : end + 2], AFTER)


def _is_bound(own: str, outside: str, marks: str) -> bool:
    """Whether words end at `own`, with `outside` the next two characters beyond, nearest first."""
    if not outside or not own.isalnum():
        return True
    if outside[0].isalnum():
        return False
    if not own.isdigit():
        return True
    joined = outside[0] in JOINS and len(outside) > 1 and outside[1].isdigit()
    return outside[0] not in marks and not joined


def _split(spans: Spans, claims: list[Claim]) -> Spans:
    """The spans, parted where claims begin and end."""
    if not claims:
        return spans
    made: list[c.Span] = []
    at = 0
    for span in spans:
        until = at + len(span.text)
        bounds = {at, until}
        bounds |= {edge for since, end, _ in claims for edge in (since, end) if at < edge < until}
        edges = sorted(bounds)
        for start, end in pairwise(edges):
            cite = next((cite for since, stop, cite in claims if since <= start and end <= stop), span.cite)
            made.append(replace(span, text=span.text[start - at : end - at], cite=cite))
        at = until
    return tuple(made)
