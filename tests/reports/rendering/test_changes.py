"""A comparison as HTML and as text."""

import re

from hypothesis import given

from reports.comparing import compare
from reports.rendering.changes import changes
from reports.rendering.changes_text import changes_text
from tests.pages import words_in
from tests.reports.comparing.written import bullets, paper, para, section, table
from tests.reports.content_strategies import papers

MEETS = "The partnership meets once a quarter to review its plan."
FUNDS = "The commissioner pays for the projects that reduce serious violence."
LISTENS = "Residents told the council which streets they avoid after dark."


def html_of(old, new):
    return changes(compare(paper(*old), paper(*new)))


def text_of(old, new):
    return changes_text(compare(paper(*old), paper(*new)))


def test_marks_words_for_the_eye_and_for_the_ear():
    html = html_of([para(MEETS)], [para(MEETS.replace("once a quarter", "twice a year"))])
    assert (
        '<del><span class="govuk-visually-hidden">[deleted: </span>once a quarter'
        '<span class="govuk-visually-hidden">]</span></del>'
        '<ins><span class="govuk-visually-hidden">[inserted: </span>twice a year'
        '<span class="govuk-visually-hidden">]</span></ins>'
    ) in html
    assert '<p class="changes-tag">Changed: paragraph</p>' in html


def test_escapes_every_text():
    sly = '<script>alert("1")</script> & more'
    html = html_of(
        [para("Before"), table(f"Old {sly}", ("A", sly), ("x", sly))],
        [para(sly), section(f"New {sly}", bullets(sly)), table(f"New {sly}", ("A", sly), ("x", "y"))],
    )
    assert "<script" not in html
    assert "&lt;script&gt;" in html
    assert "& more" not in html


def test_links_both_ends_of_a_move_and_says_that_it_changed_too():
    html = html_of(
        [para(MEETS), para(FUNDS), para(LISTENS)],
        [para(FUNDS), para(LISTENS), para(MEETS.replace("once a quarter", "twice a year"))],
    )
    assert set(re.findall(r'href="#([^"]+)"', html)) == {"move-1-to", "move-1-from"}
    assert set(re.findall(r' id="(move[^"]+)"', html)) == {"move-1-to", "move-1-from"}
    words = words_in(html)
    assert "Moved away from here: paragraph (see where it is now)" in words.replace("( ", "(").replace(" )", ")")
    assert "Moved here and changed: paragraph" in words


def test_folds_a_long_unchanged_stretch_and_keeps_the_heading_that_governs_a_change():
    same = [para(f"Sentence number {number} says what was done that month.") for number in range(9)]
    html = html_of(
        [section("First", *same[:5]), section("Second", *same[5:], para("Last words of old"))],
        [section("First", *same[:5]), section("Second", *same[5:], para("Other end"))],
    )
    before = html[: html.index("Removed")]
    assert before.count("<details") == 2
    outside = re.sub(r"<details.*?</details>", "", before)
    assert "Second" in outside
    assert "First" not in outside


def test_puts_what_was_added_in_a_row_into_one_block():
    html = html_of([para(MEETS)], [para(MEETS), para(FUNDS), bullets(LISTENS, "Ask again")])
    assert html.count("changes-part--added") == 1
    assert "Added: 1 paragraph, 2 list items" in html


def test_shows_changed_rows_and_counts_the_others():
    rows = [(f"Ward {number}", f"{number}00") for number in range(8)]
    html = html_of(
        [table("Thefts", ("Ward", "Count"), *rows)],
        [table("Thefts", ("Ward", "Count"), *rows[:-1], ("Ward 7", "750"), ("Ward 8", "9"))],
    )
    words = words_in(html)
    assert "7 rows unchanged" in words
    assert "[deleted: 700" in words
    assert "Added [inserted: Ward 8 ]" in words
    assert "Ward 3" not in words


def test_shows_the_head_only_where_it_changed():
    assert "Title and header" not in html_of([para(MEETS)], [para(FUNDS)])
    html = changes(compare(paper(header=[("Exempt", "blank", "")]), paper(header=[("Exempt", "na", "n/a")])))
    assert "The field was left blank; now it says “n/a”." in html


def test_says_nothing_where_nothing_changed():
    assert html_of([para(MEETS)], [para(MEETS)]).count("changes-part") == 0


@given(old=papers(), new=papers())
def test_any_comparison_is_well_nested_and_has_each_address_once(old, new):
    found = compare(old, new)
    html = changes(found)
    stack = []
    for end, tag in re.findall(r"<(/?)([a-z0-9]+)[^>]*>", html):
        if not end:
            stack.append(tag)
        else:
            assert stack.pop() == tag
    assert stack == []
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(ids)
    assert changes_text(found)


def test_reads_as_a_text():
    old = [para(MEETS, "1"), para("It recorded 2,534 thefts.", "2")]
    new = [para(MEETS, "1"), para("It recorded 2,541 thefts.", "2"), bullets(LISTENS)]
    assert text_of(old, new).splitlines() == [
        "From: Annual update (update)",
        "To:   Annual update (update)",
        "1 paragraph changed; 1 list item added; 1 figure changed.",
        "~ changed, + added, - removed, < moved away, > moved here; [-deleted-], {+inserted+}",
        "",
        "Figures",
        "  2,534 → 2,541 (paragraph 2, Background)",
        "",
        "Text",
        "  … 2 parts unchanged",
        "  # Background",
        "~ 2. It recorded [-2,534-]{+2,541+} thefts.",
        f"+ • {{+{LISTENS}+}}",
    ]


def test_reads_as_three_lines_where_nothing_changed():
    assert text_of([para(MEETS)], [para(MEETS)]).splitlines()[-1] == "Nothing changed."
