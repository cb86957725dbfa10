"""Words inserted and deleted, and the figures that took each other's place."""

import pytest

from reports.comparing.words import word_runs
from tests.reports.comparing.written import shown


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("Crime fell.", "Crime rose.", "Crime [-fell-]{+rose+}."),
        ("Crime fell.", "Crime fell, then rose.", "Crime fell{+, then rose+}."),
        ("Crime fell", "In 2024 crime fell", "[-Crime-]{+In 2024 crime+} fell"),
        ("crime fell", "In 2024 crime fell", "{+In 2024 +}crime fell"),
        ("Crime came to 2,534.", "Crime came to 2,541.", "Crime came to [-2,534-]{+2,541+}."),
        ("up 39.9% on £1.2m", "up 35.6% on £1.2m", "up [-39.9%-]{+35.6%+} on £1.2m"),
        ("the council’s plan", "the councils’ plan", "the [-council’s-]{+councils’+} plan"),
        ("a well-known plan (draft)", "a well-known plan", "a well-known plan[- (draft)-]"),
        ("", "New words", "{+New words+}"),
        ("Old words", "", "[-Old words-]"),
        ("", "", ""),
    ],
)
def test_marks_words_with_their_punctuation(old, new, said):
    assert shown(word_runs(old, new)[0]) == said


def test_leaves_no_confetti_between_two_changes():
    before, after = "In the autumn of the year several ", " and heard from the people who live there."
    old = f"{before}partner agencies attended the county summit{after}"
    new = f"{before}neighbourhood officers visited the community centre{after}"
    said = shown(word_runs(old, new)[0])
    went, came = "partner agencies attended the county summit", "neighbourhood officers visited the community centre"
    assert said == f"{before}[-{went}-]{{+{came}+}}{after}"


def test_shows_a_text_of_which_little_stayed_as_replaced():
    old = "Officers patrolled the riverside parks every night throughout the summer on behalf of the residents nearby"
    new = "Thirteen cameras now record who enters multi-storey garages, installed on behalf of the county’s insurers"
    assert shown(word_runs(old, new)[0]) == f"[-{old}-]{{+{new}+}}"


@pytest.mark.parametrize(
    ("old", "new", "figures"),
    [
        ("came to 2,534 crimes", "came to 2,541 crimes", [("2,534", "2,541")]),
        ("rose by 39.9% to £12,000", "rose by 35.6% to £13,000", [("39.9%", "35.6%"), ("£12,000", "£13,000")]),
        ("cost £12,000 for 4 posts", "cost £13,000 and more for 5 posts", [("£12,000", "£13,000"), ("4", "5")]),
        ("2534 crimes", "2,534 crimes", []),
        ("in 2024 crime fell", "in 2025 crime fell", []),
        ("in 2023/24 crime fell", "in 2024/25 crime fell", []),
        ("on 6 October", "on 7 October", []),
        ("about 40 crimes", "about 41 crimes and 7 thefts", [("40", "41")]),
        ("saw 12 and 13", "saw 14", []),
        ("no figure", "one of 12", []),
    ],
)
def test_calls_out_the_figures_that_changed_and_no_dates(old, new, figures):
    assert list(word_runs(old, new)[1]) == figures


def test_takes_no_square_of_the_time_for_a_long_paragraph():
    old, new = "a b " * 20_000, "b a c " * 14_000
    runs, _ = word_runs(old.strip(), new.strip())
    assert "".join(run.text for run in runs if run.mark != "inserted") == old.strip()
