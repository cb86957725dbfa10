"""Which way a series goes, whether that is what was wanted, and the sentence that says so."""

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal, localcontext

from core.formats import day, number
from scorecard.travel.comparing import (
    PART_OF_A_YEAR,
    break_between,
    days_of,
    follows,
    in_time,
    same_days,
    to_compare_with,
)
from scorecard.travel.terms import (
    GOES,
    WISHES,
    Direction,
    Judgement,
    Rule,
    Step,
    Travel,
    Value,
    Wanted,
    Watched,
    compares_as_it_is,
    goes_beyond,
    is_percentage,
)

ONE_PLACE = Decimal("0.1")
USUAL = Rule()


def travel_of(watched: Watched, values: Iterable[Value], *, steps: Sequence[Step] = (), rule: Rule = USUAL) -> Travel:
    """Which way one series travels: values of one measure in one area, in any order."""
    known = [one for one in values if one.value.is_finite()]
    dated = in_time(known)
    if not dated:
        return _undated(watched, known)
    latest = dated[-1]
    earlier = to_compare_with(latest, dated[:-1], watched.basis)
    if earlier is None:
        return _alone(watched, latest, has_others=len(dated) > 1)
    step = break_between(earlier, latest, steps)
    if step is not None:
        return _broken(watched, latest, earlier, step)
    if _is_chance(watched, latest, earlier, rule):
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


def wrong_in_a_row(watched: Watched, values: Iterable[Value], *, steps: Sequence[Step] = (), rule: Rule = USUAL) -> int:
    """For how many of the latest values without a gap it went the wrong way; at most as many as the rule asks for."""
    dated = in_time(values)
    count = 0
    while dated and count < rule.periods_in_a_row:
        if travel_of(watched, dated, steps=steps, rule=rule).judgement is not Judgement.WORSE:
            break
        count += 1
        last = dated.pop()
        if dated and not follows(last, dated[-1]):
            break
    return count


def beside(
    watched: Watched,
    travel: Travel,
    others: Iterable[Value],
    *,
    name: str,
    steps: Sequence[Step] = (),
    rule: Rule = USUAL,
) -> str:
    """How the latest value stands beside that of `name` for the same days, such as "the police force’s area".

    Rates and percentages compare as they are; counts of places of different size by how each changed. Empty where
    nothing is known of the same days.
    """
    known = [one for one in others if one.value.is_finite()]
    latest, earlier = travel.latest, travel.earlier
    other = same_days(latest, known)
    if latest is None or other is None:
        return ""
    if compares_as_it_is(watched):
        return f"{_capital(_level(watched, latest, other, rule))} {name}: {said(other, watched)}."
    before = same_days(earlier, known)
    if before is None or earlier is None or break_between(earlier, latest, steps):
        return f"{_capital(name)}: {said(other, watched)}. A count of a place of another size does not compare."
    return f"{_capital(name)} over the same time: {said(other, watched)}, {movement(watched, other, before)}."


def movement(watched: Watched, latest: Value, earlier: Value) -> str:
    """How one value differs from another: "down 9.4% from 37,068", "unchanged"."""
    difference = latest.value - earlier.value
    if not difference:
        return "unchanged"
    way = "up" if difference > 0 else "down"
    if not (latest.value or latest.stated or compares_as_it_is(watched) or goes_beyond(watched.unit)):
        return f"{way} to none from {said(earlier, watched)}"
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


# --- how much, and which way ---------------------------------------------------------------------------------------


def _is_chance(watched: Watched, latest: Value, earlier: Value, rule: Rule) -> bool:
    """Whether one of two values is so small that chance may have made the difference: not from many to none at all."""
    small = [one for one in (latest, earlier) if _is_small(watched, one, rule)]
    return bool(small) and (len(small) > 1 or small[0].value != 0 or small[0].denominator is not None)


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
    has_season = 1 < days_of(latest) < PART_OF_A_YEAR or watched.basis == "cumulative"
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
