"""The parts of a paper beside its sections: its head, what it asks for, attaches, rests on and answers."""

from django.core.validators import FileExtensionValidator
from django.db import models
from django.db.models import Q

from core.models import ChoiceField, Versioned
from reports.models.papers import Paper, PartOfPaper
from reports.models.styles import HeaderKey


class PaperAuthor(PartOfPaper):
    """Another author of a paper, after the one whom its own author fields name; a joint paper has one per council."""

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="other_authors")
    position = models.PositiveSmallIntegerField(default=0)
    post_title = models.CharField(max_length=150)
    service = models.CharField("service area or department", max_length=150, blank=True)
    contact = models.CharField(max_length=200, blank=True, help_text="A shared address, not a person's.")

    def __str__(self) -> str:
        return self.post_title


class HeaderValue(Versioned):
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


class Recommendation(PartOfPaper):
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


class Appendix(PartOfPaper):
    """Something the paper says is attached: another paper, an uploaded PDF, or something that was never supplied.

    Sections of the kind appendix are appendices too, and come first. Letters are given in order when the paper is
    composed; prose refers to one by its `key`, as {{appendix:action-plan}}, so that letters stay right.
    """

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="appendices")
    position = models.PositiveSmallIntegerField(default=0)
    key = models.SlugField(max_length=60, blank=True, help_text="What prose calls it: {{appendix:action-plan}}.")
    title = models.CharField(max_length=200)
    attached = models.ForeignKey(
        Paper, on_delete=models.PROTECT, null=True, blank=True, related_name="attached_to", verbose_name="another paper"
    )
    file = models.FileField(
        "PDF", upload_to="appendices/", blank=True, max_length=200, validators=[FileExtensionValidator(["pdf"])]
    )
    file_name = models.CharField(max_length=200, blank=True, help_text="What the file was called when it came.")
    is_supplied = models.BooleanField("it was supplied", default=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name_plural = "appendices"
        constraints = [
            models.CheckConstraint(
                condition=Q(attached__isnull=True) | Q(file=""),
                name="reports_appendix_one_thing",
                violation_error_message="An appendix is either another paper or a file; choose one.",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class BackgroundPaper(PartOfPaper):
    """An unpublished document that the paper relies on (Local Government Act 1972 s.100D), or what was given in its
    place.
    """

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="background_papers")
    position = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(max_length=250)
    url = models.URLField("address", max_length=500, blank=True)

    def __str__(self) -> str:
        return self.title


class Implication(PartOfPaper):
    """What the paper says of one kind of implication (financial, legal, equality …). "No implications" is an answer of
    its own, and unlike none yet.
    """

    class Standing(models.TextChoices):
        UNANSWERED = "unanswered", "Not answered yet"
        NONE = "none", "No implications"
        STATED = "stated", "As follows"

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="implications")
    position = models.PositiveSmallIntegerField(default=0)
    label = models.CharField("kind of implications", max_length=100, help_text='Such as "Financial implications".')
    standing = ChoiceField("answer", max_length=12, choices=Standing.choices, default=Standing.UNANSWERED)
    text = models.TextField(blank=True)
    answered_by = models.CharField("answered by", max_length=150, blank=True, help_text="The post that answered.")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["paper", "label"],
                name="reports_implication_once",
                violation_error_message="This paper already has that kind of implications.",
            ),
            models.CheckConstraint(
                condition=Q(standing="stated") & ~Q(text="") | ~Q(standing="stated") & Q(text=""),
                name="reports_implication_text_if_stated",
                violation_error_message="Write what the implications are, or choose “No implications”.",
            ),
        ]

    def __str__(self) -> str:
        return self.label
