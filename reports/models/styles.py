"""How papers look: house styles and the fields of their heads."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from core.models import ChoiceField, Dated, DatedQuerySet
from partners.models import Partnership


class HouseStyle(Dated):
    """How a partnership's or council's papers look between two dates: masthead, numbering, and the labels of the
    head.
    """

    class Numbering(models.TextChoices):
        CONTINUOUS = "continuous", "1, 2, 3 … through the whole paper"
        DECIMAL = "decimal", "1.1, 1.2 … within each section"
        NONE = "none", "No numbers"

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="house_styles")
    name = models.CharField(max_length=100)
    masthead = models.CharField("name at the top", max_length=150)
    logo = models.CharField("logo", max_length=100, blank=True, help_text="The name of a logo file of the portal.")
    logo_alt = models.CharField("what the logo shows", max_length=200, blank=True)
    colour = models.CharField(
        max_length=7,
        default="#1d3557",
        validators=[RegexValidator(r"^#[0-9a-f]{6}$", "Write the colour like #1d3557.")],
    )
    numbering = ChoiceField(max_length=20, choices=Numbering.choices, default=Numbering.CONTINUOUS)
    running_foot = models.CharField(max_length=150, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(logo="") | ~Q(logo_alt=""),
                name="reports_housestyle_logo_described",
                violation_error_message="Say in words what the logo shows, for readers who cannot see it.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partnership}: {self.name}"


class HeaderKey(models.TextChoices):
    """The fields that heads of papers have; each house style labels and orders them in its own way."""

    TO = "to", "To"
    DATE = "date", "Date"
    REPORT_OF = "report-of", "Report of"
    TITLE = "title", "Title of report"
    PURPOSE = "purpose", "Purpose of report"
    APPROVED_BY = "approved-by", "Report approved by"
    KEY_DECISION = "key-decision", "Key decision"
    LEAD_MEMBER = "lead-member", "Lead member"
    CORPORATE_PRIORITY = "corporate-priority", "Corporate priority"
    POLICY_FRAMEWORK = "policy-framework", "Policy framework"
    RECOMMENDATIONS = "recommendations", "Recommendations"
    APPENDICES = "appendices", "Appendices"
    WARDS = "wards", "Wards affected"
    EXEMPT = "exempt", "Exempt information"


class HeaderField(models.Model):
    """One field of a house style's head: its label, its place, and in which of the head's tables it stands."""

    class Block(models.TextChoices):
        TOP = "top", "At the top"
        SUMMARY = "summary", "Summary and recommendations"
        END = "end", "After the summary"

    house_style = models.ForeignKey(HouseStyle, on_delete=models.CASCADE, related_name="header_fields")
    key = ChoiceField(max_length=30, choices=HeaderKey.choices)
    label = models.CharField(max_length=100)
    block = ChoiceField(max_length=10, choices=Block.choices)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["house_style", "key"],
                name="reports_headerfield_once",
                violation_error_message="This house style already has that field.",
            ),
        ]

    def __str__(self) -> str:
        return self.label
