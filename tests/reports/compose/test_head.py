"""What the head puts together from the paper's own records, and from none."""

import pytest

from reports.compose import compose_paper
from reports.content import to_json
from reports.models import Paper
from tests import make

pytestmark = pytest.mark.django_db


def head_of(paper, key, *, text=""):
    make.header_field(of=paper.house_style, key=key, label=key.title())
    make.header_value(of=paper, key=key, standing="stated", text=text)
    ((row,),) = [table.rows for table in compose_paper(paper).header]
    return row.standing, [block.text for block in row.blocks]


@pytest.fixture
def paper():
    found = make.paper()
    make.section(of=found, text="We met.")
    return found


def test_a_paper_with_nothing_attached_says_that_it_has_no_appendices(paper):
    assert head_of(paper, "appendices") == ("none", ["None"])


def test_a_paper_with_an_appendix_among_its_sections_does_not_say_so(paper):
    make.section(of=paper, heading="Membership", text="Four councils.", kind="appendix", position=1)
    assert head_of(paper, "appendices") == ("blank", [])


def test_what_is_attached_is_listed_after_the_words_of_the_field(paper):
    make.appendix(of=paper, title="Rolling Plan", is_supplied=False)
    standing, lines = head_of(paper, "appendices", text="Two parts:")
    assert standing == "stated"
    assert lines[0] == "Two parts:"
    assert "Rolling Plan" in lines[1]


def test_a_paper_that_recommends_nothing_has_that_field_blank(paper):
    assert head_of(paper, "recommendations") == ("blank", [])


def test_recommendations_for_which_the_head_has_no_field_come_first_and_can_be_published(paper):
    make.recommendation(of=paper, text="Note the report.")
    composed = compose_paper(Paper.objects.get(pk=paper.pk))
    assert to_json(composed)
    assert composed.sections[0].heading == "Recommendations"
