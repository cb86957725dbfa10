"""What came of the plans: achievements as told, the figures in them exactly as stated, and the evidence behind them."""

from datetime import date
from typing import ClassVar, Self
from uuid import uuid4

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.utils import timezone

from achievements.keepers import why_not_kept
from core.models import ChoiceField, PeriodFields, Removal, Sourced, Versioned
from partners.models import Area, Body, Partnership, User
from priorities.models import Action, ActionStatus, Approach, EvidenceSource, Finding, Plan, Priority, Project

Visibility = Finding.Visibility
EVIDENCE_FOLDER = "evidence"


class AchievementQuerySet(models.QuerySet["Achievement"]):
    """Words for many achievements."""

    def public(self) -> Self:
        """Those that anybody may read."""
        return self.filter(visibility=Visibility.PUBLIC)

    def in_display_order(self) -> Self:
        return self.order_by("position", "pk")


class Achievement(PeriodFields, Sourced, Versioned):
    """Something a partnership did in a plan's year. Only the text is needed: papers file achievements by project,
    provider, place or approach as often as by priority, so every link is optional.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="achievements")
    position = models.PositiveSmallIntegerField(default=0)
    heading = models.CharField(max_length=250, blank=True)
    text = models.TextField()
    status = ChoiceField(max_length=20, choices=ActionStatus.choices, default=ActionStatus.COMPLETED)
    approach = ChoiceField(max_length=20, choices=Approach.choices, blank=True)
    grouping = models.CharField(
        "filed under", max_length=150, blank=True, help_text='Any heading, such as "Covid-19 response".'
    )
    project = models.ForeignKey(Project, on_delete=models.PROTECT, null=True, blank=True, related_name="achievements")
    provider = models.ForeignKey(
        Body, on_delete=models.PROTECT, null=True, blank=True, related_name="achievements_provided"
    )
    provider_partnership = models.ForeignKey(
        Partnership,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="achievements_provided",
        help_text="When a partnership delivered it for another, as districts do for a county.",
    )
    bodies = models.ManyToManyField(Body, blank=True, related_name="achievements")
    place = models.CharField("where", max_length=200, blank=True)
    areas = models.ManyToManyField(Area, blank=True, related_name="achievements")
    priorities = models.ManyToManyField(Priority, blank=True, related_name="achievements")
    actions = models.ManyToManyField(Action, blank=True, related_name="achievements")
    continues = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="continued_by")
    is_for_paper = models.BooleanField("good for the annual paper", default=True)
    visibility = ChoiceField(max_length=20, choices=Visibility.choices, default=Visibility.PUBLIC)
    visibility_reason = models.CharField(max_length=200, blank=True)

    objects = AchievementQuerySet.as_manager()

    class Meta:
        constraints = [
            *PeriodFields.Meta.constraints,
            models.CheckConstraint(
                condition=Q(visibility="public") | ~Q(visibility_reason=""),
                name="achievements_achievement_restriction_explained",
                violation_error_message="Say why this may not be published.",
            ),
        ]

    def __str__(self) -> str:
        return self.heading or self.text[:80]

    def why_not_put_back(self, removal: Removal) -> str:
        """Who may no longer keep it may not undo either, such as a contributor once the plan is closed."""
        return why_not_kept(self, by=removal.removed_by, on=timezone.localdate())


class Figure(PeriodFields, Sourced, Versioned):
    """One number as the paper states it, from an achievement or a finding: the words, the number, and what it counts.

    `number` is in `unit`s (crimes, people, pounds, per cent); `number_to` ends a range. A percentage or share keeps its
    denominator where stated or worked out. A breakdown ("twelve dogs") hangs under its whole ("fourteen animals").
    """

    class Qualifier(models.TextChoices):
        EXACT = "exact", "exactly"
        ABOUT = "about", "about"
        OVER = "over", "over"
        AT_LEAST = "at-least", "at least"
        NEARLY = "nearly", "nearly"
        JUST_UNDER = "just-under", "just under"
        JUST_OVER = "just-over", "just over"
        UP_TO = "up-to", "up to"
        RANGE = "range", "between"

    class Basis(models.TextChoices):
        RECORDED = "recorded", "Recorded"
        PROJECTED = "projected", "Projected"
        SURVEY = "survey", "Survey"
        ESTIMATE = "estimate", "Estimate"
        PLANNED = "planned", "Planned"
        CUMULATIVE = "cumulative", "Cumulative"

    achievement = models.ForeignKey(
        Achievement, on_delete=models.CASCADE, null=True, blank=True, related_name="figures"
    )
    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, null=True, blank=True, related_name="figures")
    part_of = models.ForeignKey("self", on_delete=models.CASCADE, null=True, blank=True, related_name="breakdown")
    position = models.PositiveSmallIntegerField(default=0)
    stated = models.CharField("as stated", max_length=200)
    what = models.CharField("what it counts", max_length=200, blank=True)
    number = models.DecimalField(max_digits=16, decimal_places=4, null=True, blank=True)
    number_to = models.DecimalField("to", max_digits=16, decimal_places=4, null=True, blank=True)
    qualifier = ChoiceField(max_length=20, choices=Qualifier.choices, default=Qualifier.EXACT)
    unit = models.CharField(max_length=60, blank=True)
    denominator = models.DecimalField(max_digits=16, decimal_places=4, null=True, blank=True)
    denominator_note = models.CharField(max_length=200, blank=True, help_text="How the denominator is known.")
    formula = models.CharField(max_length=200, blank=True, help_text='Such as "50 x 6 x 15".')
    basis = ChoiceField(max_length=20, choices=Basis.choices, default=Basis.RECORDED)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, blank=True, related_name="figures")
    evidence = models.ForeignKey(
        EvidenceSource, on_delete=models.PROTECT, null=True, blank=True, related_name="figures"
    )
    reported_by = models.CharField(
        max_length=200, blank=True, help_text="Who reported it and where: a post, not a person."
    )
    note = models.TextField(
        blank=True, help_text="What does not agree, such as a percentage that computes differently."
    )

    class Meta:
        constraints = [
            *PeriodFields.Meta.constraints,
            models.CheckConstraint(
                condition=Q(achievement__isnull=False, finding__isnull=True)
                | Q(achievement__isnull=True, finding__isnull=False),
                name="achievements_figure_has_one_owner",
                violation_error_message="A figure belongs to an achievement or to a finding: choose one of the two.",
            ),
            models.CheckConstraint(
                condition=Q(number_to__isnull=True) | Q(number__isnull=False, number_to__gte=models.F("number")),
                name="achievements_figure_range_in_order",
                violation_error_message="A range needs its first number, and its end may not be below it.",
            ),
        ]

    def __str__(self) -> str:
        return self.stated

    def why_not_put_back(self, removal: Removal) -> str:
        return (self.achievement or self.finding).why_not_put_back(removal)  # type: ignore[union-attr]


class Comparator(PeriodFields, Versioned):
    """What a figure is compared with: an earlier period, another area, a baseline; each with its own period and
    area.
    """

    class Kind(models.TextChoices):
        PREVIOUS_PERIOD = "previous-period", "The period before"
        SAME_PERIOD = "same-period", "The same period the year before"
        PRE_PANDEMIC = "pre-pandemic", "A year before the pandemic"
        FORCE = "force", "The police force's rate"
        MOST_SIMILAR = "most-similar", "Most similar areas"
        LONG_AGO = "long-ago", "Years before"
        BASELINE = "baseline", "A baseline"
        OTHER = "other", "Another figure"

    figure = models.ForeignKey(Figure, on_delete=models.CASCADE, related_name="comparators")
    kind = ChoiceField(max_length=20, choices=Kind.choices)
    stated = models.CharField("as stated", max_length=200)
    number = models.DecimalField(
        max_digits=16, decimal_places=4, null=True, blank=True, help_text="The earlier or other value."
    )
    change_percent = models.DecimalField("change in per cent", max_digits=9, decimal_places=2, null=True, blank=True)
    change_number = models.DecimalField("change in units", max_digits=16, decimal_places=4, null=True, blank=True)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, blank=True, related_name="comparators")
    note = models.TextField(blank=True)

    class Meta:
        constraints = PeriodFields.Meta.constraints

    def __str__(self) -> str:
        return self.stated

    def why_not_put_back(self, removal: Removal) -> str:
        return self.figure.why_not_put_back(removal)


class Quote(Versioned):
    """Somebody's words about an achievement. Printed only with consent; a child's words need it above all."""

    class Speaker(models.TextChoices):
        CHILD = "child", "A child"
        ADULT = "adult", "An adult who took part"
        PROFESSIONAL = "professional", "A professional"
        PUBLICATION = "publication", "A publication"

    achievement = models.ForeignKey(Achievement, on_delete=models.CASCADE, related_name="quotes")
    position = models.PositiveSmallIntegerField(default=0)
    text = models.TextField()
    speaker = ChoiceField(max_length=20, choices=Speaker.choices)
    has_consent = models.BooleanField("consent to publish is on record", default=False)

    personal_data: ClassVar[tuple[str, ...]] = ("text",)

    def __str__(self) -> str:
        return self.text[:80]

    def why_not_put_back(self, removal: Removal) -> str:
        return self.achievement.why_not_put_back(removal)


def evidence_path(_evidence: object, _file_name: str) -> str:
    """Where a file of evidence lies: under a name that says nothing, with no ending that anything would run."""
    return f"{EVIDENCE_FOLDER}/{uuid4().hex}"


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    """Words for much evidence."""

    def openable_by(self, user: User | AnonymousUser, *, on: date) -> Self:
        """That whose file a visitor may open on a day: members of its partnership any; others what is public, with its
        achievement and its plan.
        """
        openable = Q(is_public=True, achievement__visibility=Visibility.PUBLIC)
        openable &= ~Q(achievement__plan__status=Plan.Status.DRAFT)
        if isinstance(user, User):
            openable |= Q(achievement__plan__partnership__in=Partnership.objects.worked_in_by(user, on=on))
        return self.exclude(file="").filter(openable)


class Evidence(Versioned):
    """A file or a link that bears an achievement out."""

    achievement = models.ForeignKey(Achievement, on_delete=models.CASCADE, related_name="evidence")
    label = models.CharField(max_length=200)
    file = models.FileField(upload_to=evidence_path, blank=True)
    file_name = models.CharField("name of the file as uploaded", max_length=200, blank=True)
    url = models.URLField("address", max_length=500, blank=True)
    is_public = models.BooleanField(
        "anybody may open it", default=False, help_text="Otherwise members of the partnership alone."
    )

    personal_data: ClassVar[tuple[str, ...]] = ("file_name",)
    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "evidence"
        constraints = [
            models.CheckConstraint(
                condition=~Q(file="") | ~Q(url=""),
                name="achievements_evidence_has_file_or_link",
                violation_error_message="Add a file or the address of a page.",
            )
        ]

    def __str__(self) -> str:
        return self.label

    def why_not_put_back(self, removal: Removal) -> str:
        return self.achievement.why_not_put_back(removal)
