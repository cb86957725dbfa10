"""The sample of a house style."""

import pytest

from reports.content import check
from reports.models import ApproverRole, HeaderField, HeaderKey, HouseStyle
from reports.style_sample import sample_of, sample_paper, style_in_hand
from tests import make

pytestmark = pytest.mark.django_db


def test_it_shows_what_is_in_hand_and_not_only_what_is_saved(style):
    style.masthead, style.numbering, style.appendices = "Cherwell District Council", "decimal", "annex-numbers"
    sample = sample_of(style_in_hand(style))
    assert "Cherwell District Council" in sample.article
    assert '<span class="paper-number">1.2</span>' in sample.article
    assert "Annex 1: Action plan" in sample.article
    assert "Financial implications" in sample.article
    assert sample.foot == "Community safety: annual update"


def test_a_part_that_is_typed_stands_in_the_place_of_the_saved_one(style):
    field = style.header_fields.get(key="recommendations")
    field.label = "Members are asked to"
    article = sample_of(style_in_hand(style, field)).article
    assert "Members are asked to" in article
    assert "The Council is asked to" not in article


def test_a_part_that_is_not_saved_yet_stands_last(style):
    make.header_field(of=style, key="approved-by", label="Approved by", block="end")
    role = ApproverRole(house_style=style, function="Legal", post_title="Monitoring officer")
    article = sample_of(style_in_hand(style, role)).article
    assert article.index("Finance: Head of Finance") < article.index("Legal: Monitoring officer")


def test_a_field_that_is_not_typed_whole_yet_is_left_out(style):
    for part in (HeaderField(house_style=style, key="wards"), HeaderField(house_style=style, label="Wards")):
        part.block = "top"
        article = sample_of(style_in_hand(style, part)).article
        assert "Date" in article
        assert "Wards" not in article


def test_a_house_style_without_papers_or_parts_has_a_sample_too(oxford):
    assert not sample_of(style_in_hand(make.house_style(of=oxford))).problem
    new = sample_of(style_in_hand(HouseStyle(partnership=oxford)))
    assert not new.problem
    assert "Report of" in new.article


@pytest.mark.parametrize("numbering", HouseStyle.Numbering.values)
@pytest.mark.parametrize("appendices", HouseStyle.Appendices.values)
def test_every_field_has_something_to_show_in_every_numbering(oxford, numbering, appendices):
    style = make.house_style(of=oxford, numbering=numbering, appendices=appendices)
    for key in HeaderKey.values:
        make.header_field(of=style, key=key, label=key)
    paper = sample_paper(style_in_hand(style))
    check(paper)
    assert len(paper.header[0].rows) == len(HeaderKey.values)


def test_it_has_no_first_heading_and_no_links_of_its_own(style):
    article = sample_of(style_in_hand(style)).article
    assert "<h1" not in article
    assert "<a " not in article


def test_what_cannot_be_printed_is_said_in_a_sentence(style):
    style.logo, style.logo_alt = "no-such-logo", "A crest"
    assert sample_of(style_in_hand(style)).problem.startswith("There is no logo 'no-such-logo'")
