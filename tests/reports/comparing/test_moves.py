"""What changed, came, went and moved among headings, paragraphs and items."""

from dataclasses import replace

from reports.comparing import compare, sentence
from reports.content import Paragraph, Span
from tests.reports.comparing.written import body, bullets, changes, paper, para, section, shown

MEETS = "The partnership meets once a quarter to review its plan."
FUNDS = "The commissioner pays for the projects that reduce serious violence."
LISTENS = "Residents told the council which streets they avoid after dark."
CRIMES = "In the year to January 2025 the police recorded 2,534 shop thefts in the city."


def test_finds_a_paragraph_added_and_one_removed():
    assert changes([para(MEETS), para(FUNDS)], [para(FUNDS), para(LISTENS)]) == [
        ("removed", f"[-{MEETS}-]"),
        ("added", f"{{+{LISTENS}+}}"),
    ]


def test_marks_the_words_inside_a_changed_paragraph():
    assert changes([para(CRIMES)], [para(CRIMES.replace("2,534", "2,541"))]) == [
        ("changed", "In the year to January 2025 the police recorded [-2,534-]{+2,541+} shop thefts in the city.")
    ]


def test_shows_a_move_at_both_its_ends_and_links_them():
    old, new = [para(MEETS), para(FUNDS), para(LISTENS), para(CRIMES)], [para(FUNDS), para(LISTENS), para(CRIMES)]
    assert changes(old, [*new, para(MEETS)]) == [("moved-from", MEETS), ("moved-to", MEETS)]
    parts = compare(paper(*old), paper(*new, para(MEETS))).parts
    assert [part.move for part in parts if part.move] == [1, 1]


def test_says_of_what_moved_and_changed_both():
    slightly = MEETS.replace("once a quarter", "twice a year")
    found = compare(
        paper(para(MEETS), para(FUNDS), para(LISTENS), para(CRIMES)),
        paper(para(FUNDS), para(LISTENS), para(CRIMES), para(slightly)),
    )
    moved = next(part for part in found.parts if part.change == "moved-to")
    assert shown(moved.runs) == "The partnership meets [-once a quarter-]{+twice a year+} to review its plan."
    assert sentence(found.summary) == "1 paragraph moved (1 of them reworded)"


def test_moves_no_short_words_to_another_heading():
    old = [section("Members", bullets("Police", "Fire")), section("Leads", bullets("Council"))]
    new = [section("Members", bullets("Fire")), section("Leads", bullets("Council", "Police"))]
    assert changes(old, new) == [("removed", "[-Police-]"), ("added", "{+Police+}")]


def test_moves_short_items_within_their_list():
    assert changes([bullets("Police", "Fire", "Council")], [bullets("Fire", "Council", "Police")]) == [
        ("moved-from", "Police"),
        ("moved-to", "Police"),
    ]


def test_knows_a_heading_with_other_words_by_what_stands_under_it():
    old = [section("What we do", para(MEETS), para(FUNDS))]
    new = [section("Introduction", para(MEETS), para(FUNDS))]
    assert changes(old, new) == [("changed", "[-What we do-]{+Introduction+}")]


def test_follows_a_section_that_moved_whole():
    first, second = section("Money", para(FUNDS)), section("Voices", para(LISTENS), para(CRIMES))
    found = changes([first, second, section("End", para(MEETS))], [second, first, section("End", para(MEETS))])
    assert found == [("moved-from", "Money"), ("moved-from", FUNDS), ("moved-to", "Money"), ("moved-to", FUNDS)]


def test_says_that_an_item_is_nested_deeper():
    old = [bullets(LISTENS, "Ask again each year what changed")]
    new = [bullets((para(LISTENS), bullets("Ask again each year what changed")))]
    (passage,) = [part for part in compare(paper(*old), paper(*new)).parts if part.change != "same"]
    assert passage.remarks == ("Nested one level deeper.",)
    back = [part for part in compare(paper(*new), paper(*old)).parts if part.change != "same"]
    assert back[0].remarks == ("Nested one level less deep.",)


def test_says_that_a_paragraph_became_an_item():
    found = compare(paper(para(MEETS)), paper(bullets(MEETS))).parts
    assert found[1].remarks == ("Now an item of a list.",)


def test_shows_a_new_number_and_counts_it_as_no_change():
    old, new = [para(MEETS, "1")], [para(LISTENS, "1"), para(MEETS, "2")]
    found = compare(paper(*old), paper(*new))
    assert body(old, new)[-1] == ("same", MEETS)
    assert found.parts[-1].remarks == ("Renumbered from 1 to 2.",)
    assert sentence(found.summary) == "1 paragraph added; 1 paragraph renumbered"


def test_says_where_a_link_leads_now():
    old, new = [para("The plan", href="https://example.org/a")], [para("The plan", href="https://example.org/b")]
    (_, passage) = compare(paper(*old), paper(*new)).parts
    assert passage.change == "changed"
    assert passage.remarks == ("A link leads to https://example.org/b; it led to https://example.org/a.",)


def test_says_that_something_but_the_words_differs():
    bold = Paragraph((Span(MEETS, strong=True),))
    said = sentence(compare(paper(para(MEETS)), paper(bold)).summary)
    assert said == "The words are the same; something in how they are set out differs"
    renamed = replace(paper(para(MEETS)), slug="other", kind="other")
    assert sentence(compare(paper(para(MEETS)), renamed).summary) == "Nothing changed"


def test_takes_nothing_for_moved_that_only_shares_some_words():
    like = "The commissioner pays for a review of what residents fear."
    found = changes([para(FUNDS), para(MEETS), para(LISTENS)], [para(MEETS), para(LISTENS), para(like)])
    assert [change for change, _ in found] == ["removed", "added"]


def test_pairs_somewhat_like_paragraphs_between_the_same_neighbours():
    old = "Continue, through the drug task force, to tackle drug use and dealing in open spaces."
    new = "Tackle drug dealing in open spaces with a problem-solving approach."
    found = changes([para(MEETS), para(old), para(FUNDS)], [para(MEETS), para(new), para(FUNDS)])
    assert [change for change, _ in found] == ["changed"]


def test_calls_no_heading_renamed_that_kept_little_of_its_text():
    old = [section("Money", para(FUNDS), para(LISTENS), para(CRIMES), para("Words that went away with the year."))]
    new = [section("Voices", para(FUNDS), *(para(f"Something {word} was said at length that day.") for word in "abcd"))]
    found = changes(old, new)
    assert ("removed", "[-Money-]") in found
    assert ("added", "{+Voices+}") in found


def test_pairs_no_paragraphs_that_have_little_in_common():
    assert changes([para(MEETS)], [para(LISTENS)]) == [("removed", f"[-{MEETS}-]"), ("added", f"{{+{LISTENS}+}}")]


def test_pairs_a_paragraph_with_a_much_longer_one_that_took_it_in():
    after = f"{LISTENS} {CRIMES} {FUNDS}"
    assert changes([para(MEETS)], [para(f"{MEETS} {after}")]) == [("changed", f"{MEETS}{{+ {after}+}}")]
