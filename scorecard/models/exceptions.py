"""When an indicator goes the wrong way: the partnership's rule, and the account that is asked of its owner."""

from decimal import Decimal
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from core.models import ChoiceField, PeriodFields, Versioned
from partners.models import Area, Body, Partnership, User
from scorecard.models.indicators import Indicator
from scorecard.models.measurements import Measurement


class ScorecardRule(Versioned):
    """What counts as a change in a partnership's scorecard, and when a report is asked for.

    A change of at most `tolerance` per cent is no change; below `smallest` on either side, a number is too small to
    speak of a direction. A partnership without a rule has these defaults.
    """

    partnership = models.OneToOneField(Partnership, on_delete=models.CASCADE, related_name="scorecard_rule")
    tolerance = models.DecimalField(
        "no change up to, in per cent",
        max_digits=4,
        decimal_places=1,
        default=Decimal(2),
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(50))],
    )
    smallest = models.PositiveIntegerField("no direction where a number is below", default=10)
    periods_in_a_row = models.PositiveSmallIntegerField(
        "a report is wanted after so many periods the wrong way", default=1, validators=[MinValueValidator(1)]
    )
    days_to_answer = models.PositiveSmallIntegerField("days to answer", default=21, validators=[MinValueValidator(1)])

    def __str__(self) -> str:
        return f"Rule of the scorecard of {self.partnership}"


class ExceptionReport(PeriodFields, Versioned):
    """An account to the board of an indicator that moves the wrong way: why, what next, by when, by whom."""

    class State(models.TextChoices):
        ASKED = "asked", "Asked for"
        ANSWERED = "answered", "Answered"
        ACCEPTED = "accepted", "Accepted by the board"

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="exception_reports")
    measurement = models.ForeignKey(
        Measurement, on_delete=models.SET_NULL, null=True, blank=True, related_name="exception_reports"
    )
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, blank=True, related_name="exception_reports")
    found = models.CharField("what was seen", max_length=400, blank=True, help_text="The direction of travel in words.")
    state = ChoiceField(max_length=20, choices=State.choices, default=State.ASKED)
    owner_body = models.ForeignKey(
        Body, on_delete=models.PROTECT, null=True, blank=True, related_name="exception_reports"
    )
    asked_at = models.DateTimeField(null=True, blank=True)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="reports_asked")
    due_date = models.DateField("answer due by", null=True, blank=True)
    contact_email = models.EmailField("sent to", blank=True)
    lead_email = models.EmailField("escalated to", blank=True, default="", db_default="")
    escalated_at = models.DateTimeField("its lead was told", null=True, blank=True)
    token_hash = models.CharField("hash of its link", max_length=64, unique=True, null=True, blank=True, editable=False)
    expires_at = models.DateTimeField("its link works until", null=True, blank=True)
    last_mailed_at = models.DateTimeField(null=True, blank=True)
    times_mailed = models.PositiveSmallIntegerField(default=0)
    text = models.TextField("why", blank=True)
    response = models.TextField("what will be done", blank=True)
    response_owner = models.CharField("who will do it", max_length=150, blank=True, help_text="A post or a body.")
    by_when_date = models.DateField("by when", null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="reports_answered",
        help_text="Empty when it came by link.",
    )
    accepted_at = models.DateTimeField(null=True, blank=True)
    board_note = models.TextField("what the board said", blank=True)

    personal_data: ClassVar[tuple[str, ...]] = (
        "asked_by",
        "contact_email",
        "lead_email",
        "response_owner",
        "answered_by",
    )

    class Meta:
        constraints = [
            *PeriodFields.Meta.constraints,
            models.CheckConstraint(
                condition=Q(state="asked") | ~Q(text="") & ~Q(response="") & Q(by_when_date__isnull=False),
                name="scorecard_exceptionreport_whole",
                violation_error_message="Say why, what will be done, and by when.",
            ),
        ]

    def __str__(self) -> str:
        return (self.text or self.found or str(self.indicator))[:80]
