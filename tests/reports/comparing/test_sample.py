"""The sample's papers, held against each other."""

from itertools import permutations

import pytest

from reports.comparing import compare
from tests.reports.comparing.telling import NEW, OLD, body_of, fields_of, head_of_paper, words_of_paper
from tests.reports.comparing.written import shown

S21, S25 = "2021-oxford-annual-update", "2025-oxford-annual-update"
pytestmark = pytest.mark.django_db


def test_any_two_hold_every_word_of_both(sample_papers):
    for old, new in permutations(sample_papers.values(), 2):
        found = compare(old, new)
        assert body_of(found, OLD) == words_of_paper(old)
        assert body_of(found, NEW) == words_of_paper(new)
        assert fields_of(found.header, OLD) == head_of_paper(old)
        assert fields_of(found.header, NEW) == head_of_paper(new)


def test_two_years_of_one_paper_find_what_stayed_and_what_was_reworded(sample_papers):
    found = compare(sample_papers[S21], sample_papers[S25])
    said = {shown(part.runs): part.change for part in found.parts if hasattr(part, "runs")}
    assert said["Introduction and background"] == "same"
    assert said["University of Oxford"] == "same"
    assert (
        said[
            "[-Continue, through the Public Spaces Drug Task Force, to tackle-]{+Tackle+} drug[- use and-] dealing in "
            "open spaces[-, which communities are concerned about-]{+ with a problem-solving approach+}."
        ]
        == "changed"
    )
    fields = {shown(field.label): field for field in found.header}
    assert fields["Policy Framework"].remark == "The field said “n/a”; now it is left blank."
    assert fields["Appendices"].remark == "The field was filled in; now it says “None”."
    assert shown(fields["Purpose of report"].passages[0].runs) == (
        "To sum up OSCP’s achievements in [-2019-20-]{+2024-25+}."
    )


def test_a_plan_and_the_update_that_reports_on_it_share_their_actions(sample_papers):
    found = compare(sample_papers["2020-21-oxford-rolling-plan"], sample_papers[S21])
    nested = [part for part in found.parts if getattr(part, "remarks", ()) == ("Nested one level deeper.",)]
    assert len(nested) > 5
    assert all(part.old.text == part.new.text for part in nested)
