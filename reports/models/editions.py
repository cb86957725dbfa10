"""What was published, for good."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from core.models import AppendOnly
from partners.models import User
from reports.models.papers import Paper


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


class EditionFile(AppendOnly):
    """Another file of record of an edition: its Word file, an appendix that came as PDF. Never changes."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="files")
    name = models.CharField(max_length=150, help_text='Such as "paper.docx".')
    content_type = models.CharField(max_length=100)
    content = models.BinaryField()
    content_hash = models.CharField(max_length=64)

    personal_data: ClassVar[tuple[str, ...]] = ("content",)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "name"],
                name="reports_editionfile_once",
                violation_error_message="This edition already has a file of that name.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition}: {self.name}"
