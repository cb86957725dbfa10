"""Actions, their targets and their progress."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce, TruncDate

from core import formats
from core.models import ChoiceField, PeriodFields, Removal, Sourced, Versioned
from core.periods import Period
from partners.models import Body, Group, User
from priorities.models.lineage import TimesCarried, TimesMoved
from priorities.models.plans import Approach, Priority, Project


class ActionStatus(models.TextChoices):
    """Where an action or achievement stands, in the papers' own range of words."""

    PLANNED = "planned", "Planned"
    UNDERWAY = "underway", "Under way"
    ONGOING = "ongoing", "Ongoing"
    PILOTING = "piloting", "Piloting"
    CONTINUED = "continued", "Continued from before"
    SEEKING_FUNDING = "seeking-funding", "Seeking funding"
    AT_RISK = "at-risk", "At risk"
    OFF_TRACK = "off-track", "Off track"
    COMPLETED = "completed", "Completed"
    DROPPED = "dropped", "Dropped"


class ActionQuerySet(models.QuerySet["Action"]):
    """Words for many actions."""

    def open(self) -> Self:
        """Those neither completed nor dropped."""
        return self.exclude(status__in=[ActionStatus.COMPLETED, ActionStatus.DROPPED])

    def overdue(self, *, on: date) -> Self:
        """Open actions whose due date is past on a day."""
        return self.open().filter(due_date__lt=on)

    def in_display_order(self) -> Self:
        return self.order_by("position", "pk")

    def with_lineage(self) -> Self:
        """Each with `times_carried` and `times_moved`: what became of it in the years before and since."""
        return self.annotate(times_carried=TimesCarried(F("pk")), times_moved=TimesMoved(F("pk")))


class Action(Sourced, Versioned):
    """A step under a priority, or under another action; it may also serve other priorities of the plan."""

    priority = models.ForeignKey(Priority, on_delete=models.CASCADE, related_name="actions")
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, blank=True, related_name="parts")
    position = models.PositiveSmallIntegerField(default=0)
    text = models.TextField()
    approach = ChoiceField(max_length=20, choices=Approach.choices, blank=True)
    project = models.ForeignKey(Project, on_delete=models.PROTECT, null=True, blank=True, related_name="actions")
    lead_body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="actions_led")
    lead_group = models.ForeignKey(Group, on_delete=models.PROTECT, null=True, blank=True, related_name="actions_led")
    supporting_bodies = models.ManyToManyField(Body, blank=True, related_name="actions_supported")
    due_date = models.DateField(null=True, blank=True)
    due_stated = models.CharField("due, as stated", max_length=80, blank=True)
    status = ChoiceField(max_length=20, choices=ActionStatus.choices, default=ActionStatus.PLANNED)
    legal_basis = models.CharField(max_length=300, blank=True, help_text="The duty it fulfils, if any.")
    closing_note = models.TextField("how it ended", blank=True, help_text="What it came to, or why it was dropped.")
    also_serves = models.ManyToManyField(Priority, blank=True, related_name="also_served_by")
    continues = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="continued_by")

    objects = ActionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(continues__isnull=True) | ~Q(continues=models.F("pk")),
                name="priorities_action_continues_another",
                violation_error_message="An action cannot continue itself.",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    def why_not_put_back(self, removal: Removal) -> str:
        return self.priority.plan.why_not_undone(removal)


class DateMove(models.Model):
    """One time the due date of an action was moved, and why."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="date_moves")
    from_date = models.DateField(null=True, blank=True)
    from_stated = models.CharField("from, as stated", max_length=80, blank=True)
    to_date = models.DateField(null=True, blank=True)
    to_stated = models.CharField("to, as stated", max_length=80, blank=True)
    reason = models.TextField()
    moved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="date_moves")
    moved_at = models.DateTimeField()

    personal_data: ClassVar[tuple[str, ...]] = ("moved_by",)

    def __str__(self) -> str:
        return self.reason[:80]


class Target(PeriodFields, Sourced, Versioned):
    """A number promised for a priority or an action: what is measured, how it compares, how much, by when; and the
    result.
    """

    class Operator(models.TextChoices):
        AT_LEAST = "at-least", "at least"
        MORE_THAN = "more-than", "more than"
        EXACTLY = "exactly", "exactly"
        AT_MOST = "at-most", "at most"
        LESS_THAN = "less-than", "less than"
        INCREASE_BY = "increase-by", "an increase of"
        REDUCE_BY = "reduce-by", "a reduction of"

    priority = models.ForeignKey(Priority, on_delete=models.CASCADE, null=True, blank=True, related_name="targets")
    action = models.ForeignKey(Action, on_delete=models.CASCADE, null=True, blank=True, related_name="targets")
    position = models.PositiveSmallIntegerField(default=0)
    measure = models.CharField("what is measured", max_length=300)
    operator = ChoiceField(max_length=20, choices=Operator.choices)
    number = models.DecimalField(max_digits=14, decimal_places=3)
    number_stated = models.CharField("number as stated", max_length=60, blank=True, help_text='Such as "thirty".')
    unit = models.CharField(max_length=60, blank=True)
    result = models.DecimalField(max_digits=14, decimal_places=3, null=True, blank=True)
    result_stated = models.CharField("result as stated", max_length=200, blank=True)

    class Meta:
        constraints = [
            *PeriodFields.Meta.constraints,
            models.CheckConstraint(
                condition=Q(priority__isnull=False, action__isnull=True)
                | Q(priority__isnull=True, action__isnull=False),
                name="priorities_target_has_one_owner",
                violation_error_message="A target belongs to a priority or to an action: choose one of the two.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_operator_display()} {self.number_stated or formats.number(self.number)} {self.measure}"

    def why_not_put_back(self, removal: Removal) -> str:
        return (self.priority or self.action.priority).plan.why_not_undone(removal)  # type: ignore[union-attr]


class ProgressQuerySet(models.QuerySet["Progress"]):
    """Words for progress."""

    def latest_first(self) -> Self:
        """By the period it tells of, the latest first; where only words say which, by when it was recorded."""
        return self.order_by(*LATEST_FIRST)

    def of(self, action: Action) -> Self:
        """Of an action, and of the one it continues: what "last time" means at the beginning of a year."""
        return self.filter(action__in=[pk for pk in (action.pk, action.continues_id) if pk])

    def before(self, period: Period) -> Self:
        """Of periods that ended before one begins; where only words say when it is, of all others."""
        if period.start is None:
            return self.exclude(period_stated=period.stated)
        return self.filter(period_end__lt=period.start)


LATEST_FIRST = (
    Coalesce("period_end", TruncDate("recorded_at"), output_field=models.DateField()).desc(),
    F("recorded_at").desc(),
    F("pk").desc(),
)


class Progress(PeriodFields, Versioned):
    """How an action stood in a quarter and was expected to end. Off track or at risk carries reason, recovery, owner
    and date.
    """

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="progress")
    status = ChoiceField(max_length=20, choices=ActionStatus.choices)
    forecast = ChoiceField("expected at the year's end", max_length=20, choices=ActionStatus.choices, blank=True)
    comment = models.TextField("one sentence", blank=True)
    reason = models.TextField(blank=True)
    recovery_action = models.TextField(blank=True)
    recovery_owner = models.CharField(max_length=150, blank=True)
    recover_by_date = models.DateField("recover by", null=True, blank=True)
    told_by = models.ForeignKey(
        Body,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="progress_told",
        help_text="The body whose word it is, where one was asked.",
    )
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="progress_recorded")
    recorded_at = models.DateTimeField()

    personal_data: ClassVar[tuple[str, ...]] = ("recorded_by", "recovery_owner")
    objects = ProgressQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "progress"
        constraints = [
            *PeriodFields.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(status__in=["at-risk", "off-track"])
                | (~Q(reason="") & ~Q(recovery_action="") & ~Q(recovery_owner="") & Q(recover_by_date__isnull=False)),
                name="priorities_progress_exception_explained",
                violation_error_message="Say why it is not on track, what will be done, by whom and by when.",
            ),
            models.UniqueConstraint(
                fields=["action", "period_stated"],
                name="priorities_progress_once_a_period",
                violation_error_message="Progress for this period is already recorded; change that.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_status_display()} ({self.period_stated})"

    def is_overdue(self, *, on: date) -> bool:
        """Whether the day has passed by which it was to be back on track."""
        return self.recover_by_date is not None and self.recover_by_date < on
