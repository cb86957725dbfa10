"""How papers look: house styles and the fields of their heads."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from core.models import ChoiceField, Dated, DatedQuerySet, Versioned
from partners.models import Partnership


class HouseStyle(Dated, Versioned):
    """How a partnership's or council's papers look between two dates: masthead, numbering, and the labels of the
    head.
    """

    class Numbering(models.TextChoices):
        CONTINUOUS = "continuous", "1, 2, 3 … through the whole paper"
        DECIMAL = "decimal", "1.1, 1.2 … within each section"
        NONE = "none", "No numbers"

    class Appendices(models.TextChoices):
        APPENDIX_LETTERS = "appendix-letters", "Appendix A – Title"
        APPENDIX_NUMBERS = "appendix-numbers", "Appendix 1 – Title"
        ANNEX_LETTERS = "annex-letters", "Annex A: Title"
        ANNEX_NUMBERS = "annex-numbers", "Annex 1: Title"

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
    appendices = ChoiceField(max_length=20, choices=Appendices.choices, default=Appendices.APPENDIX_LETTERS)
    running_foot = models.CharField(max_length=150, blank=True)
    logo_image = models.TextField(
        "uploaded logo",
        blank=True,
        editable=False,
        help_text="A PNG as a data address, made by the portal from what was uploaded; it takes the place of `logo`.",
    )
    clear_days = models.PositiveSmallIntegerField(
        "clear working days before the meeting by which papers go out",
        default=5,
        help_text="Local Government Act 1972 s.100B asks for five.",
    )

    objects = DatedQuerySet.as_manager()

    class Meta:
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(logo="", logo_image="") | ~Q(logo_alt=""),
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


class HeaderField(Versioned):
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


class ApproverRole(Versioned):
    """Somebody who signs the papers of a house style: for what (Finance, Legal, lead member, monitoring officer), by
    which post, and how many clear working days before despatch.
    """

    house_style = models.ForeignKey(HouseStyle, on_delete=models.CASCADE, related_name="approver_roles")
    position = models.PositiveSmallIntegerField(default=0)
    function = models.CharField("for", max_length=100, help_text='Such as "Finance", "Legal" or "Lead member".')
    post_title = models.CharField("post", max_length=150, help_text='Such as "Head of Financial Services".')
    days_before = models.PositiveSmallIntegerField("working days before despatch", default=5)
    is_required = models.BooleanField("papers cannot be published without it", default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["house_style", "function"],
                name="reports_approverrole_once",
                violation_error_message="This house style already has somebody who signs for that.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.function}: {self.post_title}"


class ImplicationKind(Versioned):
    """A kind of implications that papers of a house style must answer: financial, legal, risk, equality, climate …"""

    house_style = models.ForeignKey(HouseStyle, on_delete=models.CASCADE, related_name="implication_kinds")
    position = models.PositiveSmallIntegerField(default=0)
    label = models.CharField(max_length=100, help_text='Such as "Financial implications".')

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["house_style", "label"],
                name="reports_implicationkind_once",
                violation_error_message="This house style already asks for that kind of implications.",
            ),
        ]

    def __str__(self) -> str:
        return self.label


class PreElectionPeriod(Dated, Versioned):
    """The weeks before an election, in which publicity is restricted (Local Government Act 1986 s.2; the code of
    recommended practice of 2011). It warns who publishes, and where `holds` it stops them.
    """

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="pre_election_periods")
    name = models.CharField("election", max_length=150, help_text='Such as "County council elections, May 2029".')
    holds = models.BooleanField("nothing is published while it lasts", default=False)

    objects = DatedQuerySet.as_manager()

    class Meta:
        constraints = [*Dated.Meta.constraints]

    def __str__(self) -> str:
        return self.name
