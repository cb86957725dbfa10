"""The sections of a paper, and what its officers change in them without touching the records they come from."""

from typing import ClassVar

from django.db import models

from achievements.models import Achievement
from core.models import ChoiceField, Versioned
from partners.models import User
from priorities.models import Plan
from reports.models.papers import Paper, PartOfPaper


class Section(PartOfPaper):
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
        TARGETS = "targets", "Targets and results"
        FUNDING = "funding", "Funding table"
        POSTS = "posts", "Funded posts"
        MEMBERS = "members", "Member bodies"
        SEATS = "seats", "Seats on a group"
        CYCLE = "cycle", "Meetings and business cycle"
        INDICATORS = "indicators", "Indicators"
        LOCAL_PRIORITIES = "local-priorities", "Priorities of the district partnerships"
        LINKS = "links", "Links"
        RECOMMENDATIONS = "recommendations", "Recommendations"
        IMPLICATIONS = "implications", "Implications"

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


class Wording(Versioned):
    """An achievement in other words, for one paper; the log keeps its own."""

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="wordings")
    achievement = models.ForeignKey(Achievement, on_delete=models.CASCADE, related_name="wordings")
    text = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["paper", "achievement"],
                name="reports_wording_once",
                violation_error_message="This achievement already has words of its own in this paper.",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class Override(Versioned):
    """A figure of a paper that says something else than its record, with the reason. Approvers are shown each.

    `cite` names the record (`reports.content.Span.cite`); `live` is what the record said when it was overridden.
    """

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="overrides")
    cite = models.CharField("figure", max_length=100)
    live = models.CharField("what the record says", max_length=200)
    text = models.CharField("what the paper says", max_length=200)
    reason = models.CharField(max_length=300)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="overrides")
    made_at = models.DateTimeField()

    personal_data: ClassVar[tuple[str, ...]] = ("made_by",)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["paper", "cite"],
                name="reports_override_once",
                violation_error_message="This figure is already overridden in this paper.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.live} → {self.text}"


class Comment(Versioned):
    """A remark on a paragraph of a draft, or an answer to one. Comments are never published.

    `number` and `quote` say which paragraph was meant when it was made; paragraphs move, so both are kept as they were.
    """

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="comments")
    section = models.ForeignKey(Section, on_delete=models.SET_NULL, null=True, blank=True, related_name="comments")
    answers = models.ForeignKey("self", on_delete=models.CASCADE, null=True, blank=True, related_name="replies")
    number = models.CharField("paragraph", max_length=20, blank=True)
    quote = models.CharField("words meant", max_length=200, blank=True)
    text = models.TextField("comment")
    mentions = models.ManyToManyField(User, blank=True, related_name="mentioned_in")
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="comments")
    made_at = models.DateTimeField()
    resolved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="resolved")
    resolved_at = models.DateTimeField(null=True, blank=True)

    personal_data: ClassVar[tuple[str, ...]] = ("text", "mentions", "made_by", "resolved_by")

    def __str__(self) -> str:
        return self.text[:80]
