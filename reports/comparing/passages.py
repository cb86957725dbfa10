"""Lines of two papers, matched: their words, and what the words do not show."""

from collections import Counter
from collections.abc import Iterator, Sequence

from reports.comparing.align import align
from reports.comparing.comparison import Change, Figure, Line, Mark, Passage
from reports.comparing.units import units_of
from reports.comparing.words import whole, word_runs


def compare_lines(old: Sequence[Line], new: Sequence[Line]) -> tuple[Passage, ...]:
    """What became of the lines of one cell or field. A line alone on both sides is one line, changed or not."""
    if len(old) == len(new) == 1:
        return (matched(old[0], new[0]),)
    return tuple(
        passage(old[step.old] if step.old >= 0 else None, new[step.new] if step.new >= 0 else None, step.move)
        for step in align(units_of(old), units_of(new)).steps(len(old), len(new))
    )


def passage(old: Line | None, new: Line | None, move: int = 0) -> Passage:
    """A line with what became of it. `move` is the number of its move, if it moved."""
    if old and new:
        return matched(old, new, move=move)
    if old:
        change, mark = (Change.MOVED_FROM, Mark.SAME) if move else (Change.REMOVED, Mark.DELETED)
        return Passage(change, old, None, whole(mark, old.text), move)
    return Passage(Change.ADDED, None, new, whole(Mark.INSERTED, new.text if new else ""))


def matched(old: Line, new: Line, *, move: int = 0) -> Passage:
    """A line that both sides have, word for word."""
    runs, figures = word_runs(old.text, new.text)
    remarks = tuple(_remarks(old, new))
    is_changed = old.text != new.text or bool(remarks)
    if old.number != new.number:
        remarks = (_renumbered(old.number, new.number), *remarks)
    change = Change.MOVED_TO if move else Change.CHANGED if is_changed else Change.SAME
    named = tuple(Figure(before, after, where(new)) for before, after in figures)
    return Passage(change, old, new, runs, move, remarks, named)


def where(line: Line) -> str:
    """Where a line stands, in words: "paragraph 7, under “Background”"."""
    number = f"paragraph {line.number}" if line.number else ""
    return ", ".join(part for part in (number, line.under) if part) or "the text"


def _remarks(old: Line, new: Line) -> Iterator[str]:
    deeper = new.level - old.level
    if (old.kind == "item") != (new.kind == "item"):
        yield "Now an item of a list." if new.kind == "item" else "No longer an item of a list."
    elif deeper:
        levels = "one level" if abs(deeper) == 1 else f"{abs(deeper)} levels"
        nested = "Set" if new.kind == "heading" else "Nested"
        yield f"{nested} {levels} {'deeper' if deeper > 0 else 'less deep'}."
    yield from _relinked(old.links, new.links)


def _relinked(old: tuple[str, ...], new: tuple[str, ...]) -> Iterator[str]:
    gone, came = list((Counter(old) - Counter(new)).elements()), list((Counter(new) - Counter(old)).elements())
    if len(gone) == len(came):
        yield from (f"A link leads to {after}; it led to {before}." for before, after in zip(gone, came, strict=True))
        return
    yield from (f"A link to {address} is gone." for address in gone)
    yield from (f"A link to {address} is new." for address in came)


def _renumbered(old: str, new: str) -> str:
    if not old:
        return f"Now numbered {new}."
    return f"Renumbered from {old} to {new}." if new else f"No longer numbered; it was {old}."
