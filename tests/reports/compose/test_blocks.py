"""From records to content: what each live block says, in which order, and what it leaves out."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reports import content as c
from reports.compose import OptionError, check_options, compose_paper
from reports.models import Paper, Section
from reports.rendering.text import text
from tests import make

pytestmark = pytest.mark.django_db


def said(paper: Paper) -> str:
    return text(compose_paper(paper))


def filled(fill: str, *, numbering: str = "none", **fields: object) -> Paper:
    """A paper of one section with this live block, over the plan given or a new one."""
    plan = fields.pop("plan", None) or make.plan()
    style = make.house_style(of=plan.partnership, numbering=numbering)
    paper = make.paper(of=plan.partnership, house_style=style, plan=plan)
    make.section(of=paper, heading="Filled", fill=fill, plan=plan, **fields)
    return paper


class TestHeader:
    def test_keeps_blank_not_applicable_none_and_absent_apart(self) -> None:
        style = make.house_style()
        for key in ("to", "policy-framework", "corporate-priority", "appendices", "key-decision"):
            make.header_field(of=style, key=key, label=key.title())
        paper = make.paper(of=style.partnership, house_style=style)
        make.header_value(of=paper, key="to", standing="stated", text="Council")
        make.header_value(of=paper, key="policy-framework", standing="blank", text="")
        make.header_value(of=paper, key="corporate-priority", standing="na", text="")
        make.header_value(of=paper, key="appendices", standing="none", text="")
        (table,) = compose_paper(paper).header
        assert [(row.label, row.standing, len(row.blocks)) for row in table.rows] == [
            ("To", "stated", 1),
            ("Policy-Framework", "blank", 0),
            ("Corporate-Priority", "na", 1),
            ("Appendices", "none", 1),
        ]  # fmt: skip

    def test_follows_the_house_styles_labels_and_order(self) -> None:
        style = make.house_style()
        make.header_field(of=style, key="to", label="For", position=2)
        make.header_field(of=style, key="date", label="On", position=1)
        paper = make.paper(of=style.partnership, house_style=style)
        make.header_value(of=paper, key="to", text="Council")
        make.header_value(of=paper, key="date", text="6 October 2025")
        assert [row.label for row in compose_paper(paper).header[0].rows] == ["On", "For"]

    def test_names_a_person_who_signed_only_with_consent(self) -> None:
        style = make.house_style()
        make.header_field(of=style, key="approved-by", label="Report approved by")
        paper = make.paper(of=style.partnership, house_style=style)
        make.header_value(of=paper, key="approved-by", standing="stated")
        make.sign_off(of=paper, function="Finance", person=make.person(name="Somebody Private"), state="signed")
        agreed = make.person(name="Somebody Public", may_be_published=True)
        make.sign_off(of=paper, function="Legal", post_title="Head of Law", person=agreed, state="signed")
        printed = said(paper)
        assert "Finance: Head of Finance" in printed
        assert "Legal: Somebody Public, Head of Law" in printed
        assert "Somebody Private" not in printed

    def test_says_when_an_appendix_was_named_but_not_supplied(self) -> None:
        style = make.house_style()
        make.header_field(of=style, key="appendices", label="Appendices")
        paper = make.paper(of=style.partnership, house_style=style)
        make.header_value(of=paper, key="appendices", standing="stated")
        make.appendix(of=paper, title="Rolling Plan", is_supplied=False)
        assert "Appendix A – Rolling Plan (named here, not supplied)" in said(paper)

    def test_recommendations_may_nest(self) -> None:
        style = make.house_style()
        make.header_field(of=style, key="recommendations", label="Recommendations")
        paper = make.paper(of=style.partnership, house_style=style)
        make.header_value(of=paper, key="recommendations", standing="stated")
        first = make.recommendation(of=paper, text="Note the report; and")
        make.recommendation(of=paper, parent=first, text="ask for more")
        (row,) = compose_paper(paper).header[0].rows
        (outer,) = row.blocks
        assert outer.marker == "number"
        assert outer.items[0].blocks[1].marker == "letter"


class TestNumbering:
    def paper(self, numbering: str) -> Paper:
        style = make.house_style(numbering=numbering)
        paper = make.paper(of=style.partnership, house_style=style)
        make.section(of=paper, position=1, heading="One", text="First.\n\n- a bullet\n\nSecond.")
        make.section(of=paper, position=2, heading="", text="Third goes on in the same section.")
        make.section(of=paper, position=3, heading="Aside", text="Not counted.", is_numbered=False)
        part = make.section(of=paper, position=4, heading="Two", text="Fourth.")
        make.section(of=paper, position=1, parent=part, heading="Within", text="Fifth.")
        return paper

    @pytest.mark.parametrize(
        ("numbering", "numbers"),
        [
            ("continuous", ["1", "2", "3", "", "4", "5"]),
            ("decimal", ["1.1", "1.2", "1.3", "", "2.1", "2.2"]),
            ("none", [""] * 6),
        ],
    )
    def test_runs_through_sections_as_the_house_style_says(self, numbering: str, numbers: list[str]) -> None:
        found = compose_paper(self.paper(numbering))

        def numbered(blocks: tuple[c.Block, ...]) -> list[str]:
            return [
                n
                for b in blocks
                for n in (
                    numbered(b.blocks) if isinstance(b, c.Section) else [b.number] if isinstance(b, c.Paragraph) else []
                )
            ]

        assert numbered(found.sections) == numbers

    def test_every_heading_has_an_address_of_its_own(self) -> None:
        paper = make.paper()
        for position in range(3):
            make.section(of=paper, position=position, heading="Same words", text="x")
        anchors = [section.anchor for section in compose_paper(paper).sections]
        assert anchors == ["section-same-words", "section-same-words-2", "section-same-words-3"]


class TestLiveBlocks:
    def test_priorities_nest_actions_parts_and_targets(self) -> None:
        plan = make.plan()
        priority = make.priority(of=plan, title="Drugs", narrative="Working together.", vision="A town without harm.")
        action = make.action(under=priority, text="Keep the café open:")
        make.action(under=priority, parent=action, text="train volunteers")
        make.target(
            of=action,
            operator="at-least",
            number=30,
            number_stated="thirty",
            unit="people",
            measure="trained",
        )
        printed = said(filled("priorities", plan=plan))
        assert "at least thirty people trained" in printed
        assert (
            printed.index("Working together.")
            < printed.index("A town without harm.")
            < printed.index("Keep the café open:")
        )
        found = compose_paper(filled("priorities", plan=plan))
        bullets = next(block for block in found.walk() if isinstance(block, c.BlockList))
        assert [block.marker for block in bullets.items[0].blocks[1:]] == ["roman", "bullet"]

    def test_achievements_leave_out_what_is_restricted_or_not_for_the_paper(self) -> None:
        plan = make.plan()
        make.achievement(of=plan, text="Told to everybody.")
        make.achievement(of=plan, text="A live case.", visibility="restricted", visibility_reason="A live case.")
        make.achievement(of=plan, text="Too small for the paper.", is_for_paper=False)
        quoted = make.achievement(of=plan, text="Young people spoke.")
        make.quote(of=quoted, text="It kept me busy", has_consent=False)
        make.quote(of=quoted, text="I learned a lot", has_consent=True)
        printed = said(filled("achievements", plan=plan))
        assert "Told to everybody." in printed
        assert "“I learned a lot”" in printed
        for kept_back in ("A live case.", "Too small for the paper.", "It kept me busy"):
            assert kept_back not in printed

    def test_achievements_are_filed_by_approach_whatever_their_priority(self) -> None:
        plan = make.plan()
        make.achievement(of=plan, position=1, text="Cameras were put up.", approach="community")
        make.achievement(of=plan, position=2, text="Locks were changed.", approach="victims")
        found = compose_paper(filled("achievements", plan=plan, options={"as": "paragraphs", "group_by": "approach"}))
        assert [part.heading for part in found.sections[0].blocks if isinstance(part, c.Section)] == [
            "Whole community",
            "Supporting victims",
        ]

    def test_funding_keeps_announced_rows_and_difference_as_they_are(self) -> None:
        plan = make.plan(period="2013-14")
        award = make.award(
            to=plan.partnership, plan=plan, amount_announced=Decimal("746294.00"), total_stated=Decimal("746160.00")
        )
        make.explanation(of=award, text="The paper does not say where the rest goes.")
        for stream, amount in (("CSPs", 286794), ("DIP", 327000), ("YOS", 112866), ("Positive Futures", 19500)):
            make.allocation(of=award, stream=stream, amount=Decimal(amount))
        found = compose_paper(filled("funding", plan=plan))
        table = next(block for block in found.walk() if isinstance(block, c.Table))
        amounts = [(row.kind, row.cells[1].blocks[0].text) for row in table.rows]
        assert amounts == [
            ("body", "£286,794"), ("body", "£327,000"), ("body", "£112,866"), ("body", "£19,500"),
            ("total", "£746,160"), ("note", "£746,294"), ("note", "£134"),
        ]  # fmt: skip
        assert table.columns[1].align == "number"
        assert "The paper does not say where the rest goes." in text(found)

    def test_funding_tells_shares_years_payments_and_a_chart_where_the_section_asks(self) -> None:
        plan = make.plan(period="2013-14")
        award = make.award(to=plan.partnership, plan=plan, amount_announced=Decimal(900))
        row = make.allocation(of=award, stream="CSPs", amount=Decimal(600))
        make.share(of=row, for_=make.partnership(name="Cherwell"), amount=Decimal("200.01"))
        make.share(of=row, for_=make.partnership(name="Oxford"), amount=None)
        make.allocation(of=award, stream="Audit", amount=Decimal(300), is_retained=True)
        for year, amount in (("2013-14", "350.50"), ("2014-15", "249.50")):
            make.profile(of=row, period=year, amount=Decimal(amount))
        make.payment(of=award, allocation=row, amount=Decimal("350.50"))
        asked = {"with_shares": True, "with_profile": True, "with_accounts": True, "chart": "stream"}
        found = compose_paper(filled("funding", plan=plan, options=asked))
        tables = [block for block in found.walk() if isinstance(block, c.Table)]
        (chart,) = (block for block in found.walk() if isinstance(block, c.Chart))
        printed = [[" ".join(block.text for block in cell.blocks) for cell in row.cells] for row in tables[0].rows]
        assert ["of which: Cherwell", "£200.01"] in printed
        assert ["of which: Oxford", ""] in printed
        assert ["Audit, kept by whoever holds the money", "£300"] in printed
        assert [column.heading for column in tables[1].columns] == ["Funding stream", "2013-14", "2014-15", "In all"]
        assert "£350.50" in text(found)
        assert tables[2].caption == "What was planned, paid and is expected"
        assert chart.title == "Where the money goes, by stream"
        plain = compose_paper(filled("funding", plan=plan, options={}))
        assert len([block for block in plain.walk() if isinstance(block, c.Table)]) == 1

    def test_funding_tells_what_nobody_explained(self) -> None:
        plan = make.plan(period="2013-14")
        award = make.award(to=plan.partnership, plan=plan, amount_announced=Decimal(900))
        row = make.allocation(of=award, stream="CSPs", amount=Decimal(800))
        make.share(of=row, amount=Decimal(700))
        printed = said(filled("funding", plan=plan))
        assert "Announced £900, allocated £800: £100 less. Not explained." in printed
        assert "CSPs: allocated £800, shared out £700: £100 less. Not explained." in printed
        make.explanation(of=award, amount=Decimal(134), text="Held back.")
        assert "Explained when it was £134; it is £100 now. Held back." in said(filled("funding", plan=plan))

    def test_an_award_that_one_row_has_all_of_is_told_in_a_sentence(self) -> None:
        plan = make.plan()
        award = make.award(to=plan.partnership, plan=plan, title="More", amount_announced=Decimal(234000))
        row = make.allocation(of=award, stream="local activity", amount=Decimal(234000))
        assert "More: £234,000" in said(filled("funding", plan=plan))
        assert "all of it for local activity." in said(filled("funding", plan=plan))
        row.purpose = "Wardens."
        row.save()
        assert "Wardens." in said(filled("funding", plan=plan))

    def test_an_amount_to_bid_for_needs_no_rows(self) -> None:
        plan = make.plan()
        make.award(to=plan.partnership, plan=plan, title="Fund", basis="to-bid-for", amount_announced=Decimal(712271))
        assert "Fund: £712,271, to bid for" in said(filled("funding", plan=plan))

    def test_local_priorities_come_from_the_partnerships_below(self) -> None:
        county = make.partnership(tier="county")
        plan = make.plan(of=county, period="2013-14")
        district = make.partnership(name="Cherwell", parent=county)
        agreed = make.plan(of=district, period="2013-14", status="agreed")
        make.priority(of=agreed, title="Burglary", narrative="to reduce it")
        later = make.plan(of=district, slug="later", period="2014-15", status="agreed")
        make.priority(of=later, title="Not this year")
        printed = said(filled("local-priorities", plan=plan))
        assert "Burglary: to reduce it" in printed
        assert "Not this year" not in printed

    def test_every_kind_of_live_block_composes_over_an_empty_plan(self) -> None:
        for fill in Section.Fill.values:
            assert compose_paper(filled(fill, options={})).sections[0].heading == "Filled"

    @pytest.mark.parametrize(
        ("fill", "options", "words"),
        [
            ("achievements", {"as": "poem"}, "choose one of"),
            ("achievements", {"colour": "red"}, "has no option “colour”"),
            ("members", {"standing": "responsible"}, "cannot be"),
            ("narrative", {"as": "x"}, "it takes none"),
        ],
    )
    def test_options_that_a_block_does_not_take_are_refused(
        self, fill: str, options: dict[str, str], words: str
    ) -> None:
        with pytest.raises(OptionError, match=words):
            check_options(fill, options)


def test_composing_takes_the_same_queries_for_two_rows_and_twenty() -> None:

    counts = []
    for size in (2, 20):
        plan = make.plan()
        for number in range(size):
            priority = make.priority(of=plan, title=f"Priority {number}")
            make.action(under=priority, parent=make.action(under=priority), text="within")
            make.achievement(of=plan, text=f"Achievement {number}")
            make.allocation(of=make.award(to=plan.partnership, plan=plan))
        paper = make.paper(of=plan.partnership, plan=plan)
        for fill in (
            "priorities",
            "action-plan",
            "themes",
            "achievements",
            "funding",
            "findings",
            "challenges",
            "indicators",
        ):
            make.section(of=paper, heading=fill, fill=fill, plan=plan)
        paper = Paper.objects.get(pk=paper.pk)
        with CaptureQueriesContext(connection) as queries:
            compose_paper(paper)
        counts.append(len(queries))
    assert counts[0] == counts[1]
