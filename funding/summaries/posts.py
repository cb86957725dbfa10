"""The posts that the money pays for."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from funding.models import Post


@dataclass(frozen=True, slots=True)
class PostLine:
    """A post that the partnership's money pays for."""

    title: str
    host: str
    funder: str
    area: str
    remit: str
    hours: Decimal | None = None
    allocation: str = ""
    id: int = 0


def posts_of(plan_id: int) -> tuple[PostLine, ...]:
    """The posts that a plan's money pays for, in order. 1 query."""
    return _lines(Post.objects.filter(plan_id=plan_id))


def posts_paid_by(allocation_id: int) -> tuple[PostLine, ...]:
    """The posts that one allocation pays for, in order. 1 query."""
    return _lines(Post.objects.filter(allocation_id=allocation_id))


def _lines(posts: QuerySet[Post]) -> tuple[PostLine, ...]:
    found = posts.select_related("host_body", "award__fund__body", "area", "allocation").order_by("position", "pk")
    return tuple(
        PostLine(
            title=post.title,
            host=post.host_body.name if post.host_body else "",
            funder=post.award.fund.body.name if post.award else "",
            area=post.area.name if post.area else "",
            remit=post.remit,
            hours=post.hours_per_week,
            allocation=post.allocation.stream if post.allocation else "",
            id=post.pk,
        )
        for post in found
    )
