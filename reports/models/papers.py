"""Papers, their parts, and the editions that were published."""

from datetime import date
from typing import ClassVar, Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.urls import reverse

from core.models import AppendOnly, ChoiceField
from partners.models import Meeting, Partnership, Person, User
from priorities.models import Plan
from reports.models.styles import HeaderKey, HouseStyle


class PaperQuerySet(models.QuerySet["Paper"]):
    """Words for many papers."""

    def published(self) -> Self:
        """Those that anybody may read, newest first."""
        return self.filter(state__in=[Paper.State.PUBLISHED, Paper.State.WITHDRAWN]).in_display_order()

    def in_display_order(self) -> Self:
        """Newest first. A paper without a date counts from its plan's first day; without either it comes last."""
        speaks_of = Coalesce("date", "plan__period_start")
        return self.order_by(speaks_of.desc(nulls_last=True), "title", "pk")

    def unpublished(self) -> Self:
        """Drafts, and those out for sign-off."""
        return self.filter(state__in=[Paper.State.DRAFT, Paper.State.IN_REVIEW])

    def visible_to(self, user: User | AnonymousUser, *, on: date) -> Self:
        """Published papers, and drafts of the partnerships in which a signed-in user works."""
        shown = Q(state__in=[Paper.State.PUBLISHED, Paper.State.WITHDRAWN])
        if isinstance(user, User):
            shown |= Q(partnership__in=Partnership.objects.worked_in_by(user, on=on))
        return self.filter(shown)


class Paper(models.Model):
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
        PUBLISHED = "published", "Published"
        WITHDRAWN = "withdrawn", "Withdrawn"

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

    objects = PaperQuerySet.as_manager()

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("reports:paper", args=[self.slug])


class PaperAuthor(models.Model):
    """Another author of a paper, after the one whom its own author fields name; a joint paper has one per council."""

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="other_authors")
    position = models.PositiveSmallIntegerField(default=0)
    post_title = models.CharField(max_length=150)
    service = models.CharField("service area or department", max_length=150, blank=True)
    contact = models.CharField(max_length=200, blank=True, help_text="A shared address, not a person's.")

    def __str__(self) -> str:
        return self.post_title


class HeaderValue(models.Model):
    """What stands in one field of a paper's head. Blank, "n/a", "None" and absent (no row) are four different
    things.
    """

    class Standing(models.TextChoices):
        STATED = "stated", "Stated"
        BLANK = "blank", "Left blank"
        NOT_APPLICABLE = "na", "n/a"
        NONE = "none", "None"

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="header_values")
    key = ChoiceField(max_length=30, choices=HeaderKey.choices)
    standing = ChoiceField(max_length=10, choices=Standing.choices, default=Standing.STATED)
    text = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["paper", "key"],
                name="reports_headervalue_once",
                violation_error_message="This paper already has that field.",
            ),
            models.CheckConstraint(
                condition=Q(standing="stated") | Q(text=""),
                name="reports_headervalue_text_only_if_stated",
                violation_error_message="Either write the field's text, or mark it blank, n/a or None.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_key_display()}: {self.text or self.get_standing_display()}"


class Recommendation(models.Model):
    """What the committee is asked to do; recommendations may be numbered, lettered and nested, or one unnumbered
    line.
    """

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="recommendations")
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, blank=True, related_name="parts")
    position = models.PositiveSmallIntegerField(default=0)
    is_numbered = models.BooleanField(default=True)
    text = models.TextField()

    def __str__(self) -> str:
        return self.text[:80]


class Appendix(models.Model):
    """Something the paper says is attached; it may never have been supplied."""

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="appendices")
    position = models.PositiveSmallIntegerField(default=0)
    label = models.CharField(max_length=40, help_text='Such as "Appendix A".')
    title = models.CharField(max_length=200)
    attached = models.ForeignKey(Paper, on_delete=models.PROTECT, null=True, blank=True, related_name="attached_to")
    is_supplied = models.BooleanField(default=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name_plural = "appendices"

    def __str__(self) -> str:
        return f"{self.label}: {self.title}"


class BackgroundPaper(models.Model):
    """An unpublished document that the paper relies on (Local Government Act 1972 s.100D), or what was given in its
    place.
    """

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="background_papers")
    position = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(max_length=250)
    url = models.URLField("address", max_length=500, blank=True)

    def __str__(self) -> str:
        return self.title


class SignOff(models.Model):
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

    personal_data: ClassVar[tuple[str, ...]] = ("person", "note")

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


class Section(models.Model):
    """A part of a paper: a heading, the officer's own words, and a live block that fills it from the plan.

    `text` is Markdown and stands before the live block. A section without a heading goes on from the one before.
    `options` are the live block's, checked by `reports.compose`.
    """

    class Fill(models.TextChoices):
        NARRATIVE = "narrative", "Words only"
        PRIORITIES = "priorities", "Priorities and actions"
        THEMES = "themes", "Table of priorities, activity and objectives"
        ACTION_PLAN = "action-plan", "Table of actions with leads and status"
        ACHIEVEMENTS = "achievements", "Achievements"
        FINDINGS = "findings", "Findings of assessments"
        OBJECTIVES = "objectives", "Police and crime objectives"
        CHALLENGES = "challenges", "Challenges"
        FUNDING = "funding", "Funding table"
        POSTS = "posts", "Funded posts"
        MEMBERS = "members", "Member bodies"
        SEATS = "seats", "Seats on a group"
        CYCLE = "cycle", "Meetings and business cycle"
        INDICATORS = "indicators", "Indicators"
        LOCAL_PRIORITIES = "local-priorities", "Priorities of the district partnerships"
        LINKS = "links", "Links"

    class Kind(models.TextChoices):
        SECTION = "section", "Section"
        APPENDIX = "appendix", "Appendix"

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="sections")
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, blank=True, related_name="parts")
    position = models.PositiveSmallIntegerField(default=0)
    key = models.SlugField(max_length=60, blank=True, help_text="Which part of the recipe it is.")
    kind = ChoiceField(max_length=10, choices=Kind.choices, default=Kind.SECTION)
    heading = models.CharField(max_length=250, blank=True)
    fill = ChoiceField(max_length=20, choices=Fill.choices, default=Fill.NARRATIVE)
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, null=True, blank=True, related_name="sections")
    text = models.TextField(blank=True)
    is_numbered = models.BooleanField("paragraphs take part in the numbering", default=True)
    options = models.JSONField(default=dict, blank=True)

    def __str__(self) -> str:
        return self.heading or f"{self.get_fill_display()} (no heading)"


class Edition(AppendOnly):
    """A paper as it was published: its content, its hash, the PDF of record, who published it, when and why. Never
    changes.
    """

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField()
    content = models.TextField(help_text="The content tree as canonical JSON (reports.content).")
    content_hash = models.CharField(max_length=64)
    pdf = models.BinaryField()
    pdf_hash = models.CharField(max_length=64)
    reason = models.CharField(max_length=300, blank=True, help_text="What a later edition corrects.")
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="editions")
    published_by_name = models.CharField(max_length=254)

    personal_data: ClassVar[tuple[str, ...]] = ("published_by", "published_by_name", "content", "pdf")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["paper", "number"],
                name="reports_edition_number_once",
                violation_error_message="This paper already has an edition with that number.",
            ),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(reason=""),
                name="reports_edition_correction_has_reason",
                violation_error_message="Say what this edition corrects.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.paper}, edition {self.number}"
