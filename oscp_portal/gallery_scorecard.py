"""Examples of a scorecard's components, for the gallery page: made-up words, no records."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from core.periods import Period
from scorecard.models import Indicator
from scorecard.summaries import BoardLine, ReportLine, Watching, board_line
from scorecard.summaries.series import SeriesLine, ValueOf
from scorecard.travel import Rule, Value, Watched, said, travel_of

YEARS = (("2010-11", 1310), ("2011-12", 1180), ("2012-13", 1004), ("2013-14", 1234))


def example_indicator() -> BoardLine:
    """An indicator that goes the wrong way, with a report that was asked for."""
    watched = Watched(wanted="reduce", unit="offences")
    values = tuple(_value(words, number, watched) for words, number in YEARS)
    values = (
        *values[:-1],
        replace(values[-1], is_provisional=True, value=replace(values[-1].value, is_provisional=True)),
    )
    series = SeriesLine(
        measure="",
        area="A district",
        area_id=None,
        watched=watched,
        travel=travel_of(watched, [one.value for one in values]),
        values=tuple(reversed([replace(one, words=said(one.value, watched)) for one in values])),
        comparators=(),
        wrong_in_a_row=1,
    )
    indicator = Indicator(
        pk=1,
        theme="Burglary",
        definition="Burglaries of homes",
        question="Are homes safer?",
        direction="reduce",
        unit="offences",
        owner_stated="Police and council",
        national_target="",
        is_under_reported=True,
    )
    return board_line(_watching(indicator, series), (example_report(),), wants_report=False)


def example_report() -> ReportLine:
    """A report that was asked for and answered."""
    return ReportLine(
        id=1,
        indicator_id=1,
        found="Rising, which is not what we want: 1,234 (provisional), up 22.9% from 1,004.",
        period="2013-14",
        area="A district",
        state="answered",
        state_label="Answered",
        owner="The police",
        due_date=date(2014, 6, 1),
        is_late=False,
        text="A few people stole from many sheds.",
        response="Marking bicycles and tools.",
        response_owner="Neighbourhood team",
        by_when_date=date(2014, 9, 1),
        answered_at=None,
        board_note="",
    )


def _watching(indicator: Indicator, series: SeriesLine) -> Watching:
    return Watching(indicator, (series,), (), Rule())


def _value(words: str, number: int, watched: Watched) -> ValueOf:
    period = Period.parse(words)
    value = Value(Decimal(number), words, period.start, period.end)
    return ValueOf(0, said(value, watched), words, "", False, 1, value)  # noqa: FBT003
