"""Differences between amounts that should agree, as pages and papers tell them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone

from core.formats import day, money
from funding.reconciliation import Difference, Kind, Reconciliation, Standing

OF_THE_WHOLE = (Kind.ANNOUNCED, Kind.PRINTED)


@dataclass(frozen=True, slots=True)
class DifferenceLine:
    """Two amounts that differ. `about` is the allocation, empty for the award as a whole; `slug` names the difference
    in addresses ("announced", "paid-12"). `was` is how large it was when `text` was said of it.
    """

    slug: str
    about: str
    first_name: str
    second_name: str
    first: Decimal
    second: Decimal
    standing: str
    text: str
    by: str
    at: date | None
    was: Decimal | None
    said_id: int

    @property
    def amount(self) -> Decimal:
        """The first less the second."""
        return self.first - self.second

    @property
    def sentence(self) -> str:
        """ "Announced £746,294, allocated £746,160: £134 less."."""
        more = "less" if self.amount > 0 else "more"
        return (
            f"{self.first_name} {money(self.first)}, {self.second_name} {money(self.second)}: "
            f"{money(abs(self.amount))} {more}."
        )

    @property
    def standing_words(self) -> str:
        """Whether it is explained, as it is now."""
        if self.standing == Standing.NOT_EXPLAINED:
            return "Not explained"
        if self.standing == Standing.CHANGED and self.was is not None:
            return f"Explained when it was {money(self.was)}; it is {money(self.amount)} now"
        return "Explained"

    @property
    def is_explained(self) -> bool:
        return self.standing == Standing.EXPLAINED

    @property
    def who(self) -> str:
        """Who explained it, and when, as far as that is known."""
        when = f", {day(self.at)}" if self.at else ""
        return f"{self.by}{when}" if self.by else ""


def difference_line(one: Difference, *, about: str = "") -> DifferenceLine:
    """A difference as it is told; `about` names the allocation."""
    first, second = one.names
    said = one.said
    return DifferenceLine(
        slug=f"{one.kind}-{one.row}" if one.row else str(one.kind),
        about=about,
        first_name=first,
        second_name=second,
        first=one.first,
        second=one.second,
        standing=str(one.standing),
        text=said.text if said else "",
        by=said.by if said else "",
        at=timezone.localdate(said.at) if said and said.at else None,
        was=said.amount if said else None,
        said_id=said.id if said else 0,
    )


def why_it_differs(sums: Reconciliation) -> str:
    """Why what was announced or printed differs from the rows, as it was explained; where the difference has changed
    since, that comes first.
    """
    lines = [difference_line(one) for one in sums.own_differences if one.kind in OF_THE_WHOLE and one.said]
    told = (one.text if one.is_explained else f"{one.standing_words}. {one.text}" for one in lines)
    return "\n\n".join(dict.fromkeys(told))
