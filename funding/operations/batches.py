"""Many allocations of a plan's awards added and changed as one, such as from a spreadsheet: by the rules of
`add_allocation` and `change_allocation`, with few queries.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max

from core.batches import Batch, Step
from core.editing import Refused, SavedMeanwhile
from funding.excesses import Excess, Key, Portion, excesses_of, unexplained
from funding.models import Allocation, Award
from funding.operations.allocations import check_passed_on, passed_on_from_itself, what_added, what_changed
from funding.operations.books import check_reason, open_books
from partners.models import User


class AllocationBatch:
    """Rows of some awards: each wish is checked when it is said, after those before it, and `save` carries all of them
    out, or none. A row in it was read with all that its new values replace.
    """

    def __init__(self, *, by: User, now: datetime) -> None:
        self.by = by
        self.now = now
        self._batch = Batch(Allocation)
        self._steps: list[tuple[Step[Allocation], bool]] = []
        self._ledgers: dict[int, _Ledger] = {}

    def add(self, *, award: Award, values: Mapping[str, Any], over_allocated_reason: str = "") -> None:
        """A new row of an award, after the others. 2 queries for each award. Raises OverAllocated, Refused,
        ValidationError.
        """
        check_passed_on(award, None, values)
        self._take(self._batch.add(Allocation(award=award), values), award, over_allocated_reason, is_new=True)

    def change(self, *, allocation: Allocation, values: Mapping[str, Any], over_allocated_reason: str = "") -> None:
        """A row with new values. 2 queries for each award. Raises OverAllocated, Refused, ValidationError."""
        check_passed_on(allocation.award, None, values)
        step = self._batch.change(allocation, values)
        self._take(step, allocation.award, over_allocated_reason, is_new=False)

    @transaction.atomic
    def save(self) -> None:
        """Carry everything out, with an event for each row, and one for each difference that was explained. Raises
        PlanIsClosed, OverAllocated, SavedMeanwhile, RemovedMeanwhile, IntegrityError.
        """
        if not self._steps:
            return
        books = [
            open_books(award=ledger.award, by=self.by, now=self.now)
            for _, ledger in sorted(self._ledgers.items())  # locked in one order, so that two batches cannot block
        ]
        for book in books:
            if dict(book.award.allocations.values_list("pk", "passed_on_from")) != self._ledgers[book.award.pk].stood:
                raise SavedMeanwhile(book.award)
        found = Allocation.objects.filter(award__in=self._ledgers).values_list("award").annotate(last=Max("position"))
        last = dict(found.order_by())
        for step, is_new in self._steps:
            if is_new:
                award = step.record.award_id
                step.record.position = last[award] = last.get(award, 0) + 1
        self._batch.write()
        self._batch.tell(
            (
                (step, "funding.allocation_added", what_added(step.record))
                if is_new
                else (step, "funding.allocation_changed", what_changed(step.record, step.changes))
                for step, is_new in self._steps
            ),
            chain=books[0].chain,
            by=self.by,
            now=self.now,
        )
        for book in books:
            book.settle_all(self._ledgers[book.award.pk].reasons)

    def _take(self, step: Step[Allocation], award: Award, reason: str, *, is_new: bool) -> None:
        """Keep a step that gives no more than there is, or says why."""
        ledger = self._ledgers.get(award.pk) or self._ledgers.setdefault(award.pk, _Ledger(award))
        row = step.record
        try:
            ledger.put(row.pk or -1 - len(self._steps), str(row), row.amount, row.passed_on_from_id, reason.strip())
        except Refused:
            self._batch.take_back()
            raise
        self._steps.append((step, is_new))


class _Ledger:
    """What an award gives, as the wishes so far leave it, and why it gives more than there is where it does."""

    def __init__(self, award: Award) -> None:
        self.award = award
        self.reasons: dict[Key, str] = {}
        self._rows = {portion.id: portion for portion in award.allocations.portions()}
        # What each row was passed on from when this was read.
        self.stood = {portion.id: portion.above for portion in self._rows.values()}
        self._explained = dict(award.explanations.sizes())
        self._under: dict[int | None, Decimal] = {}
        for portion in self._rows.values():
            self._under[portion.above] = self._under.get(portion.above, Decimal(0)) + portion.amount

    def put(self, row: int, name: str, amount: Decimal, above: int | None, reason: str) -> None:
        """A row as it will be; new ones have keys below nought. Raises Refused where it would be passed on from itself,
        and OverAllocated; then nothing is put.
        """
        self._check_no_circle(row, above)
        was = self._rows.get(row)
        touched = {row, above, was.above if was else above}
        before = self._excesses(touched)
        self._set(
            row, replace(was, name=name, amount=amount, above=above) if was else Portion(row, name, amount, above, ())
        )
        grown = [
            excess
            for key, excess in self._excesses(touched).items()
            if key not in before or excess.amount > before[key].amount
        ]
        try:
            check_reason(unexplained(grown, self._explained), reason)
        except Refused:
            self._set(row, was)
            raise
        if reason:
            self.reasons |= {excess.key: reason for excess in grown}
            self._explained |= {excess.key: -excess.amount for excess in grown}

    def _check_no_circle(self, row: int, above: int | None) -> None:
        while above is not None:
            if above == row:
                raise passed_on_from_itself()
            above = self._rows[above].above if above in self._rows else None

    def _set(self, row: int, portion: Portion | None) -> None:
        was = self._rows.pop(row, None)
        if was:
            self._under[was.above] -= was.amount
        if portion:
            self._rows[row] = portion
            self._under[portion.above] = self._under.get(portion.above, Decimal(0)) + portion.amount

    def _excesses(self, touched: set[int | None]) -> dict[Key, Excess]:
        """Where more is given of the award (None) or of some of its rows, each looked at with the sum of its parts."""
        found: dict[Key, Excess] = {}
        for key in touched:
            parts = Portion(0, "", self._under.get(key, Decimal(0)), key, ())
            if key is None:
                found |= excesses_of(self.award.amount_announced, [parts])
            elif key in self._rows:
                found |= excesses_of(None, [replace(self._rows[key], above=None), parts])
        return found
