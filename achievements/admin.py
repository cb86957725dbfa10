"""Achievements and their figures, for support."""

from django import forms
from django.contrib import admin

from achievements.models import Achievement, Comparator, Evidence, Figure, Quote
from core.admin import RecordAdmin, Rows


class FigureRows(Rows):
    model = Figure
    fields = ("position", "stated", "what", "qualifier", "number", "unit", "basis")
    show_change_link = True


class QuoteRows(Rows):
    model = Quote


class EvidenceRowForm(forms.ModelForm):
    """A piece of evidence with its address. Files come in by the portal's own pages, which look into them."""

    def clean(self) -> None:
        super().clean()
        if not self.instance.file and not self.cleaned_data.get("url"):
            self.add_error("url", "Add the address of a page.")


class EvidenceRows(Rows):
    model = Evidence
    form = EvidenceRowForm
    fields = ("label", "url", "file_name", "is_public")
    readonly_fields = ("file_name",)


@admin.register(Achievement)
class AchievementAdmin(RecordAdmin):
    list_display = ("__str__", "plan", "project", "provider", "status", "visibility", "is_for_paper")
    list_filter = ("plan__partnership", "visibility", "status", "approach", "plan")
    search_fields = ("heading", "text", "grouping", "place", "plan__title", "project__name")
    ordering = ("plan__title", "position", "pk")
    partnership_paths = ("plan.partnership",)
    inlines = (FigureRows, QuoteRows, EvidenceRows)


class ComparatorRows(Rows):
    model = Comparator


@admin.register(Figure)
class FigureAdmin(RecordAdmin):
    list_display = ("stated", "what", "number", "unit", "period_stated", "achievement", "finding")
    list_filter = ("basis", "qualifier")
    search_fields = ("stated", "what", "achievement__text", "finding__text")
    partnership_paths = ("achievement.plan.partnership", "finding.plan.partnership")
    inlines = (ComparatorRows,)
