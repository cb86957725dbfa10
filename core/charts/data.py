"""What a chart shows, as frozen dataclasses: numbers, the words for them, and what one must know to read them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

NO_FIGURE = "no figure"
MOST_SERIES = 6


class ChartRefused(ValueError):
    """The chart could not be drawn truthfully; the message says why in a sentence."""


class Kind(StrEnum):
    """How a chart is drawn."""

    BARS = "bars"
    STACKED = "stacked"
    LINE = "line"
    SPARK = "spark"
    SLOPE = "slope"


NAMES = {
    Kind.BARS: "Bar chart",
    Kind.STACKED: "Stacked bar chart",
    Kind.LINE: "Line chart",
    Kind.SPARK: "Small line chart",
    Kind.SLOPE: "Slope chart",
}


def number(value: Decimal | int) -> str:
    """A number with thousands parted and no idle noughts: "1,234.5"; less than nought with a minus sign: "−3"."""
    text = f"{value:,f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.replace("-", "−")


@dataclass(frozen=True, slots=True)
class Point:
    """A value under its label. None is a gap: no figure is known, which is not nought.

    `stated` is the figure in the words of its source ("£746,294", "not published"); empty where the number says it.
    """

    label: str
    value: Decimal | int | None
    stated: str = ""
    is_provisional: bool = False

    @property
    def words(self) -> str:
        """The figure in words."""
        if self.stated:
            return self.stated
        return NO_FIGURE if self.value is None else number(self.value)


@dataclass(frozen=True, slots=True)
class Series:
    """Points in order, under one name. The only series of a chart may go without."""

    name: str
    points: tuple[Point, ...]

    @classmethod
    def of(
        cls,
        name: str,
        pairs: Iterable[tuple[str, Decimal | int | None]],
        *,
        write: Callable[[Decimal], str] | None = None,
    ) -> "Series":
        """A series from labels and values; `write` puts a value in words, such as `core.formats.money`."""
        points = (
            Point(label, value, write(Decimal(value)) if write and value is not None else "") for label, value in pairs
        )
        return cls(name, tuple(points))


@dataclass(frozen=True, slots=True)
class Break:
    """From the point labelled `before` on, the figures mean something else; they may not be compared across it."""

    before: str
    reason: str


@dataclass(frozen=True, slots=True)
class Level:
    """A value to hold the others against: a target, a baseline, an average."""

    name: str
    value: Decimal | int
    stated: str = ""

    @property
    def words(self) -> str:
        """The level's name and its figure: "Target 32,000"."""
        return f"{self.name} {self.stated or number(self.value)}".strip()


@dataclass(frozen=True, slots=True)
class Table:
    """A chart in words: a row for each label, a column for each series. The first heading is blank."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: `finding` is the sentence that says what it shows, to those who cannot see it and to those who can.

    Raises ChartRefused where the parts do not go together.
    """

    kind: Kind
    title: str
    finding: str
    unit: str
    series: tuple[Series, ...]
    breaks: tuple[Break, ...] = ()
    levels: tuple[Level, ...] = ()

    def __post_init__(self) -> None:
        for problem in _problems(self):
            raise ChartRefused(f"The chart “{self.title[:60]}” {problem}")

    @property
    def labels(self) -> tuple[str, ...]:
        """What stands along the chart: years, bodies, streams."""
        return tuple(point.label for point in self.series[0].points) if self.series else ()

    @property
    def alternative(self) -> str:
        """The picture in words, for those who cannot see it: its kind, its title and the finding."""
        return f"{NAMES[self.kind]}: {self.title.strip().rstrip('.')}. {self.finding}".strip()

    @property
    def table(self) -> Table:
        """The figures as headings and rows of words."""
        heads = [series.name for series in self.series]
        if len(heads) == 1:
            heads = [f"{heads[0]} ({self.unit})" if heads[0] and self.unit else heads[0] or self.unit]
        columns = [[point.words for point in series.points] for series in self.series]
        return Table(("", *heads), tuple(zip(self.labels, *columns, strict=True)))

    @property
    def remarks(self) -> tuple[str, ...]:
        """What a reader must know beside the picture, a sentence each.

        The unit, where no heading of the table says it; levels; breaks; gaps; what is provisional.
        """
        found = [f"Unit: {self.unit}."] if self.unit and len(self.series) > 1 else []
        found += [f"{level.name or 'Level'}: {level.stated or number(level.value)}." for level in self.levels]
        found += [f"The series breaks before {one.before}: {_stopped(one.reason)}" for one in self.breaks]
        if self.kind is not Kind.BARS:
            found += [f"{name}: {point.words}." for name, point in self._named() if point.value is None]
        if provisional := "; ".join(self._provisional()):
            found.append(f"Provisional: {provisional}.")
        return tuple(found)

    def _provisional(self) -> list[str]:
        """What is provisional: points by their names, a series all of whose points are by its own."""
        if len(self.series) < 2:
            return [name for name, point in self._named() if point.is_provisional]
        whole = {one.name for one in self.series if all(point.is_provisional for point in one.points)}
        return [
            one.name if one.name in whole else f"{one.name}, {point.label}"
            for one in self.series
            for point in (one.points[:1] if one.name in whole else one.points)
            if point.is_provisional
        ]

    def _named(self) -> Iterator[tuple[str, Point]]:
        """Each point, called by its label; with the name of its series where there are several."""
        for series in self.series:
            for point in series.points:
                yield (f"{series.name}, {point.label}" if len(self.series) > 1 else point.label), point


def _stopped(sentence: str) -> str:
    """The sentence with its full stop."""
    sentence = sentence.strip()
    return sentence if sentence.endswith((".", "!", "?")) else f"{sentence}."


def _problems(chart: Chart) -> Iterator[str]:
    """Why a chart could not be drawn truthfully."""
    if len(chart.series) > MOST_SERIES:
        yield f"has {len(chart.series)} series; more than {MOST_SERIES} cannot be told apart. Make two charts of it."
    labels = chart.labels
    for series in chart.series:
        if tuple(point.label for point in series.points) != labels:
            yield f"has other labels for “{series.name[:60]}” than for its first series; give both the same."
    if len(chart.series) > 1 and len({series.name for series in chart.series}) < len(chart.series):
        yield "has two series of one name; name each."
    for one in chart.breaks:
        if one.before not in labels[1:]:
            yield f"breaks before “{one.before[:60]}”, which is none of its labels from the second on."
        if not one.reason.strip():
            yield f"breaks before “{one.before[:60]}” without a reason; say what is counted otherwise."
    if chart.kind is Kind.SLOPE and len(labels) not in (0, 2):
        yield f"slopes between {len(labels)} labels; it takes two: before and after."
    if chart.kind is Kind.STACKED and any((point.value or 0) < 0 for one in chart.series for point in one.points):
        yield "stacks a figure below nought; draw it as bars."
