"""How the log speaks of a scorecard, and where what is told of stands."""

from datetime import datetime

from partners.models import User
from priorities.operations import begin_change
from scorecard.models import Indicator

LONGEST = 80


def quoted(record: object) -> str:
    """The beginning of what a record says, in quotation marks."""
    text = " ".join(str(record).split())
    return f"“{text if len(text) <= LONGEST else text[:LONGEST].rsplit(' ', 1)[0] + ' …'}”"


def named(indicator: Indicator) -> str:
    """An indicator in a sentence of the log: its theme and what it counts."""
    return quoted(f"{indicator.theme}: {indicator.definition}" if indicator.theme else indicator.definition)


def begin(indicator: Indicator, *, by: User, now: datetime) -> str:
    """The chain in which a change to an indicator is told. Raises PlanIsClosed where its plan is closed.

    What is watched is no promise, so an agreed plan asks for no reason.
    """
    if indicator.plan is not None:
        begin_change(plan=indicator.plan, is_promise=False, by=by, now=now)
    return indicator.partnership.event_chain
