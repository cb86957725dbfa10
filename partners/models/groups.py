"""Groups and their seats, meetings and business cycle."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from core.formats import day
from core.models import ChoiceField, Dated, DatedQuerySet, PeriodFields, Sourced, Versioned
from partners.models.bodies import Body
from partners.models.partnerships import Partnership
from partners.models.users import User


class Group(Dated, Sourced, Versioned):
    """A board, executive, business group, sub-group or task group of a partnership; groups form a tree."""

    class Kind(models.TextChoices):
        BOARD = "board", "Board"
        EXECUTIVE = "executive", "Executive group"
        BUSINESS = "business", "Business group"
        CO_ORDINATION = "co-ordination", "Co-ordination group"
        TACTICAL = "tactical", "Tactical business group"
        SUB_GROUP = "sub-group", "Sub-group"
        TASK = "task", "Task and finish group"
        COMMITTEE = "committee", "Committee or joint committee"
        PANEL = "panel", "Panel"
        FORUM = "forum", "Forum or network"

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="groups")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="subgroups")
    position = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(max_length=150)
    short_name = models.CharField(max_length=40, blank=True)
    kind = ChoiceField(max_length=20, choices=Kind.choices)
    chair_post = models.CharField(
        "chaired by", max_length=150, blank=True, help_text="A post or a body, as the paper says it."
    )
    secretariat = models.ForeignKey(
        Body, on_delete=models.PROTECT, null=True, blank=True, related_name="secretariat_for"
    )
    meetings_per_year = models.PositiveSmallIntegerField(null=True, blank=True)
    meets = models.CharField("how often it meets, as stated", max_length=120, blank=True)
    purpose = models.TextField(blank=True)
    is_minimum = models.BooleanField(
        "its seats are a minimum", default=False, help_text='The paper says "at a minimum".'
    )

    objects = DatedQuerySet.as_manager()

    class Meta:
        constraints = Dated.Meta.constraints

    def __str__(self) -> str:
        return self.name


class Person(Versioned):
    """Somebody who holds a seat. Contact details are shown to members only, unless the person has agreed to
    publication.
    """

    name = models.CharField(max_length=150)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="people")
    job_title = models.CharField(max_length=150, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    may_be_published = models.BooleanField("has agreed to be named in public", default=False)
    user = models.OneToOneField(User, on_delete=models.PROTECT, null=True, blank=True, related_name="person")

    personal_data: ClassVar[tuple[str, ...]] = ("name", "body", "job_title", "email", "phone", "user")

    class Meta:
        verbose_name_plural = "people"

    def __str__(self) -> str:
        return self.name


class Seat(Dated, Sourced, Versioned):
    """A place on a group, held by a post of a body; who sits there may be unknown or change."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="seats")
    position = models.PositiveSmallIntegerField(default=0)
    post_title = models.CharField(max_length=200)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="seats")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="seats")
    is_chair = models.BooleanField(default=False)
    is_invited = models.BooleanField("attends by invitation", default=False)
    also_sits_on = models.CharField(
        max_length=200, blank=True, help_text="Another body this seat's holder sits on by right."
    )

    personal_data: ClassVar[tuple[str, ...]] = ("person",)
    objects = DatedQuerySet.as_manager()

    class Meta:
        constraints = Dated.Meta.constraints

    def __str__(self) -> str:
        return f"{self.post_title} on {self.group}"


class MeetingQuerySet(models.QuerySet["Meeting"]):
    """Words for many meetings."""

    def after(self, on: date) -> Self:
        """Meetings still to come on a day, soonest first."""
        return self.filter(date__gte=on).order_by("date", "pk")


class Meeting(Sourced, Versioned):
    """A meeting of a group or of the partnership: planned or held, on a date or in a month, with its theme."""

    class Kind(models.TextChoices):
        BUSINESS = "business", "Business meeting"
        THEMED = "themed", "Themed meeting"
        PUBLIC = "public", "Public meeting"
        SCRUTINY = "scrutiny", "Scrutiny committee"
        COUNCIL = "council", "Council meeting"
        WORKSHOP = "workshop", "Workshop"

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="meetings")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, null=True, blank=True, related_name="meetings")
    kind = ChoiceField(max_length=20, choices=Kind.choices, default=Kind.BUSINESS)
    name = models.CharField(max_length=150, blank=True)
    date = models.DateField(null=True, blank=True)
    date_stated = models.CharField("date as stated", max_length=60, blank=True, help_text='When only "July" is known.')
    theme = models.CharField(max_length=300, blank=True)
    focus = models.TextField("what it is for", blank=True)
    attended_by = models.ManyToManyField(Body, blank=True, related_name="meetings_attended")
    attendance_note = models.CharField(max_length=300, blank=True, help_text="Who else came: posts, not people.")
    position = models.PositiveSmallIntegerField(default=0)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(date__isnull=False) | ~Q(date_stated=""),
                name="partners_meeting_says_when",
                violation_error_message="Give the meeting's date, or the month as stated.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name or self.get_kind_display()}, {self.date_stated or (day(self.date) if self.date else '')}"


class Decision(Versioned):
    """One thing a meeting decided, in the order of its record."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="decisions")
    position = models.PositiveSmallIntegerField(default=0)
    text = models.TextField()

    def __str__(self) -> str:
        return self.text


class CycleTask(PeriodFields):
    """A core task of a group's business cycle in one quarter of a year."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="cycle_tasks")
    stage = models.CharField(max_length=120, help_text='What the quarter is for, such as "Agreeing priorities".')
    owner_stated = models.CharField("whose task it is, as stated", max_length=150, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    text = models.TextField()

    class Meta:
        constraints = PeriodFields.Meta.constraints

    def __str__(self) -> str:
        return self.text
