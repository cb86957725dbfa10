"""Values over time, what they are measured against, and where a series breaks."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from core import formats
from core.models import ChoiceField, PeriodFields, Sourced, Versioned, or_beginning, or_nothing
from partners.models import Area, User
from scorecard.models.indicators import Indicator, IndicatorMeasure


class Measurement(PeriodFields, Sourced, Versioned):
    """An indicator's value in one area and period. No data is no row, never zero. A percentage or rate can say the
    numbers it is made of (`numerator` of `denominator`). `comparator` marks a value that is not the partnership's own
    but what its own is compared with; last year and the same period are in the series itself.
    """

    class Comparator(models.TextChoices):
        FORCE = "force", "The police force's area"
        MOST_SIMILAR = "most-similar", "The most similar group"
        NATIONAL = "national", "England and Wales"

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="measurements")
    measure = models.ForeignKey(
        IndicatorMeasure, on_delete=models.CASCADE, null=True, blank=True, related_name="measurements"
    )
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, blank=True, related_name="measurements")
    comparator = ChoiceField("stands for", max_length=20, choices=Comparator.choices, blank=True)
    value = models.DecimalField(max_digits=16, decimal_places=4)
    numerator = models.DecimalField(
        "out of these numbers: this many", max_digits=16, decimal_places=4, null=True, blank=True
    )
    denominator = models.DecimalField("of so many", max_digits=16, decimal_places=4, null=True, blank=True)
    stated = models.CharField("as stated", max_length=100, blank=True)
    is_provisional = models.BooleanField("provisional", default=False)
    import_run = models.ForeignKey(
        "scorecard.ImportRun", on_delete=models.SET_NULL, null=True, blank=True, related_name="measurements"
    )
    recorded_at = models.DateTimeField(null=True, blank=True, help_text="When this value was entered or read in.")

    class Meta:
        constraints = [
            *PeriodFields.Meta.constraints,
            models.UniqueConstraint(
                "indicator",
                or_nothing("measure"),
                or_nothing("area"),
                "comparator",
                or_beginning("period_start"),
                or_beginning("period_end"),
                name="scorecard_measurement_once",
                violation_error_message="This indicator already has a value for that area and period.",
            ),
            models.CheckConstraint(
                condition=Q(numerator__isnull=True) | Q(denominator__isnull=False),
                name="scorecard_measurement_numbers_whole",
                violation_error_message="Give the number it is out of too, or neither number.",
            ),
        ]
        indexes = [models.Index(fields=["indicator", "period_end"], name="scorecard_measurement_series")]

    def __str__(self) -> str:
        return f"{self.stated or formats.number(self.value)} ({self.period_stated})"


class FormerValue(models.Model):
    """What a measurement said before it was revised."""

    measurement = models.ForeignKey(Measurement, on_delete=models.CASCADE, related_name="former_values")
    value = models.DecimalField(max_digits=16, decimal_places=4)
    numerator = models.DecimalField(max_digits=16, decimal_places=4, null=True, blank=True)
    denominator = models.DecimalField(max_digits=16, decimal_places=4, null=True, blank=True)
    stated = models.CharField(max_length=100, blank=True)
    is_provisional = models.BooleanField(default=False)
    source_document = models.CharField("read from", max_length=200, blank=True)
    reason = models.TextField("why it was revised", blank=True)
    replaced_at = models.DateTimeField()
    replaced_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="values_replaced"
    )

    personal_data: ClassVar[tuple[str, ...]] = ("replaced_by",)

    def __str__(self) -> str:
        return f"{self.stated or formats.number(self.value)} until {self.replaced_at:%-d %B %Y}"


class Baseline(PeriodFields, Versioned):
    """What an indicator is measured against."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="baselines")
    value = models.DecimalField(max_digits=16, decimal_places=4, null=True, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        constraints = PeriodFields.Meta.constraints

    def __str__(self) -> str:
        return self.note or f"{'' if self.value is None else formats.number(self.value)} ({self.period_stated})"


class Break(Versioned):
    """A day on which the way of counting changed, so that values before and after do not compare."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="breaks")
    date = models.DateField()
    reason = models.TextField()

    def __str__(self) -> str:
        return f"{formats.day(self.date)}: {self.reason[:60]}"
