"""What a partnership did for its duties besides its plan: the evidence that a paper's statutory checks ask for."""

from django.core.validators import URLValidator
from django.db import models

from core.models import ChoiceField, Versioned
from priorities.models.plans import Plan


class Duty(models.TextChoices):
    """The duties of which a record can be kept. Regulations are those of SI 2007/1830 where no other is named."""

    ASSESSMENT = "assessment", "Strategic assessment: what it covers (regulations 5 to 7)"
    ENGAGEMENT = "engagement", "Community engagement (regulation 12)"
    PUBLIC_MEETING = "public-meeting", "Public meeting (regulation 12)"
    SUMMARY_PUBLISHED = "summary-published", "Plan or its summary published (regulation 13)"
    PLAN_COPY = "plan-copy", "Copy of the plan sent to the policing body (regulation 13A)"
    LAST_PLAN_REVIEWED = "last-plan-reviewed", "Last plan reviewed"
    SHARING_PROTOCOL = "sharing-protocol", "Information-sharing protocol (regulation 4)"
    COUNTY_AGREEMENT = "county-agreement", "Regard to the county’s community safety agreement (regulation 11)"
    DISTRICT_ASSESSMENTS = "district-assessments", "Agreement based on every district’s assessment (regulation 8)"
    JOINT_WORKING = "joint-working", "Joint or co-ordinated working identified (regulation 9)"
    AGREEMENT_COPY = "agreement-copy", "Copy of the agreement sent to the policing body (regulation 9A)"
    SERIOUS_VIOLENCE = "serious-violence", "Serious violence (Police, Crime, Sentencing and Courts Act 2022 s.8)"
    ASB_CASE_REVIEW = "asb-case-review", "ASB case reviews (Anti-social Behaviour, Crime and Policing Act 2014 s.104)"
    DEATH_REVIEWS = "death-reviews", "Domestic homicide reviews (Domestic Violence, Crime and Victims Act 2004 s.9)"
    SCRUTINY = "scrutiny", "Scrutiny by a crime and disorder committee (Police and Justice Act 2006 s.19)"


class DutyRecord(Versioned):
    """That a duty was met, in a plan's time: what was done, when, and where it can be seen.

    `numbers` holds what a duty counts, by name: ASB case reviews their threshold and four yearly numbers, death reviews
    those open, complete and with actions outstanding, an assessment the parts that it covers.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="duty_records")
    duty = ChoiceField(max_length=25, choices=Duty.choices)
    text = models.TextField("what was done")
    done_on = models.DateField("when", null=True, blank=True)
    review_on = models.DateField("to be reviewed by", null=True, blank=True)
    address = models.URLField(
        "where it can be seen", max_length=500, blank=True, validators=[URLValidator(["http", "https"])]
    )
    numbers = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "duty"],
                name="priorities_dutyrecord_once",
                violation_error_message="This plan already has a record of that duty; change that one.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_duty_display())
