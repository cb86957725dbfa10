"""Jobs that the money pays for."""

from django.db import models

from core.models import Dated, Removal, Sourced, Versioned
from funding.models.allocations import Allocation
from funding.models.awards import Award
from partners.models import Area, Body, Partnership
from priorities.models import Plan


class Post(Dated, Sourced, Versioned):
    """A job that the partnership's money pays for: who hosts it, what it covers, whose money it is."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="posts")
    position = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(max_length=200)
    host_body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="posts_hosted")
    award = models.ForeignKey(Award, on_delete=models.PROTECT, null=True, blank=True, related_name="posts")
    allocation = models.ForeignKey(Allocation, on_delete=models.PROTECT, null=True, blank=True, related_name="posts")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, blank=True, related_name="posts")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, null=True, blank=True, related_name="posts")
    remit = models.TextField(blank=True)
    hours_per_week = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)

    class Meta:
        constraints = Dated.Meta.constraints

    def __str__(self) -> str:
        return self.title

    def why_not_put_back(self, removal: Removal) -> str:
        return self.plan.why_not_undone(removal, is_promise=False) if self.plan else ""
