"""What the tests of exception reports ask, and find in the e-mails and in the log."""

import re
from datetime import UTC, date, datetime
from typing import Any

from django.core import mail

from core.models import Event
from partners.models import User
from priorities.models import Plan
from scorecard import operations
from scorecard.models import ExceptionReport, Indicator
from scorecard.summaries import owners_of, unasked_of
from tests import make

BOARD = "/partnerships/oxford/plans/2025-26/scorecard/"
NOW = datetime(2025, 10, 6, 10, tzinfo=UTC)  # a Monday
ANSWER = {
    "text": "Two people stole from many sheds.",
    "response": "Marking of bicycles.",
    "response_owner": "Neighbourhood team",
}
TYPED = {**ANSWER, "by_when_date_day": "1", "by_when_date_month": "12", "by_when_date_year": "2025"}


def make_another_wrong(plan: Plan) -> Indicator:
    made = make.indicator(of=plan.partnership, plan=plan, direction="reduce")
    make.measurement(of=made, value=100, period="2023-24")
    make.measurement(of=made, value=150, period="2024-25")
    return made


def ask(indicator: Indicator, officer: User, **said: Any) -> ExceptionReport:
    (wrong,) = unasked_of(indicator.plan_id)
    owner = owners_of(indicator, on=NOW.date())[0]
    values = {"owner_body": owner.body, "contact_email": owner.contact_email, "due_date": date(2025, 10, 27), **said}
    return operations.ask_for_exception(indicator=indicator, series=wrong.series, values=values, by=officer, now=NOW)


def link() -> str:
    """The path of the link in the newest e-mail."""
    return re.search(r"https?://[^/]+(/exceptions/\S+)", mail.outbox[-1].body)[1]


def last_event() -> Event:
    return Event.objects.latest("sequence")
