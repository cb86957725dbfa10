"""What assessments found, what stands in a plan's way, and reviews."""

from typing import Self

from django.db import models
from django.db.models import Q

from core.models import ChoiceField, Dated, Removal, Sourced, Versioned
from partners.models import Area, Partnership
from priorities.models.actions import Action
from priorities.models.evidence import EvidenceSource
from priorities.models.plans import Plan


class Challenge(Sourced, Versioned):
    """Something that may stand in the plan's way, or that the next plan must take up."""

    class Kind(models.TextChoices):
        CHALLENGE = "challenge", "Challenge"
        RISK = "risk", "Risk"

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="challenges")
    position = models.PositiveSmallIntegerField(default=0)
    kind = ChoiceField(max_length=20, choices=Kind.choices, default=Kind.CHALLENGE)
    text = models.TextField()
    continues = models.ForeignKey(Action, on_delete=models.SET_NULL, null=True, blank=True, related_name="challenges")

    def __str__(self) -> str:
        return self.text[:80]

    def why_not_put_back(self, removal: Removal) -> str:
        return self.plan.why_not_undone(removal, is_promise=False)


class FindingQuerySet(models.QuerySet["Finding"]):
    """Words for many findings."""

    def public(self) -> Self:
        """Those that anybody may read."""
        return self.filter(visibility=Finding.Visibility.PUBLIC)

    def in_display_order(self) -> Self:
        return self.order_by("position", "pk")


class Finding(Sourced, Versioned):
    """Something an assessment, survey or meeting found, in the partnership's words; its figures are
    `achievements.Figure`s.
    """

    class Visibility(models.TextChoices):
        PUBLIC = "public", "Public"
        PARTNERS = "partners", "Partners only"
        RESTRICTED = "restricted", "Restricted"

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="findings")
    evidence = models.ForeignKey(
        EvidenceSource, on_delete=models.PROTECT, null=True, blank=True, related_name="findings"
    )
    position = models.PositiveSmallIntegerField(default=0)
    topic = models.CharField(max_length=150, blank=True)
    text = models.TextField()
    areas = models.ManyToManyField(Area, blank=True, related_name="findings")
    visibility = ChoiceField(max_length=20, choices=Visibility.choices, default=Visibility.PUBLIC)
    visibility_reason = models.CharField(max_length=200, blank=True)

    objects = FindingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(visibility="public") | ~Q(visibility_reason=""),
                name="priorities_finding_restriction_explained",
                violation_error_message="Say why this may not be published.",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class Review(Dated, Versioned):
    """A review after a death or of a case: its label depends on the date (a homicide review became a death review)."""

    class Kind(models.TextChoices):
        DOMESTIC = "domestic", "Domestic homicide or domestic abuse related death review"
        ASB = "asb", "Anti-social behaviour case review"
        WEAPONS = "weapons", "Offensive weapons homicide review"

    class State(models.TextChoices):
        COMMISSIONED = "commissioned", "Commissioned"
        UNDERWAY = "underway", "Under way"
        COMPLETED = "completed", "Completed"
        PUBLISHED = "published", "Published"

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="reviews")
    kind = ChoiceField(max_length=20, choices=Kind.choices)
    label = models.CharField(
        max_length=120, help_text='What it is called on its date, such as "Domestic Homicide Review".'
    )
    reference = models.CharField(
        max_length=60, blank=True, help_text="A neutral reference; never a name or an address."
    )
    state = ChoiceField(max_length=20, choices=State.choices)
    actions = models.ManyToManyField(Action, blank=True, related_name="reviews")
    note = models.TextField(blank=True)

    class Meta:
        constraints = Dated.Meta.constraints

    def __str__(self) -> str:
        return f"{self.label} {self.reference}".strip()
