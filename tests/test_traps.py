"""Twenty-two things that break a naive "plan, priority, action, achievement" model, and how this one holds each.

Each test is numbered and named for its trap and uses the source papers' own case where they have one: S25, S21 and S15
are Oxford's papers of 2025, 2021 and 2015; C24 and C13 are the county's of 2024 and 2013.
"""

from datetime import date
from decimal import Decimal

import pytest

from achievements.models import Achievement, Comparator, Figure, Visibility
from core.periods import Period
from funding.models import Award
from partners.models import Area, Body, Group, Membership, Partnership
from priorities.models import ActionStatus, Approach, Plan, Priority
from reports.compose import compose_paper
from reports.models import HeaderField, HeaderKey, HeaderValue, Paper, Section
from reports.rendering.text import text
from scorecard.models import Indicator
from tests import make

pytestmark = pytest.mark.django_db


def printed(paper: Paper) -> str:
    """The paper as a reader meets it, from top to bottom."""
    return text(compose_paper(paper))


def with_head(paper: Paper, key: str, label: str, value: str) -> None:
    make.header_field(of=paper.house_style, key=key, label=label, block=HeaderField.Block.SUMMARY)
    make.header_value(of=paper, key=key, text=value, standing=HeaderValue.Standing.STATED)


def test_trap_1_achievements_are_filed_by_project_provider_place_or_approach_and_not_by_priority() -> None:
    """C24 files by provider and project, S15 by whole community, victims and offenders; a priority is optional."""
    plan = make.plan(period="2023-24")
    public_health = make.body(name="Public Health", kind=Body.Kind.SERVICE)
    cafe = make.project(name="Refresh Café", lead_body=public_health)
    rose_hill = make.area(name="Rose Hill", kind=Area.Kind.TOWN)
    by_project = make.achievement(of=plan, project=cafe, provider=public_health)
    by_place = make.achievement(of=plan, place="Rose Hill shops and side streets")
    by_place.areas.add(rose_hill)
    by_approach = make.achievement(of=plan, approach=Approach.OFFENDERS)
    by_heading = make.achievement(of=plan, grouping="Covid-19 response")
    for achievement in (by_project, by_place, by_approach, by_heading):
        achievement.full_clean()
    assert not Achievement.objects.filter(priorities__isnull=False).exists()
    violence, slavery = make.priority(of=plan), make.priority(of=plan)
    by_project.priorities.set([violence, slavery])
    assert set(by_project.priorities.all()) == {violence, slavery}


def test_trap_2_a_priority_holds_sub_priorities_targets_a_vision_and_news_of_a_service() -> None:
    """C24's modern slavery has a vision and four strategic priorities of its own; C13's Oxford has core activities."""
    plan = make.plan()
    slavery = make.priority(of=plan, title="Modern slavery", vision="A county free from slavery.")
    parts = [make.priority(of=plan, parent=slavery, position=number) for number in (1, 2, 3, 4)]
    abuse = make.priority(of=plan, title="Protect vulnerable people", narrative="A new provider since 1 April 2023.")
    substances = make.priority(of=plan, title="Alcohol and drugs")
    targets = [make.target(of=substances, number=number) for number in (30, 20, 15, 30)]
    category = make.priority(of=plan, standing=Priority.Standing.CATEGORY)
    core = make.priority(of=plan, standing=Priority.Standing.CORE)
    assert list(slavery.parts.order_by("position")) == parts
    assert [target.number for target in substances.targets.order_by("pk")] == [t.number for t in targets]
    assert slavery.vision
    assert abuse.narrative
    assert category.plan == core.plan


def test_trap_3_the_same_text_is_a_priority_of_one_year_and_an_achievement_of_another() -> None:
    """C24's Domestic Abuse Champions stand under both; S15's four priorities are C13's in other words."""
    words = "A new provider runs the network of champions."
    years = {period: make.plan(period=period) for period in ("2023-24", "2024-25")}
    coming = make.priority(of=years["2024-25"], title="Protect vulnerable people", narrative=words)
    past = make.achievement(of=years["2023-24"], text=words)
    past.priorities.add(coming)
    assert coming.achievements.get().plan == years["2023-24"]
    in_2013 = make.priority(of=make.plan(period="2013-14"), title="Priority theft offences")
    in_2015 = make.priority(of=make.plan(period="2015-16"), title="Priority theft offences", continues=in_2013)
    assert in_2013.continued_by.get() == in_2015


def test_trap_4_one_action_serves_two_priorities_and_one_priority_several_objectives() -> None:
    """NightSafe stands under violence and under women and girls in S25; C13's theme 6 serves objective 5 twice."""
    plan = make.plan(period="2025-26")
    violence, women = make.priority(of=plan, title="Serious violence"), make.priority(of=plan, title="Women and girls")
    nightsafe = make.action(under=violence, project=make.project(name="NightSafe"))
    nightsafe.also_serves.add(women)
    assert violence.actions.get() == women.also_served_by.get() == nightsafe
    reoffending = make.priority(title="Reduce reoffending")
    fifth = make.objective(number="5", title="Work with criminal justice partners")
    for sub_theme in ("Drugs and alcohol", "Integrated Offender Management, Youth Crime Services"):
        make.priority_objective(of=reoffending, serves=fifth, sub_theme=sub_theme).full_clean()
    assert reoffending.objective_links.count() == 2
    assert set(reoffending.objectives.all()) == {fifth}


def test_trap_5_bodies_have_parents_successors_and_hosts_and_may_be_split() -> None:
    """S21's county services; probation divided in 2014 and made one again in 2021; a county post hosted by the city."""
    county = make.body(name="Oxfordshire County Council", kind=Body.Kind.COUNTY_COUNCIL)
    services = [make.body(name=name, parent=county) for name in ("Youth Justice Service", "Trading Standards")]
    assert list(county.services.order_by("pk")) == services

    reunified = make.body(name="Probation Service", from_date=date(2021, 6, 26))
    national = make.body(name="National Probation Service", successor=reunified, until_date=date(2021, 6, 25))
    company = make.body(name="Community Rehabilitation Company", successor=reunified, until_date=date(2021, 6, 25))
    trust = make.body(name="Thames Valley Probation", successor=national, until_date=date(2014, 5, 31))
    trust.also_succeeded_by.add(company)
    assert set(reunified.predecessors.all()) == {national, company}
    assert company.part_predecessors.get() == trust
    probation = Body.objects.filter(pk__in=[trust.pk, national.pk, company.pk, reunified.pk])
    assert trust in probation.as_at(date(2013, 7, 1))
    assert list(probation.as_at(date(2025, 10, 6))) == [reunified]

    city, commissioner = make.body(name="Oxford City Council"), make.body(name="Police and Crime Commissioner")
    grant = make.award(out_of=make.fund(of=commissioner), amount_announced=None, basis=Award.Basis.UNSTATED)
    post = make.post(host_body=city, award=grant, area=make.area(name="Oxfordshire", kind=Area.Kind.COUNTY))
    assert (post.host_body, post.award.fund.body, post.area.name) == (city, commissioner, "Oxfordshire")


def test_trap_6_members_are_bodies_persons_or_posts_and_a_chair_may_be_a_post() -> None:
    """C24 lists posts "at a minimum" with the chair among them; S15's two probation bodies are invited."""
    oxford = make.partnership()
    for name in ("National Probation Service", "Community Rehabilitation Company"):
        make.membership(of=oxford, member=make.body(name=name), standing=Membership.Standing.INVITED)
    assert oxford.memberships.filter(standing="invited").count() == 2
    group = make.group(name="Co-ordination Group", kind=Group.Kind.CO_ORDINATION, is_minimum=True)
    chair = make.seat(on=group, post_title="Director of Community Safety and Chief Fire Officer", is_chair=True)
    voluntary = make.seat(on=group, post_title="People who speak for the voluntary sector", body=None, is_invited=True)
    named = make.seat(on=group, post_title="Superintendent", person=make.person())
    for seat in (chair, voluntary, named):
        seat.full_clean()
    assert make.group(chair_post="Oxford City Council").seats.count() == 0


def test_trap_6_one_body_fills_two_categories_of_responsible_authority() -> None:
    """Oxfordshire's county council is its fire and rescue authority too: count categories, not heads."""
    member = make.membership(categories=("county-council", "fire"))
    assert member.categories.count() == 2


def test_trap_7_groups_form_a_tree_with_kinds_and_a_secretariat() -> None:
    """C13: a member-led board, its business group, tactical groups, a task and finish group; one unit serves two."""
    county = make.partnership(tier=Partnership.Tier.COUNTY)
    unit = make.body(name="Safer Communities Unit", kind=Body.Kind.SERVICE)
    board = make.group(of=county, kind=Group.Kind.BOARD, secretariat=unit, meetings_per_year=3)
    business = make.group(of=county, kind=Group.Kind.BUSINESS, parent=board, secretariat=unit)
    for kind in (Group.Kind.TACTICAL, Group.Kind.SUB_GROUP, Group.Kind.TASK, Group.Kind.PANEL):
        make.group(of=county, kind=kind, parent=business)
    assert business.subgroups.count() == 4
    assert set(unit.secretariat_for.all()) == {board, business}


def test_trap_8_a_partnership_is_not_a_district_nor_a_statistical_area_nor_a_police_area() -> None:
    """South and Vale is one partnership over two areas of the ONS; C24 speaks of Banbury's wards."""
    south_and_vale = make.partnership(name="South and Vale")
    for name, code in [("South Oxfordshire", "E22000312"), ("Vale of White Horse", "E22000313")]:
        area = make.area(name=name, kind=Area.Kind.CSP, ons_code=code)
        make.partnership_area(of=south_and_vale, covers=area, from_date=date(2011, 1, 1))
    assert south_and_vale.areas.count() == 2
    banbury = make.area(name="Banbury", kind=Area.Kind.TOWN)
    for kind in (Area.Kind.WARD, Area.Kind.CATCHMENT, Area.Kind.LOCAL_POLICE, Area.Kind.POLICE_FORCE):
        make.area(kind=kind, parent=banbury).full_clean()
    finding = make.finding()
    finding.areas.set(banbury.parts.filter(kind=Area.Kind.WARD))
    assert finding.areas.count() == 1


def test_trap_9_one_paper_holds_several_years_of_several_kinds() -> None:
    """S25 sets out 2025-26, reports on 2024-25, and counts from February to January; C24 dates to end March 2023."""
    paper = make.paper(plan=make.plan(period="2025-26"), reports_on=make.plan(period="2024-25"))
    shops = make.figure(of=make.achievement(of=paper.reports_on), period="February 2024 to January 2025")
    words = "2024-25|2014|12 months to December 2012|as at end March 2023|May 2013|since September 2012|Q1 2013-14"
    kinds = {Period.parse(stated).kind for stated in f"{words}|1 October 2024 to 30 September 2025".split("|")}
    assert len(kinds) == 8
    assert paper.plan.period != paper.reports_on.period != shops.period
    shops.refresh_from_db()
    assert (shops.period_start, shops.period_end) == (date(2024, 2, 1), date(2025, 1, 31))


@pytest.mark.parametrize(
    ("stated", "number", "fields"),
    [
        ("just under four thousand", None, {"number": 4000, "qualifier": "just-under"}),
        ("fourteen", 14, {}),
        ("over 1,100", 1100, {"qualifier": "over"}),
        ("at least thirty", 30, {"qualifier": "at-least", "basis": "planned"}),
        ("between 2016 and 2018", 2016, {"number_to": 2018, "qualifier": "range"}),
        ("approximately 320 offences", 320, {"qualifier": "about", "basis": "projected"}),
        ("four weeks of events in all", 4, {"basis": "cumulative", "unit": "weeks"}),
        ("75% (15)", 75, {"unit": "per cent", "denominator": 20, "denominator_note": "15 are 75% of 20, not of 36."}),
        ("approximately 4,500", 4500, {"qualifier": "about", "formula": "50 x 6 x 15"}),
        ("low in number", None, {}),
    ],
)
def test_trap_10_figures_are_approximate_worded_bounded_ranged_projected_or_of_a_hidden_whole(
    stated: str, number: int | None, fields: dict[str, object]
) -> None:
    """The words stay as stated; the number, its qualifier, basis and denominator stand beside them."""
    values = {"number": number, **fields}
    figure = make.figure(stated=stated, **values)
    figure.full_clean()
    figure.refresh_from_db()
    assert figure.stated == stated
    assert {name: getattr(figure, name) for name in values} == values


def test_trap_11_a_figure_has_several_comparators_each_with_its_own_period_and_area() -> None:
    """S15's burglary against the year before and the mid-1990s; C24's West Oxfordshire against the Thames Valley."""
    burglary = make.figure(stated="fallen by 24%", number=24, unit="per cent", basis=Figure.Basis.PROJECTED)
    make.comparator(of=burglary, kind=Comparator.Kind.PREVIOUS_PERIOD, change_percent=-24, period="2013-14")
    make.comparator(of=burglary, kind=Comparator.Kind.LONG_AGO, number=2500, period=Period.in_words("mid-1990s"))
    force = make.area(name="Thames Valley", kind=Area.Kind.POLICE_FORCE)
    west = make.figure(stated="13%", area=make.area(name="West Oxfordshire"))
    make.comparator(of=west, kind=Comparator.Kind.FORCE, change_percent=5, area=force, period="2021")
    make.comparator(of=west, kind=Comparator.Kind.MOST_SIMILAR)
    make.comparator(of=west, kind=Comparator.Kind.PRE_PANDEMIC, period="year ending March 2020")
    assert {str(one.period) for one in burglary.comparators.all()} == {"2013-14", "mid-1990s"}
    assert west.comparators.get(area=force).area != west.area


def test_trap_12_totals_that_do_not_reconcile_are_kept_as_stated() -> None:
    """C13 announces £746,294 over rows and a total of £746,160; it says 8.6% of a fall that computes to 9.4%."""
    award = make.award(amount_announced=746_294, total_stated=746_160)
    make.explanation(of=award, text="£134 stands in no row.")
    for amount in (286_794, 327_000, 112_866, 19_500):
        make.allocation(of=award, amount=amount)
    award.full_clean()
    award.refresh_from_db()
    rows = sum(row.amount for row in award.allocations.all())
    assert (award.amount_announced, award.total_stated, rows) == (746_294, 746_160, 746_160)
    fall = make.figure(stated="8.6%", number=Decimal("8.6"), note="37,068 to 33,587 computes to 9.4%.")
    assert (fall.stated, fall.number) == ("8.6%", Decimal("8.6"))


def test_trap_13_statuses_go_past_open_and_done() -> None:
    """S15's priorities are yet to be ratified and a project seeks funding; C24 reports what is planned for later."""
    make.plan(status=Plan.Status.YET_TO_BE_RATIFIED, status_note="Likely to stay as they are.").full_clean()
    for status in ("piloting", "at-risk", "seeking-funding", "continued", "underway", "ongoing"):
        make.action(status=status).full_clean()
        make.achievement(status=status).full_clean()
    make.figure(basis=Figure.Basis.PROJECTED).full_clean()
    ahead = make.achievement(of=make.plan(period="2023-24"), period="September 2024", status=ActionStatus.PLANNED)
    assert ahead.period_start > ahead.plan.period_end


def test_trap_14_indicators_have_a_direction_and_no_target_several_measures_and_owners_who_are_not_the_source() -> None:
    """C13's board chose direction of travel; its partnerships answer for violence with Thames Valley Police's data."""
    indicator = make.indicator(direction=Indicator.Direction.REDUCE, data_source=make.body(name="Thames Valley Police"))
    for measure, direction in [("Crime incidents", ""), ("Victims who reach services", Indicator.Direction.INCREASE)]:
        make.indicator_measure(of=indicator, text=measure, direction=direction).full_clean()
    indicator.owner_partnerships.set([make.partnership(), make.partnership()])
    indicator.owner_bodies.add(make.body(name="Youth Offending Service"))
    indicator.full_clean()
    assert indicator.national_target == ""
    assert not indicator.baselines.exists()
    assert indicator.data_source not in indicator.owner_bodies.all()


def test_trap_15_what_a_broken_table_said_is_kept_beside_what_it_meant() -> None:
    """C13's Annex B: owners shifted or read wrongly ("000 100/210"), HTML left in a cell."""
    shifted = make.indicator(owner_stated="OCC YOS/EIS", source_text="OCC YOS/EIS\n000 100/210", source_place="Annex B")
    shifted.owner_bodies.add(make.body(name="Youth Offending Service"))
    marked_up = make.indicator(source_text="<ul><li>Thames Valley Probation</li></ul>", owner_stated="Probation")
    for indicator in (shifted, marked_up):
        indicator.full_clean()
        indicator.refresh_from_db()
    assert "000 100/210" in shifted.source_text
    assert "<li>" in marked_up.source_text


def test_trap_16_lists_keep_their_nesting_and_a_paragraph_that_follows_a_bullet() -> None:
    """S25's three duties under the Serious Violence Duty, and its paragraph on cameras that continues a bullet."""
    paper = make.paper(plan=make.plan())
    duty = make.action(under=make.priority(of=paper.plan), text="Meet the duty. It is:")
    for number, words in [(1, "to plan together"), (2, "to find the causes")]:
        make.action(under=duty.priority, parent=duty, position=number, text=words)
    make.section(of=paper, fill=Section.Fill.PRIORITIES)
    make.section(of=paper, text="- Audits with residents.\n\n  Cameras stood in several places.\n\n- Training.")
    lines = printed(paper).splitlines()
    depth = {line.strip(" •*-·◦"): len(line) - len(line.lstrip()) for line in lines}
    assert depth["to plan together"] == depth["to find the causes"] > depth["Meet the duty. It is:"]
    assert depth["Cameras stood in several places."] > depth["Audits with residents."] == depth["Training."]


def test_trap_17_header_fields_differ_in_label_and_order_and_may_be_blank_n_a_none_or_absent() -> None:
    """S25 leaves the policy framework blank, S21 says n/a, S15 names the Corporate Plan; C24 and C13 have no head."""
    council = make.house_style()
    for position, (key, label) in enumerate([(HeaderKey.TO, "To:"), (HeaderKey.LEAD_MEMBER, "Cabinet Member")]):
        make.header_field(of=council, key=key, label=label, position=position)
    other = make.house_style()
    for position, (key, label) in enumerate([(HeaderKey.LEAD_MEMBER, "Executive lead"), (HeaderKey.TO, "To")]):
        make.header_field(of=other, key=key, label=label, position=position)
    orders = [[field.key for field in style.header_fields.order_by("position")] for style in (council, other)]
    assert orders[0] == orders[1][::-1]

    standings = HeaderValue.Standing
    s25, s21, s15, c24 = (make.paper() for _ in range(4))
    make.header_value(of=s25, key=HeaderKey.POLICY_FRAMEWORK, standing=standings.BLANK)
    make.header_value(of=s25, key=HeaderKey.APPENDICES, standing=standings.NONE)
    make.header_value(of=s21, key=HeaderKey.POLICY_FRAMEWORK, standing=standings.NOT_APPLICABLE)
    make.header_value(of=s15, key=HeaderKey.POLICY_FRAMEWORK, text="The Corporate Plan")
    found = [
        paper.header_values.filter(key=HeaderKey.POLICY_FRAMEWORK).values_list("standing", flat=True).first()
        for paper in (s25, s21, s15, c24)
    ]
    assert found == ["blank", "na", "stated", None]
    assert not c24.header_values.exists()


def test_trap_18_recommendations_are_inline_numbered_lettered_or_nested() -> None:
    """S25 has one line and S15 a numbered one; others put lettered ones under an opening line."""
    paper = make.paper()
    with_head(paper, HeaderKey.RECOMMENDATIONS, "Recommendations", "That Council resolves to:")
    numbered = make.recommendation(of=paper, position=1, text="agree the plan, with:")
    make.recommendation(of=paper, parent=numbered, position=1, text="its priorities")
    make.recommendation(of=paper, parent=numbered, position=2, text="its targets")
    make.recommendation(of=paper, position=2, text="note the report")
    lines = [" ".join(line.split()) for line in printed(paper).splitlines()]
    in_order = ["1. agree the plan, with:", "a. its priorities", "b. its targets", "2. note the report"]
    assert [line for line in lines if line.startswith(("1.", "2.", "a.", "b."))] == in_order
    with_head(inline := make.paper(), HeaderKey.RECOMMENDATIONS, "Recommendation(s)", "Note the report")
    assert "Note the report" in printed(inline)
    assert "1." not in printed(inline)


def test_trap_19_sign_off_is_by_finance_legal_a_member_a_board_or_a_council_as_person_post_or_date() -> None:
    """S15: Finance, Legal and the lead member approved it, and it is version 2."""
    paper = make.paper(version="2")
    make.sign_off(of=paper, function="Finance", post_title="", person=make.person()).full_clean()
    make.sign_off(of=paper, function="Legal", post_title="Head of Legal Services").full_clean()
    board = make.meeting(of=paper.partnership)
    make.sign_off(of=paper, function="Board", post_title="", meeting=board, state="signed").full_clean()
    make.sign_off(of=paper, function="Council", post_title="", signed_date=date(2015, 2, 2)).full_clean()
    assert paper.sign_offs.count() == 4


def test_trap_20_appendices_are_named_but_not_supplied_pictures_dropped_and_links_broken() -> None:
    """S21's appendices A and B, C13's chart, S25's crest, C24's addresses broken over lines."""
    paper = make.paper(house_style=make.house_style(logo="civic-arch", logo_alt="An arch over a river"))
    make.appendix(of=paper, title="Rolling Plan 2020-21", is_supplied=False).full_clean()
    make.appendix(of=paper, title="Diagram of crime since March 2007", is_supplied=False, note="Not in the file.")
    make.appendix(of=paper, title="Action Plan", attached=make.paper(kind=Paper.Kind.ROLLING_PLAN))
    with_head(paper, HeaderKey.APPENDICES, "Appendices", "")
    lines = printed(paper).splitlines()
    assert [("not supplied" in line) for line in lines if "Appendix " in line] == [
        True,
        True,
        False,
    ]
    whole = "https://www.oxford.gov.uk/info/20101/community_safety/1107/oxford_safer_communities_partnership"
    link = make.link(url=whole, note="Broken over two lines in the paper.", checked_date=date(2026, 11, 1))
    link.full_clean()


def test_trap_21_a_paper_has_two_councils_authors_and_lead_members_and_a_committee_may_be_joint() -> None:
    """South and Vale's councils take the same paper to two meetings; C13's board is of members of six councils."""
    south_and_vale = make.partnership(name="South and Vale")
    councils = [make.body(name=name, kind=Body.Kind.DISTRICT_COUNCIL) for name in ("South Oxfordshire", "Vale")]
    joint = make.group(of=south_and_vale, kind=Group.Kind.COMMITTEE, name="Joint scrutiny committee")
    for council in councils:
        make.seat(on=joint, body=council, post_title="Cabinet member for community safety")
    meetings = [make.meeting(of=south_and_vale, kind="council", on=date(2025, 10, day)) for day in (9, 16)]
    paper = make.paper(of=south_and_vale, meeting=meetings[0], author_post="Community Safety Manager, South")
    paper.also_goes_to.add(meetings[1])
    make.paper_author(of=paper, post_title="Community Safety Manager, Vale").full_clean()
    with_head(paper, HeaderKey.LEAD_MEMBER, "Cabinet members", "The member of South\n\nThe member of Vale")
    assert {seat.body for seat in joint.seats.all()} == set(councils)
    assert paper.meeting != paper.also_goes_to.get()
    for words in ("The member of South", "The member of Vale", "Manager, South", "Manager, Vale"):
        assert words in printed(paper)


def test_trap_22_what_must_not_be_published_again_is_flagged_and_left_out() -> None:
    """Names with telephone numbers (S21, S15), live cases (C13), children's words and small numbers (C24)."""
    plan = make.plan()
    paper = make.paper(plan=plan, reports_on=plan)
    for fill in (Section.Fill.ACHIEVEMENTS, Section.Fill.FINDINGS):
        make.section(of=paper, plan=plan, fill=fill)
    make.finding(of=plan, text="A trial.", visibility=Visibility.RESTRICTED, visibility_reason="It names people.")
    few = {"visibility": Visibility.PARTNERS, "visibility_reason": "Children who could be known."}
    make.figure(of=make.achievement(of=plan, text="Three children came.", **few), stated="Three", number=3)
    public = make.achievement(of=plan, text="Thirty children were asked.")
    make.quote(of=public, text="Unasked words", speaker="child")
    make.quote(of=public, text="Agreed words", speaker="child", has_consent=True)
    officer = make.person(name="A. Person", phone="01865 000000", email="a.person@example.org")
    with_head(paper, HeaderKey.APPROVED_BY, "Approved by", "")
    make.sign_off(of=paper, function="Legal", post_title="Head of Legal", person=officer, state="signed")
    words = printed(paper)
    for kept in ("Thirty children", "Agreed words", "Legal: Head of Legal"):
        assert kept in words
    for left_out in ("A trial", "Three", "Unasked", "A. Person", "01865", "@"):
        assert left_out not in words


def test_every_trap_has_its_test() -> None:
    numbers = {int(name.split("_")[2]) for name in globals() if name.startswith("test_trap_")}
    assert numbers == set(range(1, 23))
