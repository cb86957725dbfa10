"""What a section shows when it is asked to choose: which records, put together how, as at when."""

from datetime import date
from decimal import Decimal

import pytest

from priorities.models import Plan
from reports import content as c
from reports.compose import OptionError, compose_paper, compose_section
from reports.models import Paper
from reports.rendering.text import text
from tests import make

pytestmark = pytest.mark.django_db


def filled(plan: Plan, fill: str, **options: object) -> Paper:
    """A paper of one section with this live block over a plan."""
    paper = make.paper(plan=plan, house_style=make.house_style(of=plan.partnership, numbering="none"))
    make.section(of=paper, heading="Filled", fill=fill, options=options)
    return paper


def said(plan: Plan, fill: str, **options: object) -> str:
    return text(compose_paper(filled(plan, fill, **options)))


def headings(plan: Plan, **options: object) -> list[tuple[str, list[str]]]:
    """The headed parts of a section of achievements, with the first words of each achievement."""
    (section,) = compose_paper(filled(plan, "achievements", **{"as": "paragraphs"}, **options)).sections
    return [
        (part.heading, [block.text for block in part.blocks if isinstance(block, c.Paragraph)])
        for part in section.blocks
        if isinstance(part, c.Section)
    ]


class TestAchievements:
    def test_are_put_together_by_priority_in_the_plans_order_each_told_once(self) -> None:
        plan = make.plan()
        drugs = make.priority(of=plan, title="Drugs", position=1)
        homes = make.priority(of=plan, title="Homes", position=2)
        both = make.achievement(of=plan, position=1, text="Serves both.")
        both.priorities.set([homes, drugs])
        by_action = make.achievement(of=plan, position=2, text="Serves an action.")
        by_action.actions.set([make.action(under=homes)])
        make.achievement(of=plan, position=3, text="Serves none.")
        assert headings(plan, group_by="priority") == [
            ("Drugs", ["Serves both."]),
            ("Homes", ["Serves an action."]),
            ("Other achievements", ["Serves none."]),
        ]

    def test_are_put_together_by_body_project_place_and_grouping(self) -> None:
        plan = make.plan()
        police, fire = make.body(name="Police"), make.body(name="Fire")
        cocoon, leys = make.project(name="Cocoon"), "Blackbird Leys"
        one = make.achievement(of=plan, position=1, text="One.", provider=police, place=leys, project=cocoon)
        two = make.achievement(of=plan, position=2, text="Two.", place="Barton", grouping="Covid-19")
        two.bodies.set([fire])
        three = make.achievement(of=plan, position=3, text="Three.", place=leys)
        three.bodies.set([police, fire])
        one.bodies.set([police, fire])
        assert headings(plan, group_by="body") == [
            ("Police", ["One."]), ("Fire", ["Two."]), ("Several bodies together", ["Three."]),
        ]  # fmt: skip
        assert headings(plan, group_by="place") == [("Blackbird Leys", ["One.", "Three."]), ("Barton", ["Two."])]
        assert headings(plan, group_by="project") == [("Cocoon", ["One."]), ("Other achievements", ["Two.", "Three."])]
        assert headings(plan, group_by="grouping") == [
            ("Covid-19", ["Two."]), ("Other achievements", ["One.", "Three."]),
        ]  # fmt: skip

    def test_nothing_filed_anywhere_gets_no_heading(self) -> None:
        plan = make.plan()
        make.achievement(of=plan, text="One.")
        assert headings(plan, group_by="project") == []
        assert "One." in said(plan, "achievements", group_by="project")

    def test_a_section_tells_those_it_names_takes_others_in_and_leaves_out(self) -> None:
        plan = make.plan()
        first = make.achievement(of=plan, text="First.")
        second = make.achievement(of=plan, text="Second.", grouping="Covid-19")
        small = make.achievement(of=plan, text="Small.", is_for_paper=False)
        secret = make.achievement(of=plan, text="Secret.", visibility="restricted", visibility_reason="A live case.")

        def told(**options: object) -> list[str]:
            printed = said(plan, "achievements", **options)
            return [words for words in ("First.", "Second.", "Small.", "Secret.") if words in printed]

        assert told() == ["First.", "Second."]
        assert told(only=[second.pk, small.pk]) == ["Second.", "Small."]
        assert told(leave_out=[first.pk]) == ["Second."]
        assert told(also=[small.pk]) == ["First.", "Second.", "Small."]
        assert told(grouping="Covid-19", also=[first.pk]) == ["First.", "Second."]
        assert told(only=[secret.pk, first.pk], also=[secret.pk]) == ["First."]

    def test_are_told_in_the_papers_own_words_where_it_has_some(self) -> None:
        plan = make.plan()
        achievement = make.achievement(of=plan, text="There were 2,534 incidents.")
        figure = make.figure(of=achievement, stated="2,534")
        paper = filled(plan, "achievements")
        make.wording(of=paper, achievement=achievement, text="Incidents came to **2,534**.")
        found = compose_paper(Paper.objects.get(pk=paper.pk))
        assert "Incidents came to 2,534." in text(found)
        spans = [span for block in found.walk() if isinstance(block, c.Paragraph) for span in block.spans]
        assert c.Span("2,534", strong=True, cite=f"achievements.figure:{figure.pk}") in spans
        assert "There were 2,534 incidents." in said(plan, "achievements")


class TestPlans:
    def test_priorities_are_those_chosen_with_how_each_action_stands(self) -> None:
        plan = make.plan()
        drugs, homes = make.priority(of=plan, title="Drugs"), make.priority(of=plan, title="Homes")
        make.action(under=homes, text="Fit locks.", status="off-track")
        for form in ("headings", "bullets"):
            printed = said(plan, "priorities", **{"as": form}, only=[homes.pk], with_status=True)
            assert "Fit locks. (Off track)" in printed
            assert "Drugs" not in printed
        assert "(Off track)" not in said(plan, "priorities")
        make.target(of=drugs, measure="raids")
        for fill in ("themes", "action-plan", "targets"):
            assert "Drugs" not in said(plan, fill, only=[homes.pk])

    def test_findings_and_challenges_are_those_chosen(self) -> None:
        plan = make.plan()
        make.finding(of=plan, topic="Crime", text="It fell.")
        kept = make.finding(of=plan, topic="Fear", text="It rose.")
        assert "It fell." not in said(plan, "findings", only=[kept.pk])
        assert "It rose." in said(plan, "findings", topic="Fear")
        make.challenge(of=plan, text="Money.")
        time = make.challenge(of=plan, text="Time.")
        printed = said(plan, "challenges", only=[time.pk])
        assert "Time." in printed
        assert "Money." not in printed

    def test_awards_and_indicators_are_those_chosen(self) -> None:
        plan = make.plan()
        make.award(to=plan.partnership, plan=plan, title="Old fund", amount_announced=Decimal(5))
        award = make.award(to=plan.partnership, plan=plan, title="New fund", amount_announced=Decimal(7))
        printed = said(plan, "funding", only=[award.pk])
        assert "New fund: £7" in printed
        assert "Old fund" not in printed
        make.indicator(of=plan.partnership, plan=plan, definition="Burglaries")
        kept = make.indicator(of=plan.partnership, plan=plan, definition="Robberies", unit="robberies")
        make.measurement(of=kept, value=Decimal(9), period="2024-25")
        make.measurement(of=kept, value=Decimal(12), period="2023-24")
        make.measurement(of=kept, value=Decimal(40_000), period="2024-25", comparator="force")
        printed = said(plan, "indicators", only=[kept.pk], with_figures=True)
        assert "9 robberies" in printed
        assert "40,000" not in printed
        assert "12 robberies" not in printed
        assert "Burglaries" not in printed
        assert "9 robberies" not in said(plan, "indicators")

    def test_members_are_those_of_the_day_asked_for(self) -> None:
        plan = make.plan()
        make.membership(of=plan.partnership, member=make.body(name="Probation Trust"), until_date=date(2014, 5, 31))
        assert "Probation Trust" in said(plan, "members", as_at="2013-05-31")
        assert "Probation Trust" not in said(plan, "members", as_at="2026-04-01")


class TestDistricts:
    @pytest.mark.parametrize(
        ("status", "is_told"),
        [("draft", False), ("proposed", False), ("yet-to-be-ratified", False), ("agreed", True), ("closed", True)],
    )
    def test_only_what_a_district_has_agreed_is_told_by_its_county(self, status: str, is_told: bool) -> None:  # noqa: FBT001
        county = make.partnership(tier="county")
        plan = make.plan(of=county, period="2013-14")
        district = make.partnership(name="Cherwell", parent=county)
        local = make.plan(of=district, period="2013-14", status=status, introduction="Ours alone.")
        priority = make.priority(of=local, title="Burglary")
        make.target(of=priority, number=30)
        printed = said(plan, "local-priorities")
        assert ("Burglary" in printed) == ("Ours alone." in printed) == ("Cherwell" in printed) == is_told

    def test_a_section_filled_from_a_draft_of_another_partnership_is_refused(self) -> None:
        county = make.partnership(tier="county")
        paper = make.paper(of=county, plan=make.plan(of=county))
        local = make.plan(of=make.partnership(name="Cherwell", parent=county), slug="local")
        make.section(of=paper, fill="priorities", plan=local)
        with pytest.raises(OptionError, match="not agreed yet"):
            compose_paper(paper)
        Plan.objects.filter(pk=local.pk).update(status="agreed")
        assert compose_paper(Paper.objects.get(pk=paper.pk))


class TestOneSection:
    def paper(self) -> Paper:
        paper = make.paper(house_style=make.house_style(numbering="continuous"))
        make.section(of=paper, position=1, heading="One", text="First.")
        make.section(of=paper, position=2, heading="Two", text="Second.")
        make.section(of=paper, position=3, heading="", text="Goes on.")
        return paper

    def test_has_its_right_numbers(self) -> None:
        paper = self.paper()
        two = compose_section(paper, paper.sections.get(heading="Two"))
        assert [(block.number, block.text) for block in two.blocks] == [("2", "Second."), ("3", "Goes on.")]

    def test_without_a_heading_is_shown_in_the_one_it_goes_on_from(self) -> None:
        paper = self.paper()
        assert compose_section(paper, paper.sections.get(heading="")).heading == "Two"

    def test_shows_words_that_are_typed_and_not_saved(self) -> None:
        paper = self.paper()
        two = paper.sections.get(heading="Two")
        shown = compose_section(paper, two, typed={two.pk: "Typed.\n\nTwice."})
        assert [block.text for block in shown.blocks] == ["Typed.", "Twice.", "Goes on."]
        assert "Typed." in text(compose_paper(paper, typed={two.pk: "Typed."}))
        assert "Second." in text(compose_paper(Paper.objects.get(pk=paper.pk)))

    def test_within_another_without_a_heading_goes_on_in_that(self) -> None:
        paper = self.paper()
        one = paper.sections.get(heading="One")
        inner = make.section(of=paper, parent=one, heading="", text="Within.")
        shown = compose_section(Paper.objects.get(pk=paper.pk), inner)
        assert (shown.heading, [block.text for block in shown.blocks]) == ("One", ["First.", "Within."])


def test_overridden_figures_say_their_own_words_and_go_on_citing_their_record() -> None:
    plan = make.plan()
    figure = make.figure(
        of=make.achievement(of=plan, text="Of **2,534** incidents 12 were grave."), stated="2,534 incidents"
    )
    paper = filled(plan, "achievements")
    cite = f"achievements.figure:{figure.pk}"
    make.override(of=paper, cite=cite, text="2,541 incidents")
    found = compose_paper(Paper.objects.get(pk=paper.pk))
    assert "Of 2,541 incidents 12 were grave." in text(found)
    spans = [span for block in found.walk() if isinstance(block, c.Paragraph) for span in block.spans]
    assert [(span.text, span.cite) for span in spans if span.cite] == [("2,541 incidents", cite)]


def test_a_target_cites_its_number_and_its_result() -> None:
    plan = make.plan()
    target = make.target(of=make.priority(of=plan), number=30, number_stated="thirty", result_stated="31 by March")
    found = compose_paper(filled(plan, "targets"))
    spans = [span for block in found.walk() if isinstance(block, c.Paragraph) for span in block.spans]
    assert [(span.text, span.cite) for span in spans if span.cite] == [
        ("thirty", f"priorities.target:{target.pk}"),
        ("31 by March", f"priorities.target:{target.pk}:result"),
    ]


def test_who_was_asked_and_has_not_signed_is_not_said_to_have_approved() -> None:
    style = make.house_style()
    make.header_field(of=style, key="approved-by", label="Report approved by")
    paper = make.paper(of=style.partnership, house_style=style)
    make.header_value(of=paper, key="approved-by", standing="stated")
    assert "Nobody yet" in text(compose_paper(paper))
    make.sign_off(of=paper, function="Legal", post_title="Head of Law", position=2, state="asked")
    make.sign_off(
        of=paper, function="Council", post_title="Leader", position=3, signed_date=date(2015, 2, 2), note="Not told."
    )
    make.sign_off(of=paper, function="Finance", post_title="Head of Finance", position=1, state="signed")
    make.sign_off(of=paper, function="Board", post_title="Chair", position=4, state="returned", note="Wrong total.")
    (table,) = compose_paper(Paper.objects.get(pk=paper.pk)).header
    assert [block.text for block in table.rows[0].blocks] == [
        "Finance: Head of Finance",
        "Council: Leader, 2 February 2015",
    ]


class TestWhatHasNoPlace:
    def test_implications_stand_before_the_appendices_and_recommendations_first(self) -> None:
        paper = make.paper()
        make.section(of=paper, position=1, heading="Introduction", text="Words.")
        make.section(of=paper, position=2, heading="Table", kind="appendix", text="Rows.")
        make.recommendation(of=paper, text="Note the report.")
        make.implication(of=paper, label="Legal implications", standing="none")
        make.implication(of=paper, label="Climate", standing="unanswered")
        found = compose_paper(paper)
        assert [section.heading for section in found.sections] == [
            "Recommendations", "Introduction", "Implications", "Appendix A – Table",
        ]  # fmt: skip
        printed = text(found)
        assert "There are no implications." in printed
        assert "Climate" not in printed

    def test_nothing_is_told_twice_where_a_section_or_a_field_has_a_place_for_it(self) -> None:
        style = make.house_style()
        make.header_field(of=style, key="recommendations", label="Recommendations")
        paper = make.paper(of=style.partnership, house_style=style)
        make.header_value(of=paper, key="recommendations", standing="stated")
        make.recommendation(of=paper, text="Note the report.")
        make.implication(of=paper, standing="stated", text="It costs £5.")
        make.section(of=paper, heading="What it means", fill="implications")
        printed = text(compose_paper(paper))
        assert printed.count("Note the report.") == printed.count("It costs £5.") == 1

    def test_a_first_section_without_a_heading_keeps_to_itself(self) -> None:
        paper = make.paper(title="The paper")
        make.section(of=paper, heading="", text="Words.")
        make.recommendation(of=paper, text="Note the report.")
        found = compose_paper(paper)
        assert [section.heading for section in found.sections] == ["Recommendations", "The paper"]
        assert "Words." in text(found)

    def test_unanswered_implications_alone_make_no_section(self) -> None:
        paper = make.paper()
        make.implication(of=paper)
        assert compose_paper(paper).sections == ()
