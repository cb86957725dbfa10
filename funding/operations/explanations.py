"""Officers say why two amounts differ that should agree. What was explained stays, also once the plan is closed."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from core.editing import Refused, SavedMeanwhile, add_record, change_record
from core.formats import money
from core.models import Removal
from core.removal import remove_record
from funding.excesses import unexplained
from funding.models import Allocation, Award, Explanation
from funding.operations.books import Books, excesses_now, open_books, said_by
from funding.reconciliation import Difference, Kind
from funding.summaries.accounts import reconciled
from partners.models import User


class NothingToExplain(Refused):
    """The two amounts agree now, or differ by something else than whoever explains it saw."""


@transaction.atomic
def explain(
    *,
    award: Award,
    difference: str,
    allocation: Allocation | None = None,
    amount: Decimal,
    values: Mapping[str, Any],
    revision: int | None = None,
    by: User,
    now: datetime,
) -> Explanation:
    """Say why two amounts of an award, or of one of its allocations, differ by `amount` (below zero where the second is
    larger), anew or in place of what was said.

    `values` are `text`, and `explained_by_stated` where somebody else says so. `revision` is that of the explanation
    there is, None where there is none. Raises NothingToExplain, SavedMeanwhile, ValidationError.
    """
    books = open_books(award=award, is_account=True, by=by, now=now)
    _check_size(_difference_now(books, difference, allocation), amount)
    about = {"award": books.award, "difference": difference, "allocation": allocation}
    found = Explanation.objects.filter(**about).first()
    if found and revision is None:
        raise SavedMeanwhile(found)
    told: dict[str, Any] = {
        "values": {**said_by(by, now), "amount": amount, **values},
        "chain": books.chain,
        "verb": "funding.explained",
        "said": lambda one, _: f"Explained {_named(one)} of “{allocation or books.award}”{books.lateness}: {one.text}",
        "by": by,
        "now": now,
    }
    if found and revision is not None:
        return change_record(record=found, revision=revision, **told)
    return add_record(record=Explanation(**about), **told)


@transaction.atomic
def remove_explanation(*, explanation: Explanation, place: str, by: User, now: datetime) -> Removal:
    """Take an explanation back; it can be put back. Raises Refused where more was given than there is, for which it is
    the reason.
    """
    books = open_books(award=explanation.award, is_account=True, by=by, now=now)
    removal = remove_record(
        record=explanation,
        chain=books.chain,
        place=place,
        verb="funding.explanation_removed",
        summary=f"Took back why there is {_named(explanation)} of “{explanation.allocation or books.award}”"
        f"{books.lateness}.",
        label=explanation.get_difference_display(),
        by=by,
        now=now,
    )
    about = (explanation.difference, explanation.allocation_id or 0)
    excess = excesses_now(books.award).get(about)
    left = unexplained([excess], books.award.explanations.sizes()) if excess else []
    if left:
        raise Refused(f"This is why {left[0]} may be given. Change what it says, or correct the amounts first.")
    return removal


def _difference_now(books: Books, difference: str, allocation: Allocation | None) -> Difference | None:
    sums = reconciled([books.award], on=timezone.localdate(books.now))[books.award.pk]
    return sums.difference(Kind(difference), allocation.pk if allocation else None)


def _check_size(found: Difference | None, amount: Decimal) -> None:
    if found is None:
        raise NothingToExplain("These two amounts agree now: there is nothing left to explain.")
    if found.amount != amount:
        raise NothingToExplain(
            f"The difference is {money(found.amount)} now, not {money(amount)}. Look again, and say what explains it.",
        )


def _named(one: Explanation) -> str:
    """ "a difference of £134 (the amount announced and what is allocated)"."""
    size = f" of {money(one.amount)}" if one.amount is not None else ""
    which = str(one.get_difference_display())
    return f"a difference{size} ({which[:1].lower()}{which[1:]})"
