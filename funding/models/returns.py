"""Accounts to the funder: what each project did with its money in a period, from the bodies that lead them, frozen with
its documents when approved.
"""

from datetime import datetime
from typing import ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from core import formats
from core.models import AppendOnly, ChoiceField, PeriodFields, Removal, Versioned
from core.periods import Period
from funding.models.allocations import Allocation
from funding.models.awards import Award
from funding.models.funds import MoneyField, not_negative
from funding.return_rules import why_not_true
from partners.models import Body, User


class ReturnQuerySet(models.QuerySet["Return"]):
    """Words for the returns of an award."""

    def overlapping(self, period: Period | None) -> Self:
        """Those whose period shares a day with this one, the earliest first; none of a period without days."""
        if period is None or period.start is None or period.end is None:
            return self.none()
        return self.filter(period_start__lte=period.end, period_end__gte=period.start).order_by("period_start", "pk")

    def same(self, period: Period) -> Self:
        """Those for this very period: in its words, or on its days."""
        same = Q(period_stated=period.stated)
        if period.start and period.end:
            same |= Q(period_start=period.start, period_end=period.end)
        return self.filter(same)


class Return(PeriodFields, Versioned):
    """An account to the funder for part of an award's period. Its moves stand in `funding.return_states`."""

    class State(models.TextChoices):
        NOT_STARTED = "not-started", "Not started"
        WITH_BODIES = "with-bodies", "With bodies"
        IN_REVIEW = "in-review", "In review"
        APPROVED = "approved", "Approved"
        SENT = "sent", "Sent"
        QUERIED = "queried", "Queried"

    FROZEN = (State.APPROVED, State.SENT, State.QUERIED)

    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="returns")
    follows = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="followed_by",
        help_text="The return it started from.",
    )
    state = ChoiceField(max_length=20, choices=State.choices, default=State.NOT_STARTED)
    due_date = models.DateField("due to the funder", null=True, blank=True)
    answers_due_date = models.DateField("bodies' lines are due by", null=True, blank=True)
    narrative = models.TextField("what the funder should know", blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="returns_approved"
    )
    sent_date = models.DateField("sent on", null=True, blank=True)
    sent_to = models.CharField(max_length=200, blank=True, help_text="A post or a body, not a person.")
    query = models.TextField("what the funder asked", blank=True)

    personal_data: ClassVar[tuple[str, ...]] = ("approved_by",)
    objects = ReturnQuerySet.as_manager()

    class Meta:
        constraints = [
            *PeriodFields.Meta.constraints,
            models.CheckConstraint(
                condition=Q(state__in=["approved", "sent", "queried"], approved_at__isnull=False)
                | ~Q(state__in=["approved", "sent", "queried"]) & Q(approved_at__isnull=True),
                name="funding_return_approved_when",
                violation_error_message="An approved return says when it was approved, and no other return does.",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["sent", "queried"]) | Q(sent_date__isnull=False) & ~Q(sent_to=""),
                name="funding_return_sent_when_and_where",
                violation_error_message="Say when the return was sent, and to whom.",
            ),
            models.CheckConstraint(
                condition=~Q(state="queried") | ~Q(query=""),
                name="funding_return_query_said",
                violation_error_message="Say what the funder asked.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.award}: {self.period_stated}"

    @property
    def is_frozen(self) -> bool:
        """Whether it stands as approved: nothing in it changes before it is taken back for review."""
        return self.state in self.FROZEN

    def why_not_put_back(self, removal: Removal) -> str:
        """Where another one was started for its period. Locks the award."""
        award = Award.objects.select_for_update(of=("self",)).get(pk=self.award_id)
        beside = award.returns.exclude(pk=self.pk)
        is_told = self.period is not None and beside.same(self.period).exists()
        return "There is another return for this period now. Open that one." if is_told else ""

    def why_not_undone(self) -> str:
        """Why what was taken out of it can no longer be put back; empty where it can. Nobody approves it meanwhile."""
        held = Return.objects.select_for_update().get(pk=self.pk)
        return "The return is approved. Take it back for review first, then undo this." if held.is_frozen else ""


class ReturnLine(Versioned):
    """What one project says in a return. Amounts are in pounds for the return's period, `forecast` for the whole of the
    allocation's; an amount that nobody gave is empty, never zero.
    """

    class State(models.TextChoices):
        WANTED = "wanted", "Not answered"
        GIVEN = "given", "Answered, waits for the officer"
        ACCEPTED = "accepted", "Accepted"
        SENT_BACK = "sent-back", "Sent back"

    funding_return = models.ForeignKey(Return, on_delete=models.CASCADE, related_name="lines")
    allocation = models.ForeignKey(Allocation, on_delete=models.PROTECT, related_name="return_lines")
    position = models.PositiveSmallIntegerField(default=0)
    lead_body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="return_lines")
    state = ChoiceField(max_length=20, choices=State.choices, default=State.WANTED)
    awarded = MoneyField("awarded", null=True, blank=True)
    profiled = MoneyField("profiled for the period", null=True, blank=True)
    actual = MoneyField("spent in the period", null=True, blank=True)
    forecast = MoneyField("expected to be spent in all", null=True, blank=True)
    variance_reason = models.TextField("why it differs from the profile", blank=True)
    narrative = models.TextField("what was done", blank=True)
    outcome = models.TextField("what came of it", blank=True)
    risk = models.TextField("risks", blank=True)
    case_study = models.TextField(blank=True, help_text="Nothing by which a person could be recognised.")
    given_at = models.DateTimeField(null=True, blank=True)
    given_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="return_lines_given",
        help_text="Empty when it came by link.",
    )
    note = models.TextField("why it was sent back", blank=True)

    personal_data: ClassVar[tuple[str, ...]] = ("given_by", "case_study")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["funding_return", "allocation"],
                name="funding_returnline_once",
                violation_error_message="This project has its line in the return already.",
            ),
            not_negative("awarded", name="funding_returnline_awarded_not_negative"),
            not_negative("profiled", name="funding_returnline_profiled_not_negative"),
            not_negative("actual", name="funding_returnline_actual_not_negative"),
            not_negative("forecast", name="funding_returnline_forecast_not_negative"),
        ]

    def __str__(self) -> str:
        return str(self.allocation)

    def why_not_put_back(self, removal: Removal) -> str:
        return self.funding_return.why_not_undone()


class ReturnOutput(Versioned):
    """Something that a project counts, against what it promised. Empty is not known, never zero."""

    line = models.ForeignKey(ReturnLine, on_delete=models.CASCADE, related_name="outputs")
    position = models.PositiveSmallIntegerField(default=0)
    measure = models.CharField("what is counted", max_length=200)
    unit = models.CharField(max_length=60, blank=True)
    target = models.DecimalField(max_digits=14, decimal_places=3, null=True, blank=True)
    actual = models.DecimalField("counted in the period", max_digits=14, decimal_places=3, null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["line", "measure"],
                name="funding_returnoutput_once",
                violation_error_message="This line counts that already.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure}: {'not known' if self.actual is None else formats.number(self.actual)}"

    def clean(self) -> None:
        """Refuses numbers that cannot be true of what is counted."""
        amounts = {"target": self.target, "actual": self.actual}
        said = {name: why_not_true(one, measure=self.measure, unit=self.unit) for name, one in amounts.items()}
        if any(said.values()):
            raise ValidationError({name: why for name, why in said.items() if why})

    def why_not_put_back(self, removal: Removal) -> str:
        return self.line.funding_return.why_not_undone()


class ReturnRequestQuerySet(models.QuerySet["ReturnRequest"]):
    """Words for what many bodies are asked."""

    def with_live_links(self, *, now: datetime) -> Self:
        """Those that can be answered by their link: the return is with bodies, the link neither revoked nor expired."""
        return self.filter(funding_return__state=Return.State.WITH_BODIES, revoked_at__isnull=True, expires_at__gt=now)

    def reached_by(self, token_hash: str, *, now: datetime) -> Self:
        """The one that a link opens, by the hash of its secret; none where it was replaced, revoked or has expired."""
        return self.with_live_links(now=now).filter(token_hash=token_hash)

    def with_everything(self) -> Self:
        """Each with its body, return, award, plan and partnership."""
        return self.select_related("body", "funding_return__award__partnership", "funding_return__award__plan")


class ReturnRequest(models.Model):
    """What one body is asked for a return: its lines, by a secret link that the portal knows by its hash alone."""

    funding_return = models.ForeignKey(Return, on_delete=models.CASCADE, related_name="requests")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="return_requests")
    contact_email = models.EmailField("sent to")
    lead_email = models.EmailField("escalated to", blank=True)
    message = models.TextField("what the officer writes", blank=True)
    token_hash = models.CharField("hash of its link", max_length=64, unique=True, null=True, blank=True, editable=False)
    expires_at = models.DateTimeField("its link works until")
    revoked_at = models.DateTimeField(null=True, blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="return_requests")
    last_mailed_at = models.DateTimeField(null=True, blank=True, help_text="Empty while no e-mail has left.")
    times_mailed = models.PositiveSmallIntegerField(default=0)
    escalated_at = models.DateTimeField("its lead was told", null=True, blank=True)
    first_opened_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField("answered in full", null=True, blank=True)

    personal_data: ClassVar[tuple[str, ...]] = ("contact_email", "lead_email", "asked_by")
    objects = ReturnRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["funding_return", "body"],
                name="funding_returnrequest_once",
                violation_error_message="This body is already asked.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body}: {self.funding_return}"


class ReturnFile(AppendOnly):
    """A file of record of a return as it was approved: its content, and the documents made of it. Never changes.

    `number` counts approvals: a return that the funder queried can be approved anew, and both stay.
    """

    funding_return = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="files")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=150, help_text='Such as "return.docx".')
    content_type = models.CharField(max_length=100)
    content = models.BinaryField()
    content_hash = models.CharField(max_length=64, help_text="SHA-256, in hexadecimal.")
    made_at = models.DateTimeField()

    personal_data: ClassVar[tuple[str, ...]] = ("content",)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["funding_return", "number", "name"],
                name="funding_returnfile_once",
                violation_error_message="This return already has a file of that name.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.funding_return}: {self.name}, {self.number}"
