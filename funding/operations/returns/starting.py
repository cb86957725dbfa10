"""Starting a return: its lines from the allocations, and what goes on from the last one. One that was started by
mistake is taken away again.
"""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from core.editing import Refused, add_record
from core.formats import listed
from core.models import Removal
from core.ordering import in_order
from core.periods import Period
from core.removal import remove_record
from funding.models import Allocation, Award, Return, ReturnLine, ReturnOutput
from funding.return_rules import profile_in
from funding.summaries.returns import known_as, last_return
from partners.models import Body, User


class CannotStart(Refused):
    """No return can be started so; the message says why."""


class CannotRemoveReturn(Refused):
    """The return is more than started; the message says so."""


@transaction.atomic
def start_return(
    *,
    award: Award,
    period: Period,
    due_date: date | None = None,
    answers_due_date: date | None = None,
    may_overlap: bool = False,
    by: User,
    now: datetime,
) -> Return:
    """A return for a period of an award, with a line for each allocation of it.

    It starts from the last one: which body leads, what is counted and promised, and the risks go on; amounts and words
    do not, and are shown beside. Days that another return accounts for already want `may_overlap`: some funders ask for
    a half and for the whole year. Raises CannotStart, ValidationError.
    """
    award = Award.objects.select_for_update(of=("self",)).select_related("partnership", "fund").get(pk=award.pk)
    _check_period(award, period, may_overlap=may_overlap)
    if not projects_of(award):
        raise CannotStart("Nothing of this award is allocated yet. Say first where the money goes.")
    last = last_return(award)
    return add_record(
        record=Return(award=award, follows=last),
        values={"period": period, "due_date": due_date, "answers_due_date": answers_due_date},
        beside=lambda made: {"lines": ["", _counted(add_lines(made, projects_of(award)))]},
        chain=award.partnership.event_chain,
        verb="funding.return_started",
        said=f"Started the return on {award} for {period}.",
        by=by,
        now=now,
    )


@transaction.atomic
def remove_return(*, funding_return: Return, place: str, by: User, now: datetime) -> Removal:
    """Take away a return that nobody was asked for yet; it can be put back. Raises CannotRemoveReturn, and CannotRemove
    where the next one started from it.
    """
    found = Return.objects.select_for_update(of=("self",)).select_related("award__partnership")
    locked = found.get(pk=funding_return.pk)
    if locked.state != Return.State.NOT_STARTED:
        raise CannotRemoveReturn("Somebody has worked on this return already, so it stays.")
    return remove_record(
        record=locked,
        chain=locked.award.partnership.event_chain,
        place=place,
        verb="funding.return_removed",
        summary=f"Removed the return on {locked.award} for {locked.period_stated}, which was not started.",
        label=f"Return on {locked.award} for {locked.period_stated}",
        by=by,
        now=now,
    )


def projects_of(award: Award) -> list[Allocation]:
    """The rows of an award, each of which has its line in a return. What was passed on of one is told in its line."""
    rows = award.allocations.filter(passed_on_from=None).select_related("recipient")
    return list(rows.prefetch_related("profile", "delivery_partners").order_by("position", "pk"))


def add_lines(made: Return, allocations: Iterable[Allocation]) -> list[ReturnLine]:
    """A line in a return for each of these allocations."""
    before = _last_lines(made)
    lines = []
    for allocation in allocations:
        last = before.get(allocation.pk) or before.get((allocation.stream.casefold(), allocation.recipient_id))
        line = ReturnLine(
            funding_return=made,
            allocation=allocation,
            position=allocation.position,
            lead_body=last.lead_body if last and last.lead_body else _usual_lead(allocation),
            awarded=allocation.amount,
            profiled=_profiled(made, allocation),
            risk=last.risk if last else "",
        )
        line.full_clean(exclude=["funding_return", "allocation"])
        line.save()
        lines.append(line)
        for output in in_order(last.outputs.all()) if last else ():
            ReturnOutput.objects.create(
                line=line,
                position=output.position,
                measure=output.measure,
                unit=output.unit,
                target=output.target,
            )
    return lines


def _check_period(award: Award, period: Period, *, may_overlap: bool) -> None:
    """No return tells of the same period twice, nor of the same days where nobody means it to."""
    if award.returns.same(period).exists():
        raise CannotStart("There is a return for this period already. Open that one", field="other")
    others = [one.period_stated for one in award.returns.overlapping(period)]
    if others and not may_overlap:
        raise CannotStart(
            f"{period} overlaps {listed(f'the return for {one}' for one in others)}: what was spent in both would be "
            "told twice. Give another period, or say that the funder wants both",
            field="may_overlap",
        )


def _last_lines(made: Return) -> dict[object, ReturnLine]:
    """The lines of the return before, by allocation and by what the project is known as."""
    if made.follows_id is None:
        return {}
    lines = ReturnLine.objects.filter(funding_return=made.follows_id).select_related("allocation", "lead_body")
    found: dict[object, ReturnLine] = {}
    for line in lines.prefetch_related("outputs").order_by("position", "pk"):
        found[line.allocation_id] = found[known_as(line)] = line
    return found


def _usual_lead(allocation: Allocation) -> Body | None:
    """Who is asked of a project that no return has told of yet: whoever delivers it, else whoever gets the money."""
    partners = list(allocation.delivery_partners.all())
    return partners[0] if len(partners) == 1 else allocation.recipient


def _profiled(made: Return, allocation: Allocation) -> Decimal | None:
    rows = ((row.period_start, row.period_end, row.amount) for row in allocation.profile.all())
    return profile_in(made.period, rows) if made.period else None


def _counted(lines: list[ReturnLine]) -> str:
    return "1 line" if len(lines) == 1 else f"{len(lines)} lines"
