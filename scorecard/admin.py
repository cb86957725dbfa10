"""Indicators and their measurements, for support."""

from django.contrib import admin

from core.admin import RecordAdmin, Rows
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


class MeasureRows(Rows):
    model = IndicatorMeasure


class TargetRows(Rows):
    model = IndicatorTarget
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
    inlines = (MeasureRows, TargetRows, BaselineRows, BreakRows, ExceptionReportRows)


@admin.register(IndicatorMeasure)
class IndicatorMeasureAdmin(RecordAdmin):
    list_display = ("text", "indicator", "direction")
    search_fields = ("text", "indicator__theme")
    partnership_paths = ("indicator.partnership",)


class FormerValueRows(Rows):
    model = FormerValue


@admin.register(Measurement)
class MeasurementAdmin(RecordAdmin):
    list_display = ("indicator", "area", "period_stated", "value", "is_provisional")
    search_fields = ("indicator__theme", "indicator__definition", "period_stated")
    list_select_related = ("indicator", "area")
    ordering = ("indicator", "period_end", "pk")
    partnership_paths = ("indicator.partnership",)
    inlines = (FormerValueRows,)


@admin.register(ScorecardRule)
class ScorecardRuleAdmin(RecordAdmin):
    list_display = ("partnership", "tolerance", "smallest", "periods_in_a_row", "days_to_answer")
    partnership_paths = ("partnership",)


@admin.register(ImportRun)
class ImportRunAdmin(RecordAdmin):
    search_fields = ("file_name",)
    ordering = ("-pk",)
    list_display = ("file_name", "partnership", "feed", "state", "started_at")
    list_filter = ("partnership", "state")
    partnership_paths = ("partnership",)


@admin.register(Population)
class PopulationAdmin(RecordAdmin):
    list_display = ("area", "year", "number")
    search_fields = ("area__name",)
