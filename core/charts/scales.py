"""Scales: where a value stands, and which round values to name along the way."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

TICKS = 4
STEPS = (1, 2, 2.5, 5, 10)
HIGH = 0.6  # a line whose lowest value is above this share of its highest may leave out the nought


@dataclass(frozen=True, slots=True)
class Scale:
    """A line of values from `low` to `high`, drawn from `start` to `end`."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """Where a value stands."""
        return self.start + (self.end - self.start) * (value - self.low) / (self.high - self.low)


def span_from_nought(values: Iterable[float]) -> tuple[float, float]:
    """The lowest and the highest value, nought among them; never one and the same."""
    found = [*values, 0.0]
    low, high = min(found), max(found)
    return (low, high) if high > low else (0.0, 1.0)


def ticks(values: Iterable[float]) -> list[float]:
    """Round values, evenly spaced, from below the lowest to above the highest; with nought unless all are far off."""
    found = list(values)
    low, high = min(found), max(found)
    far = low > high * HIGH > 0 and high > low
    if not far:
        low, high = min(low, 0.0), max(high, 0.0)
    step = _step((high - low) or 1.0)
    first, last = math.floor(low / step), math.ceil(high / step)
    if first == last:
        last += 1
    return [round(position * step, 10) for position in range(first, last + 1)]


def _step(reach: float) -> float:
    """A round step that parts the reach into about four."""
    raw = reach / TICKS
    power = 10.0 ** math.floor(math.log10(raw))
    return next(step * power for step in STEPS if step * power >= raw * 0.999)
