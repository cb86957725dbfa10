"""Which way an indicator travels, in words, by one rule. Plain Python, no records.

THE RULE
    What is compared    a month, quarter or other part of a year, and what is counted from the start of a year:
                            with the same days a year before, because crime has seasons
                        a year, and twelve months to a day: with the newest earlier value that does not overlap it
                        one day ("as at"): with the value before it
                        never across a day on which the way of counting changed
    Rising or falling   by how many per cent of the earlier value; percentages by percentage points; to one decimal
                        place. Up to `Rule.tolerance` it is about the same.
    Too small to say    a count where it, or what it is compared with, is below `Rule.smallest`, but not where one of
                        them is nought and the other is no such small number; a share where it is of fewer than that
    Judgement           "increase" wants a rise and "reduce" a fall; "maintain" wants neither; with "monitor", and what
                        is for information only, nothing is better or worse. About the same is neither better nor worse.

A value that is not there is not nought: it is compared with nothing. From an earlier value of nought no per cent can be
reckoned, so none is said.
"""

from scorecard.travel.directions import beside, movement, said, travel_of, wrong_in_a_row
from scorecard.travel.terms import (
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
    is_rate,
)

__all__ = [
    "Direction",
    "Judgement",
    "Rule",
    "Step",
    "Travel",
    "Value",
    "Wanted",
    "Watched",
    "beside",
    "compares_as_it_is",
    "goes_beyond",
    "is_percentage",
    "is_rate",
    "movement",
    "said",
    "travel_of",
    "wrong_in_a_row",
]
