"""What every change to a plan has to do with its state: a closed plan is not changed, and an agreed one only with a
reason, which is kept as an amendment.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from core.editing import Refused
from partners.models import User
from priorities.models import Amendment, Plan
from priorities.operations.progress import PlanIsClosed


class ChangeUnexplained(Refused):
    """The plan is agreed, and nobody said why it is changed."""


@dataclass(frozen=True, slots=True)
class PlanChange:
    """A change to a plan, from its lock to the end of the transaction."""

    plan: Plan
    why: str
    by: User
    now: datetime
    is_amendment: bool

    def tell(self, sentence: str) -> str:
        """The sentence for the log. Where the plan is agreed, it is also kept as an amendment with its reason, and the
        log says the reason too.
        """
        return self.tell_all([sentence])[0]

    def tell_all(self, sentences: Sequence[str]) -> list[str]:
        """The same of several sentences, with one query."""
        if not self.is_amendment:
            return list(sentences)
        Amendment.objects.bulk_create(
            Amendment(plan=self.plan, what=sentence, reason=self.why, made_by=self.by, made_at=self.now)
            for sentence in sentences
        )
        return [f"{sentence} Why the agreed plan was changed: {self.why}" for sentence in sentences]


@dataclass(frozen=True, slots=True)
class SharedChange:
    """A change to something on which several plans rest, from their lock to the end of the transaction."""

    changes: tuple[PlanChange, ...]

    def tell(self, sentence: str) -> str:
        """The sentence for the log, which is also kept as an amendment of each agreed plan."""
        told = [change.tell(sentence) for change in self.changes]
        return told[0] if told else sentence


def begin_shared_change(*, plans: Iterable[Plan], why: str = "", by: User, now: datetime) -> SharedChange:
    """A change to something on which these plans rest: the agreed ones among them are locked, and each wants the
    reason. Closed ones keep nobody from it.

    Raises ChangeUnexplained (on the field `why`).
    """
    agreed = sorted((plan for plan in plans if plan.status == Plan.Status.AGREED), key=lambda plan: plan.pk)
    return SharedChange(tuple(begin_change(plan=plan, why=why, by=by, now=now) for plan in agreed))


def begin_change(*, plan: Plan, why: str = "", is_promise: bool = True, by: User, now: datetime) -> PlanChange:
    """The plan, locked to the end of the transaction, for one change. Comes first in every operation on a plan.

    `is_promise` says that what changes is what was agreed; results and states are not. Raises PlanIsClosed, and
    ChangeUnexplained (on the field `why`) where the plan is agreed and `why` is empty.
    """
    locked = Plan.objects.select_for_update(of=("self",)).select_related("partnership").get(pk=plan.pk)
    if locked.status == Plan.Status.CLOSED:
        raise PlanIsClosed("This plan is closed. To change something in it, open it again first.")
    is_amendment = is_promise and locked.status == Plan.Status.AGREED
    if is_amendment and not why.strip():
        raise ChangeUnexplained("Say why the agreed plan is changed", field="why")
    return PlanChange(plan=locked, why=why.strip(), by=by, now=now, is_amendment=is_amendment)
