"""Awards as `funding.reconciliation` takes them: everything that is recorded of their money, read at once."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TypeVar

from django.db.models import Prefetch, QuerySet

from funding.models import Allocation, Award, Explanation, Payment
from funding.reconciliation import Account, Expected, Kind, Moved, Planned, Reconciliation, Row, Said, reconcile
from priorities.models import Plan

AN_OFFICER = "An officer of the partnership"
Of = TypeVar("Of", Allocation, Payment, Explanation)


def rows_of(awards: Iterable[Award]) -> QuerySet[Allocation]:
    """The allocations of awards in their order, with what their sums want. 5 queries."""
    found = Allocation.objects.filter(award__in=[award.pk for award in awards])
    return found.prefetch_related("shares", "profile", "forecasts", passed_on_as()).order_by("position", "pk")


def passed_on_as() -> Prefetch:
    """For rows: the awards that others have out of them. Those of a plan that is a draft are nobody else's to know."""
    return Prefetch("passed_on_as", Award.objects.exclude(plan__status=Plan.Status.DRAFT).order_by("pk"))


def accounts_of(
    awards: Iterable[Award], *, allocations: Iterable[Allocation] | None = None, names: bool = False
) -> dict[int, Account]:
    """What is recorded of each award's money, by its key. 7 queries, 2 where its allocations are at hand.

    Who explained a difference is named only with `names`, which are for members; others learn that an officer did.
    """
    found = {award.pk: award for award in awards}
    if allocations is None:
        allocations = rows_of(found.values())
    payments = Payment.objects.filter(award__in=found).order_by("date", "pk")
    explanations = Explanation.objects.filter(award__in=found).select_related("explained_by").order_by("pk")
    rows, moved, said = _by_award(allocations), _by_award(payments), _by_award(explanations)
    return {
        key: Account(
            announced=award.amount_announced,
            printed=award.total_stated,
            rows=tuple(_row(row, award) for row in rows.get(key, [])),
            moved=tuple(Moved(one.kind, one.amount, one.date, one.allocation_id) for one in moved.get(key, [])),
            said=tuple(_said(one, names=names) for one in said.get(key, [])),
        )
        for key, award in found.items()
    }


def reconciled(
    awards: Iterable[Award], *, on: date, allocations: Iterable[Allocation] | None = None, names: bool = False
) -> dict[int, Reconciliation]:
    """The sums and differences of each award as at the close of a day, by its key. Queries as `accounts_of`."""
    accounts = accounts_of(awards, allocations=allocations, names=names)
    return {key: reconcile(account, on=on) for key, account in accounts.items()}


def _by_award(records: Iterable[Of]) -> Mapping[int, list[Of]]:
    found: dict[int, list[Of]] = {}
    for record in records:
        found.setdefault(record.award_id, []).append(record)
    return found


def _row(row: Allocation, award: Award) -> Row:
    return Row(
        id=row.pk,
        amount=row.amount,
        above=row.passed_on_from_id,
        is_retained=row.is_retained,
        shares=tuple(share.amount for share in row.shares.all()),
        passed_elsewhere=tuple(
            one.amount_announced for one in row.passed_on_as.all() if one.amount_announced is not None
        ),
        planned=tuple(Planned(one.amount, one.period_end) for one in row.profile.all()),
        expected=tuple(Expected(one.amount, one.as_at_date) for one in row.forecasts.all()),
        until=row.period_end or award.period_end,
    )


def _said(one: Explanation, *, names: bool) -> Said:
    officer = (str(one.explained_by) if names else AN_OFFICER) if one.explained_by else ""
    return Said(
        kind=Kind(one.difference),
        row=one.allocation_id,
        amount=one.amount,
        text=one.text,
        by=one.explained_by_stated or officer,
        at=one.explained_at,
        id=one.pk,
    )
