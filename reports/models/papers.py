"""Papers, from first draft to published, corrected or withdrawn."""

from datetime import date
from typing import ClassVar, Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.urls import reverse

from core.models import ChoiceField, Removal, Versioned
from partners.models import Meeting, Partnership, User
from priorities.models import Plan
from reports.models.styles import HouseStyle


class PaperQuerySet(models.QuerySet["Paper"]):
    """Words for many papers."""

    def public(self) -> Self:
        """Those of which anybody may read an edition: published at least once, and not withdrawn."""
        return self.filter(first_published_at__isnull=False).exclude(state=Paper.State.WITHDRAWN)

    def published(self) -> Self:
        """Those that anybody may read, newest first."""
        return self.public().in_display_order()

    def in_display_order(self) -> Self:
        """Newest first. A paper without a date counts from its plan's first day; without either it comes last."""
        speaks_of = Coalesce("date", "plan__period_start")
        return self.order_by(speaks_of.desc(nulls_last=True), "title", "pk")

    def in_work(self) -> Self:
        """Those that officers and approvers still have in hand, corrections of published papers among them."""
        return self.filter(state__in=Paper.IN_WORK)

    def visible_to(self, user: User | AnonymousUser, *, on: date) -> Self:
        """Published papers (withdrawn ones too: their address says so), and drafts of the partnerships in which a
        signed-in user works.
        """
        shown = Q(first_published_at__isnull=False)
        if isinstance(user, User):
            shown |= Q(partnership__in=Partnership.objects.worked_in_by(user, on=on))
        return self.filter(shown)


class Paper(Versioned):
    """A paper for a committee or the public, from first draft to published edition."""

    class Kind(models.TextChoices):
        COUNCIL_UPDATE = "council-update", "Council annual update"
        PARTNERSHIP_REPORT = "partnership-report", "Partnership report to Council"
        SAFETY_AGREEMENT = "safety-agreement", "Community safety agreement and annual report"
        ANNUAL_REFRESH = "annual-refresh", "Annual refresh"
        ROLLING_PLAN = "rolling-plan", "Rolling plan and action plan"

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        IN_REVIEW = "in-review", "Out for sign-off"
        APPROVED = "approved", "Approved"
        SCHEDULED = "scheduled", "Scheduled"
        PUBLISHED = "published", "Published"
        CORRECTED = "corrected", "Published, corrected"
        WITHDRAWN = "withdrawn", "Withdrawn"

    IN_WORK: ClassVar[tuple[str, ...]] = (State.DRAFT, State.IN_REVIEW, State.APPROVED, State.SCHEDULED)

    slug = models.SlugField(max_length=100, unique=True)
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="papers")
    kind = ChoiceField(max_length=20, choices=Kind.choices)
    house_style = models.ForeignKey(HouseStyle, on_delete=models.PROTECT, related_name="papers")
    title = models.CharField(max_length=250)
    subtitle = models.CharField(max_length=250, blank=True)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="papers")
    date = models.DateField("date of the meeting or publication", null=True, blank=True)
    plan = models.ForeignKey(
        Plan, on_delete=models.PROTECT, null=True, blank=True, related_name="papers", help_text="The plan it sets out."
    )
    reports_on = models.ForeignKey(
        Plan,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="reported_by",
        help_text="The plan whose year it reports on.",
    )
    state = ChoiceField(max_length=20, choices=State.choices, default=State.DRAFT)
    version = models.CharField(max_length=20, blank=True)
    author_post = models.CharField(max_length=150, blank=True)
    author_service = models.CharField("author's service area or department", max_length=150, blank=True)
    author_contact = models.CharField(max_length=200, blank=True, help_text="A shared address, not a person's.")
    also_goes_to = models.ManyToManyField(
        Meeting,
        blank=True,
        related_name="papers_also",
        help_text="Other meetings that take the same paper, such as those of a second council.",
    )
    background_none = models.BooleanField("there are no background papers", default=False)
    shows_contents = models.BooleanField("has a table of contents", default=False)
    follows = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="followed_by",
        verbose_name="last time’s paper",
        help_text="What it promised, this one should account for.",
    )
    supplements = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="supplemented_by",
        help_text="The paper to which this one is a late supplement.",
    )
    late_reason = models.TextField(
        "why it is late",
        blank=True,
        help_text="Special circumstances for an item less than five clear days before (Local Government Act 1972 "
        "s.100B(4)(b)).",
    )
    exempt_reason = models.TextField(
        "why the public interest is in keeping it exempt",
        blank=True,
        help_text="Wanted where the head names a paragraph of Schedule 12A.",
    )
    notice_date = models.DateField(
        "key decision notice published on", null=True, blank=True, help_text="SI 2012/2089 regulation 9: 28 clear days."
    )
    publish_at = models.DateTimeField("to be published at", null=True, blank=True)
    first_published_at = models.DateTimeField(null=True, blank=True, editable=False)
    correction = models.CharField(
        "what the correction corrects", max_length=300, blank=True, help_text="Set while a correction is drafted."
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_reason = models.CharField(max_length=300, blank=True)

    objects = PaperQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="scheduled") | Q(publish_at__isnull=False),
                name="reports_paper_scheduled_when",
                violation_error_message="Say when the paper is to be published.",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["published", "corrected", "withdrawn"]) | Q(first_published_at__isnull=False),
                name="reports_paper_published_when",
                violation_error_message="A paper becomes public by being published.",
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | ~Q(withdrawn_reason=""),
                name="reports_paper_withdrawn_why",
                violation_error_message="Say why the paper is withdrawn.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("reports:paper", args=[self.slug])


class PartOfPaper(Versioned):
    """Something that a paper is made of, and that officers keep while the paper is in hand."""

    class Meta:
        abstract = True

    def why_not_put_back(self, removal: Removal) -> str:
        """A paper that is out is not changed, so nothing that was removed comes back into it."""
        paper: Paper = self.paper  # type: ignore[attr-defined]
        if paper.state in Paper.IN_WORK:
            return ""
        return "The paper was published since. Begin a correction first."
