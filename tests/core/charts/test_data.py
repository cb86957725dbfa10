"""What a chart says in words, and which charts are refused."""

from decimal import Decimal

import pytest

from core.charts import Break, Chart, ChartRefused, Kind, Level, Point, Series
from core.formats import money


def chart(*series, kind=Kind.LINE, **parts):
    return Chart(kind, "Recorded crime", "Recorded crime fell.", "Offences", series, **parts)


def years(name, *values):
    return Series.of(name, [(f"{2020 + at}", value) for at, value in enumerate(values)])


def test_a_table_holds_every_figure_in_words_and_says_where_there_is_none():
    oxford = Series("Oxford", (Point("2024", Decimal("33587.50")), Point("2025", None, "not published")))
    county = Series("County", (Point("2024", Decimal(-3)), Point("2025", None)))
    shown = chart(oxford, county, kind=Kind.BARS)
    assert shown.table.headings == ("", "Oxford", "County")
    assert shown.remarks == ("Unit: Offences.",)
    assert shown.table.rows == (("2024", "33,587.5", "−3"), ("2025", "not published", "no figure"))


def test_an_only_series_is_headed_by_the_unit():
    assert chart(years("", 1)).table.headings == ("", "Offences")
    assert chart(years("Oxford", 1)).table.headings == ("", "Oxford (Offences)")


def test_series_are_made_from_pairs_in_the_words_asked_for():
    made = Series.of("Paid", [("2013-14", Decimal(134_160)), ("2014-15", None)], write=money)
    assert [point.words for point in made.points] == ["£134,160", "no figure"]


def test_the_alternative_names_the_kind_and_states_the_finding():
    assert chart(years("", 1)).alternative == "Line chart: Recorded crime. Recorded crime fell."


def test_remarks_tell_levels_breaks_gaps_and_what_is_provisional():
    oxford = Series("", (Point("2024", 3), Point("2025", None, "not counted"), Point("2026", 2, is_provisional=True)))
    shown = chart(oxford, breaks=(Break("2026", "Fraud is left out"),), levels=(Level("Target", 1500),))
    assert shown.remarks == (
        "Target: 1,500.",
        "The series breaks before 2026: Fraud is left out.",
        "2025: not counted.",
        "Provisional: 2026.",
    )


def test_a_series_that_is_provisional_throughout_is_named_once():
    so_far = Series("So far", (Point("2020", 3, is_provisional=True), Point("2021", 4, is_provisional=True)))
    last = Series("Last", (Point("2020", 3), Point("2021", 4, is_provisional=True)))
    assert chart(so_far, last).remarks == ("Unit: Offences.", "Provisional: So far; Last, 2021.")


REFUSED = {
    "other labels": (lambda: chart(years("A", 1, 2), Series.of("B", [("1999", 1)])), "other labels for “B”"),
    "one name for two": (lambda: chart(years("A", 1), years("A", 2)), "two series of one name"),
    "seven series": (lambda: chart(*(years(name, 1) for name in "ABCDEFG")), "more than 6"),
    "a break nowhere": (lambda: chart(years("", 1, 2), breaks=(Break("2030", "x"),)), "none of its labels"),
    "a break at the start": (lambda: chart(years("", 1, 2), breaks=(Break("2020", "x"),)), "from the second on"),
    "a break for nothing": (lambda: chart(years("", 1, 2), breaks=(Break("2021", " "),)), "without a reason"),
    "three ends of a slope": (lambda: chart(years("", 1, 2, 3), kind=Kind.SLOPE), "it takes two"),
    "a part below nought": (lambda: chart(years("", -1), kind=Kind.STACKED), "below nought"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_drawn_truthfully_is_refused_with_a_sentence(name):
    make, words = REFUSED[name]
    with pytest.raises(ChartRefused) as refusal:
        make()
    assert words in str(refusal.value)
    assert str(refusal.value).endswith(".")
