"""Papers: who sees which, in which order, and editions that stay."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError

from reports.models import Paper
from tests import make

pytestmark = pytest.mark.django_db

TODAY = date(2025, 10, 6)


class TestPaper:
    def test_everybody_sees_published_and_withdrawn_papers_and_members_their_drafts(self) -> None:
        oxford = make.partnership()
        papers = {state: make.paper(of=oxford, state=state) for state in Paper.State.values}
        public = {papers[state] for state in ("published", "corrected", "withdrawn")}

        def seen_by(user: object) -> set[Paper]:
            return set(Paper.objects.visible_to(user, on=TODAY))

        assert seen_by(make.officer(of=oxford)) == set(papers.values())
        assert seen_by(make.contributor(of=oxford, speaks_for=make.body())) == set(papers.values())
        assert seen_by(make.stranger()) == public
        assert seen_by(make.anonymous()) == public
        assert set(Paper.objects.published()) == {papers["published"], papers["corrected"]}
        assert set(Paper.objects.in_work()) == set(papers.values()) - public

    def test_who_left_the_partnership_sees_its_drafts_no_more(self) -> None:
        paper = make.paper(state=Paper.State.DRAFT)
        role = make.role(of=paper.partnership, until_date=date(2025, 10, 5))
        assert not Paper.objects.visible_to(role.user, on=TODAY).exists()

    def test_the_newest_stand_first_and_those_without_a_date_last(self) -> None:
        old, undated, new = (make.paper(date=on, state=Paper.State.PUBLISHED) for on in (date(2015, 2, 2), None, TODAY))
        assert list(Paper.objects.published()) == [new, old, undated]

    def test_a_published_paper_is_not_removed(self) -> None:
        edition = make.edition()
        with pytest.raises(ProtectedError):
            edition.paper.delete()

    def test_a_draft_is_removed_with_its_parts(self) -> None:
        paper = make.paper()
        for maker in (make.section, make.header_value, make.recommendation, make.appendix, make.sign_off):
            maker(of=paper)
        paper.delete()
        assert not Paper.objects.exists()


@pytest.mark.parametrize("colour", ["red", "#fff", "#1D3557", "#1d3557;", "#1d35571"])
def test_a_colour_is_written_in_one_way(colour: str) -> None:
    style = make.house_style()
    style.colour = colour
    with pytest.raises(ValidationError) as refusal:
        style.full_clean()
    assert set(refusal.value.message_dict) == {"colour"}


def test_the_first_edition_needs_no_reason_and_later_ones_do() -> None:
    paper = make.paper()
    make.edition(of=paper).full_clean()
    make.edition(of=paper, number=2, reason="The date was wrong.").full_clean()
