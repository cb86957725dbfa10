"""An award for a year that is no financial year, its projects, and who keeps and answers its returns."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine

from core.periods import Period
from funding.operations.returns import ask_bodies, start_return
from priorities.operations.requests import Asked
from tests import make

NOW = datetime(2026, 4, 20, 9, 30, tzinfo=UTC)  # a Monday
FIRST_HALF = Period.parse("1 October 2025 to 31 March 2026")
SECOND_HALF = Period.parse("1 April 2026 to 30 September 2026")
DUE = date(2026, 5, 15)


@pytest.fixture
def today() -> Iterator[None]:
    """It is spring."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def books() -> SimpleNamespace:
    """£60,000 for two projects: patrols by the police, profiled by quarter, and lighting by the council."""
    oxford = make.partnership(
        slug="oxford", contact_email="safety@example.org", contact_post="Community Safety Manager"
    )
    plan = make.plan(of=oxford, slug="2025-26", period="2025-26", status="agreed")
    police, council = make.body(name="Thames Valley Police"), make.body(name="Oxford City Council")
    make.membership(of=oxford, member=police, contact=make.person(email="desk@police.example"))
    award = make.award(
        to=oxford,
        plan=plan,
        title="Safer streets",
        reference="PCC-2025-7",
        amount_announced=60_000,
        period="1 October 2025 to 30 September 2026",
    )
    patrols = make.allocation(of=award, stream="Patrols", amount=40_000, recipient=police, position=1)
    lighting = make.allocation(of=award, stream="Lighting", amount=20_000, recipient=council, position=2)
    for quarter in ("Q3 2025-26", "Q4 2025-26", "Q1 2026-27"):
        make.profile(of=patrols, amount=10_000, period=quarter)
    return SimpleNamespace(
        oxford=oxford,
        plan=plan,
        award=award,
        police=police,
        council=council,
        patrols=patrols,
        lighting=lighting,
        officer=make.officer(of=oxford),
        url="/partnerships/oxford/plans/2025-26/funding/returns/",
    )


@pytest.fixture
def begun(books: SimpleNamespace) -> Any:
    """The return on the first half, not started yet, with one thing that the patrols count."""
    made = start_return(award=books.award, period=FIRST_HALF, due_date=date(2026, 5, 31), by=books.officer, now=NOW)
    make.return_output(of=made.lines.get(allocation=books.patrols), measure="Patrols walked", target=100)
    return made


@pytest.fixture
def asked(begun: Any, books: SimpleNamespace, django_capture_on_commit_callbacks: Any) -> Any:
    """The same return with the police, who were asked by e-mail."""
    with django_capture_on_commit_callbacks(execute=True):
        ask_bodies(
            funding_return=begun,
            bodies=[Asked(books.police, "desk@police.example", "lead@police.example")],
            answers_due_date=DUE,
            by=books.officer,
            now=NOW,
        )
    begun.refresh_from_db()
    return begun


@pytest.fixture
def reviewed(begun: Any) -> Any:
    """The same return with every line filled in and accepted, in review."""
    for line in begun.lines.select_related("allocation"):
        line.actual, line.profiled, line.state = 19_950, 20_000, "accepted"
        line.forecast = 39_000 if line.allocation.stream == "Patrols" else None
        line.narrative, line.outcome = "Walked **the towpath**.", "Fewer calls."
        line.save()
    begun.state = "in-review"
    begun.save()
    return begun
