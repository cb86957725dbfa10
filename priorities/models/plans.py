"""Plans, their priorities, and the projects that run through the years."""

from datetime import date
from typing import ClassVar, Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from core.models import ChoiceField, Dated, PeriodFields, Removal, Sourced, Versioned, or_nothing
from partners.models import Body, Group, Meeting, Partnership, User
from priorities.models.evidence import EvidenceSource, Objective, ObjectiveSet


class Project(Dated, Versioned):
    """A named operation, programme, service, scheme or campaign that actions and achievements of many years belong
    to.
    """

    class Kind(models.TextChoices):
        OPERATION = "operation", "Operation"
        PROGRAMME = "programme", "Programme"
        SERVICE = "service", "Service"
        SCHEME = "scheme", "Scheme"
        CAMPAIGN = "campaign", "Campaign"
        PILOT = "pilot", "Pilot"
        STRATEGY = "strategy", "Strategy or plan"
        NETWORK = "network", "Network or partnership"
        POST = "post", "Hosted post"

    partnership = models.ForeignKey(
        Partnership,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="projects",
        help_text="Empty when several share it.",
    )
    name = models.CharField(max_length=200)
    kind = ChoiceField(max_length=20, choices=Kind.choices)
    lead_body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="projects")
    description = models.TextField(blank=True)

    class Meta:
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                "name",
                or_nothing("partnership"),
                name="priorities_project_once",
                violation_error_message="There is already a project with this name.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ProjectName(models.Model):
    """Another name of a project: an operation's earlier name, or how one paper writes it."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.name


class PlanQuerySet(models.QuerySet["Plan"]):
    """Words for many plans."""

    def in_display_order(self) -> Self:
        """Newest first."""
        return self.order_by(models.F("period_start").desc(nulls_last=True), "title", "pk")

    def visible_to(self, user: User | AnonymousUser, *, on: date) -> Self:
        """Plans past the draft, and drafts of the partnerships in which a signed-in user works."""
        shown = ~Q(status=Plan.Status.DRAFT)
        if isinstance(user, User):
            shown |= Q(partnership__in=Partnership.objects.worked_in_by(user, on=on))
        return self.filter(shown)

    def in_force(self, on: date) -> Self:
        """Plans whose period covers a day."""
        return self.filter(period_start__lte=on, period_end__gte=on)


class Plan(PeriodFields, Sourced, Versioned):
    """What a partnership sets out to do in a period; it may refresh a longer plan (`parent`) and follow an earlier
    one.
    """

    class Kind(models.TextChoices):
        PARTNERSHIP = "partnership-plan", "Partnership plan"
        ROLLING = "rolling-plan", "Rolling plan"
        BUSINESS = "business-plan", "Business plan"
        AGREEMENT = "agreement", "Community safety agreement"
        REFRESH = "refresh", "Annual refresh"
        LOCAL = "local-priorities", "Local priorities"

    class Status(models.TextChoices):
        DRAFT = "draft", "Draft"
        PROPOSED = "proposed", "Proposed"
        YET_TO_BE_RATIFIED = "yet-to-be-ratified", "Yet to be ratified"
        AGREED = "agreed", "Agreed"
        CLOSED = "closed", "Closed"

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="plans")
    slug = models.SlugField(max_length=60)
    kind = ChoiceField(max_length=20, choices=Kind.choices)
    title = models.CharField(max_length=200)
    status = ChoiceField(max_length=20, choices=Status.choices, default=Status.DRAFT)
    status_note = models.CharField(max_length=300, blank=True, help_text='Such as "likely to stay as they are".')
    agreed_at = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="plans_agreed")
    agreed_date = models.DateField("agreed on", null=True, blank=True, help_text="Where no meeting is recorded.")
    owner_group = models.ForeignKey(Group, on_delete=models.PROTECT, null=True, blank=True, related_name="plans")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts")
    succeeds = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="successors")
    vision = models.TextField(blank=True)
    legal_basis = models.TextField(blank=True, help_text="The Act or regulation, as the plan states it.")
    rule = models.TextField(
        "what belongs in it", blank=True, help_text="Such as: only actions that add value by working together."
    )
    introduction = models.TextField(blank=True)
    evidence = models.ManyToManyField(EvidenceSource, blank=True, related_name="plans")
    objective_set = models.ForeignKey(
        ObjectiveSet, on_delete=models.PROTECT, null=True, blank=True, related_name="plans"
    )
    version = models.CharField(max_length=20, blank=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        constraints = [
            *PeriodFields.Meta.constraints,
            models.UniqueConstraint(
                fields=["partnership", "slug"],
                name="priorities_plan_slug_once",
                violation_error_message="This partnership already has a plan with this address.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("priorities:plan", args=[self.partnership.slug, self.slug])

    def why_not_undone(self, removal: Removal, *, is_promise: bool = True) -> str:
        """Why what was removed from this plan cannot come back by an undo: the plan is closed, or was agreed after the
        removal, so that it changes only with a reason. Empty where it can.
        """
        if self.status == self.Status.CLOSED:
            return "The plan is closed. Open it again first."
        explained = self.amendments.filter(made_at=removal.removed_at, made_by=removal.removed_by)
        if is_promise and self.status == self.Status.AGREED and not explained.exists():
            return "The plan was agreed since. Add it anew, and say why the agreed plan is changed."
        return ""


class AmendmentQuerySet(models.QuerySet["Amendment"]):
    """Words for many amendments."""

    def standing(self) -> Self:
        """Those that still hold: a removal that was undone changed nothing."""
        undone = Removal.objects.filter(
            removed_at=OuterRef("made_at"), removed_by=OuterRef("made_by"), put_back_at__isnull=False
        )
        return self.exclude(Exists(undone))


class Amendment(models.Model):
    """One change to a plan that had been agreed, with the reason its officer gave."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="amendments")
    what = models.TextField("what was changed")
    reason = models.TextField()
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="amendments")
    made_at = models.DateTimeField()

    personal_data: ClassVar[tuple[str, ...]] = ("made_by",)
    objects = AmendmentQuerySet.as_manager()

    def __str__(self) -> str:
        return self.what


class Approach(models.TextChoices):
    """Whom an action or achievement works with: the triangle of location, victim and offender."""

    COMMUNITY = "community", "Whole community"
    VICTIMS = "victims", "Supporting victims"
    OFFENDERS = "offenders", "Targeting offenders"


class Priority(Sourced, Versioned):
    """A priority of a plan, or a part of one (`parent`), with its narrative and, in some plans, a vision of its own."""

    class Standing(models.TextChoices):
        PRIORITY = "priority", "Priority"
        THEME = "theme", "Collaborative theme"
        CATEGORY = "category", "Category of activity"
        CORE = "core", "Core activity"

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="priorities")
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, blank=True, related_name="parts")
    position = models.PositiveSmallIntegerField(default=0)
    standing = ChoiceField(max_length=20, choices=Standing.choices, default=Standing.PRIORITY)
    title = models.CharField(max_length=300)
    narrative = models.TextField(blank=True)
    vision = models.TextField(blank=True)
    approach = ChoiceField(max_length=20, choices=Approach.choices, blank=True)
    lead_body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="priorities_led")
    lead_group = models.ForeignKey(
        Group, on_delete=models.PROTECT, null=True, blank=True, related_name="priorities_led"
    )
    supporting_bodies = models.ManyToManyField(Body, blank=True, related_name="priorities_supported")
    continues = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="continued_by")
    objectives = models.ManyToManyField(Objective, through="PriorityObjective", related_name="priorities")

    class Meta:
        verbose_name_plural = "priorities"
        constraints = [
            models.CheckConstraint(
                condition=Q(continues__isnull=True) | ~Q(continues=models.F("pk")),
                name="priorities_priority_continues_another",
                violation_error_message="A priority cannot continue itself.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def why_not_put_back(self, removal: Removal) -> str:
        return self.plan.why_not_undone(removal)


class PriorityStrand(models.Model):
    """A strand of the statutory strategy that a priority serves (Crime and Disorder Act 1998 s.6(1))."""

    class Strand(models.TextChoices):
        CRIME_AND_DISORDER = (
            "crime-and-disorder",
            "Crime and disorder, with anti-social behaviour and the local environment",
        )
        SUBSTANCES = "substances", "Misuse of drugs, alcohol and other substances"
        REOFFENDING = "re-offending", "Re-offending"
        VIOLENCE_PREVENTION = "violence-prevention", "Preventing people becoming involved in serious violence"
        VIOLENCE_REDUCTION = "violence-reduction", "Reducing instances of serious violence"

    priority = models.ForeignKey(Priority, on_delete=models.CASCADE, related_name="strands")
    strand = ChoiceField(max_length=30, choices=Strand.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["priority", "strand"],
                name="priorities_prioritystrand_once",
                violation_error_message="The priority already serves that strand.",
            ),
        ]

    def __str__(self) -> str:
        return self.get_strand_display()


class PriorityObjective(models.Model):
    """A police and crime objective that a priority serves, with the sub-theme stated for it. The same objective may
    serve twice.
    """

    priority = models.ForeignKey(Priority, on_delete=models.CASCADE, related_name="objective_links")
    objective = models.ForeignKey(Objective, on_delete=models.PROTECT, related_name="priority_links")
    position = models.PositiveSmallIntegerField(default=0)
    sub_theme = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return f"{self.objective}: {self.sub_theme}" if self.sub_theme else str(self.objective)
