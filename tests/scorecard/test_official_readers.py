"""The tables of the Home Office and the files of data.police.uk give counts, and an account of what is not taken."""

import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest

from core.sheets import PUBLISHED_TABLE, open_spreadsheet
from scorecard.official.counts import Count, Found, NotTaken, OfficialFileRefused, Tally, Wanted
from scorecard.official.home_office import read_recorded_crime
from scorecard.official.names import offence_name, place_name
from scorecard.official.street_crime import read_street_crime
from scorecard.official.values import NO_PEOPLE, Missing, Value, numbers_of, period_of, values_of
from tests.scorecard.official_files import BICYCLE, HEADER, ROBBERY, crimes, street_csv, table
from tests.spreadsheet_files import sheet

WANTED = Wanted({"Oxford (statistical area)": 1}, ((), ("Theft Offences",), ("Robbery", "Bicycle theft"), ("Rape",)))
NAME = "prc-csp-mar2021-mar2026-tables-230726.ods"
UNKNOWN = "Offences that indicators ask for and the file does not have: check how they are spelt"
FIRST_QUARTER = (date(2025, 4, 1), date(2025, 6, 30))


def read(content, wanted=WANTED, name=NAME):
    with open_spreadsheet(io.BytesIO(content), name, limits=PUBLISHED_TABLE) as book:
        return read_recorded_crime(book, wanted)


def refusal(content, name=NAME):
    with pytest.raises(OfficialFileRefused) as refused:
        read(content, name=name)
    return str(refused.value)


def numbers(found):
    return [count.numbers for count in found.counts]


def not_taken(found):
    """What was not taken, by the words that say why."""
    return {item.why: item for item in found.not_taken}


class TestRecordedCrime:
    def test_is_counted_by_area_quarter_and_selection(self):
        found = read(table(*crimes("2025/26", 1, "Oxford", 40, 5), *crimes("2025/26", 4, "Oxford", 30, -1)))
        assert found.counts == (
            Count(1, *FIRST_QUARTER, (45, 40, 45, None)),
            Count(1, date(2026, 1, 1), date(2026, 3, 31), (29, 30, 29, None)),
        )
        assert Found.from_json(found.to_json()) == found

    def test_takes_an_offence_without_rows_for_nought_only_where_the_year_knows_it(self):
        rows = [
            *crimes("2025/26", 1, "Oxford", 40, offences=[BICYCLE]),
            *crimes("2025/26", 1, "Reading", 9, offences=[ROBBERY]),
        ]
        found = read(table(*rows), Wanted({"Oxford": 1}, (("Robbery",), ("Rape",))))
        assert numbers(found) == [(0, None)]
        assert not_taken(found)[UNKNOWN].examples == ("Rape",)
        assert UNKNOWN not in not_taken(read(table(*rows), Wanted({"Oxford": 1}, (("Robbery",), ()))))

    def test_knows_partnerships_and_offences_by_all_their_names(self):
        for one, other in (
            ("Shepway", "Folkestone & Hythe"), ("City of London", "London, City of"), ("North Devon", "Northern Devon"),
            ("King’s Lynn and West Norfolk", "Kings Lynn & West Norfolk"), ("Oxford (statistical area)", "OXFORD CSP"),
        ):  # fmt: skip
            assert place_name(one) == place_name(other)
        for one, other in (
            ("Theft Offences", "Theft offences"), ("Rape offences", "Rape"),
            ("Stalking and Harassment", "stalking & harassment"),
            ("All other theft offences", "Other theft offences"),
        ):  # fmt: skip
            assert offence_name(one) == offence_name(other)
        assert place_name("South Oxfordshire") != place_name("Oxford")

    def test_reads_every_edition(self):
        """Force Name for Police Force, hyphens in the names of sheets, a year in full, text for numbers."""
        header = tuple("Force Name" if name == "Police Force" else name.upper() for name in HEADER)
        rows = crimes("2011-12", "Q1", "OXFORD", "1,040", "5")
        old = table(("Crime by partnership",), header, *rows, header=("Contents",), name="2011-12")
        assert numbers(read(old, name="prc-csp-1112-1415-tables.ods")) == [(1045, 1040, 1045, None)]
        book = openpyxl.Workbook()
        book.active.title = "2015_16"
        for line in (HEADER, *crimes("2015/2016", 1, "Oxford", 40, 5)):
            book.active.append(line)
        file = io.BytesIO()
        book.save(file)
        assert numbers(read(file.getvalue(), name="prc-csp-mar16-dec24-tables-240425.xlsx")) == [(45, 40, 45, None)]

    def test_reads_whole_years_of_a_table_by_offence_group(self):
        text = (
            b"financial_year,police_force,csp_name,offence_group,offences,quarters,usable,quality_note\n"
            b'2025/26,Thames Valley,Oxford,Robbery,51,"1,2,3,4",True,\n'
            b'2024/25,Thames Valley,Oxford,Robbery,49,"1,2,3",True,\n'
            b'2023/24,Thames Valley,Oxford,Robbery,47,"1,2,3,4",False,Estimated\n'
        )
        found = read(text, name="csp_by_group.csv")
        assert found.counts == (Count(1, date(2025, 4, 1), date(2026, 3, 31), (51, None, 51, None)),)
        assert not_taken(found)["Rows about part of a year that is no quarter"].examples == (
            "Oxford, 2024/25, quarters 1,2,3",
        )
        assert not_taken(found)["Rows that the table itself calls not usable"].examples == (
            "Oxford, 2023/24 Estimated",
        )

    def test_accounts_for_all_that_it_does_not_take(self):
        rows = [
            *crimes("2025/26", 1, "Oxford", 40, 5),
            *crimes("2025/26", 1, "Unassigned Thames Valley", 7, 2),
            *crimes("2025/26", 1, "Reading", 9, 9),
            *crimes("2025/26", 1, "Shepway", 100, 100, force="Kent"),
            *crimes("2025/26", 1, "Unassigned Kent", 1, 1, force="Kent"),
        ]
        notes = ("Crime of Oxford of 2024 was counted again.", "Crime of Kent is now Unassigned.", "Cambridge is new.")
        found = read(table(*rows, notes=notes), Wanted({"Oxford": 1, "Folkstone and Hythe": 2}, (("Byke theft",),)))
        told = not_taken(found)
        unassigned = told["Crime that the force could not place, so that it is in no partnership’s figures"]
        assert (unassigned.rows, unassigned.offences, unassigned.examples) == (2, 9, ("Unassigned Thames Valley",))
        assert told["Other partnerships of the same police force"].examples == ("Reading",)
        assert told["Partnerships of other police forces"].offences == 202
        assert told["Areas of the partnership that the file does not have"].examples == ("Folkstone and Hythe",)
        assert told["Sheets without a table of crime"].examples == ("Cover_sheet",)
        [misspelt] = [item for why, item in told.items() if why.startswith("Offences that indicators ask for")]
        assert misspelt.examples == ("Byke theft",)
        assert found.notes == notes[:2]
        assert found.rows == sum(item.rows for item in found.not_taken) + 2

    def test_leaves_a_period_out_in_which_a_number_is_none(self):
        rows = [*crimes("2025/26", 1, "Oxford", "..", 5), *crimes("2025/26", 2, "Oxford", 3, 4)]
        found = read(table(*rows), Wanted({"Oxford": 1}, ((),)))
        assert numbers(found) == [(7,)]
        [place] = not_taken(found)["Rows without a number: their periods are left out"].examples
        assert place == "Oxford: “..” on the sheet “2025_26” in row 2"

    @pytest.mark.parametrize(
        ("content", "sentence"),
        [
            (table(*crimes("soon", 1, "Oxford", 1, 2)), "the year there is “soon” and the quarter “1”"),
            (table(*crimes("2025/28", 1, "Oxford", 1, 2)), "the year there is “2025/28”"),
            (table(*crimes("2025/26", 7, "Oxford", 1, 2)), "the quarter “7”"),
            (table(*crimes("2025/26", "2025-04-01", "Oxford", 1, 2)), "the quarter “2025-04-01”"),
            (
                table(
                    *crimes("2025/26", 1, "Oxford", 1, 2),
                    more=[sheet("2025_26 again", HEADER, *crimes("2025/26", 1, "Oxford", 1, 2))],
                ),
                "the year 2025-26 on two sheets, “2025_26” and “2025_26 again”",
            ),
            (
                table(
                    "<table:table-row>"
                    + '<table:table-cell office:value-type="string"><text:p>2025/26</text:p></table:table-cell>' * 8
                    + '<table:table-cell table:formula="of:=1+1" office:value-type="float" office:value="2"/>'
                    "</table:table-row>"
                ),
                "has a formula on the sheet “2025_26” in row 2",
            ),
            (
                table(*crimes("2025/26", 1, "Oxford", 4, 5), *crimes("2025/26", 1, "Oxford", 4, 5)),
                "a second time on the sheet “2025_26” in row 4, so that it would count twice",
            ),
            (
                table(header=(*HEADER[:7], "Number of offences", HEADER[8])),
                "more than one column like “Number of offences” on the sheet “2025_26” in row 1",
            ),
            (table(header=("Area", "Count")), "has no table of recorded crime by Community Safety Partnership"),
        ],
    )
    def test_refuses_what_it_would_count_wrongly(self, content, sentence):
        assert sentence in refusal(content)

    @pytest.mark.parametrize(
        ("written", "count"),
        [("1,040", 1040), ("40.00", 40), ("1,04", None), ("40.5", None), ("4e1", None), ("-3", -3)],
    )
    def test_reads_whole_numbers_as_they_are_written_and_no_others(self, written, count):
        found = read(table(*crimes("2025/26", 1, "Oxford", written, offences=[BICYCLE])), Wanted({"Oxford": 1}, ((),)))
        assert numbers(found) == ([] if count is None else [(count,)])

    def test_adds_up_a_force_only_where_the_table_has_all_of_it(self):
        wanted = Wanted({"Oxford": 1}, ((),), {"Thames Valley Police": 9})
        ours, theirs = crimes("2025/26", 1, "Oxford", 40, 5), crimes("2025/26", 1, "Reading", 9, "..")
        kent = crimes("2025/26", 1, "Maidstone", 9, 9, force="Kent")
        assert [count.area for count in read(table(*ours), wanted).counts] == [1]
        assert [(count.area, *count.numbers) for count in read(table(*ours, *kent), wanted).counts] == [
            (1, 45),
            (9, 45),
        ]
        assert [count.area for count in read(table(*ours, *theirs), wanted).counts] == [1]

    @pytest.mark.parametrize(
        ("theirs", "left"),
        [
            ("Reading,Robbery,9,1,True", 2),
            ("Reading,Robbery,9,1,False", 1),  # not usable
            ("Reading,Robbery,9,1,True\n2025/26,Thames Valley,Reading,Robbery,9,1,True", 1),  # twice
            ("Reading,Robbery,9,2,True", 1),  # one in each quarter
            ('Reading,Robbery,9,"1,2,3,4",True', 1),  # a quarter of one and a year of another
            ('Reading,Robbery,9,"1,2",True', 1),
        ],
    )
    def test_adds_up_a_force_only_of_the_same_partnerships(self, theirs, left):
        rows = (
            "financial_year,police_force,csp_name,offence_group,offences,quarters,usable",
            "2025/26,Thames Valley,Oxford,Robbery,5,1,True",
            f"2025/26,Thames Valley,{theirs}",
            "2025/26,Kent,Maidstone,Robbery,1,1,True",
        )
        wanted = Wanted({"Oxford": 1}, ((),), {"Thames Valley": 9})
        found = read("\n".join(rows).encode(), wanted, name="csp_by_group.csv")
        assert [(count.area, *count.numbers) for count in found.counts] == [(1, 5), (9, 14)][:left]

    def test_leaves_a_period_out_of_which_a_row_is_not_usable(self):
        rows = (
            "financial_year,csp_name,offence_group,offences,quarters,usable",
            *(f"2025/26,Oxford,{group},5,{quarter},{quarter == 2 or group == 'Robbery'}"
              for group in ("Robbery", "Theft") for quarter in (1, 2)),
        )  # fmt: skip
        found = read("\n".join(rows).encode(), Wanted({"Oxford": 1}, ((),)), name="csp_by_group.csv")
        assert [(count.start.month, *count.numbers) for count in found.counts] == [(7, 10)]

    def test_says_how_far_it_is(self):
        told = []
        with open_spreadsheet(io.BytesIO(table(*(crimes("2025/26", 1, "Reading", 1, 2) * 3_000))), NAME) as book:
            read_recorded_crime(book, WANTED, heard=lambda *progress: told.append(progress))
        assert [rows for _, _, rows in told] == [0, 5_000]
        assert told[1][0] <= told[1][1]


class TestStreetCrime:
    def read(self, *contents, wanted=WANTED):
        books = [open_spreadsheet(io.BytesIO(content), "2026-06-street.csv") for content in contents]
        return read_street_crime([book.__enter__() for book in books], wanted)

    def test_is_counted_by_month_and_type_and_a_missing_month_is_a_gap(self):
        wanted = Wanted({"Oxford": 1, "Cherwell": 2}, ((), ("Robbery",), ("Bicycle theft",)))
        april = street_csv(
            ("2026-04", "Oxford 008B", "Robbery"),
            ("2026-04", "Oxford 001A", "Bicycle theft"),
            ("2026-04", "South Oxfordshire 001A", "Bicycle theft"),
            ("2026-04", "Cherwell 001A", "Bicycle theft"),
            ("2026-04", "", "Anti-social behaviour"),
            ("2026-04", "Oxford 001A", "Robbery", "British Transport Police"),
        )
        june = street_csv(("2026-06", "Oxford 008B", "Robbery"), ("2026-05", "Swindon 008B", "Robbery"))
        found = self.read(april, june, wanted=wanted)
        assert found.counts == (
            Count(1, date(2026, 4, 1), date(2026, 4, 30), (2, 1, 1)),
            Count(1, date(2026, 6, 1), date(2026, 6, 30), (1, 1, None)),
            Count(2, date(2026, 4, 1), date(2026, 4, 30), (1, 0, 1)),
        )
        told = not_taken(found)
        assert told["Crimes without a place, which no area counts"].examples == ("April 2026: 1",)
        assert told["Crimes recorded by the British Transport Police, which are placed at stations"].rows == 1
        others = told["Crimes in other districts"]
        assert (others.rows, others.offences, others.examples) == (2, None, ())
        assert told["Months without any crime on file, which stay gaps"].examples == (
            "Cherwell: May 2026", "Cherwell: June 2026", "Oxford: May 2026",
        )  # fmt: skip
        assert found.rows == 8

    def test_tells_of_files_without_any_crime(self):
        told = not_taken(self.read(street_csv(("2026-04", "Oxford 008B", "Robbery")), street_csv()))
        assert told["Files without any crime, whose months stay gaps"].examples == ("2026-06-street.csv",)

    def test_tells_of_districts_and_types_that_are_not_there(self):
        told = not_taken(self.read(street_csv(("2026-04", "Swindon 008B", "Robbery"))))
        assert told["Districts of the partnership that the file does not have"].examples == (
            "Oxford (statistical area)",
        )

    @pytest.mark.parametrize(
        ("content", "sentence"),
        [
            (b"Month,Outcome\n2026-04,x", "is no file of street-level crime"),
            (
                street_csv(("Apr-26", "Oxford 001A", "Robbery")),
                "the month “Apr-26”, where months are written like 2026-06",
            ),
        ],
    )
    def test_refuses_what_it_would_count_wrongly(self, content, sentence):
        with pytest.raises(OfficialFileRefused, match=sentence):
            self.read(content)


def test_a_tally_names_some_and_counts_all():
    tally = Tally()
    for number in range(50):
        tally.add(f"Place {number}", offences=2)
    assert tally.said("Why") == NotTaken("Why", 50, 100, tuple(f"Place {number}" for number in range(40)))


class TestValues:
    """From counts to values by what an indicator covers."""

    QUARTERS = tuple(
        Count(area, date(year + month // 12, month % 12 + 1, 1), end, (number * area,))
        for number, (year, month, end) in enumerate(
            [
                (2024, 3, date(2024, 6, 30)), (2024, 6, date(2024, 9, 30)), (2024, 9, date(2024, 12, 31)),
                (2024, 12, date(2025, 3, 31)), (2025, 3, date(2025, 6, 30)),
            ],
            start=1,
        )
        for area in (1, 10)
    )  # fmt: skip

    def values(self, basis, counts=QUARTERS, areas_on=lambda _: (1, 10), people=lambda *_: 500, earlier=()):
        found = values_of(
            numbers_of(counts, 0), basis, areas_on=areas_on, people_in=people, earlier=numbers_of(earlier, 0)
        )
        return list(found)

    def shown(self, basis, **options):
        return [(str(found.period), int(found.value)) for found in self.values(basis, **options)]

    def test_points_are_the_periods_of_the_file_with_all_areas_added_up(self):
        assert self.shown("point")[:2] == [("Q1 2024-25", 11), ("Q2 2024-25", 22)]
        assert self.values("point")[0].parts == ((1, 1), (10, 10))

    def test_cumulative_values_begin_with_the_year(self):
        assert self.shown("cumulative") == [
            ("Q1 2024-25", 11), ("1 April 2024 to 30 September 2024", 33), ("1 April 2024 to 31 December 2024", 66),
            ("2024-25", 110), ("Q1 2025-26", 55),
        ]  # fmt: skip

    def test_twelve_months_are_added_up_only_where_all_of_them_are_there(self):
        assert self.shown("rolling-12-months") == [("2024-25", 110), ("12 months to June 2025", 154)]
        gap = tuple(count for count in self.QUARTERS if count.start != date(2024, 7, 1))
        assert self.shown("rolling-12-months", counts=gap) == []
        assert [period for period, _ in self.shown("cumulative", counts=gap)] == ["Q1 2024-25", "Q1 2025-26"]

    def test_counts_of_files_before_fill_sums_and_are_no_points_themselves(self):
        year, quarter = self.QUARTERS[:8], self.QUARTERS[8:]
        assert self.shown("point", counts=quarter, earlier=year) == [("Q1 2025-26", 55)]
        assert self.shown("rolling-12-months", counts=quarter, earlier=year) == [("12 months to June 2025", 154)]
        assert self.shown("rolling-12-months", counts=year[:2], earlier=self.QUARTERS[2:]) == [("2024-25", 110)]
        newer = tuple(Count(count.area, count.start, count.end, (100,)) for count in year[:2])
        assert self.shown("rolling-12-months", counts=newer, earlier=year) == [("2024-25", 299)]

    def test_rates_say_what_they_are_made_of(self):
        [year, _] = self.values("rate-per-1000")
        assert (year.value, year.numerator, year.denominator) == (Decimal("110.00"), 110, 1000)
        [missing, _] = self.values("rate-per-1000", people=lambda *_: None)
        assert missing == Missing(year.period, NO_PEOPLE)

    def test_areas_that_became_one_are_counted_once_among_the_people(self):
        merged = lambda day: (1,) if day < date(2025, 4, 1) else (10,)  # noqa: E731
        people = {1: 400, 10: 1000}
        [*_, rate] = self.values("rate-per-1000", areas_on=merged, people=lambda area, _: people[area])
        assert (rate.numerator, rate.denominator) == (2 + 3 + 4 + 50, 1000)
        people[10] = None
        [*_, rate] = self.values("rate-per-1000", areas_on=merged, people=lambda area, _: people[area])
        assert rate.denominator == 400

    def test_of_one_area_unknown_are_made_of_none(self):
        [missing, _] = self.values("rate-per-1000", people=lambda area, _: {1: 400}.get(area))
        assert (
            missing.why
            == NO_PEOPLE
            == "No population is on record for the year in which it begins, nor for an earlier one."
        )

    def test_of_one_area_name_no_parts(self):
        [value, *_] = self.values("point", areas_on=lambda _: (1,))
        assert (value.value, value.parts) == (1, ())

    def test_a_whole_year_of_a_table_needs_no_quarters(self):
        year = Count(1, date(2024, 4, 1), date(2025, 3, 31), (7,))
        quarter = Count(1, date(2024, 4, 1), date(2024, 6, 30), (2,))
        one = lambda _: (1,)  # noqa: E731
        assert self.shown("rolling-12-months", counts=(quarter, year), areas_on=one) == [("2024-25", 7)]
        assert self.shown("point", counts=(quarter,), earlier=(year,), areas_on=one) == [("Q1 2024-25", 2)]

    def test_months_are_called_by_their_names(self):
        assert str(period_of(date(2026, 6, 1), date(2026, 6, 30))) == "June 2026"
        assert str(period_of(date(2026, 4, 1), date(2026, 5, 31))) == "1 April 2026 to 31 May 2026"

    def test_nought_is_a_value_and_fewer_than_none_is_not(self):
        nought = [Count(area, *FIRST_QUARTER, (0,)) for area in (1, 10)]
        assert self.shown("point", counts=nought) == [("Q1 2025-26", 0)]
        [missing] = self.values("point", counts=[Count(area, *FIRST_QUARTER, (-1,)) for area in (1, 10)])
        assert missing.why.startswith("Its counts come to -2,")

    def test_the_areas_are_those_of_the_day(self):
        areas = lambda day: (1,) if day < date(2025, 1, 1) else (1, 10)  # noqa: E731
        assert [value.value for value in self.values("point", areas_on=areas)] == [1, 2, 3, 44, 55]

    def test_a_sum_without_one_of_its_areas_is_not_made(self):
        only_one = tuple(count for count in self.QUARTERS if count.area == 1 or count.start.year == 2025)
        found = self.values("point", counts=only_one)
        assert [type(value) for value in found] == [Missing, Missing, Missing, Value, Value]
        assert found[0].why == "The file does not have all areas of the partnership for it."

    def test_no_number_is_no_value(self):
        assert self.values("point", counts=(Count(1, *FIRST_QUARTER, (None,)),)) == []
