"""What every change to the money of an award has to do: its plan is open, the award is locked, and nothing is allocated
beyond what there is without a reason.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from core.editing import Refused, add_record, change_record
from funding.excesses import Excess, Key, excesses_of, unexplained
from funding.models import Award, Explanation
from partners.models import User
from priorities.models import Plan
from priorities.operations import begin_change

REASON = "over_allocated_reason"


class OverAllocated(Refused):
    """More would be allocated, passed on or shared than there is, and nobody said why."""


@dataclass(frozen=True, slots=True)
class Books:
    """The money of one award, locked to the end of the transaction; `before` is what was allocated too much already."""

    award: Award
    before: Mapping[Key, Excess]
    by: User
    now: datetime

    @property
    def chain(self) -> str:
        """Where changes to this award are told."""
        return self.award.partnership.event_chain

    @property
    def lateness(self) -> str:
        """How a sentence of the log goes on where the plan was closed already."""
        plan = self.award.plan
        return ", after the plan was closed" if plan and plan.status == Plan.Status.CLOSED else ""

    def settle(self, reason: str) -> None:
        """Comes last in an operation that gives money: what is now beyond what there is, and was not before, wants a
        reason, which is kept as the explanation of that difference. Raises OverAllocated.
        """
        self._settle(lambda _: reason.strip())

    def settle_all(self, reasons: Mapping[Key, str]) -> None:
        """The same after many rows, each difference with a reason of its own. Raises OverAllocated."""
        self._settle(lambda key: reasons.get(key, ""))

    def _settle(self, reason_for: Callable[[Key], str]) -> None:
        grown = [
            excess
            for key, excess in excesses_now(self.award).items()
            if key not in self.before or excess.amount > self.before[key].amount
        ]
        wanting = unexplained(grown, self.award.explanations.sizes()) if grown else []
        for excess in wanting:
            check_reason([excess], reason_for(excess.key))
        for excess in grown:
            if reason_for(excess.key):
                self._explain(excess, reason_for(excess.key))

    def _explain(self, excess: Excess, reason: str) -> None:
        allocation_id = excess.allocation_id or None
        about: dict[str, Any] = {"award": self.award, "difference": excess.difference, "allocation_id": allocation_id}
        found = Explanation.objects.filter(**about).first()
        values = {"amount": -excess.amount, "text": reason, **said_by(self.by, self.now)}
        told: dict[str, Any] = {
            "values": values,
            "chain": self.chain,
            "verb": "funding.over_allocated",
            "said": f"Gave {excess} for “{self.award}”, because: {reason}",
            "by": self.by,
            "now": self.now,
        }
        if found:
            change_record(record=found, revision=found.revision, **told)
        else:
            add_record(record=Explanation(**about), **told)


def check_reason(wanting: Sequence[Excess], reason: str) -> None:
    """Raises OverAllocated where more would be given than there is, and nobody says why."""
    if wanting and not reason:
        raise OverAllocated(f"This gives {wanting[0]}. Say why, or correct the amount", field=REASON)


def open_books(*, award: Award, is_account: bool = False, by: User, now: datetime) -> Books:
    """The award, locked for one change. Comes first in every operation on its money.

    `is_account` says that the change is of what was paid or is explained: accounts are settled after the year, when its
    plan is closed. Everything else wants an open plan. Raises PlanIsClosed.
    """
    plan = award.plan
    if plan and not is_account:
        begin_change(plan=plan, is_promise=False, by=by, now=now)
    locked = Award.objects.select_for_update(of=("self",)).select_related("partnership", "plan").get(pk=award.pk)
    return Books(locked, excesses_now(locked), by, now)


def excesses_now(award: Award) -> dict[Key, Excess]:
    """Where more of an award is given than there is, whether it is explained or not. 2 queries."""
    return excesses_of(award.amount_announced, award.allocations.portions())


def said_by(by: User, now: datetime) -> dict[str, Any]:
    """Who explains something, and when."""
    return {"explained_by": by, "explained_by_stated": "", "explained_at": now}


def check_among(keys: Iterable[int], known: Iterable[int], *, sentence: str, field: str) -> None:
    """Raises Refused where a record is none of those that it may be."""
    if set(keys) - set(known):
        raise Refused(sentence, field=field)
