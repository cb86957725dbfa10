"""What a grant is to whoever reads the list: plain values, no records."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from urllib.parse import urlencode

from core.formats import span
from core.periods import Period

NOT_STATED = "not-stated"


@dataclass(frozen=True, slots=True)
class Organisation:
    """A funder or a recipient, as it was called on the day. `key` finds it in addresses; `identifier` is its official
    one (org-id.guide), empty where it has none; `number` is its number in that list.
    """

    key: str
    name: str
    identifier: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a grant is spent: an area with its ONS code."""

    name: str
    code: str


@dataclass(frozen=True, slots=True)
class Grant:
    """Money that one organisation gave another, or that several share. What is not recorded is empty or None.

    `reference` names its record and never changes: "award-12"; `prefix` makes it unique, in the world if 360Giving
    registered it, else in the portal. `is_received` says that it came to the partnership itself. `regrant` is a code of
    360Giving's list where it was given to be given on. `out_of` is the award a row is of. `source` says where what is
    recorded was read, and what of it is inferred.
    """

    reference: str
    prefix: str
    title: str
    purpose: str
    conditions: str
    reasons: str
    decision: str
    programme: str
    amount: Decimal | None
    awarded_date: date | None
    period: Period | None
    funder: Organisation
    recipients: tuple[Organisation, ...]
    places: tuple[Place, ...]
    regrant: str
    is_received: bool
    modified_at: datetime | None
    out_of: str = ""
    source: str = ""

    @property
    def identifier(self) -> str:
        """Its identifier, for good as long as its publisher's prefix is: "360G-SaferOxford-award-12"."""
        return f"{self.prefix}-{self.reference}"

    @property
    def year(self) -> str:
        """The financial year it was awarded in, else the one its period begins in: "2013-14", or "not-stated"."""
        day = self.awarded_date or (self.period.start if self.period else None)
        if day is None:
            return NOT_STATED
        first = day.year if day.month > 3 else day.year - 1
        return Period.financial_year(first).stated

    @property
    def period_words(self) -> str:
        """Its period as stated."""
        if self.period is None:
            return ""
        return self.period.stated or span(self.period.start, self.period.end)

    @property
    def recipient_names(self) -> tuple[str, ...]:
        return tuple(recipient.name for recipient in self.recipients)


@dataclass(frozen=True, slots=True)
class Asked:
    """Which grants somebody wants: of a year, to a recipient by its key; empty is any."""

    year: str = ""
    recipient: str = ""

    def takes(self, grant: Grant) -> bool:
        fits_year = not self.year or grant.year == self.year
        return fits_year and (not self.recipient or self.recipient in {one.key for one in grant.recipients})

    def of(self, grants: Iterable[Grant]) -> Iterable[Grant]:
        return (grant for grant in grants if self.takes(grant))

    @property
    def query(self) -> str:
        """The same as the end of an address."""
        return urlencode({name: value for name, value in (("year", self.year), ("recipient", self.recipient)) if value})
