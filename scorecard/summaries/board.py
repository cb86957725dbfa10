"""The board's scorecard of a plan, and the page of one indicator."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from core.charts import Chart, Level
from core.formats import day, number
from core.prose import first_sentence
from scorecard.models import Baseline, Indicator, IndicatorTarget
from scorecard.summaries.charts import line_chart, spark_chart, with_levels
from scorecard.summaries.exceptions import ReportLine, Unasked, reports_of, unasked_among
from scorecard.summaries.series import SeriesLine, ValueOf, Watching, watching
from scorecard.travel import Judgement, Rule


@dataclass(frozen=True, slots=True)
class BoardSeries:
    """A series on the board: its name where there are several, the latest figure, its travel, and a small line."""

    name: str
    latest: ValueOf | None
    direction: str
    shape: str
    tone: str
    judgement: str
    sentence: str
    compared: str
    comparisons: tuple[str, ...]
    spark: Chart | None
    head: str = ""
    earlier: ValueOf | None = None  # what the latest is compared with

    @property
    def rest(self) -> str:
        """The sentence after its head: ": 33,587, down 9.4% from 37,068."."""
        return self.sentence.removeprefix(self.head)


@dataclass(frozen=True, slots=True)
class BoardLine:
    """An indicator on the board."""

    id: int
    set_label: str
    theme: str
    question: str
    definition: str
    wanted: str
    wanted_label: str
    is_information_only: bool
    is_under_reported: bool
    national_target: str
    reporting_basis: str
    owners: tuple[str, ...]
    data_source: str
    measures: tuple[str, ...]
    series: tuple[BoardSeries, ...]
    reports: tuple[ReportLine, ...]
    wants_report: bool

    @property
    def open_report(self) -> ReportLine | None:
        """What is asked now, or was answered and waits for the board."""
        return next((one for one in self.reports if one.state != "accepted"), None)

    @property
    def title(self) -> str:
        """What the indicator is called: its question, else the first sentence of what it counts."""
        return self.question or first_sentence(self.definition)


@dataclass(frozen=True, slots=True)
class BoardCount:
    """How many series go which way, for the line above the board."""

    better: int
    worse: int
    no_change: int
    not_judged: int
    told: int = 0  # those of which a direction is told, judged or not


@dataclass(frozen=True, slots=True)
class Board:
    """A plan's scorecard: its indicators by set in order, and what goes the wrong way unasked."""

    sets: tuple[tuple[str, tuple[BoardLine, ...]], ...]
    count: BoardCount
    unasked: tuple[Unasked, ...]
    rule: Rule

    @property
    def lines(self) -> tuple[BoardLine, ...]:
        return tuple(line for _, lines in self.sets for line in lines)


@dataclass(frozen=True, slots=True)
class PartLine:
    """A baseline, a target or a break: what it says, for the page and for changing it."""

    id: int
    words: str


@dataclass(frozen=True, slots=True)
class PageSeries:
    """A series on the page of its indicator, with its chart where there are values for one."""

    line: SeriesLine
    board: BoardSeries
    chart: Chart | None
    measure_id: int | None


@dataclass(frozen=True, slots=True)
class IndicatorPage:
    """All that is known of one indicator."""

    line: BoardLine
    unit: str
    basis: str
    reporting: str
    source: str
    evidence: str
    priority: str
    continues: str
    feed: str
    owner_stated: str
    series: tuple[PageSeries, ...]
    measures: tuple[PartLine, ...]
    baselines: tuple[PartLine, ...]
    targets: tuple[PartLine, ...]
    breaks: tuple[PartLine, ...]
    unasked: tuple[Unasked, ...]


def board_of(plan_id: int, *, on: date, for_members: bool) -> Board:
    """A plan's scorecard. At most 11 queries, however many indicators and values. The public sees accepted reports."""
    indicators = list(_for_the_board(Indicator.objects.filter(plan=plan_id)))
    watched = watching(indicators)
    ids = [one.pk for one in indicators]
    reports = reports_of(ids, on=on, for_members=for_members) if indicators else {}
    unasked = unasked_among(watched) if for_members else ()
    wanting = {one.indicator.pk for one in unasked}
    lines = [
        board_line(one, reports.get(one.indicator.pk, ()), wants_report=one.indicator.pk in wanting) for one in watched
    ]
    sets = [(label, tuple(one for one in lines if one.set_label == label)) for label in _labels(lines)]
    return Board(tuple(sets), _count(watched), unasked, watched[0].rule if watched else Rule())


def board_lines_of(priorities: Iterable[int]) -> tuple[BoardLine, ...]:
    """The indicators of these priorities as lines of the board, without their reports. At most 9 queries."""
    indicators = list(_for_the_board(Indicator.objects.filter(priority__in=list(priorities))))
    return tuple(board_line(one, (), wants_report=False) for one in watching(indicators))


def _for_the_board(indicators: QuerySet[Indicator]) -> QuerySet[Indicator]:
    return (
        indicators.select_related("data_source", "plan", "partnership")
        .prefetch_related("owner_bodies", "owner_groups", "owner_partnerships")
        .order_by("indicator_set", "position", "pk")
    )


def indicator_page(indicator: Indicator, *, on: date, for_members: bool) -> IndicatorPage:
    """All that is known of one indicator, which comes with everything. At most 10 queries."""
    (watched,) = watching([indicator], with_former=True)
    reports = reports_of([indicator.pk], on=on, for_members=for_members).get(indicator.pk, ())
    unasked = unasked_among([watched]) if for_members else ()
    baselines = list(indicator.baselines.order_by("pk"))
    targets = list(indicator.targets.select_related("measure").order_by("pk"))
    levels = _levels(baselines, targets)
    measures = {one.text: one.pk for one in watched.measures}
    series = tuple(
        PageSeries(
            line=one,
            board=_board_series(watched, one),
            chart=with_levels(_chart(watched, one), levels if not one.measure else ()),
            measure_id=measures.get(one.measure),
        )
        for one in watched.series
    )
    return IndicatorPage(
        line=board_line(watched, reports, wants_report=bool(unasked)),
        unit=indicator.unit,
        basis=str(indicator.get_basis_display()),
        reporting=indicator.reporting_basis,
        source=", ".join(part for part in (indicator.source_document, indicator.source_place) if part),
        evidence=str(indicator.evidence or ""),
        priority=indicator.priority.title if indicator.priority else "",
        continues=indicator.continues.plan.title if indicator.continues and indicator.continues.plan else "",
        feed=str(indicator.get_feed_display()) if indicator.feed else "",
        owner_stated=indicator.owner_stated,
        series=series,
        measures=tuple(PartLine(key, text) for text, key in measures.items()),
        baselines=tuple(PartLine(one.pk, str(one)) for one in baselines),
        targets=tuple(PartLine(one.pk, _target(one)) for one in targets),
        breaks=tuple(PartLine(one.pk, f"{day(one.date)}: {one.reason}") for one in watched.breaks),
        unasked=unasked,
    )


def board_line(watched: Watching, reports: tuple[ReportLine, ...], *, wants_report: bool) -> BoardLine:
    """An indicator on the board; it comes with its owners and measures."""
    indicator = watched.indicator
    return BoardLine(
        id=indicator.pk,
        set_label=str(indicator.get_indicator_set_display()),
        theme=indicator.theme,
        question=indicator.question,
        definition=indicator.definition,
        wanted=indicator.direction,
        wanted_label=str(indicator.get_direction_display()),
        is_information_only=indicator.is_information_only,
        is_under_reported=indicator.is_under_reported,
        national_target=indicator.national_target,
        reporting_basis=indicator.reporting_basis,
        owners=(indicator.owner_stated,) if indicator.owner_stated else _owners(indicator),
        data_source=indicator.data_source.name if indicator.data_source else "",
        measures=tuple(one.text for one in watched.measures),
        series=tuple(_board_series(watched, one) for one in watched.series),
        reports=reports,
        wants_report=wants_report,
    )


def _owners(indicator: Indicator) -> tuple[str, ...]:
    return (
        *(body.name for body in indicator.owner_bodies.all()),
        *(group.name for group in indicator.owner_groups.all()),
        *(partnership.name for partnership in indicator.owner_partnerships.all()),
    )


def chart_of(watched: Watching, series: SeriesLine) -> Chart | None:
    """The line of a series with its breaks and gaps."""
    return _chart(watched, series)


def _board_series(watched: Watching, one: SeriesLine) -> BoardSeries:
    travel = one.travel
    return BoardSeries(
        name=one.name,
        latest=one.latest,
        direction=travel.word,
        shape=travel.shape,
        tone=travel.tone,
        judgement=travel.judgement.value,
        sentence=travel.sentence,
        compared=travel.compared,
        comparisons=tuple(other.sentence for other in one.comparators if other.sentence),
        spark=spark_chart(_chart(watched, one)),
        head=travel.head,
        earlier=next((value for value in one.values if travel.earlier and value.id == travel.earlier.id), None),
    )


def _chart(watched: Watching, series: SeriesLine) -> Chart | None:
    indicator = watched.indicator
    title = ": ".join(part for part in (indicator.theme, series.name or indicator.question) if part)
    return line_chart(title, indicator.unit, series, watched.steps)


def _levels(baselines: Sequence[Baseline], targets: Sequence[IndicatorTarget]) -> list[Level]:
    """The newest baseline and target of the indicator as a whole that are numbers."""
    found = [
        Level("Baseline", one.value, f"{number(one.value)} ({one.period_stated})" if one.period_stated else "")
        for one in baselines
        if one.value is not None
    ]
    newest = [Level("Target", one.value, one.stated) for one in targets if one.measure_id is None]
    return [*found[-1:], *newest[-1:]]


def _target(one: IndicatorTarget) -> str:
    about = ", ".join(part for part in (one.measure.text if one.measure else "", one.period_stated) if part)
    return f"{one} ({about})" if about else str(one)


def _count(watched: Sequence[Watching]) -> BoardCount:
    judged = [series.travel.judgement for one in watched for series in one.series]
    return BoardCount(
        better=judged.count(Judgement.BETTER),
        worse=judged.count(Judgement.WORSE),
        no_change=judged.count(Judgement.NO_CHANGE),
        not_judged=judged.count(Judgement.NOT_JUDGED),
        told=sum(series.travel.shape != "none" for one in watched for series in one.series),
    )


def _labels(lines: Sequence[BoardLine]) -> list[str]:
    return list(dict.fromkeys(one.set_label for one in lines))
