"""What is watched: indicators, their measures and their targets."""

from django.db import models
from django.db.models import Q

from core import formats
from core.models import ChoiceField, Dated, PeriodFields, Sourced, Versioned, or_beginning, or_nothing
from partners.models import Body, Group, Partnership
from priorities.models import EvidenceSource, Plan, Priority


class Indicator(Dated, Sourced, Versioned):
    """Something watched over time: what it is, which way it should move, who answers for it, where its numbers come
    from. It belongs to the scorecard of one plan; the same indicator of an earlier plan is the one it `continues`, and
    their measurements are one series.
    """

    class Direction(models.TextChoices):
        INCREASE = "increase", "Increase"
        REDUCE = "reduce", "Reduce"
        MAINTAIN = "maintain", "Maintain"
        MONITOR = "monitor", "Monitor"

    class Set(models.TextChoices):
        COMMISSIONER = "commissioner", "Indicators for the police and crime commissioner"
        SCORECARD = "scorecard", "Additional scorecard measures"

    class Basis(models.TextChoices):
        """What one value covers."""

        POINT = "point", "The period by itself"
        CUMULATIVE = "cumulative", "From the start of the year to the end of the period"
        ROLLING_YEAR = "rolling-12-months", "The twelve months to the end of the period"
        RATE = "rate-per-1000", "The twelve months to the end of the period, for each 1,000 people"

    class Feed(models.TextChoices):
        """Official figures that fill it."""

        RECORDED_CRIME = "recorded-crime", "Police recorded crime (Home Office tables)"
        STREET_CRIME = "street-crime", "Street-level crime (data.police.uk)"

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="indicators")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, null=True, blank=True, related_name="indicators")
    continues = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="continued_by",
        help_text="The same indicator on an earlier plan's scorecard.",
    )
    position = models.PositiveSmallIntegerField(default=0)
    indicator_set = ChoiceField(max_length=20, choices=Set.choices)
    theme = models.CharField(max_length=150)
    question = models.CharField(
        max_length=300, blank=True, help_text="What it should answer, such as “Do people feel safe at night?”"
    )
    definition = models.TextField()
    unit = models.CharField(max_length=60, blank=True)
    direction = ChoiceField("wanted direction", max_length=20, choices=Direction.choices)
    basis = ChoiceField("what one value covers", max_length=20, choices=Basis.choices, blank=True)
    is_information_only = models.BooleanField("for information only", default=False)
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
    feed = ChoiceField("filled by", max_length=20, choices=Feed.choices, blank=True)
    feed_offences = models.JSONField(
        "offences counted",
        default=list,
        blank=True,
        help_text="Names of offence groups, subgroups, descriptions or types, as the official tables have them. "
        "None means all of them.",
    )

    class Meta:
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(continues=models.F("id")) | Q(continues__isnull=True),
                name="scorecard_indicator_continues_another",
                violation_error_message="An indicator does not continue itself; choose that of an earlier plan.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.theme}: {self.definition[:80]}"


class IndicatorMeasure(Versioned):
    """One of the measures that an indicator names, with a direction of its own where it differs."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="measures")
    position = models.PositiveSmallIntegerField(default=0)
    text = models.CharField(max_length=300)
    direction = ChoiceField(max_length=20, choices=Indicator.Direction.choices, blank=True)

    def __str__(self) -> str:
        return self.text


class IndicatorTarget(PeriodFields, Sourced, Versioned):
    """A value that an indicator should reach in a period, where there is one at all."""

    class Operator(models.TextChoices):
        AT_LEAST = "at-least", "At least"
        AT_MOST = "at-most", "At most"
        EXACTLY = "exactly", "Exactly"

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="targets")
    measure = models.ForeignKey(
        IndicatorMeasure, on_delete=models.CASCADE, null=True, blank=True, related_name="targets"
    )
    operator = ChoiceField("how it compares", max_length=20, choices=Operator.choices)
    value = models.DecimalField(max_digits=16, decimal_places=4)
    stated = models.CharField("as stated", max_length=100, blank=True)

    class Meta:
        constraints = [
            *PeriodFields.Meta.constraints,
            models.UniqueConstraint(
                "indicator",
                or_nothing("measure"),
                or_beginning("period_start"),
                or_beginning("period_end"),
                name="scorecard_indicatortarget_once",
                violation_error_message="This indicator already has a target for that period.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_operator_display()} {self.stated or formats.number(self.value)}"
