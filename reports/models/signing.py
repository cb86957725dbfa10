"""Who approves a paper, and what each has seen of it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.timezone import localdate

from core.formats import day
from core.models import ChoiceField, Versioned
from partners.models import Meeting, Person, User
from reports.models.papers import Paper


class SignOff(Versioned):
    """An approval of a paper: by a function (Finance, Legal), a lead member, a board or a council; a person, a post or
    a date.
    """

    class State(models.TextChoices):
        ASKED = "asked", "Asked"
        SIGNED = "signed", "Signed"
        RETURNED = "returned", "Returned with a note"

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="sign_offs")
    position = models.PositiveSmallIntegerField(default=0)
    function = models.CharField(
        "for", max_length=100, help_text='Such as "Finance", "Legal" or "Executive lead member".'
    )
    post_title = models.CharField("post", max_length=150, blank=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="sign_offs")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="sign_offs")
    state = ChoiceField(max_length=10, choices=State.choices, default=State.ASKED)
    signed_date = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)
    content_hash = models.CharField("hash of what was signed", max_length=64, blank=True)

    approver = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="to_sign", help_text="Who is asked to sign."
    )
    deputy = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="to_sign_as_deputy",
        help_text="Who may sign when the approver cannot.",
    )
    due_date = models.DateField("sign by", null=True, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    signed_at = models.DateTimeField("signed or returned at", null=True, blank=True)
    signed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="sign_offs")
    is_required = models.BooleanField("the paper cannot be published without it", default=True)

    personal_data: ClassVar[tuple[str, ...]] = ("person", "note", "approver", "deputy", "signed_by")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(post_title="")
                | Q(person__isnull=False)
                | Q(meeting__isnull=False)
                | Q(signed_date__isnull=False),
                name="reports_signoff_by_somebody",
                violation_error_message="Say who signs: a post, a person, a meeting, or the date it was signed.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.function}: {self.get_state_display()}"


class Look(models.Model):
    """What a person has seen of a paper, so that its page can show what changed since. Written when they sign, return
    it, or say that they have read it.
    """

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="looks")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="looks")
    content = models.TextField(help_text="The content tree as canonical JSON (reports.content).")
    content_hash = models.CharField(max_length=64)
    looked_at = models.DateTimeField()

    personal_data: ClassVar[tuple[str, ...]] = ("user", "content")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["paper", "user"],
                name="reports_look_once",
                violation_error_message="What this person saw of the paper is kept already.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.paper}, as seen on {day(localdate(self.looked_at))}"
