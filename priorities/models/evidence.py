"""What plans rest on: evidence, and the police and crime objectives in force."""

from django.db import models

from core.models import ChoiceField, Dated, DatedQuerySet, PeriodFields, Sourced, Versioned
from partners.models import Area, Body, Partnership


class EvidenceSource(PeriodFields, Sourced, Versioned):
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


class ObjectiveSet(Dated, Versioned):
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


class Objective(Versioned):
    """One objective of a set, with its number where the plan numbers them."""

    objective_set = models.ForeignKey(ObjectiveSet, on_delete=models.CASCADE, related_name="objectives")
    position = models.PositiveSmallIntegerField(default=0)
    number = models.CharField(max_length=10, blank=True)
    title = models.CharField(max_length=250)
    description = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.number}. {self.title}" if self.number else self.title
