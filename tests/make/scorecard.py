"""Makers of indicators and their measurements."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from core.periods import Period
from partners.models import Area, Partnership
from scorecard.models import (
    Baseline,
    Break,
    ExceptionReport,
    FormerValue,
    ImportRun,
    Indicator,
    IndicatorMeasure,
    IndicatorTarget,
    Measurement,
    Population,
    ScorecardRule,
)
from tests.make.partners import area, partnership
from tests.make.shared import NOW, read_period


def indicator(
    *,
    of: Partnership | None = None,
    theme: str = "Hate crime",
    definition: str = "Reports of hate crime",
    direction: str = Indicator.Direction.INCREASE,
    indicator_set: str = Indicator.Set.SCORECARD,
    **fields: Any,
) -> Indicator:
    return Indicator.objects.create(
        partnership=of or partnership(),
        theme=theme,
        definition=definition,
        direction=direction,
        indicator_set=indicator_set,
        **fields,
    )


def indicator_measure(
    *, of: Indicator | None = None, text: str = "Reports to police", **fields: Any
) -> IndicatorMeasure:
    return IndicatorMeasure.objects.create(indicator=of or indicator(), text=text, **fields)


def measurement(
    *,
    of: Indicator | None = None,
    value: Decimal | int = 20,
    period: Period | str | None = "2013-14",
    **fields: Any,
) -> Measurement:
    return Measurement.objects.create(indicator=of or indicator(), value=value, period=read_period(period), **fields)


def baseline(
    *,
    of: Indicator | None = None,
    value: Decimal | int | None = 12,
    period: Period | str | None = "2012-13",
    **fields: Any,
) -> Baseline:
    return Baseline.objects.create(indicator=of or indicator(), value=value, period=read_period(period), **fields)


def break_(
    *,
    of: Indicator | None = None,
    on: date = date(2014, 4, 1),
    reason: str = "Counted in another way since.",
    **fields: Any,
) -> Break:
    return Break.objects.create(indicator=of or indicator(), date=on, reason=reason, **fields)


def exception_report(
    *,
    of: Indicator | None = None,
    text: str = "Fewer reports than the year before.",
    period: Period | str | None = "Q1 2013-14",
    **fields: Any,
) -> ExceptionReport:
    return ExceptionReport.objects.create(indicator=of or indicator(), text=text, period=read_period(period), **fields)


def indicator_target(
    *,
    of: Indicator | None = None,
    operator: str = IndicatorTarget.Operator.AT_LEAST,
    value: Decimal | int = 24,
    period: Period | str | None = "2013-14",
    **fields: Any,
) -> IndicatorTarget:
    return IndicatorTarget.objects.create(
        indicator=of or indicator(), operator=operator, value=value, period=read_period(period), **fields
    )


def former_value(
    *, of: Measurement | None = None, value: Decimal | int = 19, replaced_at: datetime = NOW, **fields: Any
) -> FormerValue:
    return FormerValue.objects.create(measurement=of or measurement(), value=value, replaced_at=replaced_at, **fields)


def scorecard_rule(*, of: Partnership | None = None, **fields: Any) -> ScorecardRule:
    return ScorecardRule.objects.create(partnership=of or partnership(), **fields)


def import_run(*, of: Partnership | None = None, file_name: str = "tables.ods", **fields: Any) -> ImportRun:
    return ImportRun.objects.create(
        partnership=of or partnership(), file_name=file_name, **{"started_at": NOW, **fields}
    )


def population(*, of: Area | None = None, year: int = 2013, number: int = 150_000, **fields: Any) -> Population:
    return Population.objects.create(area=of or area(), year=year, number=number, **fields)
