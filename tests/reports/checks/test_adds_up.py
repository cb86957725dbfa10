"""The paper's own numbers against each other."""

import pytest

from reports.content import Column, Table
from tests.reports.checks.said import bullets, found, ids, row, section

PERCENTAGES_THAT_DISAGREE = [
    "Recorded crime fell by 8.6%, from 37,068 crimes to 33,587.",
    "Crime fell by 8.6% when compared with the year before, representing a fall from 37,068 crimes to 33,587.",
    "Recorded crime was down by 8.6%. The number of crimes fell from 37,068 to 33,587.",
    "Recorded crime was down by 8.6%. This is a fall from 37,068 to 33,587.",
    "Referrals rose from 40 to 50, an increase of 20%.",
    "Referrals rose from 40 to 50 (an increase of 20 per cent).",
    "Thefts went down from 200 to 150, a reduction of 33%.",
    "Spending increased from £20,000 to £30,000, up by 33%.",
    "Burglary is down 42% (420 to 320).",
    "Burglary was 420 in 2023/24 and 320 in 2024/25, a reduction of 30%.",
    "There were 320 burglaries, compared with 420 the previous year, a fall of 30%.",
    "Robbery rose by 50% to 60, from 50 the year before.",
    "There was a 12.5% increase in hate crime reports, from 80 to 100.",
]
PERCENTAGES_THAT_AGREE = [
    "Recorded crime fell by 9.4%, from 37,068 crimes to 33,587.",
    "Recorded crime fell by 9%, from 37,068 crimes to 33,587.",
    "Referrals rose from 40 to 50, an increase of 25%.",
    "Burglary is down 24% (420 to 320).",
    "Burglary was 420 in 2023/24 and 320 in 2024/25, a reduction of 24%.",
    "Burglary was 420 in 2023/24, and robbery 320 in 2024/25, a reduction of 30%.",
    "There were 320 burglaries, compared with 420 the previous year, a fall of 24%.",
    "We ran 12 events for people from 40 countries, an increase of 10%.",
    "Drug deaths fell from 24 to 18 while drug offences rose by 30%.",
    "Robbery fell from 50 to 40 and burglary fell by 30%.",
    "Referrals rose by about a quarter, from 40 to 50.",
    "Referrals rose by nearly 30%, from 3,500 to over 4,500.",
    "Contacts rose from 3,500 to 5,000, an increase of 43%.",
    "Robbery fell by 8%. Burglary fell from 100 to 80.",
    "Of those asked 60% said that they felt safer, up from 20 to 30 focus groups.",
    "Officers patrol from 11 p.m. to 4 a.m., and 20% of incidents happen then.",
    "From 2019 to 2024 crime fell by 12%.",
    "Young people aged from 11 to 25 made up 40% of them.",
    "The service was open from 9 to 5 on 30% of days.",
    "The percentage rose from 12% to 15%, an increase of 3 percentage points.",
    "It took from 10 to 20 days in 75% of cases.",
]


@pytest.mark.parametrize("text", PERCENTAGES_THAT_DISAGREE)
def test_a_percentage_that_its_two_numbers_do_not_give_is_found(text):
    assert ids(text, rule="adds-up") == ["adds-up.percentage"]


@pytest.mark.parametrize("text", PERCENTAGES_THAT_AGREE)
def test_a_percentage_that_its_numbers_give_or_that_belongs_to_others_is_left_alone(text):
    assert ids(text, rule="adds-up") == []


def test_a_wrong_percentage_is_told_with_the_right_one_and_how_it_is_computed():
    (finding,) = found("Crime fell by 8.6%, from 37,068 crimes to 33,587.", rule="adds-up")
    assert finding.says == "The paper says 8.6%, but from 37,068 to 33,587 is a fall of 9.4%."
    assert "9.4%" in finding.to_do
    assert finding.evidence == "(33,587 − 37,068) ÷ 37,068 = -9.4%"
    assert finding.place.quote.startswith("Crime fell by 8.6%")


def test_a_fault_that_the_paper_explains_beside_it_is_only_a_note():
    (finding,) = found("Crime fell by 8.6%, from 37,068 to 33,587. All are kept as stated.", rule="adds-up")
    assert finding.rule.level == "notes"
    assert "explains this" in finding.evidence


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sexual offences have doubled so far this year from 24 to 56.", ["adds-up.multiple"]),
        ("Referrals trebled, from 10 to 20.", ["adds-up.multiple"]),
        ("Complaints halved, from 60 to 40.", ["adds-up.multiple"]),
        ("Referrals more than doubled, from 30 to 50.", ["adds-up.multiple"]),
        ("Referrals doubled from 24 to 48.", []),
        ("Referrals nearly doubled, from 30 to 55.", []),
        ("Referrals more than doubled, from 24 to 56.", []),
        ("Complaints halved, from 60 to 31.", []),
        (
            "Visits doubled and the team grew from 3 to 5 people across the whole year in every ward.",
            [],
        ),
    ],
)
def test_doubled_and_halved_are_held_against_their_numbers(text, expected):
    assert ids(text, rule="adds-up") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Of those asked, 12 of 36 (40%) felt safer.", ["adds-up.share"]),
        ("The panel upheld 40% (12 of 36) of appeals.", ["adds-up.share"]),
        ("The panel upheld 12 (40%) of the 36 appeals.", ["adds-up.share"]),
        ("The panel upheld 12 (33%) of the 36 appeals.", []),
        ("Of those asked, 12 of 36 (33.3%) felt safer.", []),
        ("Of 50 people asked, 46 (92%) were satisfied.", []),
        ("Of 50 people asked, 46 (90%) were satisfied.", ["adds-up.share"]),
        ("In 3 of 4 wards (75%) fear of crime fell.", []),
        ("About 12 of 36 (40%) felt safer.", []),
        ("We met on 12 of 36 days, and 40% of partners came.", []),
    ],
)
def test_a_share_is_held_against_its_number_and_base(text, expected):
    assert ids(text, rule="adds-up") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Officers rescued fourteen animals: twelve dogs, a chameleon and a rabbit.", []),
        ("Officers rescued fourteen animals: thirteen dogs, a chameleon and a rabbit.", ["adds-up.parts"]),
        ("Officers rescued fourteen animals (twelve dogs, two cats and two rabbits).", ["adds-up.parts"]),
        ("Fourteen animals were found. The animals, including twelve dogs, a chameleon and a rabbit, are well.", []),
        ("Fourteen animals were found. The animals, including twelve dogs, two chameleons and a rabbit, are well.",
         ["adds-up.parts"]),
        ("We held 10 events, including 4 workshops and 3 talks.", []),
        ("We held 10 events: 4 workshops, 3 talks and 2 fairs.", ["adds-up.parts"]),
        ("We held 10 events: 4 workshops, 3 talks and several fairs.", []),
        ("There were 45 cases (30 of them repeats, 20 of them new).", []),
        ("About 50 people came: 20 residents and 40 students.", []),
        ("The group has 12 members: 10 voting members, of whom 3 are lay members.", []),
        ("We run 5 centres: 2 in the north, 2 in the south and 1 in the east.", []),
        ("In all 1,200 leaflets went out: 1,000 to homes and 300 to shops.", ["adds-up.parts"]),
        ("A total of £120,000 was awarded: £60,000 for outreach, £40,000 for CCTV and £30,000 for training.",
         ["adds-up.parts"]),
        ("A total of £120,000 was awarded: £60,000 for outreach, £40,000 for CCTV and £20,000 for training.", []),
        ("The grant is £100,000 (£50,000 in 2023/24 and £40,000 in 2024/25).", []),
        ("The service saw 86 children: 12 girls and 75 boys.", ["adds-up.parts"]),
        ("In all 32 workers were identified, 35 of whom found other work.", ["adds-up.parts"]),
        ("Of the 32 workers, 35 were found other work.", ["adds-up.parts"]),
        ("Of the 32 workers, 29 were found other work.", []),
        ("Of the 32 workers supported, 120 hours of advice were given.", []),
        ("In all 40 of the 30 families took part.", ["adds-up.parts"]),
        ("It is one to one work, 1-2-1, with 24/7 support and 20 x 2-hour sessions.", []),
    ],
)  # fmt: skip
def test_parts_are_held_against_their_whole(text, expected):
    assert ids(text, rule="adds-up") == expected


def test_a_share_of_a_base_that_is_not_the_one_stated_is_found():
    offers = bullets(
        "Number of times mediation was offered in reported cases of neighbour nuisance - 36",
        "Percentage of cases with no further reports of neighbour nuisance after mediation was offered – 75% (15)",
    )
    (finding,) = found(offers, rule="adds-up")
    assert finding.rule.id == "adds-up.base"
    assert "15 are 75% of 20" in finding.says


def test_a_share_of_the_base_stated_before_it_is_left_alone():
    offers = bullets(
        "Number of times mediation was offered in reported cases of neighbour nuisance - 20",
        "Percentage of cases with no further reports of neighbour nuisance after mediation was offered – 75% (15)",
    )
    assert ids(offers, rule="adds-up") == []


def test_a_survey_whose_rounded_numbers_fit_is_left_alone():
    survey = bullets(
        "Just under four thousand young people and 177 parents responded to our surveys.",
        "Just over 450 young people, 12% of those who responded, have felt the need to carry a weapon.",
    )
    assert ids(survey, rule="adds-up") == []


def money(*rows, columns=("Stream", "Amount"), caption="Funding for 2025-26"):
    return Table(caption, tuple(Column(heading) for heading in columns), tuple(rows))


RIGHT = (row("Plans", "£286,794"), row("Drugs", "£327,000"), row("Young people", "£112,866"), row("Futures", "£19,500"))


def test_a_total_that_its_rows_do_not_come_to_is_found():
    (finding,) = found(money(*RIGHT, row("Total", "£746,294", kind="total")), rule="adds-up")
    assert finding.rule.id == "adds-up.table-total"
    assert "the rows come to £746,160, a difference of £134" in finding.says


@pytest.mark.parametrize(
    "rows",
    [
        (*RIGHT, row("Total", "£746,160", kind="total")),
        (*RIGHT, row("Total", "£746,160")),
        (row("A", "10"), row("B", "5"), row("Subtotal", "15"), row("C", "4"), row("D", "1"), row("Subtotal", "5"),
         row("Total", "20")),
        (row("A", "10"), row("B", "5"), row("of which: X", "3"), row("Total", "15")),
        (row("A", "£1.2m"), row("B", "£0.7m"), row("Total", "£2.0m")),
        (row("A", "10"), row("B", "n/a"), row("Total", "15")),
        (row("A", "33%"), row("B", "33%"), row("C", "33%"), row("Total", "100%")),
        (row("A", "10"), row("B", "–"), row("C", ""), row("Total", "10")),
        (row("Total population", "12,000"), row("Recorded crimes", "300"), row("Rate", "25")),
        (row("A", "–"), row("B", "–"), row("Total", "£5,000")),
    ],
)  # fmt: skip
def test_a_total_that_its_rows_come_to_is_left_alone(rows):
    assert ids(money(*rows), rule="adds-up") == []


def test_a_total_of_more_than_the_rows_is_left_alone_and_one_close_to_their_sum_is_not():
    rows = (row("Burglary", "500"), row("Robbery", "50"))
    assert ids(money(*rows, row("Total recorded crime", "12,000")), rule="adds-up") == []
    assert ids(money(*rows, row("Total burglary and robbery", "560")), rule="adds-up") == ["adds-up.table-total"]


def test_columns_that_do_not_add_are_left_alone():
    rows = (row("A", "10", "5"), row("B", "20", "9"), row("Total", "30", "7"))
    assert ids(money(*rows, columns=("Ward", "Offences", "Rate per 1,000")), rule="adds-up") == []


def test_a_row_whose_total_differs_is_found_where_the_other_rows_show_that_it_is_a_sum():
    rows = (row("A", "1", "2", "3"), row("B", "2", "2", "4"), row("C", "5", "5", "11"))
    (finding,) = found(money(*rows, columns=("Ward", "2023", "2024", "Total")), rule="adds-up")
    assert "“C” in row 3" in finding.says


def test_last_columns_that_are_no_sums_are_left_alone():
    rows = (row("A", "1", "2", "30"), row("B", "2", "2", "40"), row("C", "5", "5", "10"))
    assert ids(money(*rows, columns=("Ward", "2023", "2024", "Total")), rule="adds-up") == []


def test_a_table_said_to_be_rounded_may_be_off_a_little():
    rows = (row("A", "33"), row("B", "33"), row("Total", "67"))
    assert ids(money(*rows, caption="Offences, rounded"), rule="adds-up") == []


def test_an_amount_announced_that_differs_from_the_rows_is_found():
    rows = (
        *RIGHT,
        row("Total of the rows", "£746,160", kind="total"),
        row("Amount announced", "£746,294", kind="note"),
    )
    (finding,) = found(money(*rows), rule="adds-up")
    assert "a difference of £134" in finding.says


def test_words_before_a_table_that_give_another_total_are_found():
    told = "The total funding available is £746,294. This breaks down as follows:"
    assert ids(told, money(*RIGHT, row("Total", "£746,160")), rule="adds-up") == ["adds-up.total-in-words"]
    told = "The total funding available is £746,160. This breaks down as follows:"
    assert ids(told, money(*RIGHT, row("Total", "£746,160")), rule="adds-up") == []


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("We trained 845 domestic abuse champions.", "Now 854 domestic abuse champions are at work.", 1),
        ("In 2024-25 we ran 12 community safety events.", "There were 15 community safety events in 2024-25.", 1),
        ("The grant to the partnership is £712,271.", "The partnership has a grant of £721,271 for this.", 1),
        ("In Wexbridge burglary fell by 9.5% in 2024.", "It is good that burglary fell by 5.9% in 2024.", 0),
        ("We saw burglary fell by 9.5% in 2024.", "It is good that burglary fell by 5.9% in 2024.", 1),
        ("We trained 845 domestic abuse champions.", "Now 845 domestic abuse champions are at work.", 0),
        ("We trained over 800 domestic abuse champions.", "Now 854 domestic abuse champions are at work.", 0),
        ("In 2023-24 we ran 12 community safety events.", "There were 15 community safety events in 2024-25.", 0),
        ("In Northam we ran 12 community safety events.", "We ran 15 community safety events in Southam.", 0),
        ("The grant in 2020/21 was £693,923.", "The grant in 2021/22 was £693,932.", 0),
        ("We ran 12 safety workshops for schools.", "The other team ran 30 safety workshops for schools.", 0),
    ],
)
def test_a_figure_quoted_two_ways_in_two_sections_is_found(first, second, expected):
    assert len(found(first, section("More", second), rule="adds-up.two-ways")) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Board agreed four priorities:", ["adds-up.list"]),
        ("The following five strategic objectives apply:", ["adds-up.list"]),
        ("The Board agreed three priorities:", []),
        ("The Board has six priorities, including:", []),
        ("The Board worked on three of its six priorities:", []),
        ("Of the six districts, these took part:", []),
        ("In 2024 the Board agreed:", []),
        ("The Board met 4 times and did this:", []),
        ("The Board agreed four priorities. They are:", []),
    ],
)
def test_a_list_has_as_many_entries_as_announced(text, expected):
    assert ids(text, bullets("To act", "To plan", ("To tell", bullets("all", "of it"))), rule="adds-up") == expected
