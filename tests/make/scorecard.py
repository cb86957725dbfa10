"""Makers of indicators and their measurements."""

from datetime import date
from decimal import Decimal
from typing import Any

from core.periods import Period
from partners.models import Partnership
from scorecard.models import Baseline, Break, ExceptionReport, Indicator, IndicatorMeasure, Measurement
from tests.make.partners import partnership
from tests.make.shared import read_period


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
