"""Approving a return to a funder: its documents appear as a whole or not at all, and nobody can change them.

As papers are: composed and printed with no lock held, then kept in one short transaction where nothing has changed
between.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from core.snapshot import one_moment
from funding.models import Return
from funding.operations.returns import CannotApprove, check_may_approve, freeze_return, lock_return
from funding.summaries.returns import ReturnSummary, return_summary
from partners.models import Role, User
from reports import content as c
from reports.compose.head import masthead_of
from reports.models import HouseStyle
from reports.rendering.pdf import RenderingFailed
from reports.returns import compose_return, hints, print_return

TRIES = 3


@dataclass(frozen=True, slots=True)
class ReturnManuscript:
    """A return as it would be approved: what it is made of, and the content."""

    found: ReturnSummary
    composed: c.Paper


def return_manuscript(funding_return: Return, *, by: User | None = None, now: datetime) -> ReturnManuscript:
    """The return as it stands, as somebody would approve it now; without anybody, as a draft. 6 queries."""
    found = return_summary(funding_return)
    partnership, on = funding_return.award.partnership, timezone.localdate(now)
    style = HouseStyle.objects.as_at(on).filter(partnership=partnership).order_by("pk").first()
    composed = compose_return(
        found,
        masthead=masthead_of(style) if style else c.Masthead(partnership.name),
        running_foot=style.running_foot if style else "",
        approved_by=_in_what_role(funding_return, by, now=now) if by else "",
        approved_on=on if by else None,
    )
    return ReturnManuscript(found, composed)


def approve_return(*, funding_return: Return, has_looked: bool, by: User, now: datetime) -> int:
    """Freeze a return with its documents; answers the number of this approval. `has_looked` says that the person looked
    at what the checks point to, where there is anything.

    Raises CannotApprove, with nothing changed.
    """
    for _ in range(TRIES):
        with one_moment():
            owner = Return.objects.select_related("award__partnership", "follows").get(pk=funding_return.pk)
            as_printed = return_manuscript(owner, by=by, now=now)
            check_may_approve(owner, as_printed.found.lines, by=by, now=now)
            if not has_looked and hints(as_printed.composed, partnership_id=owner.award.partnership_id):
                raise CannotApprove("Look at what the checks point to, then say that you have", field="has_looked")
        try:
            documents = print_return(as_printed.composed, as_printed.found, made_at=now)
        except (c.ContentError, RenderingFailed) as error:
            raise CannotApprove(f"The documents cannot be made: {error}") from error
        with transaction.atomic():
            owner = lock_return(funding_return)
            as_it_stands = return_manuscript(owner, by=by, now=now)
            check_may_approve(owner, as_it_stands.found.lines, by=by, now=now)
            if _same(as_it_stands, as_printed):
                lines = as_it_stands.found.lines
                return freeze_return(funding_return=owner, lines=lines, documents=documents, by=by, now=now)
    raise CannotApprove("It was changed again and again while it was printed. Nothing was approved: try once more.")


def _same(one: ReturnManuscript, other: ReturnManuscript) -> bool:
    return one.found == other.found and c.to_json(one.composed) == c.to_json(other.composed)


def _in_what_role(funding_return: Return, by: User, *, now: datetime) -> str:
    """Who approves it, without a name: what is frozen can never be made to forget one."""
    roles = Role.objects.held_by(by, on=timezone.localdate(now)).filter(partnership=funding_return.award.partnership_id)
    kinds = set(roles.values_list("kind", flat=True))
    kind = Role.Kind.APPROVER if Role.Kind.APPROVER in kinds else Role.Kind.OFFICER
    return f"{kind.label.lower()} of {funding_return.award.partnership.name}"
