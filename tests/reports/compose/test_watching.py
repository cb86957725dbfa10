"""What papers tell of a scorecard, where a section asks for it."""

from datetime import date
from itertools import pairwise

import pytest

from priorities.models import Plan
from reports import content as c
from reports.compose import compose_paper
from scorecard.models import Indicator
from tests import make

pytestmark = pytest.mark.django_db
REPORT = {
    "found": "Rising, which is not what we want: 150, up 50% from 100.",
    "text": "Two people stole from many sheds.",
    "response": "Marking of bicycles.",
    "response_owner": "Neighbourhood team",
    "by_when_date": date(2014, 9, 1),
}


@pytest.fixture
def plan() -> Plan:
    return make.plan(period="2013-14")


@pytest.fixture
def indicator(plan: Plan) -> Indicator:
    made = make.indicator(of=plan.partnership, plan=plan, theme="Burglary", direction="reduce")
    make.measurement(of=made, value=100, period="2012-13")
    make.measurement(of=made, value=150, period="2013-14")
    return made


def composed(plan: Plan, **options: object) -> c.Paper:
    paper = make.paper(of=plan.partnership, plan=plan)
    make.section(of=paper, heading="Scorecard", fill="indicators", plan=plan, options=options)
    return compose_paper(paper)


def cited(paper: c.Paper) -> list[tuple[str, str, str]]:
    """What cites a record, with that and with what follows it."""
    blocks = [block.spans for block in paper.walk() if isinstance(block, c.Paragraph)]
    return [(one.text, one.cite, after.text) for spans in blocks for one, after in pairwise(spans) if one.cite]


def words(paper: c.Paper) -> str:
    return " ".join(block.text for block in paper.walk() if isinstance(block, c.Paragraph))


def test_a_table_says_which_way_each_goes_where_it_is_asked_to(plan: Plan, indicator: Indicator) -> None:
    assert "Rising" not in words(composed(plan))
    said = words(composed(plan, with_travel=True))
    assert "Rising, which is not what we want: 150, up 50% from 100. (2013-14, compared with 2012-13)" in said
    latest, earlier = indicator.measurements.order_by("-period_end")
    assert cited(composed(plan, with_travel=True)) == [
        ("150", f"scorecard.measurement:{latest.pk}", ", up 50% from "),
        ("100", f"scorecard.measurement:{earlier.pk}", "."),
    ]
    make.break_(of=indicator, on=date(2013, 4, 1))
    indicator.measurements.filter(pk=earlier.pk).update(value=13)
    [_, (figure, _, rest)] = cited(composed(plan, with_travel=True))
    assert (figure, rest[:42]) == ("13", ", but the way of counting changed on 1 Apr")
    make.indicator(of=plan.partnership, plan=plan)
    assert "No figure yet" in words(composed(plan, with_travel=True))


def test_a_chart_is_drawn_of_those_that_are_chosen(plan: Plan, indicator: Indicator) -> None:
    paper = composed(plan, charts=[indicator.pk])
    (chart,) = [block for block in paper.walk() if isinstance(block, c.Chart)]
    assert chart.kind == "line"
    assert chart.summary.startswith("Rising, which is not what we want")
    make.indicator(of=plan.partnership, plan=plan)
    assert not [block for block in composed(plan).walk() if isinstance(block, c.Chart)]


def test_reports_are_told_once_they_are_accepted(plan: Plan, indicator: Indicator) -> None:
    report = make.exception_report(of=indicator, state="answered", **REPORT)
    assert "No exception report was accepted" in words(composed(plan, exceptions=True))
    report.state, report.board_note = "accepted", "Come back in spring."
    report.save()
    said = words(composed(plan, exceptions=True))
    for part in ("Two people stole", "(Neighbourhood team by 1 September 2014)", "Come back in spring."):
        assert part in said
