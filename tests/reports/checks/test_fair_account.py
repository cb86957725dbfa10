"""Setbacks, directions, numbers behind percentages, and what was promised."""

from decimal import Decimal

import pytest

from reports.checks import Facts
from reports.checks.facts import KnownFigure, Promise
from tests.reports.checks.said import bullets, cited, found, ids, paper, section

STUCK = Promise("1.3", "Install alley gates behind Station Road to deter burglars")


def test_an_action_off_track_that_is_never_mentioned_is_found():
    (finding,) = found("We held six events.", facts=Facts(off_track=(STUCK,)), rule="fair.off-track")
    assert "never mentions it" in finding.says
    assert "1.3" in finding.says


def test_an_action_off_track_that_is_only_listed_is_found_where_it_stands():
    plan = bullets(STUCK.text)
    (finding,) = found(plan, facts=Facts(off_track=(STUCK,)), rule="fair.off-track")
    assert "does not say so" in finding.says
    assert finding.place.quote == STUCK.text


@pytest.mark.parametrize(
    "text",
    [
        "The alley gates behind Station Road are delayed until planning permission is given.",
        "Action 1.3 has not started.",
        "We could not install the gates that were to deter burglars in the alley.",
    ],
)
def test_an_action_off_track_that_the_paper_owns_up_to_is_left_alone(text):
    assert ids(text, bullets(STUCK.text), facts=Facts(off_track=(STUCK,)), rule="fair.off-track") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Robbery fell from 20 offences to 30.", ["fair.direction"]),
        ("Visits rose from 300 to 200.", ["fair.direction"]),
        ("There was a reduction in robbery from 20 to 30.", ["fair.direction"]),
        ("The picture improved: burglary offences rose by 12% on last year.", ["fair.direction"]),
        ("Encouraging results for the town, with thefts up by 40 on last year.", ["fair.direction"]),
        ("Robbery fell from 30 offences to 20.", []),
        ("Visits rose from 200 to 300.", []),
        ("Waiting times improved, from 30 days to 20.", []),
        ("Confidence improved: reports of hate crime rose by 12% on last year.", []),
        ("The solved rate improved, and although offences rose by 5% more were charged.", []),
        ("We reduced, from 5 to 3, the number of forms. Sessions increased, from 3 to 5.", []),
        ("Crime fell by 12% on last year, a real improvement.", []),
        ("Success: attendance rose by 20 to 120.", []),
        ("The Safer Wexbridge Partnership noted that burglary rose by 12%.", []),
        ("Improved lighting was put up where burglary rose by 12%.", []),
        ("The successful operation followed a rise in burglary of 12%.", []),
        ("Violent crime improved, rising by 12% compared with last year.", ["fair.direction"]),
        ("Performance on burglary has improved, with offences increasing by 40.", ["fair.direction"]),
    ],
)
def test_words_and_numbers_go_the_same_way(text, expected):
    assert ids(text, rule="fair.direction") == expected


BURGLARY = KnownFigure("burglary of homes", Decimal(320), stated="320", period="2024-25", change=Decimal("12.5"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Burglary of homes has fallen.", ["fair.direction"]),
        ("In 2024-25 burglary of homes fell in every ward.", ["fair.direction"]),
        ("Burglary of homes has risen.", []),
        ("In 2019-20 burglary of homes fell.", []),
        ("Burglary of shops has fallen.", []),
        ("We work against burglary of homes.", []),
    ],
)
def test_words_are_held_against_the_way_the_records_went(text, expected):
    assert ids(text, facts=Facts(figures=(BURGLARY,)), rule="fair.direction") == expected


def test_words_filled_from_the_records_are_not_held_against_them():
    told = cited("Burglary of homes fell in the spring and came to ", "320", " in all.")
    assert ids(told, facts=Facts(figures=(BURGLARY,)), rule="fair.direction") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Robbery has fallen by 24% on last year and cycle theft by nearly 4%.", ["fair.percentage-alone"]),
        ("Crime was down by 9.5% on the same period of the year before.", ["fair.percentage-alone"]),
        ("Burglary fell by 24% on last year, approximately 320 offences.", []),
        ("There were 2,534 crimes, an increase of 39.9% on last year.", []),
        ("Recorded crime rose by 11.5% (+602) on last year.", []),
        ("Just over 450 young people carry one. Nearly 50% of them were female.", []),
        ("Recorded crime fell by 9%. The number of crimes was 33,587.", []),
        ("The target is to reduce crime by 10% by 2027.", []),
        ("The grant was cut by 5% and the budget by 10%.", []),
        ("All were 100% satisfied.", []),
        ("This is above the Thames Valley rate of +2%.", []),
        ("The fund is shared 50% by population and 25% by crime under the formula.", []),
    ],
)
def test_a_percentage_has_its_number(text, expected):
    assert ids(text, rule="fair.percentage-alone") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Burglary fell by 12%.", ["fair.no-baseline"]),
        ("We saw a 10% increase in stalking.", ["fair.no-baseline"]),
        ("Burglary fell by 12% compared with 2023.", []),
        ("Burglary fell by 12% on the year before.", []),
        ("Burglary fell by 12% year on year.", []),
        ("Since 2020 the police have kept count. Burglary fell by 12%.", []),
        ("Some 12% of residents took part.", []),
        ("We aim to cut burglary by 12%.", []),
        ("Of those asked, 24% said that burglary had risen and 15% that it had fallen.", []),
    ],
)
def test_a_change_says_since_when(text, expected):
    assert ids(text, rule="fair.no-baseline") == expected


LAST_TIME = paper(
    "The year was busy.",
    section(
        "Next steps",
        "We will publish a taxi safeguarding charter with licensed drivers.",
        "We will open a drop-in café for young carers in Northam library.",
    ),
)


def test_a_promise_of_last_time_without_an_outcome_is_found():
    told = "The drop-in café for young carers opened in Northam library in May."
    (finding,) = found(told, previous=LAST_TIME, rule="fair.promise")
    assert "taxi safeguarding charter" in finding.says


def test_promises_of_the_records_come_before_those_read_in_last_times_paper():
    facts = Facts(promised=(Promise("2.1", "Fit window locks for older tenants in Southam"),))
    (finding,) = found("We opened a café.", previous=LAST_TIME, facts=facts, rule="fair.promise")
    assert "window locks" in finding.says
    assert ids("Window locks were fitted for older tenants.", facts=facts, rule="fair.promise") == []


def test_without_last_times_paper_nothing_was_promised():
    assert ids("We held six events.", rule="fair.promise") == []


CRIMES = KnownFigure("reported retail crimes", Decimal(2534), stated="2,534", period="2024-25")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("There were 2,543 reported retail crimes.", ["adds-up.data"]),
        ("In 2024-25 there were 2,543 reported retail crimes.", ["adds-up.data"]),
        ("There were 2,534 reported retail crimes.", []),
        ("There were over 2,500 reported retail crimes.", []),
        ("In 2023-24 there were 1,811 reported retail crimes.", []),
        ("There were 12 shops with reported retail crimes, 2,534 in all.", []),
        ("Reported retail crimes rose from 1,811 to a new height.", []),
        ("There were 44 arrests.", []),
    ],
)
def test_a_number_typed_in_the_words_is_held_against_the_records(text, expected):
    assert ids(text, facts=Facts(figures=(CRIMES,)), rule="adds-up.data") == expected


def test_a_figure_told_in_few_words_is_held_only_against_numbers_that_look_mistyped():
    facts = Facts(figures=(KnownFigure("offenders supported", Decimal(120), stated="120"),))
    assert ids("We supported 102 offenders.", facts=facts, rule="adds-up.data") == ["adds-up.data"]
    assert ids("Another scheme supported 30 offenders.", facts=facts, rule="adds-up.data") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("From February 2024 to January 2025 there were 2,543 reported crimes.", 1),
        ("The officers rescued fifteen animals.", 1),
        ("The rate of crimes solved rose by 53.6%.", 1),
        ("Reported crimes rose by 36.9% in our shops.", 1),
        ("Reported crimes rose by 12% in our shops.", 0),
        ("Reported retail crimes rose by 36.9% in our shops.", 1),
        ("The officers rescued fourteen animals.", 0),
        ("The officers rescued 2,534 animals, they say.", 0),
        ("The officers rescued 200 animals.", 0),
        ("In 2019 the officers rescued fifteen animals.", 0),
        ("The rate of crimes solved rose by 35.6%.", 0),
        ("There were 12,000 reported crimes in the county.", 0),
    ],
)
def test_figures_told_in_other_words_are_known_again(text, expected):
    figures = (
        KnownFigure("retail crimes reported", Decimal(2534), period="February 2024 to January 2025"),
        KnownFigure("rise in retail crimes reported", Decimal("39.9"), unit="per cent", stated="an increase of 39.9%"),
        KnownFigure("rise in the rate of crimes solved", Decimal("35.6"), unit="per cent"),
        KnownFigure("animals rescued from a flat", Decimal(14), unit="animals", period="2024"),
    )
    assert len(found(text, facts=Facts(figures=figures), rule="adds-up.data")) == expected


def test_figures_of_other_years_than_the_papers_are_not_held_against_it():
    text = "There were 2,601 reported retail crimes."
    figure = KnownFigure("reported retail crimes", Decimal(2534), period="2024-25")
    told = KnownFigure("reported retail crimes", Decimal(2534), year="2024-25")
    for one in (figure, told):
        assert ids(text, facts=Facts(figures=(one,), reported_year="2024-25"), rule="adds-up.data") == ["adds-up.data"]
        assert ids(text, facts=Facts(figures=(one,), reported_year="2026-27"), rule="adds-up.data") == []


def test_a_figure_that_the_records_filled_is_not_held_against_them():
    told = cited("There were ", "2,543", " reported retail crimes.")
    assert ids(told, facts=Facts(figures=(CRIMES,)), rule="adds-up.data") == []


def test_many_promises_without_an_outcome_are_one_finding_that_names_each():
    things = ("window locks in Southam", "lamps in Kineton", "gates in Napton", "cameras in Harbury")
    facts = Facts(promised=tuple(Promise("", f"Fit new {thing}") for thing in things))
    (finding,) = found("We held six events.", facts=facts, rule="fair.promise-without-outcome")
    assert "promised 4 things" in finding.says
    assert all(thing in finding.evidence for thing in things)
