"""What somebody should do next for the returns of their partnerships."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.urls import reverse

from funding.models import Return, ReturnLine
from oscp_portal.tasks import Task
from partners.models import Role

State = Return.State
NEXT = {
    State.NOT_STARTED: "Ask the bodies for the return for {period}",
    State.WITH_BODIES: "Bring in the lines of the return for {period}",
    State.IN_REVIEW: "Review the return for {period}",
    State.APPROVED: "Send the return for {period} to its funder",
    State.QUERIED: "Answer the funder’s query on the return for {period}",
}
OPEN = (ReturnLine.State.WANTED, ReturnLine.State.SENT_BACK)


@dataclass(frozen=True, slots=True)
class OpenReturns:
    """The returns of some partnerships that are not settled, and how many lines each body has still to fill in."""

    returns: tuple[Return, ...]
    wanted: dict[tuple[int, int], int]


def open_returns(partnerships: Collection[int], bodies: Collection[tuple[int, int]]) -> OpenReturns:
    """What is read of some partnerships; `bodies` are those that the person speaks for, each with its partnership.
    2 queries.
    """
    found = (
        Return.objects.filter(award__partnership__in=partnerships, award__plan__isnull=False)
        .exclude(state=State.SENT)
        .select_related("award__plan")
        .annotate(waiting=Count("lines", filter=Q(lines__state=ReturnLine.State.GIVEN)))
        .order_by("due_date", "pk")
    )
    mine = Q(pk=None)
    for partnership, body in bodies:
        mine |= Q(funding_return__award__partnership=partnership, lead_body=body)
    lines = ReturnLine.objects.filter(mine, funding_return__state=State.WITH_BODIES, state__in=OPEN)
    counted = lines.order_by().values_list("funding_return", "lead_body").annotate(count=Count("pk"))
    return OpenReturns(tuple(found), {(one, body): count for one, body, count in counted if body is not None})


def return_tasks(
    slug: str, partnership: int, found: OpenReturns, kinds: Collection[str], bodies: Collection[int], on: date
) -> list[Task]:
    """What a person with these roles in a partnership should do for its returns."""
    tasks: list[Task] = []
    for one in found.returns:
        if one.award.partnership_id != partnership or one.award.plan is None:
            continue
        link = reverse("funding:return_overview", args=[slug, one.award.plan.slug, one.pk])
        if Role.Kind.OFFICER in kinds:
            tasks += _officers(one, link, on)
        if Role.Kind.APPROVER in kinds and one.state == State.IN_REVIEW:
            link_to_it = reverse("returns:return_approve", args=[slug, one.award.plan.slug, one.pk])
            tasks.append(_due(f"Approve the return for {one.period_stated}", link_to_it, one.due_date, on))
        count = sum(found.wanted.get((one.pk, body), 0) for body in bodies)
        if count:
            lines = "1 line" if count == 1 else f"{count} lines"
            tasks.append(_due(f"Fill in {lines} of the return for {one.period_stated}", link, one.answers_due_date, on))
    return tasks


def _officers(one: Return, link: str, on: date) -> list[Task]:
    waiting = one.waiting  # type: ignore[attr-defined]
    if waiting:
        answers = "1 answer" if waiting == 1 else f"{waiting} answers"
        return [_due(f"Look at {answers} for the return for {one.period_stated}", link, one.due_date, on)]
    return [_due(NEXT[State(one.state)].format(period=one.period_stated), link, one.due_date, on)]


def _due(text: str, link: str, by: date | None, on: date) -> Task:
    return Task(text, link, by, by is not None and by < on)
