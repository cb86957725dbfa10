"""Tables, cell by cell."""

from dataclasses import replace

from reports.comparing import compare, sentence
from reports.content import Chart, Point
from tests.reports.comparing.written import paper, para, shown, table

STREAMS = (
    "Funding by stream",
    ("Stream", "2024/25", "Lead"),
    ("Youth work", "£12,000", "County Council"),
    ("Night-time economy", "£8,000", "City Council"),
    ("Domestic abuse", "£20,500", "Police"),
)


def told(old, new):
    """The only table of a comparison: its rows as texts, with the change before each."""
    (found,) = [part for part in compare(paper(old), paper(new)).parts if hasattr(part, "rows")]
    rows = [
        (str(row.change), *(" / ".join(shown(one.runs) for one in cell.passages) for cell in row.cells))
        for row in found.rows
    ]
    return [shown(column.heading) for column in found.columns], rows


def test_marks_the_cell_that_changed_and_says_where():
    new = table(*STREAMS[:3], ("Night-time economy", "£8,500", "City Council"), STREAMS[4])
    columns, rows = told(table(*STREAMS), new)
    assert columns == ["Stream", "2024/25", "Lead"]
    assert rows[1] == ("changed", "Night-time economy", "[-£8,000-]{+£8,500+}", "City Council")
    assert [row[0] for row in rows] == ["same", "changed", "same"]
    found = compare(paper(table(*STREAMS)), paper(new))
    (figure,) = found.figures
    assert (figure.old, figure.new) == ("£8,000", "£8,500")
    assert figure.where == "“Funding by stream”, row “Night-time economy”, column “2024/25”"
    assert sentence(found.summary) == "1 cell changed; 1 figure changed"


def test_finds_rows_added_removed_and_moved_by_their_headings():
    new = table(STREAMS[0], STREAMS[1], STREAMS[4], STREAMS[2], ("CCTV", "£900", "City Council"))
    _, rows = told(table(*STREAMS), new)
    assert ("removed", "[-Night-time economy-]", "[-£8,000-]", "[-City Council-]") in rows
    assert ("added", "{+CCTV+}", "{+£900+}", "{+City Council+}") in rows
    assert sentence(compare(paper(table(*STREAMS)), paper(new)).summary) == "1 row added, 1 removed, 1 moved"


def test_finds_columns_added_removed_and_renamed():
    old = table("Counts", ("Ward", "2023", "2024"), ("Carfax", "10", "12"), ("Headington", "3", "4"))
    new = table("Counts", ("Ward", "2024", "2025"), ("Carfax", "12", "15"), ("Headington", "4", "5"))
    columns, rows = told(old, new)
    assert columns == ["Ward", "[-2023-]", "2024", "{+2025+}"]
    assert rows[0] == ("same", "Carfax", "[-10-]", "12", "{+15+}")
    renamed = table("Counts", ("Place", "2023", "2024"), ("Carfax", "10", "12"), ("Headington", "3", "4"))
    assert told(old, renamed)[0] == ["[-Ward-]{+Place+}", "2023", "2024"]


def test_matches_rows_by_words_where_running_numbers_head_them():
    old = table("Plan", ("No.", "Priority"), ("1.", "Serious violence"), ("2.", "Modern slavery"))
    new = table("Plan", ("No.", "Priority"), ("1.", "Hate crime"), ("2.", "Serious violence"), ("3.", "Modern slavery"))
    _, rows = told(old, new)
    assert rows == [
        ("added", "{+1.+}", "{+Hate crime+}"),
        ("changed", "[-1-]{+2+}.", "Serious violence"),
        ("changed", "[-2-]{+3+}.", "Modern slavery"),
    ]


def test_matches_rows_of_mere_numbers_by_their_place():
    old = table("Counts", ("Before", "After"), ("10", "11"), ("12", "13"), row_headings=False)
    new = table("Counts", ("Before", "After"), ("10", "11"), ("14", "15"), row_headings=False)
    assert told(old, new)[1] == [("same", "10", "11"), ("changed", "[-12-]{+14+}", "[-13-]{+15+}")]


def test_knows_a_table_by_its_caption_and_a_retitled_one_by_its_rows():
    old = table(*STREAMS)
    found = compare(paper(old), paper(replace(old, caption="Money by stream")))
    (part,) = [part for part in found.parts if hasattr(part, "rows")]
    assert shown(part.caption) == "[-Funding-]{+Money+} by stream"
    assert sentence(found.summary) == "1 table changed"


def test_counts_a_new_table_once():
    found = compare(paper(para("Money")), paper(para("Money"), table(*STREAMS)))
    assert sentence(found.summary) == "1 table added"


def test_reads_a_chart_as_its_data():
    old = Chart("Thefts by year", "Thefts rose.", "thefts", (Point("2024", "10", "10"), Point("2025", "12", "12")))
    new = replace(old, points=(old.points[0], Point("2025", "13", "13")))
    found = compare(paper(old), paper(new))
    assert [(one.old, one.new) for one in found.figures] == [("12", "13")]
    assert sentence(found.summary) == "1 cell changed; 1 figure changed"
