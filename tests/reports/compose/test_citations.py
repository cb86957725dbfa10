"""What a figure of a draft cites: its record, what it says now, and who entered it."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.editing import change_record
from priorities.models import Plan
from reports import content as c
from reports.compose import compose_paper
from reports.compose.citations import cited, figures_cited
from reports.models import Paper
from reports.summaries.overriding import overrides_of
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan() -> Plan:
    return make.plan(period="2013-14", title="The plan")


def everything(plan: Plan) -> Paper:
    """A paper that states a figure of every kind."""
    achievement = make.achievement(of=plan, text="There were 2,534 incidents.")
    make.figure(of=achievement, stated="2,534", number=2534, unit="incidents", reported_by="Thames Valley Police")
    finding = make.finding(of=plan, text="Fear fell by 12%.")
    make.figure(of=finding, stated="12%")
    award = make.award(
        to=plan.partnership, plan=plan, title="Fund", amount_announced=Decimal(746294), total_stated=Decimal(746100)
    )
    row = make.allocation(of=award, stream="CSPs", amount=Decimal(746160))
    make.allocation(of=award, stream="Oxford", amount=Decimal(5), passed_on_from=row)
    make.award(to=plan.partnership, plan=plan, title="Other fund", amount_announced=Decimal(7))
    make.target(of=make.priority(of=plan, title="Drugs"), number=30, number_stated="thirty", result_stated="31")
    indicator = make.indicator(of=plan.partnership, plan=plan, unit="reports")
    make.measurement(of=indicator, value=Decimal(20), area=make.area(name="Oxford"))
    make.baseline(of=indicator, value=Decimal(12))
    paper = make.paper(plan=plan)
    for fill in ("achievements", "findings", "funding", "targets", "priorities", "indicators"):
        make.section(of=paper, heading=fill, fill=fill, options={"with_figures": True} if fill == "indicators" else {})
    return paper


def cites_of(paper: Paper) -> dict[str, str]:
    paragraphs = (block for block in compose_paper(paper).walk() if isinstance(block, c.Paragraph))
    spans = (span for paragraph in paragraphs for span in paragraph.spans)
    return {span.cite: span.text for span in spans if span.cite}


def test_every_kind_of_figure_that_a_draft_cites_is_found_and_says_what_the_draft_says(plan: Plan) -> None:
    paper = everything(plan)
    stated = cites_of(paper)
    found = figures_cited(paper, stated)
    assert {cite: figure.stated for cite, figure in found.items()} == stated
    assert {cite.split(":")[0] for cite in stated} == {
        "achievements.figure", "funding.award", "funding.allocation", "priorities.target", "scorecard.measurement",
        "scorecard.baseline",
    }  # fmt: skip
    assert all(figure.plan == "The plan" and figure.address.startswith("/") for figure in found.values())


def test_an_edition_knows_of_no_citation(plan: Plan) -> None:
    paper = everything(plan)
    composed = compose_paper(Paper.objects.get(pk=paper.pk))
    stored = c.to_json(composed)
    assert cites_of(paper)
    assert "achievements.figure" not in stored
    assert c.content_hash(c.from_json(stored)) == c.content_hash(composed)


def test_a_figure_of_an_achievement_comes_with_all_that_is_known_of_it(plan: Plan) -> None:
    achievement = make.achievement(of=plan, heading="Retail crime")
    figure = make.figure(
        of=achievement,
        stated="over 2,534",
        number=2534,
        qualifier="over",
        unit="incidents",
        what="retail crimes",
        reported_by="Thames Valley Police",
        area=make.area(name="Oxford"),
        note="Counted anew.",
        source_document="Annual update 2025",
        source_place="paragraph 7",
        period="2024-25",
    )
    found = cited(make.paper(plan=plan), f"achievements.figure:{figure.pk}")
    assert found.record == "A figure of the achievement “Retail crime”"
    assert (found.stated, found.means, found.what) == ("over 2,534", "over 2,534 incidents", "retail crimes")
    assert (found.period, found.as_at, found.area, found.note) == (
        "2024-25", date(2025, 3, 31), "Oxford", "Counted anew.",
    )  # fmt: skip
    assert found.source == "Thames Valley Police; Annual update 2025, paragraph 7"
    assert found.address.endswith(f"/achievements/{achievement.pk}/figures/{figure.pk}/")
    assert found.entered_at is None
    assert found.token == f"{{{{figure:{figure.pk}}}}}"


def test_who_entered_it_last_is_read_from_the_history(plan: Plan) -> None:
    officer = make.role(of=plan.partnership, kind="officer").user
    achievement = make.achievement(of=plan)
    figure = make.figure(of=achievement, stated="2,534")
    paper, cite = make.paper(plan=plan), f"achievements.figure:{figure.pk}"
    told = {"chain": plan.partnership.event_chain, "verb": "achievements.changed", "by": officer, "now": make.NOW}
    change_record(record=achievement, values={"text": "Anew."}, revision=1, said="Changed its words.", **told)
    assert cited(paper, cite).entered_how == "Changed its words."
    change_record(record=figure, values={"stated": "2,535"}, revision=1, said="Changed the figure.", **told)
    found = cited(paper, cite)
    assert (found.stated, found.entered_how, found.entered_at) == ("2,535", "Changed the figure.", make.NOW)
    assert found.entered_by


@pytest.mark.parametrize(
    "cite",
    ["", "achievements.figure", "achievements.figure:", "achievements.figure:x", "achievements.figure:٣",
     "achievements.figure:9999", "achievements.figure:1:part", "partners.person:1", "funding.award:1:secret",
     f"achievements.figure:{'9' * 30}", "priorities.target:1:result:more"],
)  # fmt: skip
def test_what_is_no_citation_names_nothing(plan: Plan, cite: str) -> None:
    assert cited(everything(plan), cite) is None


def test_what_is_restricted_or_beyond_the_papers_reach_is_not_told_of(plan: Plan) -> None:
    paper = make.paper(plan=plan)
    secret = make.achievement(of=plan, visibility="partners", visibility_reason="Children.")
    finding = make.finding(of=plan, visibility="restricted", visibility_reason="A case.")
    elsewhere = make.plan(status="agreed")
    district = make.partnership(parent=plan.partnership)
    draft, agreed = make.plan(of=district, slug="a"), make.plan(of=district, slug="b", status="agreed")
    hidden = [make.figure(of=owner) for owner in (secret, finding, *(make.achievement(of=elsewhere),))]
    hidden.append(make.figure(of=make.achievement(of=draft)))
    assert [cited(paper, f"achievements.figure:{figure.pk}") for figure in hidden] == [None] * 4
    row = make.allocation(of=make.award(to=elsewhere.partnership, plan=elsewhere))
    assert cited(paper, f"funding.allocation:{row.pk}:amount") is None
    assert cited(paper, f"funding.award:{row.award_id}:announced") is None
    for owner, is_told in ((draft, False), (agreed, True)):
        target = make.target(of=make.action(under=make.priority(of=owner)))
        assert (cited(paper, f"priorities.target:{target.pk}") is not None) == is_told


def test_citations_are_looked_up_in_the_same_number_of_queries_for_two_and_twenty(plan: Plan) -> None:
    paper = everything(plan)
    counts = []
    for size in (2, 20):
        figures = [make.figure(of=make.achievement(of=plan), stated=str(number)) for number in range(size)]
        cites = [f"achievements.figure:{figure.pk}" for figure in figures]
        with CaptureQueriesContext(connection) as queries:
            assert len(figures_cited(paper, cites)) == size
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 2


class TestOverrides:
    def test_are_listed_with_what_their_records_say_now(self, plan: Plan) -> None:
        paper = make.paper(plan=plan)
        figure = make.figure(of=make.achievement(of=plan), stated="2,534")
        gone = make.override(of=paper, cite="achievements.figure:9999", live="five", text="six")
        make.override(of=paper, cite=f"achievements.figure:{figure.pk}")
        assert [(one.live_now, one.text, one.has_changed) for one in overrides_of(paper)] == [
            ("", "six", True),
            ("2,534", "2,541", False),
        ]
        type(figure).objects.filter(pk=figure.pk).update(stated="2,540")
        assert [(one.live_then, one.live_now, one.has_changed) for one in overrides_of(paper)][1] == (
            "2,534", "2,540", True,
        )  # fmt: skip
        assert overrides_of(paper)[0].id == gone.pk

    def test_take_the_same_queries_for_two_and_twenty(self, plan: Plan) -> None:
        counts = []
        for size in (2, 20):
            paper = make.paper(plan=plan)
            for number in range(size):
                figure = make.figure(of=make.achievement(of=plan), stated=str(number))
                make.override(of=paper, cite=f"achievements.figure:{figure.pk}", made_by=make.user())
            with CaptureQueriesContext(connection) as queries:
                overrides_of(paper)
            counts.append(len(queries))
        assert counts[0] == counts[1]
