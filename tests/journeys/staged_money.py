"""Oxford's money and measures in the middle of its year: what the guides on them show pictures of."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone

from funding.models import Allocation, Award, Return
from funding.operations.returns import start_return
from partners.models import Area, Body, User
from priorities.models import Action, Plan
from scorecard.models import Indicator
from tests import make
from tests.make.shared import read_period

ROWS = (
    ("Detached youth work", 42_000, "Oxford City Council", 10_500),
    ("Operation Purchase", 18_500, "Thames Valley Police", 9_800),
    ("Relapse prevention groups", 16_250, "Turning Point", 8_125),
)
SHOPLIFTING = {
    "2023-24": (412, 438, 471, 498),
    "2024-25": (521, 566, 640, 655),
    "2025-26": (583, 492),
}


@dataclass(frozen=True, slots=True)
class StagedMoney:
    """What the pictures are of."""

    award: Award
    allocation: Allocation
    funding_return: Return
    indicator: Indicator


def stage_money(plan: Plan, *, officer: User) -> StagedMoney:
    """Puts a grant with its payments and a return, and a series with a target, into the plan."""
    award = make.award(
        to=plan.partnership,
        plan=plan,
        out_of=make.fund(of=Body.objects.get(name="Police and Crime Commissioner for Thames Valley")),
        title="Community safety grant 2025-26",
        amount_announced=80_000,
        period="2025-26",
    )
    allocations = [_row(award, place, *row) for place, row in enumerate(ROWS)]
    action = Action.objects.filter(priority__plan=plan, text__contains="Operation Purchase").get()
    allocations[1].actions.add(action)
    allocations[1].priorities.add(action.priority)
    return StagedMoney(award, allocations[1], _return(award, officer), _series(plan, action))


def _row(award: Award, place: int, stream: str, amount: int, recipient: str, paid: int) -> Allocation:
    body = Body.objects.filter(name=recipient).get()
    row = make.allocation(of=award, stream=stream, amount=amount, recipient=body, position=place)
    for number in range(1, 5):
        make.profile(of=row, amount=Decimal(amount) / 4, period=f"Q{number} 2025-26")
    make.payment(of=award, allocation=row, kind="paid", amount=paid, on=date(2025, 10, 3))
    make.forecast(of=row, amount=amount, on=date(2025, 10, 31))
    return row


def _return(award: Award, officer: User) -> Return:
    """Two of three lines are told; one of them differs from what was planned, and says why."""
    made = start_return(
        award=award, period=read_period("1 April 2025 to 30 September 2025"), by=officer, now=timezone.now()
    )
    first, second, _ = made.lines.order_by("position")
    for line, actual, reason, outcome in (
        (first, 21_000, "", "Two evenings a week, and a third in the holidays."),
        (
            second,
            9_800,
            "Body-worn cameras were bought in one go.",
            "Every shop knows its repeat offenders.",
        ),
    ):
        line.actual, line.variance_reason, line.outcome = Decimal(actual), reason, outcome
        line.forecast, line.state = line.awarded, "accepted"
        line.save()
    make.return_output(of=first, measure="Young people spoken with", target=300, actual=342)
    make.return_output(of=second, measure="Shops taking part", target=60, actual=71)
    return made


def _series(plan: Plan, action: Action) -> Indicator:
    area = Area.objects.get(name="Oxford")
    indicator = make.indicator(
        of=plan.partnership,
        plan=plan,
        position=1,
        theme="Retail crime",
        question="Is there less shoplifting in Oxford?",
        definition="Shoplifting that the police record in Oxford, quarter by quarter.",
        unit="offences",
        direction="reduce",
        basis="point",
        priority=action.priority,
    )
    indicator.owner_bodies.add(Body.objects.get(name="Thames Valley Police"))
    for year, values in SHOPLIFTING.items():
        for number, value in enumerate(values, start=1):
            make.measurement(of=indicator, area=area, value=value, period=f"Q{number} {year}")
    make.break_(of=indicator, on=date(2024, 4, 1), reason="The shops’ own online reports count from here on.")
    make.indicator_target(of=indicator, operator="at-most", value=550, period="Q3 2025-26")
    return indicator
