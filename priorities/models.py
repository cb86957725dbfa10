"""What a partnership means to do: plans, priorities, actions, targets, progress; and what these rest on: evidence,
objectives.

Text is kept as its author wrote it, in the small Markdown of `reports.prose` (paragraphs, lists, links).
"""

from datetime import date
from typing import ClassVar, Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.urls import reverse

from core import formats
from core.models import ChoiceField, Dated, DatedQuerySet, PeriodFields, Sourced, or_nothing
from partners.models import Area, Body, Group, Meeting, Partnership, User


class EvidenceSource(PeriodFields, Sourced):
    """An assessment, survey, census or statistic that plans and figures rest on."""

    class Kind(models.TextChoices):
        ASSESSMENT = "assessment", "Strategic assessment"
        NEEDS = "needs", "Needs assessment"
        SURVEY = "survey", "Survey"
        STATISTICS = "statistics", "Statistics"
        PLAN = "plan", "Another body's plan or strategy"
        REPORT = "report", "Report to a meeting"
        KNOWLEDGE = "knowledge", "Knowledge of practitioners or residents"

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="evidence_sources")
    name = models.CharField(max_length=200)
    kind = ChoiceField(max_length=20, choices=Kind.choices)
    publisher = models.ForeignKey(
        Body, on_delete=models.PROTECT, null=True, blank=True, related_name="evidence_published"
    )
    published_date = models.DateField(null=True, blank=True)
    published_stated = models.CharField("published, as stated", max_length=60, blank=True)
    url = models.URLField("address", max_length=500, blank=True)
    description = models.TextField(blank=True)

    class Meta:
        constraints = PeriodFields.Meta.constraints

    def __str__(self) -> str:
        return self.name


class ObjectiveSet(Dated):
    """The objectives of one police and crime plan, in force between two dates (Crime and Disorder Act 1998 s.6(1A))."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="objective_sets", help_text="Who set them.")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, blank=True, related_name="objective_sets")
    name = models.CharField(max_length=200, help_text='As stated, such as "Police and Crime Plan 2013-17".')
    period_stated = models.CharField("years as stated", max_length=40, blank=True)
    url = models.URLField("address", max_length=500, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        constraints = Dated.Meta.constraints

    def __str__(self) -> str:
        return self.name


class Objective(models.Model):
    """One objective of a set, with its number where the plan numbers them."""

    objective_set = models.ForeignKey(ObjectiveSet, on_delete=models.CASCADE, related_name="objectives")
    position = models.PositiveSmallIntegerField(default=0)
    number = models.CharField(max_length=10, blank=True)
    title = models.CharField(max_length=250)
    description = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.number}. {self.title}" if self.number else self.title


class Project(Dated):
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


class Plan(PeriodFields, Sourced):
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


class Approach(models.TextChoices):
    """Whom an action or achievement works with: the triangle of location, victim and offender."""

    COMMUNITY = "community", "Whole community"
    VICTIMS = "victims", "Supporting victims"
    OFFENDERS = "offenders", "Targeting offenders"


class Priority(Sourced):
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


class Action(Sourced):
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


class Target(PeriodFields, Sourced):
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


class Progress(PeriodFields):
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
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="progress_recorded")
    recorded_at = models.DateTimeField()

    personal_data: ClassVar[tuple[str, ...]] = ("recorded_by", "recovery_owner")

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
        ]

    def __str__(self) -> str:
        return f"{self.get_status_display()} ({self.period_stated})"


class Challenge(Sourced):
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


class FindingQuerySet(models.QuerySet["Finding"]):
    """Words for many findings."""

    def public(self) -> Self:
        """Those that anybody may read."""
        return self.filter(visibility=Finding.Visibility.PUBLIC)

    def in_display_order(self) -> Self:
        return self.order_by("position", "pk")


class Finding(Sourced):
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


class Review(Dated):
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
