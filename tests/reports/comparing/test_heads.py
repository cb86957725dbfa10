"""Fields of the head, with blank, n/a, None and absent kept apart."""

import pytest

from reports.comparing import compare, sentence
from tests.reports.comparing.written import paper, shown


def header_of(old, new):
    return compare(paper(header=old), paper(header=new)).header


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (("blank", ""), ("na", "n/a"), "The field was left blank; now it says “n/a”."),
        (("na", "n/a"), ("none", "None"), "The field said “n/a”; now it says “None”."),
        (("none", "None"), ("stated", "£500"), "The field said “None”; now it is filled in."),
        (("stated", "£500"), ("blank", ""), "The field was filled in; now it is left blank."),
    ],
)
def test_tells_in_words_how_a_field_stood_and_stands(old, new, said):
    (field,) = header_of([("Financial implications", *old)], [("Financial implications", *new)])
    assert field.change == "changed"
    assert field.remark == said


def test_finds_a_field_that_came_and_one_that_went():
    gone, came = header_of([("Key decision", "stated", "No")], [("Exempt", "none", "None")])
    assert (gone.change, shown(gone.label), gone.remark) == (
        "removed",
        "[-Key decision-]",
        "",
    )
    assert (came.change, came.remark) == ("added", "The field was not there; now it says “None”.")


def test_knows_a_field_whose_label_was_reworded():
    (field,) = header_of(
        [("Lead Member", "stated", "Cabinet Member for Safer Communities")],
        [("Executive lead member", "stated", "Cabinet Member for Safer Communities")],
    )
    assert shown(field.label) == "[-Lead Member-]{+Executive lead member+}"


def test_marks_the_words_of_a_field():
    (field,) = header_of([("Purpose", "stated", "To note the plan")], [("Purpose", "stated", "To agree the plan")])
    assert shown(field.passages[0].runs) == "To [-note-]{+agree+} the plan"


def test_leaves_a_date_that_no_calendar_has_as_it_stands():
    (field,) = [one for one in compare(paper(), paper(date="2025-02-31")).about if "Date" in shown(one.label)]
    assert shown(field.passages[0].runs) == "[-6 October 2025-]{+2025-02-31+}"


def test_tells_what_papers_say_of_themselves():
    found = compare(paper(title="Update 2024-25", date=""), paper(title="Update 2025-26", date="2025-10-06"))
    said = {shown(one.label): " ".join(shown(p.runs) for p in one.passages) for one in found.about}
    assert said["Title"] == "Update [-2024-25-]{+2025-26+}"
    assert said["{+Date of the paper+}"] == "{+6 October 2025+}"
    assert sentence(found.summary) == "1 header field changed, 1 added"
