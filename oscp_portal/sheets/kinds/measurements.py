"""The values of a scorecard's indicators in a sheet."""

from collections.abc import Mapping
from typing import Any

from django.db.models import F
from django.urls import reverse

from core.editing import Refused
from core.formats import number
from core.sheets.writing import Cell, Format
from oscp_portal.sheets.cells import YES_OR_NO, Choices, Number, OneOf, Text, When
from oscp_portal.sheets.columns import Kind, SheetColumn
from scorecard.models import Indicator, IndicatorMeasure, Measurement
from scorecard.offers import areas_offered
from scorecard.operations import MeasurementBatch

A_NUMBER = Number(places=4, digits=16)


class Measurements(Kind):
    """Each row is a value, indicator by indicator, in the order of their periods."""

    slug = "measurements"
    title = "Values"
    noun, nouns = "value", "values"
    about = "The values of the scorecard’s indicators, by area and period"
    also_called = {"period_stated": "period", "period_kind": "period", "period_start": "period"}

    @property
    def place(self) -> str:
        return reverse("scorecard:scorecard", args=[self.plan.partnership.slug, self.plan.slug])

    def _columns(self) -> tuple[SheetColumn, ...]:
        indicators = list(
            Indicator.objects.filter(plan=self.plan).select_related("partnership").order_by("position", "pk")
        )
        measures = IndicatorMeasure.objects.filter(indicator__plan=self.plan).order_by("indicator", "position", "pk")
        self.measures = {(one.indicator_id, one.text): one for one in measures}
        texts = dict.fromkeys(text for _, text in self.measures)
        areas = Choices(
            "an area of this partnership", [(one.name, one) for one in areas_offered(self.plan.partnership)]
        )
        comparators = Choices("one of those", [(str(one.label), one.value) for one in Measurement.Comparator])
        also = [(one.definition, one) for one in indicators] + [(one.theme, one) for one in indicators]
        return (
            SheetColumn(
                "indicator",
                "Indicator",
                OneOf(Choices("an indicator of this plan", [(str(one), one) for one in indicators], also)),
                44,
                is_required=True,
                is_fixed=True,
            ),
            SheetColumn(
                "measure",
                "Measure",
                OneOf(Choices("a measure of this plan’s indicators", [(text, text) for text in texts])),
                28,
                help="Where the indicator has several.",
            ),
            SheetColumn("area", "Area", OneOf(areas), 24, help="The partnership’s, if left empty."),
            SheetColumn(
                "period",
                "Period",
                When(),
                24,
                is_required=True,
                help="Such as 2024-25, Q1 2025-26, March 2025 or 12 months to March 2025.",
            ),
            SheetColumn(
                "value",
                "Value",
                A_NUMBER,
                16,
                Format.NUMBER,
                help="A blank is not nought: no figure is no row. Per cent as a plain number, 8.6.",
            ),
            SheetColumn("numerator", "How many", A_NUMBER, 14, Format.NUMBER, help="Of a percentage."),
            SheetColumn("denominator", "Of how many", A_NUMBER, 14, Format.NUMBER, help="Of a percentage."),
            SheetColumn("is_provisional", "Provisional", OneOf(YES_OR_NO), 12, is_kept=True, help="No, if left empty."),
            SheetColumn(
                "comparator",
                "Whose value it is",
                OneOf(comparators, ""),
                22,
                help="The partnership’s own, if left empty.",
            ),
            SheetColumn(
                "stated",
                "In the words of its source",
                Text(100),
                24,
                help="Such as over 2,500, where the number is not all.",
            ),
            SheetColumn("source_document", "Where it was read", Text(200), 28),
            SheetColumn("source_place", "Where in it", Text(100), 16),
            SheetColumn(
                "why",
                "Why the value is revised",
                Text(1000),
                28,
                is_question=True,
                help="Needed where a value changes that was not provisional.",
            ),
        )

    def records(self) -> list[Measurement]:
        """1 query."""
        found = Measurement.objects.filter(indicator__plan=self.plan).select_related(
            "indicator__partnership", "measure", "area"
        )
        when = (F("period_end").asc(nulls_first=True), F("period_start").asc(nulls_first=True))
        return list(found.order_by("indicator__position", "indicator", *when, "pk"))

    def cells_of(self, record: Measurement) -> dict[str, Cell]:
        return {
            "indicator": str(record.indicator),
            "measure": record.measure.text if record.measure else "",
            "area": record.area.name if record.area else "",
            "period": record.period_stated,
            "value": record.value,
            "numerator": record.numerator,
            "denominator": record.denominator,
            "is_provisional": "Yes" if record.is_provisional else "No",
            "comparator": record.get_comparator_display(),
            "stated": record.stated,
            "source_document": record.source_document,
            "source_place": record.source_place,
        }

    def called(self, record: Measurement) -> str:
        return f"{record.indicator}, {record.period_stated}: {record.stated or number(record.value)}"

    def batch(self) -> MeasurementBatch:
        return MeasurementBatch(plan=self.plan, by=self.by, now=self.now)

    def add(self, batch: MeasurementBatch, values: Mapping[str, Any]) -> None:
        fields = dict(values)
        indicator = fields.pop("indicator")
        batch.add(indicator=indicator, values={"value": None, **self._with_measure(indicator, fields)})

    def change(self, batch: MeasurementBatch, record: Measurement, values: Mapping[str, Any]) -> None:
        fields = dict(values)
        why = fields.pop("why", "")
        batch.change(measurement=record, values=self._with_measure(record.indicator, fields), why=why)

    def _with_measure(self, indicator: Indicator, fields: dict[str, Any]) -> dict[str, Any]:
        """The fields with the measure of this indicator that has the text. Raises Refused where it has none."""
        text = fields.get("measure")
        if text is None:
            return fields
        measure = self.measures.get((indicator.pk, text))
        if measure is None:
            raise Refused("This indicator has no such measure. Choose one of its own", field="measure")
        return {**fields, "measure": measure}
