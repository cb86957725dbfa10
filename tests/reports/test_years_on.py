"""Last time's words name the years of this time's plans."""

import pytest

from reports.models import Paper
from reports.years_on import years_on
from tests import make

pytestmark = pytest.mark.django_db


def of_years(plan, reports_on):
    ours = make.partnership()
    plans = [make.plan(of=ours, period=period) for period in (plan, reports_on)]
    return make.paper(of=ours, plan=plans[0], reports_on=plans[1])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Priorities 2025-26", "Priorities 2026-27"),
        ("Achievements 2024-25", "Achievements 2025-26"),
        ("What 2024/25 brought, and 2025/26 will", "What 2025/26 brought, and 2026/27 will"),
        ("The year 2024–2025", "The year 2025–2026"),
        ("Police and Crime Plan 2024-29", "Police and Crime Plan 2024-29"),
        ("Reference 12024-25 and 2024-256", "Reference 12024-25 and 2024-256"),
        ("The Act of 1998", "The Act of 1998"),
    ],
)
def test_the_years_of_the_plans_move_on_and_nothing_else(before, after):
    last, now = of_years("2025-26", "2024-25"), of_years("2026-27", "2025-26")
    assert years_on(last, plan=now.plan, reports_on=now.reports_on)(before) == after


def test_a_year_that_becomes_two_stays_for_the_officer_to_decide():
    last, now = of_years("2024-25", "2024-25"), of_years("2025-26", "2024-25")
    assert years_on(last, plan=now.plan, reports_on=now.reports_on)("Priorities 2024-25") == "Priorities 2024-25"


def test_without_last_time_or_without_years_nothing_changes():
    now = of_years("2025-26", "2024-25")
    assert years_on(None, plan=now.plan, reports_on=now.reports_on)("Plan 2024-25") == "Plan 2024-25"
    assert years_on(Paper(), plan=None, reports_on=None)("Plan 2024-25") == "Plan 2024-25"
