"""Spreadsheets are read row by row, exactly as written, and whatever is wrong with one is said in a sentence."""

import io
import resource
import time
import zipfile
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pytest
from openpyxl.workbook.defined_name import DefinedName

from core.sheets import OFFICERS_SHEET, CellError, Formula, Limits, Percentage, SheetRefused, open_spreadsheet
from tests.spreadsheet_files import HEAD, TAIL, cell, ods, sheet, zipped

HALF_PAST_TEN = datetime(2025, 4, 1, 10, 30)  # noqa: DTZ001  spreadsheets know no time zones
SMALL = Limits(unpacked=200_000, rows=5, columns=6, cell=50, shared_text=2_000, sheets=3)


def read(content, name="plan.ods", limits=OFFICERS_SHEET, wanted=lambda _: True):
    """All rows of a file, by sheet."""
    with open_spreadsheet(io.BytesIO(content), name, limits=limits) as book:
        return {found.name: list(found.rows()) for found in book.sheets(wanted)}


def refusal(content, name="plan.ods", limits=OFFICERS_SHEET):
    with pytest.raises(SheetRefused) as refused:
        read(content, name, limits)
    assert str(refused.value).startswith(f"“{name}” ")
    return str(refused.value)


def one_cell(markup):
    """What a single cell of OpenDocument reads as."""
    [(_, cells)] = read(ods(sheet("S", f"<table:table-row>{markup}</table:table-row>")))["S"]
    return cells[0]


def xlsx(fill):
    book = openpyxl.Workbook()
    fill(book)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def with_shared_text(*texts):
    """A workbook as Excel writes it: each text once, in a list of their own, and cells that refer to it."""
    relation = (
        '<Relationship Id="rIdS" Target="sharedStrings.xml"'
        ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"/></Relationships>'
    )
    cells = "".join(f'<c t="s"><v>{n}</v></c>' for n in range(len(texts)))
    content = with_part(EMPTY, "xl/_rels/workbook.xml.rels", lambda text: text.replace("</Relationships>", relation))
    content = with_sheet(f"<worksheet><sheetData><row>{cells}</row></sheetData></worksheet>", content)
    return with_part(content, more=[("xl/sharedStrings.xml", f"<sst>{''.join(texts)}</sst>")])


def with_sheet(xml, content=None):
    return with_part(content or EMPTY, "xl/worksheets/sheet1.xml", lambda _: xml)


def with_part(content, part="", change=None, more=()):
    """The same archive with one part changed, or more parts."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return zipped(
            *more,
            *(
                (name, change(archive.read(name).decode()) if name == part else archive.read(name))
                for name in archive.namelist()
            ),
        )


EMPTY = xlsx(lambda _: None)


class TestOpenDocument:
    def test_gives_rows_with_their_numbers_and_leaves_empty_ones_out(self):
        blank = '<table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row>'
        rows = read(ods(sheet("A", ("x", None, 2), blank, ("y",)), sheet("B", (1,)), sheet("C")))
        assert rows == {"A": [(1, ("x", None, 2)), (5, ("y",))], "B": [(1, (1,))], "C": []}

    def test_repeats_what_is_repeated(self):
        twice = (
            '<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="2"'
            ' office:value-type="float" office:value="7"><text:p>7</text:p></table:table-cell></table:table-row>'
        )
        assert read(ods(sheet("A", twice, (1,))))["A"] == [(1, (7, 7)), (2, (7, 7)), (3, (1,))]

    def test_passes_sheets_over_that_are_not_wanted(self):
        content = ods(sheet("A", ("x",)), sheet("B", ("y",)))
        assert read(content, wanted=lambda name: name == "B") == {"B": [(1, ("y",))]}

    def test_goes_on_with_the_next_sheet_where_one_is_left_unread(self):
        with open_spreadsheet(io.BytesIO(ods(sheet("A", (1,), (2,)), sheet("B", (3,)))), "a.ods") as book:
            assert [next(found.rows()) for found in book.sheets()] == [(1, (1,)), (1, (3,))]
            assert book.progress[0] == book.progress[1] > 0

    @pytest.mark.parametrize(
        ("attributes", "value"),
        [
            ('office:value-type="float" office:value="746294"', 746294),
            ('office:value-type="currency" office:value="134.50"', Decimal("134.50")),
            ('office:value-type="percentage" office:value="0.094"', Percentage(Decimal("9.4"))),
            ('office:value-type="percentage" office:value="0.101000000000000002"', Percentage(Decimal("10.1"))),
            ('office:value-type="percentage" office:value="1"', Percentage(100)),
            ('office:value-type="percentage" office:value="1e20"', CellError("1E+20")),
            ('office:value-type="float" office:value="1E3"', Decimal("1E3")),
            ('office:value-type="float" office:value="1E999999999"', CellError("1E999999999")),
            ('office:value-type="float" office:value="seven"', CellError("seven")),
            ('office:value-type="float" office:value="NaN"', CellError("NaN")),
            ('office:value-type="date" office:date-value="2025-04-01"', date(2025, 4, 1)),
            ('office:value-type="date" office:date-value="2025-04-01T10:30:00"', HALF_PAST_TEN),
            ('office:value-type="date" office:date-value="1 April"', CellError("1 April")),
            ('office:value-type="boolean" office:boolean-value="true"', True),
            ('office:value-type="time" office:time-value="PT10H30M00S"', "as shown"),
            ('office:value-type="string"', "as shown"),
            ('office:value-type="string" office:string-value="as kept"', "as kept"),
            ('table:formula="of:=[.B2]*2" office:value-type="float" office:value="6"', Formula("of:=[.B2]*2", 6)),
        ],
    )
    def test_reads_values_exactly_as_written(self, attributes, value):
        assert one_cell(f"<table:table-cell {attributes}><text:p>as shown</text:p></table:table-cell>") == value

    def test_shows_text_as_a_program_does(self):
        text = '<text:p>two <text:a>words</text:a></text:p>\n <text:p>next<text:s text:c="2"/>line &amp; more </text:p>'
        note = "<office:annotation><text:p>a note</text:p></office:annotation>"
        drawing = "<draw:frame><draw:text-box><text:p>in a box</text:p></draw:text-box></draw:frame>"
        inner = f'<table:table-cell office:value-type="string">\n  {note}{text}{drawing}</table:table-cell>'
        head = HEAD.replace(" office:version", ' xmlns:draw="urn:draw" office:version')
        [(_, cells)] = read(ods(sheet("S", f"<table:table-row>{inner}</table:table-row>"), head=head))["S"]
        assert cells == ("two words\nnext  line & more",)

    def test_takes_what_a_merged_cell_covers_for_empty(self):
        covered = (
            '<table:covered-table-cell table:number-columns-repeated="2"><text:p>x</text:p></table:covered-table-cell>'
        )
        markup = f"<table:table-row>{cell('a')}{covered}{cell('b')}</table:table-row>"
        assert read(ods(sheet("S", markup)))["S"] == [(1, ("a", None, None, "b"))]


class TestHostileOpenDocument:
    def test_a_bomb_of_entities_is_refused(self):
        bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
        head = HEAD.replace("?>", f"?>{bomb}")
        assert "declares a document type or entities" in refusal(ods(sheet("S", ("&b;",)), head=head))

    def test_a_million_columns_are_refused(self):
        for value in ("", ' office:value-type="float" office:value="1"'):
            wide = (
                f'<table:table-row><table:table-cell table:number-columns-repeated="1000000"{value}/></table:table-row>'
            )
            assert "columns on the sheet “S” in row 1" in refusal(ods(sheet("S", wide)))

    def test_endless_rows_are_refused(self):
        wide = '<table:table-row table:number-rows-repeated="{}"><table:table-cell{}/></table:table-row>'
        filled = wide.format("99999999", ' office:value-type="float" office:value="1"')
        assert "claims to have more rows" in refusal(ods(sheet("S", wide.format("99999999", ""))))
        assert "claims to have more rows" in refusal(ods(sheet("S", filled)))
        assert "has more than 20,000 rows" in refusal(
            ods(sheet("S", wide.format("20001", ' office:value-type="boolean"')))
        )
        assert "built like no spreadsheet" in refusal(ods(sheet("S", wide.format("9" * 5000, ""))))

    def test_a_bomb_of_a_zip_is_refused_by_what_it_says_and_by_what_it_unpacks(self):
        content = ods(sheet("S", ("x",)), more=[("Pictures/1.png", b"\0" * 9_000_000)])
        assert read(content)["S"] == [(1, ("x",))]  # what is not read costs nothing
        bomb = zipped(("mimetype", "x"), ("content.xml", HEAD + " " * 60_000_000 + TAIL))
        assert len(bomb) < 100_000
        assert "unpacks to more than is read here" in refusal(bomb)
        place = bomb.rindex(b"PK\x01\x02", 0, bomb.rindex(b"content.xml"))
        lies = bomb[: place + 24] + (1000).to_bytes(4, "little") + bomb[place + 28 :]
        assert "damaged" in refusal(lies)

    def test_nesting_without_end_is_refused(self):
        for tag in ("text:p", "text:span", "table:table-row-group", "draw:g"):
            nested = f"<table:table-row><table:table-cell>{f'<{tag}>' * 300_000}"
            inner = nested if tag.startswith("text") else f"<{tag}>" * 300_000
            assert "nested more deeply" in refusal(
                zipped(("content.xml", f'{HEAD}<table:table table:name="S">{inner}'))
            )

    def test_rows_within_rows_are_refused(self):
        for inner in (
            "<table:table-row><table:table-row/></table:table-row>",
            "<table:table-row><table:table-cell><table:table-cell/></table:table-cell></table:table-row>",
            "<table:table-cell/>",
        ):
            assert "built like no spreadsheet" in refusal(ods(sheet("S", inner)))

    def test_a_piece_or_a_text_far_larger_than_a_cell_is_refused(self):
        attribute = f'<table:table-row table:style-name="{"x" * 5_000_000}"/>'
        assert "far larger than a cell" in refusal(ods(sheet("S", attribute)))
        assert "more than 32,767 characters on the sheet “S” in row 2" in refusal(
            ods(sheet("S", ("a",), ("x" * 32_768,)))
        )
        assert "more than 32,767 characters" in refusal(ods(sheet("S", ("x" * 20_000_000,))))

    def test_too_much_of_anything_is_refused(self):
        assert "more than 3 sheets" in refusal(ods(*(sheet(str(n)) for n in range(4))), limits=SMALL)
        assert "more than 5 rows" in refusal(ods(sheet("S", *((n,) for n in range(6)))), limits=SMALL)
        assert "more than 6 columns" in refusal(ods(sheet("S", tuple(range(7)))), limits=SMALL)
        assert len(next(iter(read(ods(sheet("S" * 90_000, (1,))))))) == 200

    def test_what_is_no_such_file_is_refused(self):
        good = ods(sheet("S", ("x",)))
        assert "locked with a password" in refusal(
            ods(sheet("S"), more=[("META-INF/manifest.xml", "<manifest:encryption-data/>")])
        )
        assert "locked with a password" in refusal(b"\xd0\xcf\x11\xe0" + b"\0" * 600)
        assert "damaged or incomplete" in refusal(good[:-30])
        assert "damaged inside" in refusal(zipped(("content.xml", HEAD)))
        assert "not an OpenDocument spreadsheet" in refusal(zipped(("content.xml", "<html/>")))
        assert "not a spreadsheet inside" in refusal(zipped(("other.xml", "<html/>")))
        assert "something else inside" in refusal(b"a,b\n1,2")
        assert "something else inside" in refusal(good, "plan.csv")
        assert "is empty" in refusal(b"")
        assert "is not a kind of file that is read here" in refusal(good, "plan.xls")

    def test_a_directory_of_a_million_parts_is_refused_before_it_is_read(self):
        end = b"PK\x05\x06" + b"\0" * 4 + b"\xff\xff" * 2 + (50_000_000).to_bytes(4, "little") + b"\0" * 6
        assert "damaged" in refusal(b"PK\x03\x04" + b"\0" * 1000 + end)

    def test_hostile_files_take_little_memory_and_time(self):
        before, started = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
        refusal(zipped(("content.xml", HEAD + f"<x a='{'y' * 45_000_000}")))
        assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300_000  # the test itself holds 90 MB
        assert time.process_time() - started < 5


class TestExcel:
    def test_reads_values_exactly_as_written(self):
        def fill(book):
            book.active.title = "Money"
            book.active.append(["a", None, 3, 2.5, "=A1*2", True])
            book.active.append([date(2025, 4, 1), HALF_PAST_TEN, "_x005F_ &", "  padded "])
            book.active["C9"] = "#REF!"
            book.active["C9"].data_type = "e"
            book.create_sheet("Empty")

        assert read(xlsx(fill), "m.xlsx") == {
            "Money": [
                (1, ("a", None, 3, Decimal("2.5"), Formula("=A1*2", None), True)),
                (2, (date(2025, 4, 1), HALF_PAST_TEN, "_ &", "  padded ")),
                (9, (None, None, CellError("#REF!"))),
            ],
            "Empty": [],
        }

    def test_passes_sheets_over_that_are_not_wanted(self):
        def fill(book):
            book.active.title = "A"
            book.create_sheet("B").append([1])

        assert read(xlsx(fill), "m.xlsx", wanted=lambda name: name == "B") == {"B": [(1, (1,))]}

    def test_knows_names_with_prefixes_places_left_out_and_text_in_the_cell(self):
        rows = (
            '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData><x:row>'
            '<x:c t="inlineStr"><x:is><x:r><x:t>two </x:t></x:r><x:r><x:t>parts</x:t></x:r></x:is></x:c>'
            "<x:c><x:v>5</x:v></x:c></x:row></x:sheetData></x:worksheet>"
        )
        assert read(with_sheet(rows), "m.xlsx") == {"Sheet": [(1, ("two parts", 5))]}

    def test_reads_text_that_cells_share_without_how_it_is_spoken(self):
        spoken = "<si><r><t>東</t></r><r><t>京</t></r><rPh><t>トウキョウ</t></rPh></si>"
        content = with_shared_text("<si><t>a_x000A_b</t></si>", spoken, "<si><t/></si>")
        assert read(content, "m.xlsx") == {"Sheet": [(1, ("a\nb", "東京"))]}

    def test_counts_days_from_1904_where_the_workbook_does(self):
        def fill(book):
            book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
            book.active.append([date(2025, 4, 1)])

        assert read(xlsx(fill), "m.xlsx")["Sheet"] == [(1, (date(2025, 4, 1),))]

    def test_knows_percentages_by_how_they_are_shown(self):
        def fill(book):
            book.active.append([Decimal("0.086"), Decimal("0.5"), Decimal("8.6")])
            book.active["A1"].number_format = "0.0%"
            book.active["B1"].number_format = '0.0" 50% of it"'

        assert read(xlsx(fill), "m.xlsx")["Sheet"] == [
            (1, (Percentage(Decimal("8.6")), Decimal("0.5"), Decimal("8.6")))
        ]

    def test_reads_sheets_that_nobody_sees_after_the_others(self):
        def fill(book):
            book.create_sheet("Old", 0).sheet_state = "hidden"

        assert list(read(xlsx(fill), "m.xlsx")) == ["Sheet", "Old"]


class TestHostileExcel:
    def test_an_encoding_that_nobody_knows_is_refused(self):
        for encoding in ("UTF-78", "rot13", "big5"):
            broken = with_sheet(f'<?xml version="1.0" encoding="{encoding}"?><worksheet/>')
            assert "damaged inside" in refusal(broken, "m.xlsx")

    def test_a_bomb_of_entities_is_refused_in_every_part(self):
        content = with_shared_text("<si><t>x</t></si>")
        bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>'
        for part in (
            "xl/workbook.xml",
            "xl/sharedStrings.xml",
            "xl/styles.xml",
            "xl/worksheets/sheet1.xml",
            "_rels/.rels",
        ):
            broken = with_part(content, part, lambda text: bomb + text[text.find("?>") + 2 if "?>" in text else 0 :])
            assert "declares a document type or entities" in refusal(broken, "m.xlsx")

    def test_more_shared_text_than_is_read_is_refused(self):
        texts = [f"<si><t>text {n}</t></si>" for n in range(40)]
        assert "more text than is read here" in refusal(with_shared_text(*texts), "m.xlsx", SMALL)
        assert "more than 32,767 characters" in refusal(with_shared_text(f"<si><t>{'x' * 400_000}</t></si>"), "m.xlsx")

    def test_columns_rows_and_places_that_make_no_sense_are_refused(self):
        def at(place, row="1"):
            content = f'<worksheet><sheetData><row r="{row}"><c r="{place}"><v>1</v></c></row></sheetData></worksheet>'
            return with_sheet(content)

        assert read(at("C5", row="5"), "m.xlsx")["Sheet"] == [(5, (None, None, 1))]
        assert "columns on the sheet" in refusal(at("XFD1"), "m.xlsx")
        for place in ("A" * 400, "1", "É1", ""):
            assert "built like no spreadsheet" in refusal(at(place), "m.xlsx")
        for row in ("0", "-1", "9" * 400, "x"):
            assert "built like no spreadsheet" in refusal(at("A1", row), "m.xlsx")
        assert "more rows than any spreadsheet" in refusal(at("A1", "99999999"), "m.xlsx")

    def test_what_is_no_workbook_is_refused(self):
        content = xlsx(lambda book: book.defined_names.add(DefinedName("x", attr_text="Sheet!$A$1")))
        assert "not an Excel workbook" in refusal(ods(sheet("S")), "m.xlsx")
        assert "not an Excel workbook" in refusal(
            with_part(content, "xl/_rels/workbook.xml.rels", lambda text: text.replace("/worksheet", "/other")),
            "m.xlsx",
        )
        assert "not a spreadsheet inside" in refusal(
            with_part(content, "xl/_rels/workbook.xml.rels", lambda text: text.replace("sheet1.xml", "gone.xml")),
            "m.xlsx",
        )


class TestDelimitedText:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
    @pytest.mark.parametrize("separator", [",", ";", "\t"])
    def test_is_read_in_every_encoding_and_with_every_separator(self, encoding, separator):
        text = (
            separator.join(["Name", "£"]) + "\r\n" + separator.join(['"two\nlines"', "Café "]) + "\r\n\r\nx" + separator
        )
        rows = read(text.encode(encoding), "m.csv")
        assert rows == {"": [(1, ("Name", "£")), (2, ("two\nlines", "Café")), (4, ("x",))]}

    @pytest.mark.parametrize(
        ("content", "sentence"),
        [
            (b'a,b\n1,"2\n3,4\n', "cannot be read after row 1: a quotation mark may be missing"),
            (b"a,b\n" + b"x" * 400_000, "a line far longer than a table's"),
            (b"a,b\n" + b"x" * 40_000, "more than 32,767 characters in row 2"),
            (b"a\n" * 20_001, "more than 20,000 rows"),
            (b"a," * 300 + b"b", "more than 200 columns in row 1"),
            (b"a,\x81\x8d\n", "not plain text"),
            (b"a,b\0\n", "not plain text"),
        ],
    )
    def test_is_refused_with_a_sentence(self, content, sentence):
        assert sentence in refusal(content, "m.csv")

    def test_is_refused_where_it_is_larger_than_is_read(self):
        assert "is larger than" in refusal(b"a,b\n" * 60_000, "m.csv", SMALL)
