"""Indicators and their measurements: no data is no row, and one value stands for an area and period."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from scorecard.models import Measurement
from tests import make

pytestmark = pytest.mark.django_db


def test_no_data_is_not_zero() -> None:
    indicator = make.indicator()
    assert not indicator.measurements.exists()
    make.measurement(of=indicator, value=0)
    assert indicator.measurements.get().value == 0


def test_one_value_for_an_area_and_period() -> None:
    indicator, oxford = make.indicator(), make.area()
    make.measurement(of=indicator)
    make.measurement(of=indicator, area=oxford)
    make.measurement(of=indicator, area=oxford, period="2014-15")
    make.measurement(of=indicator, area=oxford, measure=make.indicator_measure(of=indicator))
    with pytest.raises(IntegrityError), transaction.atomic():
        make.measurement(of=indicator, area=oxford)
    assert Measurement.objects.count() == 4


def test_values_keep_four_places() -> None:
    measurement = make.measurement(value=Decimal("12.3456"))
    measurement.refresh_from_db()
    assert str(measurement) == "12.3456 (2013-14)"


def test_an_indicator_stays_when_its_priority_goes() -> None:
    indicator = make.indicator(priority=make.priority())
    indicator.priority.delete()
    indicator.refresh_from_db()
    assert indicator.priority is None
