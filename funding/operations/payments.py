"""Officers keep what changed hands. Money is often paid after the year, so a closed plan keeps nobody from it."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from core.editing import Refused, add_record, change_record, fields_in_words
from core.formats import day, money
from core.models import Removal
from core.removal import remove_record
from funding.excesses import too_much_given_back
from funding.models import Allocation, Award, Payment
from funding.operations.books import Books, open_books
from partners.models import User

# How much too much is given back, and why it cannot be, by the key of an allocation; 0 for the award as a whole.
Beyond = Mapping[int, tuple[Decimal, str]]


@transaction.atomic
def add_payment(*, award: Award, values: Mapping[str, Any], by: User, now: datetime) -> Payment:
    """A payment under an award: `kind`, `date` and `amount`, and of which `allocation` it is. Raises Refused,
    ValidationError.
    """
    books = open_books(award=award, is_account=True, by=by, now=now)
    _check(books, values)
    before = _too_much_given_back(books)
    added = add_record(
        record=Payment(award=books.award),
        values=values,
        chain=books.chain,
        verb="funding.payment_added",
        said=lambda payment, _: f"Recorded for “{books.award}”: {_said(payment)}{books.lateness}.",
        by=by,
        now=now,
    )
    if added.kind != Payment.Kind.RECEIVED:  # receipts may come in parts, after what was given back of them
        _check_given_back(books, before)
    return added


@transaction.atomic
def change_payment(*, payment: Payment, values: Mapping[str, Any], revision: int, by: User, now: datetime) -> Payment:
    """The payment with new values. Raises SavedMeanwhile, Refused, ValidationError."""
    books = open_books(award=payment.award, is_account=True, by=by, now=now)
    _check(books, values)
    before = _too_much_given_back(books)
    saved = change_record(
        record=payment,
        values=values,
        revision=revision,
        chain=books.chain,
        verb="funding.payment_changed",
        said=lambda saved, changes: (
            f"Changed {fields_in_words(saved, changes)} of a payment of “{books.award}”: {_said(saved)}"
            f"{books.lateness}."
        ),
        by=by,
        now=now,
    )
    _check_given_back(books, before)
    return saved


@transaction.atomic
def remove_payment(*, payment: Payment, place: str, by: User, now: datetime) -> Removal:
    """Take a payment out of the books; it can be put back. Raises Refused where what was given back came out of it."""
    books = open_books(award=payment.award, is_account=True, by=by, now=now)
    before = _too_much_given_back(books)
    removal = remove_record(
        record=payment,
        chain=books.chain,
        place=place,
        verb="funding.payment_removed",
        summary=f"Removed a payment of “{books.award}”: {_said(payment)}{books.lateness}.",
        by=by,
        now=now,
    )
    _check_given_back(books, before)
    return removal


def _check(books: Books, values: Mapping[str, Any]) -> None:
    allocation: Allocation | None = values.get("allocation")
    if allocation and allocation.award_id != books.award.pk:
        raise Refused("Choose an allocation of the same award", field="allocation")
    if values.get("amount") == 0:
        raise Refused("Enter an amount above zero", field="amount")
    on: date | None = values.get("date")
    if on and on > timezone.localdate(books.now):
        raise Refused("That day is still to come. Enter the day on which the money changed hands", field="date")


def _check_given_back(books: Books, before: Beyond) -> None:
    """Comes last: no more is given back than was received, unless as much was before, after an award was cut."""
    for key, (beyond, why) in _too_much_given_back(books).items():
        if key not in before or beyond > before[key][0]:
            raise Refused(f"{why}. Correct this amount, or the other payments first", field="amount")


def _too_much_given_back(books: Books) -> Beyond:
    award = books.award
    return too_much_given_back(award.amount_announced, award.payments.moved(), award.allocations.amounts())


def _said(payment: Payment) -> str:
    """ "£1,200 on 1 July 2013, paid out": without the note, which may say more than the log should."""
    return f"{money(payment.amount)} on {day(payment.date)}, {payment.get_kind_display().lower()}"
