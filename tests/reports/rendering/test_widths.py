import pytest

from reports.content import Column, Table
from reports.rendering.widths import column_widths, is_long, turns_landscape
from tests.reports.sample_paper import ACTIONS, FUNDING, row

SENTENCES = "Wardens and officers walk the route together each month, and write down what is broken or dark."


def table(*columns, cells=None):
    return Table("T", tuple(map(Column, columns)), (row(*(cells or ["word"] * len(columns))),))


@pytest.mark.parametrize(
    "fits",
    [
        FUNDING,
        ACTIONS,
        table("Action"),
        table("Action", "Lead", "Progress", cells=[SENTENCES] * 3),
        table(*("2021", "2022", "2023", "2024", "2025", "2026", "2027", "2028")),
        table("Link", "Where", cells=["https://example.org/" + "x" * 200, SENTENCES]),
    ],
)
def test_a_table_that_fits_stays_upright(fits):
    assert not turns_landscape(fits)


@pytest.mark.parametrize(
    "wide",
    [
        table("Action", "Lead", "Partners", "Measure", "Progress", cells=[SENTENCES] * 5),
        table("Responsibility", "Accountability", "Neighbourhoods", "Commissioner", "Recommendation", "Background"),
        Table("Sums", tuple(Column(f"Year {n}", "number") for n in range(7)), (row(*["£12,345,678"] * 7),)),
        table(*[f"Heading {n}" for n in range(20)]),
    ],
)
def test_a_table_turns_where_its_words_do_not_stand_side_by_side_or_its_prose_is_squeezed(wide):
    assert turns_landscape(wide)


def test_columns_share_the_whole_width():
    for each in (FUNDING, ACTIONS, table("Action", "Lead", "Partners", "Measure", "Progress", cells=[SENTENCES] * 5)):
        assert sum(column_widths(each)) == pytest.approx(100, abs=0.1)
    assert column_widths(FUNDING)[2] > column_widths(FUNDING)[3] > 10


def test_only_a_row_that_takes_much_of_a_page_may_break():
    assert not any(is_long(each) for each in (*ACTIONS.rows, *FUNDING.rows))
    assert is_long(row("x", SENTENCES * 5))
