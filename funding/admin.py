"""Funds, awards and where the money went, for support."""

from django.contrib import admin

from core.admin import RecordAdmin, Rows
from funding.models import Allocation, Award, Fund, Payment, Post, Return


@admin.register(Fund)
class FundAdmin(RecordAdmin):
    list_display = ("name", "body", "from_date", "until_date")
    search_fields = ("name", "body__name")
    ordering = ("name", "pk")


class AllocationRows(Rows):
    model = Allocation
    fields = ("position", "stream", "recipient", "amount", "is_shared")
    show_change_link = True


class PaymentRows(Rows):
    model = Payment


class ReturnRows(Rows):
    model = Return


@admin.register(Award)
class AwardAdmin(RecordAdmin):
    list_display = ("title", "partnership", "fund", "period_stated", "basis", "amount_announced", "total_stated")
    list_filter = ("partnership", "basis")
    search_fields = ("title", "reference", "fund__name", "partnership__name")
    ordering = ("partnership__name", "-period_start", "pk")
    partnership_paths = ("partnership",)
    inlines = (AllocationRows, PaymentRows, ReturnRows)


@admin.register(Allocation)
class AllocationAdmin(RecordAdmin):
    list_display = ("stream", "award", "recipient", "amount", "is_shared")
    list_filter = ("award__partnership",)
    search_fields = ("stream", "purpose", "award__title", "recipient__name")
    ordering = ("award__title", "position", "pk")
    partnership_paths = ("award.partnership",)


@admin.register(Post)
class PostAdmin(RecordAdmin):
    list_display = ("title", "partnership", "host_body", "award", "from_date", "until_date")
    list_filter = ("partnership",)
    search_fields = ("title", "remit", "host_body__name")
    ordering = ("partnership__name", "position", "pk")
    partnership_paths = ("partnership",)
