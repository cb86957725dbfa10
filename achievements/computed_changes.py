"""Where a change as stated differs from the one that its two numbers give: told beside it, never corrected."""

from decimal import Decimal

from achievements.models import Comparator, Figure
from achievements.numbers_in_words import PER_CENT
from achievements.reading_figures import read_figure
from core.formats import number


def differences_within(figure: Figure) -> list[str]:
    """What a figure's own words state and do not add up to: "8.6% (37,068 to 33,587)" is a fall of 9.4%."""
    reading = read_figure(figure.stated)
    if reading.unit != PER_CENT:
        return []
    return _shares_apart(figure.number, _change(reading.before, reading.after))


def differences_against(figure: Figure, comparator: Comparator) -> list[str]:
    """What a comparison states and its numbers do not add up to, a sentence each.

    Only exact numbers are held against each other: with "over 200" there is nothing to compute.
    """
    words = read_figure(comparator.stated)
    if figure.unit == PER_CENT:
        return _shares_apart(figure.number, _change(words.before, words.after))
    before, after = comparator.number, figure.number
    is_exact = figure.qualifier == words.qualifier == Figure.Qualifier.EXACT
    if before is None or after is None or not is_exact:
        return []
    found = _changes_apart(comparator.change_percent, _change(before, after))
    stated, computed = comparator.change_number, after - before
    if stated is not None and stated != computed:
        found.append(f"{_signed(stated)} as stated, {_signed(computed)} as computed")
    return found


def _change(before: Decimal | None, after: Decimal | None) -> Decimal | None:
    """By how many per cent a number rose or fell."""
    return 100 * (after - before) / abs(before) if before and after is not None else None


def _shares_apart(stated: Decimal | None, computed: Decimal | None) -> list[str]:
    """A share told without saying whether it is up or down, and the computed one where they differ."""
    if stated is None or computed is None or _is_rounded(abs(computed), abs(stated)):
        return []
    return [f"{number(abs(stated))}% as stated, {number(_as_exact(abs(computed), stated))}% as computed"]


def _changes_apart(stated: Decimal | None, computed: Decimal | None) -> list[str]:
    """A rise or fall and the computed one where they differ."""
    if stated is None or computed is None or _is_rounded(computed, stated):
        return []
    return [f"{_signed(stated)}% as stated, {_signed(_as_exact(computed, stated))}% as computed"]


def _is_rounded(value: Decimal, to: Decimal) -> bool:
    """Whether a number comes out as another when rounded to as many places as that has, either way at a half."""
    return abs(value - to) <= Decimal(5).scaleb(-_places(to) - 1)


def _as_exact(value: Decimal, other: Decimal) -> Decimal:
    return round(value, max(_places(other), 1))


def _places(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _signed(value: Decimal) -> str:
    return f"+{number(value)}" if value > 0 else number(value).replace("-", "−")
