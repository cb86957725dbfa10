"""Official figures read in: each reading of a file, and the populations that rates are made with."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from core.models import ChoiceField, Sourced, Versioned
from partners.models import Area, Partnership, User
from scorecard.models.indicators import Indicator


class ImportRun(models.Model):
    """One reading of a file of official figures: how far it came, what it would change, and what became of it.

    `found` keeps the counts read for the partnership's areas, until they are taken over, and what was not taken and
    why; `changes` what taking them over would do, as it was shown.
    """

    class State(models.TextChoices):
        READING = "reading", "Being read"
        READ = "read", "Read, waits for the officer"
        DONE = "done", "Taken over"
        CANCELLED = "cancelled", "Cancelled"
        FAILED = "failed", "Could not be read"

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="import_runs")
    feed = ChoiceField("official figures", max_length=20, choices=Indicator.Feed.choices, blank=True)
    state = ChoiceField(max_length=20, choices=State.choices, default=State.READING)
    file = models.FileField(upload_to="imports/", blank=True, help_text="Kept only while it is being read.")
    file_name = models.CharField(max_length=200)
    file_hash = models.CharField(max_length=64, blank=True, help_text="SHA-256, in hexadecimal.")
    size = models.PositiveBigIntegerField("bytes to read", default=0)
    done = models.PositiveBigIntegerField("bytes read", default=0)
    rows = models.PositiveBigIntegerField("rows read", default=0)
    found = models.JSONField(default=dict, blank=True)
    changes = models.JSONField(default=dict, blank=True)
    error = models.TextField("what is wrong with the file", blank=True)
    is_cancel_wanted = models.BooleanField(default=False)
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="import_runs")
    heard_at = models.DateTimeField("last sign of life", null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    personal_data: ClassVar[tuple[str, ...]] = ("started_by",)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="failed") | ~Q(error=""),
                name="scorecard_importrun_failure_said",
                violation_error_message="Say why the file could not be read.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file_name}, {self.get_state_display().lower()}"


class Population(Sourced, Versioned):
    """How many people lived in an area in the middle of a year, as the Office for National Statistics estimates it."""

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="populations")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField("people")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["area", "year"],
                name="scorecard_population_once",
                violation_error_message="This area already has a population for that year.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area}: {self.number:,} ({self.year})"
