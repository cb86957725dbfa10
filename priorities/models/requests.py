"""Update requests: bodies are asked for their lines of a plan by a date, and answer by link or signed in."""

from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from core.models import ChoiceField, PeriodFields
from partners.models import Body, User
from priorities.models.actions import Action, ActionStatus, Progress
from priorities.models.plans import Plan


class UpdateRequest(PeriodFields):
    """An officer's request for progress on a plan's actions in a period, from several bodies, by a date."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="update_requests")
    due_date = models.DateField("answers are due by")
    message = models.TextField("what the officer writes", blank=True)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="update_requests")
    asked_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    personal_data: ClassVar[tuple[str, ...]] = ("asked_by",)

    class Meta:
        constraints = PeriodFields.Meta.constraints

    def __str__(self) -> str:
        return f"Update for {self.period_stated} by {self.due_date:%-d %B %Y}"


class BodyRequestQuerySet(models.QuerySet["BodyRequest"]):
    """Words for what many bodies are asked."""

    def going_on(self) -> Self:
        """Those that can still be answered: neither the request nor its plan is closed."""
        return self.filter(request__closed_at__isnull=True).exclude(request__plan__status=Plan.Status.CLOSED)

    def with_live_links(self, *, now: datetime) -> Self:
        """Those that go on and whose links work."""
        return self.going_on().filter(revoked_at__isnull=True, expires_at__gt=now)

    def reached_by(self, token_hash: str, *, now: datetime) -> Self:
        """The one that a link opens, by the hash of its secret; none where it was replaced, revoked or has expired."""
        return self.with_live_links(now=now).filter(reminders__token_hash=token_hash)

    def with_everything(self) -> Self:
        """Each with its body, request, plan and partnership."""
        return self.select_related("body", "request__plan__partnership")


class BodyRequest(models.Model):
    """The part of an update request that one body answers. It is complete when each of its lines has an answer."""

    request = models.ForeignKey(UpdateRequest, on_delete=models.CASCADE, related_name="bodies")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="update_requests")
    contact_email = models.EmailField("sent to")
    lead_email = models.EmailField("escalated to", blank=True)
    expires_at = models.DateTimeField("its links work until")
    revoked_at = models.DateTimeField("its links were revoked", null=True, blank=True)
    first_opened_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(
        "answered in full", null=True, blank=True, help_text="Empty again when an answer is sent back."
    )

    personal_data: ClassVar[tuple[str, ...]] = ("contact_email", "lead_email")
    objects = BodyRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["request", "body"],
                name="priorities_bodyrequest_once",
                violation_error_message="This body is already asked.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body}: {self.request}"


class Answer(models.Model):
    """What a body says about one action. It waits for the officer, unless a contributor with an account gave it."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting for the officer"
        ACCEPTED = "accepted", "Accepted"
        RETURNED = "returned", "Sent back"

    body_request = models.ForeignKey(BodyRequest, on_delete=models.CASCADE, related_name="answers")
    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="answers")
    is_unchanged = models.BooleanField("no change since last time", default=False)
    status = ChoiceField(max_length=20, choices=ActionStatus.choices)
    forecast = ChoiceField("expected at the year's end", max_length=20, choices=ActionStatus.choices, blank=True)
    comment = models.TextField("one sentence", blank=True)
    reason = models.TextField(blank=True)
    recovery_action = models.TextField(blank=True)
    recovery_owner = models.CharField(max_length=150, blank=True)
    recover_by_date = models.DateField("recover by", null=True, blank=True)
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="answers_given",
        help_text="Empty when it came by link.",
    )
    state = ChoiceField(max_length=20, choices=State.choices, default=State.WAITING)
    decided_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="answers_decided"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_note = models.TextField(blank=True)
    progress = models.OneToOneField(Progress, on_delete=models.SET_NULL, null=True, blank=True, related_name="answer")

    personal_data: ClassVar[tuple[str, ...]] = ("recovery_owner", "given_by", "decided_by")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["body_request", "action"],
                name="priorities_answer_once",
                violation_error_message="This action is already answered in this request.",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["at-risk", "off-track"])
                | (~Q(reason="") & ~Q(recovery_action="") & ~Q(recovery_owner="") & Q(recover_by_date__isnull=False)),
                name="priorities_answer_exception_explained",
                violation_error_message="Say why it is not on track, what will be done, by whom and by when.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_status_display()}: {self.action}"


class Reminder(models.Model):
    """One e-mail about a body's part of an update request. Each has a link of its own, known here only by its hash.

    The row is made before the mail leaves, so that two that send at once send one; `sent_at` is filled when it has.
    """

    class Kind(models.TextChoices):
        REQUEST = "request", "The request itself"
        DUE = "due", "Due soon"
        OVERDUE = "overdue", "Overdue"
        ESCALATION = "escalation", "Escalation to the body's lead"
        NUDGE = "nudge", "Nudge by the officer"
        RETURNED = "returned", "Answers sent back"
        RENEWED = "renewed", "A new link"

    body_request = models.ForeignKey(BodyRequest, on_delete=models.CASCADE, related_name="reminders")
    kind = ChoiceField(max_length=20, choices=Kind.choices)
    sent_to = models.EmailField()
    token_hash = models.CharField(
        "hash of its link",
        max_length=64,
        unique=True,
        null=True,
        blank=True,
        editable=False,
        help_text="SHA-256 of the link's secret. Empty where a newer link took its place.",
    )
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True, help_text="Empty while it has not left.")

    personal_data: ClassVar[tuple[str, ...]] = ("sent_to",)

    def __str__(self) -> str:
        when = f"{self.sent_at:%-d %B %Y}" if self.sent_at else "not sent"
        return f"{self.get_kind_display()}, {when}"
