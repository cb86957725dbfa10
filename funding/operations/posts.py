"""Officers keep the posts that the money pays for. A post is a job, never whoever holds it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from core.editing import Refused, add_record, change_record, fields_in_words
from core.models import Removal
from core.removal import remove_record
from funding.models import Post
from partners.models import User
from priorities.models import Plan
from priorities.operations import begin_change
from priorities.operations.places import last_place


@transaction.atomic
def add_post(*, plan: Plan, values: Mapping[str, Any], by: User, now: datetime) -> Post:
    """A post that a plan's money pays for, after its others. Raises PlanIsClosed, Refused, ValidationError."""
    change = begin_change(plan=plan, is_promise=False, by=by, now=now)
    partnership = change.plan.partnership
    post = Post(plan=change.plan, partnership=partnership, position=last_place(change.plan.posts.all()))
    return add_record(
        record=post,
        values=_of_one_award(post, values),
        chain=partnership.event_chain,
        verb="funding.post_added",
        said=lambda added, _: f"Added to the posts of {plan}: “{added}”.",
        by=by,
        now=now,
    )


@transaction.atomic
def change_post(*, post: Post, values: Mapping[str, Any], revision: int, by: User, now: datetime) -> Post:
    """The post with new values. Raises SavedMeanwhile, PlanIsClosed, Refused, ValidationError."""
    _begin(post, by=by, now=now)
    return change_record(
        record=post,
        values=_of_one_award(post, values),
        revision=revision,
        chain=post.partnership.event_chain,
        verb="funding.post_changed",
        said=lambda saved, changes: f"Changed {fields_in_words(saved, changes)} of the post “{saved}”.",
        by=by,
        now=now,
    )


@transaction.atomic
def remove_post(*, post: Post, place: str, by: User, now: datetime) -> Removal:
    """Take a post away; it can be put back. Raises PlanIsClosed."""
    _begin(post, by=by, now=now)
    return remove_record(
        record=post,
        chain=post.partnership.event_chain,
        place=place,
        verb="funding.post_removed",
        summary=f"Removed the post “{post}”.",
        by=by,
        now=now,
    )


def _begin(post: Post, *, by: User, now: datetime) -> None:
    if post.plan:
        begin_change(plan=post.plan, is_promise=False, by=by, now=now)


def _of_one_award(post: Post, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values, with the award of the allocation that pays for the post. Raises Refused where the two differ."""
    award, allocation = values.get("award", post.award), values.get("allocation", post.allocation)
    if allocation and award and allocation.award_id != award.pk:
        raise Refused("Choose an allocation of the same award", field="allocation")
    if award and award.partnership_id != post.partnership_id:
        raise Refused("Choose an award of this partnership", field="award")
    return {**values, "award": allocation.award if allocation else award}
