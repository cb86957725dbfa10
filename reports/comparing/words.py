"""Words: which were inserted and deleted between two texts, and which figures took the place of which."""

import re
from calendar import month_abbr, month_name
from collections.abc import Sequence
from dataclasses import dataclass

from reports.comparing.comparison import Mark, Run
from reports.comparing.order import in_order

TOKEN = re.compile(
    r"(\s*)((?:[£$€]|(?<!\w)[-−](?=\d))?\d+(?:[.,:/–-]\d+)*(?:%|st|nd|rd|th|m|bn|k|am|pm)?(?!\w)|\w+(?:[’'\-]\w+)*|[^\w\s])"
)
FIGURE = re.compile(r"([£$€]?)([-−]?)(\d+(?:[.,]\d+)*)(%|m|bn|k|)")
YEAR = re.compile(r"(?:19|20)\d\d(?:[/–-]\d\d(?:\d\d)?)?")
LITTLE = 4  # where less than a quarter of the shorter text stayed, the whole is shown as replaced
MONTHS = frozenset(name.casefold() for name in (*month_name, *month_abbr, "Sept") if name)


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a figure or a mark of punctuation, with the space before it."""

    space: str
    text: str


@dataclass(slots=True)
class Hunk:
    """A stretch of two texts: words that stayed (`same`), or what went and what came."""

    same: str = ""
    deleted: str = ""
    inserted: str = ""


def tokens(text: str) -> tuple[Token, ...]:
    """The text in order. Figures stay whole with their currency, point, comma and per cent sign."""
    return tuple(Token(space, word) for space, word in TOKEN.findall(text))


def word_runs(old: str, new: str) -> tuple[tuple[Run, ...], tuple[tuple[str, str], ...]]:
    """The runs that lead from one text to the other, and the figures that changed, as (old, new)."""
    if old == new:
        return whole(Mark.SAME, old), ()
    ours, theirs = tokens(old), tokens(new)
    pairs = in_order([token.text for token in ours], [token.text for token in theirs])
    figures = _figures(ours, theirs, pairs)
    hunks = _readable(_hunks(ours, theirs, pairs))
    kept = sum(len(hunk.same) for hunk in hunks)
    if kept * LITTLE < min(len(old), len(new)):
        return (*whole(Mark.DELETED, old), *whole(Mark.INSERTED, new)), figures
    return _runs(hunks), figures


def whole(mark: Mark, text: str) -> tuple[Run, ...]:
    """A text as one run; none when it is empty."""
    return (Run(mark, text),) if text else ()


def _hunks(old: Sequence[Token], new: Sequence[Token], pairs: list[tuple[int, int]]) -> list[Hunk]:
    """The stretches in turn, never two of a kind together."""
    hunks: list[Hunk] = []
    i = j = 0
    for next_i, next_j in [*pairs, (len(old), len(new))]:
        deleted, inserted = _joined(old[i:next_i]), _joined(new[j:next_j])
        same = ""
        if next_i < len(old) and next_j < len(new):
            before, after, same = old[next_i].space, new[next_j].space, old[next_i].text
            if before == after:
                same = before + same
            else:
                deleted, inserted = deleted + before, inserted + after
        if deleted or inserted:
            hunks.append(Hunk(deleted=deleted, inserted=inserted))
        if same and hunks and hunks[-1].same:
            hunks[-1].same += same
        elif same:
            hunks.append(Hunk(same=same))
        i, j = next_i + 1, next_j + 1
    return hunks


def _joined(found: Sequence[Token]) -> str:
    return "".join(token.space + token.text for token in found)


def _readable(hunks: list[Hunk]) -> list[Hunk]:
    """The same with small words and stray commas between two changes taken into them: nobody reads confetti."""
    kept: list[Hunk] = []
    for index, hunk in enumerate(hunks):
        between = hunk.same and kept and not kept[-1].same and index + 1 < len(hunks)
        if between and _is_slight(hunk.same, kept[-1], hunks[index + 1]):
            kept[-1].deleted += hunk.same
            kept[-1].inserted += hunk.same
        elif not hunk.same and kept and not kept[-1].same:
            kept[-1].deleted += hunk.deleted
            kept[-1].inserted += hunk.inserted
        else:
            kept.append(hunk)
    return kept


def _is_slight(same: str, before: Hunk, after: Hunk) -> bool:
    letters = sum(character.isalnum() for character in same)
    if any(character.isdigit() for character in same):
        return False
    if not letters:
        return all(hunk.deleted and hunk.inserted for hunk in (before, after))
    smaller = min(min(len(hunk.deleted), len(hunk.inserted)) for hunk in (before, after))
    return len(same.split()) <= 2 and letters * 2 <= smaller


def _runs(hunks: list[Hunk]) -> tuple[Run, ...]:
    """The runs. A space before both what went and what came belongs to what stayed."""
    runs: list[Run] = []
    for hunk in hunks:
        same, deleted, inserted = hunk.same, hunk.deleted, hunk.inserted
        if deleted.startswith(" ") and inserted.startswith(" "):
            same, deleted, inserted = " ", deleted[1:], inserted[1:]
        if same and runs and runs[-1].mark is Mark.SAME:
            same = runs.pop().text + same
        runs += [*whole(Mark.SAME, same), *whole(Mark.DELETED, deleted), *whole(Mark.INSERTED, inserted)]
    return tuple(runs)


def _figures(old: Sequence[Token], new: Sequence[Token], pairs: list[tuple[int, int]]) -> tuple[tuple[str, str], ...]:
    """Figures of one sort that stood and stand in the same place. Where their number differs nobody can say which is
    which, so none is named.
    """
    found: list[tuple[str, str]] = []
    i = j = 0
    for next_i, next_j in [*pairs, (len(old), len(new))]:
        if next_i > i and next_j > j:
            before, after = _by_sort(old, i, next_i), _by_sort(new, j, next_j)
            for sort, stated in before.items():
                if len(after.get(sort, ())) == len(stated):
                    both = zip(stated, after[sort], strict=True)
                    found.extend(pair for pair in both if _value(pair[0]) != _value(pair[1]))
        i, j = next_i + 1, next_j + 1
    return tuple(found)


def _by_sort(found: Sequence[Token], start: int, end: int) -> dict[str, list[str]]:
    sorts: dict[str, list[str]] = {}
    for place in range(start, end):
        figure = FIGURE.fullmatch(found[place].text)
        if figure and not _is_date(found, place):
            sort = figure[1] or ("%" if figure[4] == "%" else "")
            sorts.setdefault(sort, []).append(found[place].text)
    return sorts


def _is_date(found: Sequence[Token], place: int) -> bool:
    beside = [found[near].text.casefold() for near in (place - 1, place + 1) if 0 <= near < len(found)]
    return YEAR.fullmatch(found[place].text) is not None or any(text in MONTHS for text in beside)


def _value(figure: str) -> str:
    return figure.replace(",", "").replace("−", "-")
