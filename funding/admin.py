"""Funds, awards and where the money went, for support."""

from django.contrib import admin

from core.admin import ReadOnlyAdmin, RecordAdmin, Rows
from funding.models import (
    Allocation,
    Award,
    Explanation,
    Forecast,
    Fund,
    Payment,
    Post,
    Profile,
    Return,
    ReturnFile,
    ReturnLine,
    ReturnOutput,
    ReturnRequest,
    Share,
)


@admin.register(Fund)
class FundAdmin(RecordAdmin):
    list_display = ("name", "body", "from_date", "until_date")
    search_fields = ("name", "body__name")
    ordering = ("name", "pk")


class AllocationRows(Rows):
    model = Allocation
    fields = ("position", "stream", "recipient", "amount", "is_shared")
    show_change_link = True


class ExplanationRows(Rows):
    model = Explanation
    exclude = ("source_text",)


class PaymentRows(Rows):
    model = Payment


@admin.register(Award)
class AwardAdmin(RecordAdmin):
    list_display = ("title", "partnership", "fund", "period_stated", "basis", "amount_announced", "total_stated")
    list_filter = ("partnership", "basis")
    search_fields = ("title", "reference", "fund__name", "partnership__name")
    ordering = ("partnership__name", "-period_start", "pk")
    partnership_paths = ("partnership",)
    inlines = (AllocationRows, ExplanationRows, PaymentRows)


class ShareRows(Rows):
    model = Share


class ProfileRows(Rows):
    model = Profile


class ForecastRows(Rows):
    model = Forecast


@admin.register(Allocation)
class AllocationAdmin(RecordAdmin):
    list_display = ("stream", "award", "recipient", "amount", "is_shared")
    list_filter = ("award__partnership",)
    search_fields = ("stream", "purpose", "award__title", "recipient__name")
    ordering = ("award__title", "position", "pk")
    partnership_paths = ("award.partnership",)
    inlines = (ShareRows, ProfileRows, ForecastRows)


class ReturnRequestRows(Rows):
    model = ReturnRequest


@admin.register(Return)
class ReturnAdmin(RecordAdmin):
    list_display = ("award", "period_stated", "state", "due_date")
    list_filter = ("state",)
    search_fields = ("award__title", "period_stated")
    ordering = ("award__title", "period_start", "pk")
    partnership_paths = ("award.partnership",)
    inlines = (ReturnRequestRows,)


class OutputRows(Rows):
    model = ReturnOutput


@admin.register(ReturnLine)
class ReturnLineAdmin(RecordAdmin):
    list_display = ("allocation", "state", "lead_body", "position")
    ordering = ("funding_return", "position", "pk")
    search_fields = ("allocation__stream", "funding_return__period_stated")
    partnership_paths = ("funding_return.award.partnership",)
    inlines = (OutputRows,)


@admin.register(Post)
class PostAdmin(RecordAdmin):
    list_display = ("title", "partnership", "host_body", "award", "from_date", "until_date")
    list_filter = ("partnership",)
    search_fields = ("title", "remit", "host_body__name")
    ordering = ("partnership__name", "position", "pk")
    partnership_paths = ("partnership",)


@admin.register(ReturnFile)
class ReturnFileAdmin(ReadOnlyAdmin):
    list_display = ("funding_return", "number", "name", "content_hash", "made_at")
    list_select_related = ("funding_return__award",)
    ordering = ("-pk",)
    exclude = ("content",)
