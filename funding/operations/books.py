"""What every change to the money of an award has to do: its plan is open, the award is locked, and nothing is allocated
beyond what there is without a reason.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from core.editing import Refused, add_record, change_record
from funding.models import Award, Excess, Explanation, excesses_of, unexplained
from partners.models import Partnership, User
from priorities.models import Plan
from priorities.operations import begin_change

REASON = "over_allocated_reason"


class OverAllocated(Refused):
    """More would be allocated, passed on or shared than there is, and nobody said why."""


@dataclass(frozen=True, slots=True)
class Books:
    """The money of one award, locked to the end of the transaction; `before` is what was allocated too much already."""

    award: Award
    before: Mapping[tuple[str, int], Excess]
    by: User
    now: datetime

    @property
    def partnership(self) -> Partnership:
        return self.award.partnership

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
        excesses = excesses_of(self.award)
        grown = [
            excess
            for key, excess in excesses.items()
            if key not in self.before or excess.amount > self.before[key].amount
        ]
        wanting = unexplained(grown, self.award) if grown else []
        if wanting and not reason.strip():
            raise OverAllocated(f"This gives {wanting[0]}. Say why, or correct the amount", field=REASON)
        for excess in grown if reason.strip() else []:
            self._explain(excess, reason.strip())

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


def open_books(*, award: Award, is_account: bool = False, by: User, now: datetime) -> Books:
    """The award, locked for one change. Comes first in every operation on its money.

    `is_account` says that the change is of what was paid or is explained: accounts are settled after the year, when its
    plan is closed. Everything else wants an open plan. Raises PlanIsClosed.
    """
    plan = award.plan
    if plan and not is_account:
        begin_change(plan=plan, is_promise=False, by=by, now=now)
    locked = Award.objects.select_for_update(of=("self",)).select_related("partnership", "plan").get(pk=award.pk)
    return Books(locked, excesses_of(locked), by, now)


def said_by(by: User, now: datetime) -> dict[str, Any]:
    """Who explains something, and when."""
    return {"explained_by": by, "explained_by_stated": "", "explained_at": now}


def check_among(keys: Iterable[int], known: Iterable[int], *, sentence: str, field: str) -> None:
    """Raises Refused where a record is none of those that it may be."""
    if set(keys) - set(known):
        raise Refused(sentence, field=field)
