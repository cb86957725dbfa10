"""How a partnership watches whether things get better: indicators, measurements, baselines and breaks in a series.

An indicator may have a wanted direction and no target at all ("direction of travel"), several measures, and several
owners.
"""

from django.db import models

from core import formats
from core.models import ChoiceField, Dated, PeriodFields, Sourced, or_beginning, or_nothing
from partners.models import Area, Body, Group, Partnership
from priorities.models import EvidenceSource, Plan, Priority


class Indicator(Dated, Sourced):
    """Something watched over time: what it is, which way it should move, who answers for it, where its numbers come
    from.
    """

    class Direction(models.TextChoices):
        INCREASE = "increase", "Increase"
        REDUCE = "reduce", "Reduce"
        MAINTAIN = "maintain", "Maintain"
        MONITOR = "monitor", "Monitor"

    class Set(models.TextChoices):
        COMMISSIONER = "commissioner", "Indicators for the police and crime commissioner"
        SCORECARD = "scorecard", "Additional scorecard measures"

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="indicators")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, null=True, blank=True, related_name="indicators")
    position = models.PositiveSmallIntegerField(default=0)
    indicator_set = ChoiceField(max_length=20, choices=Set.choices)
    theme = models.CharField(max_length=150)
    definition = models.TextField()
    unit = models.CharField(max_length=60, blank=True)
    direction = ChoiceField("wanted direction", max_length=20, choices=Direction.choices)
    is_under_reported = models.BooleanField("known to be under-reported", default=False)
    national_target = models.CharField(max_length=200, blank=True)
    reporting_basis = models.CharField(max_length=200, blank=True, help_text='Such as "calculated and paid quarterly".')
    owner_bodies = models.ManyToManyField(Body, blank=True, related_name="indicators")
    owner_groups = models.ManyToManyField(Group, blank=True, related_name="indicators")
    owner_partnerships = models.ManyToManyField(Partnership, blank=True, related_name="indicators_owned")
    owner_stated = models.CharField("owner as stated", max_length=200, blank=True)
    data_source = models.ForeignKey(
        Body, on_delete=models.PROTECT, null=True, blank=True, related_name="indicator_data"
    )
    evidence = models.ForeignKey(
        EvidenceSource, on_delete=models.PROTECT, null=True, blank=True, related_name="indicators"
    )
    priority = models.ForeignKey(Priority, on_delete=models.SET_NULL, null=True, blank=True, related_name="indicators")

    class Meta:
        constraints = [
            *Dated.Meta.constraints,
        ]

    def __str__(self) -> str:
        return f"{self.theme}: {self.definition[:80]}"


class IndicatorMeasure(models.Model):
    """One of the measures that an indicator names, with a direction of its own where it differs."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="measures")
    position = models.PositiveSmallIntegerField(default=0)
    text = models.CharField(max_length=300)
    direction = ChoiceField(max_length=20, choices=Indicator.Direction.choices, blank=True)

    def __str__(self) -> str:
        return self.text


class Measurement(PeriodFields, Sourced):
    """An indicator's value in one area and period. No data is no row, never zero."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="measurements")
    measure = models.ForeignKey(
        IndicatorMeasure, on_delete=models.CASCADE, null=True, blank=True, related_name="measurements"
    )
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, blank=True, related_name="measurements")
    value = models.DecimalField(max_digits=16, decimal_places=4)
    stated = models.CharField("as stated", max_length=100, blank=True)
    is_provisional = models.BooleanField(default=False)

    class Meta:
        constraints = [
            *PeriodFields.Meta.constraints,
            models.UniqueConstraint(
                "indicator",
                or_nothing("measure"),
                or_nothing("area"),
                or_beginning("period_start"),
                or_beginning("period_end"),
                name="scorecard_measurement_once",
                violation_error_message="This indicator already has a value for that area and period.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stated or formats.number(self.value)} ({self.period_stated})"


class Baseline(PeriodFields):
    """What an indicator is measured against."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="baselines")
    value = models.DecimalField(max_digits=16, decimal_places=4, null=True, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        constraints = PeriodFields.Meta.constraints

    def __str__(self) -> str:
        return self.note or f"{'' if self.value is None else formats.number(self.value)} ({self.period_stated})"


class Break(models.Model):
    """A day on which the way of counting changed, so that values before and after do not compare."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="breaks")
    date = models.DateField()
    reason = models.TextField()

    def __str__(self) -> str:
        return f"{formats.day(self.date)}: {self.reason[:60]}"


class ExceptionReport(PeriodFields):
    """An account to the board of an indicator that moves the wrong way."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="exception_reports")
    text = models.TextField()
    response = models.TextField("what will be done", blank=True)

    class Meta:
        constraints = PeriodFields.Meta.constraints

    def __str__(self) -> str:
        return self.text[:80]
