"""Years and dates: with each other, with the calendar, with the heading, and with the day of the paper."""

import pytest

from reports.checks import Facts
from tests.reports.checks.said import bullets, found, ids, said, section


@pytest.mark.parametrize(
    "text",
    [
        "In 2002/23 the team gave 4,768 hours of activities.",
        "The plan of 2024/23 is out.",
        "The strategy for 2024-21 is being revised.",
        "The strategy 2030/2024 is being revised.",
    ],
)
def test_years_that_cannot_be_are_found(text):
    assert ids(text, rule="times") == ["times.impossible-years"]


def test_a_mistyped_year_is_told_with_the_years_it_may_mean():
    (finding,) = found("In 2002/23 the team gave 4,768 hours.", rule="times")
    assert "2022/23 or 2002/03" in finding.to_do


@pytest.mark.parametrize(
    "text",
    [
        "The business plan 2012-17 and the objectives 2021-25 stand beside the strategy of 2010-13.",
        "The years 2023/24, 2023-24, 2023/2024 and 2022-2023 are told; so is 1999-2000, and 1999/00.",
        "The statement of 2013-12-05 is kept, as is SI 2007/1830, and 2024/25.",
        "Seven were convicted of 59 offences committed between 2004 and 2012.",
        "Between 2020/21 and 2021/22 the rate went up.",
        "Call 2024-2025 the year of change.",
        "The file is ISO 27001/2013.",
    ],
)
def test_periods_of_all_kinds_are_left_alone(text):
    assert ids(text, rule="times.impossible") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The board met on 31 June 2025.", ["times.impossible-date"]),
        ("The board met on 29 February 2025.", ["times.impossible-date"]),
        ("The board met on 29 February 2024.", []),
        ("The board met on Tuesday 6 May 2025.", []),
        ("The board met on Wednesday 6 May 2025.", ["times.weekday"]),
        ("The board met on Wednesday, 7th May 2025.", []),
        ("The board meets every Friday and Saturday night; 2 officers patrol.", []),
    ],
)
def test_dates_are_held_against_the_calendar(text, expected):
    assert ids(text, rule="times") == expected


ACHIEVED = "Achievements 2023/24"


@pytest.mark.parametrize(
    "text",
    [
        "A smoking cessation week was held in October 2022.",
        "In 2022-2023 the views of thirty children were collated.",
        "Outcomes as at end March 2023:",
        "The scheme held its fair on 12 May 2024.",
    ],
)
def test_what_stands_under_a_year_but_happened_in_another_is_found(text):
    assert ids(text, heading=ACHIEVED, date="", rule="times") == ["times.outside-period"]


@pytest.mark.parametrize(
    "text",
    [
        "In May 2023 training took place, and again in January 2024.",
        "In 2023 the team ran six events.",
        "Crime fell compared with 2021/22.",
        "The scheme, which was set up in 2021, helped 40 people.",
        "The programme has run since September 2012.",
        "Funding is secured until March 2026.",
        "The Domestic Abuse Act 2021 gives councils this duty.",
        "The review of a death in 2022 was published.",
        "It follows the Violence Reduction Strategy 2020-25 and the Census 2021.",
        "The priorities for 2024-25 were agreed.",
        "The building dates from 1998.",
        "There were 1,204 incidents (2022/23: 1,310).",
        "A 2022 inspection rated the force good.",
        "Over the 12 months from February 2022 to April 2023 there were 2,534 crimes.",
        "The Police and Crime Plan 2021-25 asks for it.",
    ],
)
def test_what_belongs_to_its_year_or_only_looks_back_is_left_alone(text):
    assert ids(text, heading=ACHIEVED, date="", rule="times") == []


def test_what_is_still_to_come_among_the_achievements_is_noted():
    text = "In September 2024 training will take place at the air base."
    (finding,) = found(text, heading=ACHIEVED, date="", rule="times")
    assert (finding.rule.id, finding.rule.level) == ("times.still-to-come", "notes")


def test_a_heading_without_a_year_takes_the_one_the_records_report():
    text = "A smoking cessation week was held in October 2021."
    facts = Facts(reported_year="2023-24")
    assert ids(text, heading="Achievements", facts=facts, rule="times.outside") == ["times.outside-period"]
    assert ids(text, heading="Background", facts=facts, rule="times.outside") == []


def test_a_target_of_last_year_among_this_years_priorities_is_found():
    text = "The priority for 2023/24 is that the café keeps what it achieved."
    assert ids(text, heading="Our priorities in 2024/25", rule="times") == ["times.priority-year"]


@pytest.mark.parametrize(
    "text",
    [
        "The priority for 2024/25 is that the café keeps what it achieved.",
        "The target is to improve on 2023/24.",
        "Follow the priorities of the Annual Plan 2023-24.",
        "In 2023/24 the café had 40 guests.",
    ],
)
def test_priorities_of_their_own_year_are_left_alone(text):
    assert ids(text, heading="Our priorities in 2024/25", rule="times") == []


@pytest.mark.parametrize(
    "text",
    [
        "The summit was held on 12 November 2025.",
        "On 30 November 2025 the partnership launched its campaign.",
        "In December 2025 the team completed the review.",
        "The Bill received Royal Assent on 3 December 2025.",
    ],
)
def test_the_future_told_as_past_is_found(text):
    assert ids(text, rule="times") == ["times.future-as-past"]


@pytest.mark.parametrize(
    "text",
    [
        "The summit will take place on 3 March 2025.",
        "On 3 March 2025 the summit will be held.",
        "Training is due to start in April 2025.",
        "The strategy will be reviewed by June 2025.",
    ],
)
def test_the_past_told_as_future_is_found(text):
    assert ids(text, rule="times") == ["times.past-as-future"]


@pytest.mark.parametrize(
    "text",
    [
        "The summit was held on 12 May 2025.",
        "The summit will be held on 12 November 2025.",
        "Funding was agreed until March 2027.",
        "A contract was let that runs to 31 March 2028.",
        "The council was told that the duty is due to begin in April 2027.",
        "As the strategy of 2021 set out, the team will keep its work up.",
        "The group will go on with what it began in 2023.",
        "The Act of 2025 will apply from April 2027.",
        "The partnership will report on 2024-25 in the autumn.",
        "The Police, Crime, Sentencing and Courts Act 2022 will be followed.",
        "The group agreed its dates: 4 March 2026 and 3 June 2026.",
        "The election was announced for 7 May 2026.",
        "The event was put off to May 2026. Seats were sold for 3 June 2026. Posts were moved to April 2026.",
    ],
)
def test_tenses_that_fit_their_dates_are_left_alone(text):
    assert ids(text, rule="times") == []


def test_without_a_date_of_the_paper_nothing_is_past_or_future():
    assert ids("The summit was held on 12 November 2035.", date="", rule="times") == []


def test_a_title_whose_year_is_that_of_the_plan_alone_says_so_in_a_note():
    (finding,) = found(
        section("Priorities 2025-26", "To act.", anchor="one"),
        section("Achievements 2024-25", "We acted.", anchor="two"),
        title="Annual update 2025-26",
        rule="times",
    )
    assert (finding.rule.id, finding.rule.level) == ("times.title-and-achievements", "notes")


def test_a_title_whose_year_is_nowhere_else_is_found():
    parts = (section("Priorities 2025-26", "To act.", anchor="one"), section("Achievements 2024-25", "We acted."))
    assert ids(*parts, title="Annual update 2023-24", rule="times") == ["times.title-year"]
    assert ids(*parts, title="Annual report 2024-25", rule="times") == []
    assert ids(*parts, title="Rolling plan 2025-26", rule="times") == []
    assert ids(*parts, title="Annual update", rule="times") == []


def test_the_purpose_in_the_papers_head_says_which_year_is_told():
    header = (said("Purpose of report", "To sum up achievements in 2024-25."),)
    facts = Facts(plan_year="2025-26", reported_year="2024-25")
    assert ids("Text.", header=header, title="Annual update 2024-25", facts=facts, rule="times") == []
    assert ids("Text.", header=header, title="Annual update 2022-23", facts=facts, rule="times") == ["times.title-year"]


def test_items_are_read_as_paragraphs_are():
    assert ids(bullets("In October 2022 we met."), heading=ACHIEVED, date="", rule="times") == ["times.outside-period"]


@pytest.mark.parametrize(("day", "expected"), [("2021-01-25", 1), ("2020-10-06", 0), ("2020-12-31", 0), ("", 0)])
def test_a_year_long_over_is_noted(day, expected):
    header = (said("Purpose of report", "To sum up achievements in 2019-20."),)
    assert len(found("Text.", header=header, date=day, rule="times.late-report")) == expected
