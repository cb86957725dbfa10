"""The one rule of direction: which way a series goes, in words, and whether that is what was wanted."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.periods import Period
from scorecard.models import Indicator
from scorecard.travel import (
    Direction,
    Judgement,
    Rule,
    Step,
    Value,
    Wanted,
    Watched,
    beside,
    travel_of,
    wrong_in_a_row,
)

REDUCE, INCREASE = Watched("reduce"), Watched("increase")


def value(number: object, period: str, **more: object) -> Value:
    read = Period.parse(period)
    return Value(Decimal(str(number)), read.stated, read.start, read.end, **more)


def said(watched: Watched, *values: Value, **more: object) -> str:
    return travel_of(watched, values, **more).sentence


def years(*numbers: object) -> list[Value]:
    return [value(number, f"{2010 + place}-{11 + place}") for place, number in enumerate(numbers)]


class TestTheSentence:
    def test_says_which_way_it_goes_whether_that_is_wanted_and_by_how_much(self) -> None:
        old, new = value(37068, "12 months to December 2011"), value(33587, "12 months to December 2012")
        travel = travel_of(REDUCE, [new, old])
        assert travel.sentence == "Falling, which is what we want: 33,587, down 9.4% from 37,068."
        assert travel.compared == "12 months to December 2012, compared with 12 months to December 2011"
        assert (travel.shape, travel.tone) == ("down", "good")

    @pytest.mark.parametrize(
        ("watched", "numbers", "sentence"),
        [
            (INCREASE, (100, 80), "Falling, which is not what we want: 80, down 20% from 100."),
            (REDUCE, (100, 102), "About the same, where a fall is wanted: 102, up 2% from 100."),
            (REDUCE, (100, 100), "About the same, where a fall is wanted: 100, unchanged."),
            (Watched("maintain"), (100, 99), "About the same, which is what we want: 99, down 1% from 100."),
            (Watched("maintain"), (100, 50), "Falling, where no change is wanted: 50, down 50% from 100."),
            (Watched("monitor"), (100, 50), "Falling (no direction is wanted): 50, down 50% from 100."),
            (
                Watched("reduce", is_information_only=True),
                (100, 150),
                "Rising (for information only): 150, up 50% from 100.",
            ),
            (REDUCE, (4, 9), "Too small to say: 9, after 4. With numbers this small it may be chance."),
            (INCREASE, (0, 9), "Too small to say: 9, after 0. With numbers this small it may be chance."),
            (INCREASE, (0, 12), "Rising, which is what we want: 12, up from 0."),
            (REDUCE, (12, 9), "Too small to say: 9, after 12. With numbers this small it may be chance."),
            (REDUCE, (33587, 0), "Falling, which is what we want: 0, down to none from 33,587."),
            (REDUCE, (20, 10), "Falling, which is what we want: 10, down 50% from 20."),
            (REDUCE, (8.5, 4.5), "Falling, which is what we want: 4.5, down 47.1% from 8.5."),
            (Watched("increase", unit="net score"), (-20, -15), "Rising, which is what we want: −15, up 25% from −20."),
            (REDUCE, (100,), "Nothing to compare with: 100."),
            (REDUCE, (), "No figure yet."),
        ],
    )
    def test_suits_what_is_wanted(self, watched: Watched, numbers: tuple[int, ...], sentence: str) -> None:
        assert said(watched, *years(*numbers)) == sentence

    def test_says_percentages_with_their_numbers_and_in_points(self) -> None:
        watched = Watched("increase", unit="%")
        old = value(70, "2011-12", numerator=Decimal(14), denominator=Decimal(20))
        new = value(75, "2012-13", numerator=Decimal(15), denominator=Decimal(20), is_provisional=True)
        assert said(watched, old, new) == (
            "Rising, which is what we want: 75% (15 of 20, provisional), up 5 percentage points from 70% (14 of 20)."
        )
        few = value(100, "2013-14", numerator=Decimal(3), denominator=Decimal(3))
        assert travel_of(watched, [old, few]).direction is Direction.TOO_SMALL

    def test_has_a_tone_only_where_it_is_judged(self) -> None:
        tones = [travel_of(REDUCE, years(100, latest)).tone for latest in (50, 150, 100)]
        assert tones == ["good", "bad", "neutral"]
        assert travel_of(Watched("maintain"), years(100, 100)).tone == "good"
        assert travel_of(Watched("monitor"), years(100, 150)).tone == "neutral"

    def test_says_small_changes_and_single_points_as_people_do(self) -> None:
        tight, share = Rule(tolerance=Decimal(0)), Watched("reduce", unit="%")
        assert "down less than 0.1% from 100,000" in said(REDUCE, *years(100_000, 99_999), rule=tight)
        assert "up 1 percentage point from 70%" in said(share, *years(70, 71), rule=tight)
        few, enough = (
            [
                value(number, period, numerator=Decimal(1), denominator=Decimal(of))
                for number, period in ((10, "2011-12"), (20, "2012-13"))
            ]
            for of in (9, 10)
        )
        assert said(share, *few).startswith("Too small to say")
        assert said(share, *enough).startswith("Rising")

    def test_says_which_time_is_missing(self) -> None:
        gap = [value(90, "12 months to June 2024"), value(95, "12 months to March 2024")]
        assert said(REDUCE, *gap).endswith("There is no figure for an earlier time as long.")
        since_april = Watched("reduce", basis="cumulative")
        assert said(since_april, *years(90, 95)[1:], value(80, "2001-02")).endswith("the same days a year before.")
        assert travel_of(REDUCE, [Value(Decimal(1))]).compared == ""

    def test_ends_a_break_with_one_stop(self) -> None:
        for reason, end in (("", "on 1 April 2011."), ("Fraud moved", "because: Fraud moved."), ("Moved!", "Moved!")):
            assert said(REDUCE, *years(90, 95), steps=[Step(date(2011, 4, 1), reason)]).endswith(end)

    def test_keeps_the_words_of_its_source(self) -> None:
        assert said(REDUCE, value(95, "2011-12", stated="90-100", numerator=Decimal(5))) == (
            "Nothing to compare with: 90-100."
        )
        assert said(REDUCE, Value(Decimal(5))) == "Nothing to compare with: 5."

    def test_reckons_no_per_cent_from_nought(self) -> None:
        assert said(REDUCE, *years(0, 30), rule=Rule(smallest=0)).endswith("30, up from 0.")

    def test_knows_that_a_period_in_words_has_no_place_in_time(self) -> None:
        old = Value(Decimal(2500), "mid-1990s", stated="over 2,500")
        assert said(REDUCE, old) == (
            "Nothing to compare with: over 2,500. Its period, mid-1990s, is known in words only."
        )


class TestWhatIsCompared:
    def test_is_the_same_part_of_the_year_before(self) -> None:
        values = [value(100, "Q1 2024-25"), value(150, "Q4 2024-25"), value(120, "Q1 2025-26")]
        assert "up 20% from 100" in said(REDUCE, *values)

    def test_is_nothing_where_the_same_part_of_the_year_before_is_missing(self) -> None:
        values = [value(150, "Q4 2024-25"), value(120, "Q1 2025-26")]
        assert said(REDUCE, *values) == (
            "Nothing to compare with: 120. There is no figure for the same days a year before."
        )

    def test_is_the_same_point_of_the_year_before_for_what_is_counted_from_its_start(self) -> None:
        watched = Watched("reduce", basis="cumulative")
        values = [
            value(100, "1 April 2024 to 31 December 2024"),
            value(160, "2024-25"),
            value(80, "1 April 2025 to 31 December 2025"),
        ]
        assert "down 20% from 100" in said(watched, *values)

    def test_is_twelve_months_that_do_not_overlap(self) -> None:
        watched = Watched("reduce", basis="rolling-12-months")
        values = [value(number, f"12 months to {month}") for number, month in ((100, "March 2024"), (90, "June 2024"))]
        assert travel_of(watched, values).direction is Direction.ALONE
        later = [*values, value(120, "12 months to March 2025")]
        assert "up 20% from 100" in said(watched, *later)

    def test_is_the_day_before_for_what_is_counted_on_a_day(self) -> None:
        values = [value(100, "as at 31 March 2024"), value(90, "as at 30 June 2024"), value(99, "2023-24")]
        assert "down 10% from 100" in said(REDUCE, *values)

    def test_ends_february_where_it_ends(self) -> None:
        assert "up 10% from 100" in said(REDUCE, value(100, "February 2023"), value(110, "February 2024"))

    def test_never_reaches_across_a_break(self) -> None:
        step = Step(date(2011, 4, 1), "Fraud is counted nationally since.")
        travel = travel_of(REDUCE, years(100, 50), steps=[step])
        assert travel.sentence == (
            "Cannot be compared: 50 follows 100, but the way of counting changed on 1 April 2011 because: "
            "Fraud is counted nationally since."
        )
        assert (travel.shape, travel.judgement) == ("none", Judgement.NOT_JUDGED)
        assert travel_of(REDUCE, years(100, 50), steps=[Step(date(2010, 4, 1), "")]).shape == "down"


class TestBeside:
    def test_percentages_and_rates_compare_as_they_are(self) -> None:
        watched = Watched("reduce", basis="rate-per-1000")
        travel = travel_of(watched, [value(12.1, "2024-25")])
        assert beside(watched, travel, [value(13, "2024-25")], name="the most similar group") == (
            "Lower than the most similar group: 13."
        )
        assert travel_of(watched, [value(4.2, "2023-24"), value(3.1, "2024-25")]).direction is Direction.FALLING
        for other, level in ((12, "About the same as"), (11, "Higher than")):
            assert beside(watched, travel, [value(other, "2024-25")], name="places like it").startswith(level)

    def test_counts_compare_by_how_each_changed(self) -> None:
        travel = travel_of(REDUCE, years(100, 90))
        assert beside(REDUCE, travel, years(1000, 950), name="England and Wales") == (
            "England and Wales over the same time: 950, down 5% from 1,000."
        )
        assert beside(REDUCE, travel, years(1000), name="England and Wales") == ""
        alone = "England and Wales: 950. A count of a place of another size does not compare."
        assert beside(REDUCE, travel, years(1000, 950)[1:], name="England and Wales") == alone
        assert (
            beside(REDUCE, travel_of(REDUCE, years(100, 90)[1:]), years(1000, 950), name="England and Wales") == alone
        )
        counted_otherwise = [Step(date(2011, 4, 1), "")]
        assert beside(REDUCE, travel, years(1000, 950), name="England and Wales", steps=counted_otherwise) == alone


class TestWrongInARow:
    def test_counts_the_latest_only_as_far_as_the_rule_asks(self) -> None:
        rule = Rule(periods_in_a_row=3)
        assert wrong_in_a_row(REDUCE, years(100, 90, 100, 120, 150), rule=rule) == 3
        assert wrong_in_a_row(REDUCE, years(100, 120, 90), rule=rule) == 0

    def test_ends_at_a_gap_and_at_a_break(self) -> None:
        rule = Rule(periods_in_a_row=5)
        with_gap = [one for one in years(100, 120, 140, 160, 180) if one.period != "2012-13"]
        assert wrong_in_a_row(REDUCE, with_gap, rule=rule) == 2
        assert wrong_in_a_row(REDUCE, years(100, 120, 140), steps=[Step(date(2011, 4, 1), "")], rule=rule) == 1


def test_wants_what_indicators_want() -> None:
    assert {one.value for one in Wanted} == set(Indicator.Direction.values)


numbers = st.decimals(min_value=-(10**12), max_value=10**12, places=4, allow_nan=False)
counts = st.integers(0, 10**6).map(Decimal)
units = st.sampled_from(["", "%", "offences", "per 1,000"])
wants = st.sampled_from(list(Wanted))
rules = st.builds(Rule, tolerance=st.decimals(0, 50, places=1), smallest=st.integers(0, 50))
MIRRORED = {
    Judgement.BETTER: Judgement.WORSE,
    Judgement.WORSE: Judgement.BETTER,
    Judgement.NO_CHANGE: Judgement.NO_CHANGE,
    Judgement.NOT_JUDGED: Judgement.NOT_JUDGED,
}


@given(old=numbers, new=numbers, wanted=wants, unit=units, rule=rules, is_information_only=st.booleans())
def test_nothing_is_better_that_moved_against_what_is_wanted(
    old: Decimal, new: Decimal, wanted: Wanted, unit: str, rule: Rule, *, is_information_only: bool
) -> None:
    watched = Watched(wanted, unit=unit, is_information_only=is_information_only)
    travel = travel_of(watched, years(old, new), rule=rule)
    if travel.judgement is Judgement.BETTER:
        assert (new > old) if wanted is Wanted.INCREASE else (new < old)
        assert wanted in (Wanted.INCREASE, Wanted.REDUCE)
        assert not is_information_only
    if travel.judgement is Judgement.WORSE and wanted is not Wanted.MAINTAIN:
        assert (new < old) if wanted is Wanted.INCREASE else (new > old)
    assert (travel.tone == "bad") == (travel.judgement is Judgement.WORSE)
    assert travel.sentence.endswith(".")


@given(numbers, numbers, units, rules)
def test_what_is_better_of_one_wish_is_worse_of_the_other(old: Decimal, new: Decimal, unit: str, rule: Rule) -> None:
    up = travel_of(Watched("increase", unit=unit), years(old, new), rule=rule)
    down = travel_of(Watched("reduce", unit=unit), years(old, new), rule=rule)
    assert down.judgement is MIRRORED[up.judgement]
    back = travel_of(Watched("increase", unit=unit), years(-old, -new), rule=rule)
    if up.direction in (Direction.RISING, Direction.FALLING):
        assert {up.direction, back.direction} == {Direction.RISING, Direction.FALLING}


@given(st.decimals(0, 20, places=1))
def test_a_change_of_exactly_the_tolerance_is_about_the_same(tolerance: Decimal) -> None:
    rule = Rule(tolerance=tolerance, smallest=0)
    at_the_edge = travel_of(REDUCE, years(1000, 1000 + tolerance * 10), rule=rule)
    beyond = travel_of(REDUCE, years(1000, 1000 + tolerance * 10 + 1), rule=rule)
    assert (at_the_edge.direction, beyond.direction) == (Direction.STEADY, Direction.RISING)


@given(st.lists(counts, min_size=2, max_size=8), st.integers(0, 12), wants)
def test_no_arrow_points_across_a_break(numbers: list[Decimal], place: int, wanted: Wanted) -> None:
    values = years(*numbers)
    step = Step(date(2010 + place, 10, 1), "Counted otherwise.")
    travel = travel_of(Watched(wanted), values, steps=[step], rule=Rule(smallest=0))
    is_between = values[-2].start < step.day <= values[-1].end
    assert (travel.direction is Direction.NOT_COMPARABLE) == is_between
    assert not is_between or (travel.shape == "none" and travel.judgement is Judgement.NOT_JUDGED)


@given(
    st.lists(st.tuples(numbers, st.sampled_from(["2010-11", "Q1 2011-12", "March 2012", "as at 31 March 2012"]))),
    st.sampled_from(["", "point", "cumulative", "rolling-12-months", "rate-per-1000"]),
)
def test_any_values_have_a_sentence(known: list[tuple[Decimal, str]], basis: str) -> None:
    travel = travel_of(Watched("reduce", basis=basis), [value(number, period) for number, period in known])
    assert travel.sentence
    assert (travel.direction is Direction.NO_VALUE) == (not known)
