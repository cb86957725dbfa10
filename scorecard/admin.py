"""Indicators and their measurements, for support."""

from django.contrib import admin

from core.admin import RecordAdmin, Rows
from scorecard.models import Baseline, Break, ExceptionReport, Indicator, IndicatorMeasure, Measurement


class MeasureRows(Rows):
    model = IndicatorMeasure


class MeasurementRows(Rows):
    model = Measurement
    exclude = ("source_text",)


class BaselineRows(Rows):
    model = Baseline


class BreakRows(Rows):
    model = Break


class ExceptionReportRows(Rows):
    model = ExceptionReport


@admin.register(Indicator)
class IndicatorAdmin(RecordAdmin):
    list_display = ("__str__", "partnership", "indicator_set", "direction", "owner_stated", "data_source")
    list_filter = ("partnership", "indicator_set", "direction")
    search_fields = ("theme", "definition", "owner_stated")
    ordering = ("partnership__name", "indicator_set", "position", "pk")
    partnership_paths = ("partnership",)
    inlines = (MeasureRows, MeasurementRows, BaselineRows, BreakRows, ExceptionReportRows)


@admin.register(IndicatorMeasure)
class IndicatorMeasureAdmin(RecordAdmin):
    list_display = ("text", "indicator", "direction")
    search_fields = ("text", "indicator__theme")
    partnership_paths = ("indicator.partnership",)
