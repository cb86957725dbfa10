"""What a partnership's papers refer to: protocols, links, terms."""

from django.db import models

from core.models import Dated, DatedQuerySet, or_beginning
from partners.models.partnerships import Partnership


class Protocol(Dated):
    """An agreement on how bodies or boards work together or share information, with its principles as a list in its
    text.
    """

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="protocols")
    name = models.CharField(max_length=200)
    text = models.TextField()
    review_date = models.DateField(null=True, blank=True)

    class Meta:
        constraints = Dated.Meta.constraints

    def __str__(self) -> str:
        return self.name


class Link(models.Model):
    """A web address that a partnership's papers point to, as stated, with what was last found there."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="links")
    label = models.CharField(max_length=200)
    url = models.URLField("address", max_length=500)
    position = models.PositiveSmallIntegerField(default=0)
    points_to = models.ForeignKey(
        Partnership,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="linked_from",
        help_text="Whose page it is.",
    )
    checked_date = models.DateField("last checked", null=True, blank=True)
    note = models.CharField(max_length=300, blank=True, help_text="What is wrong with it, if anything.")

    def __str__(self) -> str:
        return self.label


class GlossaryTerm(Dated):
    """What a term or abbreviation means in one partnership's papers between two dates."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="glossary")
    term = models.CharField(max_length=80)
    meaning = models.CharField(max_length=300)

    objects = DatedQuerySet.as_manager()

    class Meta:
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                "partnership",
                "term",
                or_beginning("from_date"),
                name="partners_glossaryterm_once",
                violation_error_message="This term already has a meaning from that date.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.term}: {self.meaning}"
