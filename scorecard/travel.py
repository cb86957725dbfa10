"""Which way an indicator travels, in words, by one rule. Plain Python, no records.

THE RULE
    What is compared    a month, quarter or other part of a year, and what is counted from the start of a year:
                            with the same days a year before, because crime has seasons
                        a year, and twelve months to a day: with the newest earlier value that does not overlap it
                        one day ("as at"): with the value before it
                        never across a day on which the way of counting changed
    Rising or falling   by how many per cent of the earlier value; percentages by percentage points; to one decimal
                        place. Up to `Rule.tolerance` it is about the same.
    Too small to say    a count where it, or what it is compared with, is below `Rule.smallest`; a share where it is of
                        fewer than that
    Judgement           "increase" wants a rise and "reduce" a fall; "maintain" wants neither; with "monitor", and what
                        is for information only, nothing is better or worse. About the same is neither better nor worse.

A value that is not there is not nought: it is compared with nothing. From an earlier value of nought no per cent can be
reckoned, so none is said.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal, localcontext
from enum import StrEnum

from core.formats import day, number
from core.periods import month_end

ONE_PLACE = Decimal("0.1")
PART_OF_A_YEAR = 300  # days; whatever is shorter has a season
ABOUT_AS_LONG = 7  # days by which two years, of weeks or with a leap day, may differ
PERCENT = ("%", "per cent", "percent", "percentage")


class Wanted(StrEnum):
    """Which way an indicator should go."""

    INCREASE = "increase"
    REDUCE = "reduce"
    MAINTAIN = "maintain"
    MONITOR = "monitor"


class Direction(StrEnum):
    """Which way it goes, or why that cannot be said; the value is how it is said."""

    RISING = "Rising"
    FALLING = "Falling"
    STEADY = "About the same"
    TOO_SMALL = "Too small to say"
    NOT_COMPARABLE = "Cannot be compared"
    ALONE = "Nothing to compare with"
    NO_VALUE = "No figure yet"


class Judgement(StrEnum):
    """Whether that is what was wanted; the value is how it is said."""

    BETTER = "Better"
    WORSE = "Worse"
    NO_CHANGE = "No change"
    NOT_JUDGED = "Not judged"


SHAPES = {Direction.RISING: "up", Direction.FALLING: "down", Direction.STEADY: "level"}
WISHES = {
    Wanted.INCREASE: "a rise is wanted",
    Wanted.REDUCE: "a fall is wanted",
    Wanted.MAINTAIN: "no change is wanted",
}
GOES = {Wanted.INCREASE: Direction.RISING, Wanted.REDUCE: Direction.FALLING, Wanted.MAINTAIN: Direction.STEADY}


@dataclass(frozen=True, slots=True)
class Rule:
    """A partnership's rule: `tolerance` in per cent (of percentages: points), `smallest` as a number."""

    tolerance: Decimal = Decimal(2)
    smallest: int = 10
    periods_in_a_row: int = 1


@dataclass(frozen=True, slots=True)
class Watched:
    """What the values are of. `basis` is a value of `Indicator.Basis`, or empty."""

    wanted: str = Wanted.MONITOR
    basis: str = ""
    unit: str = ""
    is_information_only: bool = False

    @property
    def is_judged(self) -> bool:
        return self.wanted in GOES and not self.is_information_only


@dataclass(frozen=True, slots=True)
class Value:
    """A figure, its period in words with its first and last day, and the numbers that a percentage is made of."""

    value: Decimal
    period: str = ""
    start: date | None = None
    end: date | None = None
    stated: str = ""
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    is_provisional: bool = False
    id: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """A day from which things are counted otherwise, and why."""

    day: date
    reason: str


@dataclass(frozen=True, slots=True)
class Travel:
    """Which way an indicator travels. `sentence` says all of it, `compared` which periods; `shape` (up, down, level or
    none) and `tone` (good, bad or neutral) are for the eye, and stand beside words only.

    `change` is in per cent or, of percentages, in points; None where none can be reckoned.
    """

    direction: Direction
    judgement: Judgement
    head: str
    sentence: str
    compared: str
    tone: str
    latest: Value | None = None
    earlier: Value | None = None
    change: Decimal | None = None

    @property
    def word(self) -> str:
        return self.direction.value

    @property
    def shape(self) -> str:
        return SHAPES.get(self.direction, "none")


def travel_of(watched: Watched, values: Iterable[Value], *, steps: Sequence[Step] = (), rule: Rule = Rule()) -> Travel:
    """Which way one series travels: values of one measure in one area, in any order."""
    known = [one for one in values if one.value.is_finite()]
    dated = _in_time(known)
    if not dated:
        return _undated(watched, known)
    latest = dated[-1]
    earlier = _to_compare_with(latest, dated[:-1], watched.basis)
    if earlier is None:
        return _alone(watched, latest, has_others=len(dated) > 1)
    step = _between(earlier, latest, steps)
    if step is not None:
        return _broken(watched, latest, earlier, step)
    if _is_small(watched, latest, rule) or _is_small(watched, earlier, rule):
        words = f"{said(latest, watched)}, after {said(earlier, watched)}. With numbers this small it may be chance."
        return _unjudged(Direction.TOO_SMALL, words, latest, earlier)
    change = _change(watched, latest, earlier)
    direction = _direction(latest.value - earlier.value, change, rule)
    judgement = _judged(watched, direction)
    head = _head(watched, direction, judgement)
    return Travel(
        direction=direction,
        judgement=judgement,
        head=head,
        sentence=f"{head}: {said(latest, watched)}, {movement(watched, latest, earlier)}.",
        compared=_compared(latest, earlier),
        tone=_tone(watched, direction, judgement),
        latest=latest,
        earlier=earlier,
        change=change,
    )


def wrong_in_a_row(
    watched: Watched, values: Iterable[Value], *, steps: Sequence[Step] = (), rule: Rule = Rule()
) -> int:
    """For how many of the latest values without a gap it went the wrong way; at most as many as the rule asks for."""
    dated = _in_time(values)
    count = 0
    while dated and count < rule.periods_in_a_row:
        if travel_of(watched, dated, steps=steps, rule=rule).judgement is not Judgement.WORSE:
            break
        count += 1
        last = dated.pop()
        if dated and not _follows(last, dated[-1]):
            break
    return count


def beside(
    watched: Watched,
    travel: Travel,
    others: Iterable[Value],
    *,
    name: str,
    steps: Sequence[Step] = (),
    rule: Rule = Rule(),
) -> str:
    """How the latest value stands beside that of `name` for the same days, such as "the police force’s area".

    Rates and percentages compare as they are; counts of places of different size by how each changed. Empty where
    nothing is known of the same days.
    """
    known = [one for one in others if one.value.is_finite()]
    latest, earlier = travel.latest, travel.earlier
    other = _same_days(latest, known)
    if latest is None or other is None:
        return ""
    if compares_as_it_is(watched):
        return f"{_capital(_level(watched, latest, other, rule))} {name} ({said(other, watched)})."
    before = _same_days(earlier, known)
    if before is None or earlier is None or _between(earlier, latest, steps):
        return f"{_capital(name)}: {said(other, watched)}. A count of a place of another size does not compare."
    return f"{_capital(name)} over the same time: {said(other, watched)}, {movement(watched, other, before)}."


def movement(watched: Watched, latest: Value, earlier: Value) -> str:
    """How one value differs from another: "down 9.4% from 37,068", "unchanged"."""
    difference = latest.value - earlier.value
    if not difference:
        return "unchanged"
    way = "up" if difference > 0 else "down"
    change = _change(watched, latest, earlier)
    if change is None:
        return f"{way} from {said(earlier, watched)}"
    if is_percentage(watched.unit):
        points = "percentage point" if abs(change) == 1 else "percentage points"
        return f"{way} {_rounded_words(change)} {points} from {said(earlier, watched)}"
    return f"{way} {_rounded_words(change)}% from {said(earlier, watched)}"


def said(value: Value, watched: Watched) -> str:
    """A figure in words: as stated, else its number; a percentage with its numbers, "75% (15 of 20)"."""
    figure = value.stated or (f"{number(value.value)}%" if is_percentage(watched.unit) else number(value.value))
    figure = figure.replace("-", "−") if not value.stated else figure
    notes = []
    if value.numerator is not None and value.denominator is not None:
        notes.append(f"{number(value.numerator)} of {number(value.denominator)}")
    if value.is_provisional:
        notes.append("provisional")
    return f"{figure} ({', '.join(notes)})" if notes else figure


def is_percentage(unit: str) -> bool:
    """Whether a unit is of percentages."""
    return unit.strip().lower().startswith(PERCENT)


def compares_as_it_is(watched: Watched) -> bool:
    """Whether values compare between places of different size: percentages and rates do, counts do not."""
    return is_percentage(watched.unit) or is_rate(watched)


def is_rate(watched: Watched) -> bool:
    """Whether the values are rates, which compare between places of different size."""
    return watched.basis == "rate-per-1000" or watched.unit.strip().lower().startswith("per ")


# --- what is compared ----------------------------------------------------------------------------------------------


def _in_time(values: Iterable[Value]) -> list[Value]:
    """Those whose last day is known, in time; of two that end together the longer last."""
    dated = [one for one in values if one.end is not None and one.value.is_finite()]
    return sorted(dated, key=lambda one: (one.end, -_first(one).toordinal(), one.id))


def _first(value: Value) -> date:
    return value.start or value.end or date.min


def _days(value: Value) -> int:
    return (value.end - _first(value)).days + 1 if value.end else 0


def _to_compare_with(latest: Value, earlier: Sequence[Value], basis: str) -> Value | None:
    if _days(latest) == 1:
        return next((one for one in reversed(earlier) if _days(one) == 1 and one.end != latest.end), None)
    if basis == "cumulative" or _days(latest) < PART_OF_A_YEAR:
        wanted = (_year_before(_first(latest)), _year_before(latest.end))
        return next((one for one in earlier if (_first(one), one.end) == wanted), None)
    return next((one for one in reversed(earlier) if _comes_before(one, latest)), None)


def _comes_before(one: Value, latest: Value) -> bool:
    """Whether a value is of as long a time and does not overlap."""
    return one.end is not None and one.end < _first(latest) and abs(_days(one) - _days(latest)) <= ABOUT_AS_LONG


def _follows(later: Value, earlier: Value) -> bool:
    """Whether nothing is missing between two values in a row."""
    is_day = _days(later) == 1 or _days(earlier) == 1
    return earlier.end is not None and (is_day or _first(later) <= earlier.end + timedelta(days=1))


def _year_before(on: date | None) -> date | None:
    """The same day a year before; the last day of February stays the last."""
    if on is None or on.year == date.min.year:
        return None
    if on == month_end(on.year, on.month):
        return month_end(on.year - 1, on.month)
    return on.replace(year=on.year - 1)


def _same_days(value: Value | None, others: Iterable[Value]) -> Value | None:
    if value is None:
        return None
    if value.end is None:
        return next((one for one in others if one.end is None and one.period == value.period), None)
    return next((one for one in others if (_first(one), one.end) == (_first(value), value.end)), None)


def _between(earlier: Value, latest: Value, steps: Sequence[Step]) -> Step | None:
    """The last break after the earlier value began and until the latest ended."""
    found = [one for one in steps if latest.end and _first(earlier) < one.day <= latest.end]
    return max(found, key=lambda one: one.day, default=None)


# --- how much, and which way ---------------------------------------------------------------------------------------


def _is_small(watched: Watched, value: Value, rule: Rule) -> bool:
    """Whether chance alone may move a value: few of what is counted, or a share of few."""
    if value.denominator is not None:
        return value.denominator < rule.smallest
    if compares_as_it_is(watched) or value.value != value.value.to_integral_value():
        return False
    return abs(value.value) < rule.smallest


def _change(watched: Watched, latest: Value, earlier: Value) -> Decimal | None:
    """Per cent of the earlier value, or percentage points, to one place; None from nought."""
    with localcontext() as context:
        context.prec = 60
        difference = latest.value - earlier.value
        if is_percentage(watched.unit):
            return difference.quantize(ONE_PLACE, ROUND_HALF_UP)
        if not earlier.value:
            return None if difference else Decimal(0)
        return (difference * 100 / abs(earlier.value)).quantize(ONE_PLACE, ROUND_HALF_UP)


def _direction(difference: Decimal, change: Decimal | None, rule: Rule) -> Direction:
    if change is not None and abs(change) <= rule.tolerance:
        return Direction.STEADY
    return Direction.RISING if difference > 0 else Direction.FALLING


def _judged(watched: Watched, direction: Direction) -> Judgement:
    if not watched.is_judged:
        return Judgement.NOT_JUDGED
    if direction is Direction.STEADY:
        return Judgement.NO_CHANGE
    return Judgement.BETTER if direction is GOES[Wanted(watched.wanted)] else Judgement.WORSE


def _tone(watched: Watched, direction: Direction, judgement: Judgement) -> str:
    if judgement is Judgement.WORSE:
        return "bad"
    is_as_wanted = watched.is_judged and direction is GOES[Wanted(watched.wanted)]
    return "good" if is_as_wanted else "neutral"


# --- in words ------------------------------------------------------------------------------------------------------


def _head(watched: Watched, direction: Direction, judgement: Judgement) -> str:
    if judgement is Judgement.NOT_JUDGED:
        return f"{direction} ({'for information only' if watched.is_information_only else 'no direction is wanted'})"
    wanted = Wanted(watched.wanted)
    if direction is GOES[wanted]:
        return f"{direction}, which is what we want"
    if judgement is Judgement.NO_CHANGE or wanted is Wanted.MAINTAIN:
        return f"{direction}, where {WISHES[wanted]}"
    return f"{direction}, which is not what we want"


def _undated(watched: Watched, known: Sequence[Value]) -> Travel:
    if not known:
        return _unjudged(Direction.NO_VALUE, "", None, None)
    latest = known[-1]
    why = "" if not latest.period else f" Its period, {latest.period}, is known in words only."
    return _unjudged(Direction.ALONE, f"{said(latest, watched)}.{why}", latest, None)


def _alone(watched: Watched, latest: Value, *, has_others: bool) -> Travel:
    has_season = 1 < _days(latest) < PART_OF_A_YEAR or watched.basis == "cumulative"
    missing = "the same days a year before" if has_season else "an earlier time as long"
    why = f" There is no figure for {missing}." if has_others else ""
    return _unjudged(Direction.ALONE, f"{said(latest, watched)}.{why}", latest, None)


def _broken(watched: Watched, latest: Value, earlier: Value, step: Step) -> Travel:
    reason = step.reason.strip()
    why = f" because: {reason}" if reason else ""
    words = (
        f"{said(latest, watched)} follows {said(earlier, watched)}, but the way of counting changed on "
        f"{day(step.day)}{why}"
    )
    return _unjudged(
        Direction.NOT_COMPARABLE, words if words.endswith((".", "!", "?")) else f"{words}.", latest, earlier
    )


def _unjudged(direction: Direction, words: str, latest: Value | None, earlier: Value | None) -> Travel:
    return Travel(
        direction=direction,
        judgement=Judgement.NOT_JUDGED,
        head=direction.value,
        sentence=f"{direction}: {words}" if words else f"{direction}.",
        compared=_compared(latest, earlier),
        tone="neutral",
        latest=latest,
        earlier=earlier,
    )


def _compared(latest: Value | None, earlier: Value | None) -> str:
    if latest is None or not latest.period:
        return ""
    return f"{latest.period}, compared with {earlier.period}" if earlier and earlier.period else latest.period


def _level(watched: Watched, latest: Value, other: Value, rule: Rule) -> str:
    change = _change(watched, latest, other)
    if change is not None and abs(change) <= rule.tolerance:
        return "about the same as"
    return "higher than" if latest.value > other.value else "lower than"


def _rounded_words(change: Decimal) -> str:
    return "less than 0.1" if not change else number(abs(change))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
