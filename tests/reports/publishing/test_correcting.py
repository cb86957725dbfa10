"""Papers that are public: corrected in the open, withdrawn with a reason, brought back, supplemented."""

from datetime import date

import pytest
from django.test import Client

from core.models import Event
from partners.models import User
from reports.manuscripts import PaperNotReady
from reports.models import Edition, Paper
from reports.operations import (
    begin_correction,
    begin_supplement,
    bring_back,
    give_up_correction,
    publish_paper,
    withdraw_paper,
)
from tests import make
from tests.make.shared import NOW

pytestmark = pytest.mark.usefixtures("quick_press")


@pytest.fixture
def officer(paper: Paper) -> User:
    return make.officer(of=paper.partnership)


@pytest.fixture
def published(paper: Paper) -> Paper:
    publish_paper(paper=paper, by=None, now=NOW)
    return Paper.objects.get(pk=paper.pk)


def state(paper: Paper) -> str:
    return Paper.objects.get(pk=paper.pk).state


class TestACorrection:
    def test_leaves_the_edition_public_while_it_is_drafted(self, published: Paper, officer: User) -> None:
        found = begin_correction(paper=published, reason="The figure in 7.", by=officer, now=NOW)
        assert (found.state, found.correction) == (Paper.State.DRAFT, "The figure in 7.")
        assert found in Paper.objects.public()
        assert Event.objects.last().summary == "Began to correct “Annual Update 2025-26”: The figure in 7."

    @pytest.mark.parametrize(
        "page",
        ["/", "/papers/", "/papers/annual-update/", "/papers/annual-update/compare/", "/papers/compare/", "{of}"],
    )
    def test_shows_nobody_its_title_before_it_is_published(
        self, published: Paper, officer: User, client: Client, page: str
    ) -> None:
        begin_correction(paper=published, reason="The title.", by=officer, now=NOW)
        Paper.objects.update(title="Another title", date=date(2030, 1, 1))
        html = client.get(page.format(of=f"/partnerships/{published.partnership.slug}/")).content.decode()
        assert "Annual Update 2025-26" in html
        assert "Another title" not in html
        assert "2030" not in html

    def test_that_is_given_up_leaves_its_public_title(self, published: Paper, officer: User) -> None:
        begin_correction(paper=published, reason="The title.", by=officer, now=NOW)
        Paper.objects.update(title="Another title", date=date(2030, 1, 1))
        found = give_up_correction(paper=published, by=officer, now=NOW)
        found.refresh_from_db()
        assert (found.title, found.date) == ("Annual Update 2025-26", published.date)

    def test_needs_a_reason_of_one_sentence(self, published: Paper, officer: User) -> None:
        for reason, refusal in (("  ", "Say what the correction corrects"), ("x" * 301, "300 characters or fewer")):
            with pytest.raises(PaperNotReady, match=refusal):
                begin_correction(paper=published, reason=reason, by=officer, now=NOW)

    def test_is_of_what_is_published(self, paper: Paper, officer: User) -> None:
        with pytest.raises(PaperNotReady, match="Only what is published"):
            begin_correction(paper=paper, reason="The figure in 7.", by=officer, now=NOW)

    def test_can_be_given_up_before_and_after_another(self, published: Paper, officer: User) -> None:
        begin_correction(paper=published, reason="The figure in 7.", by=officer, now=NOW)
        give_up_correction(paper=published, by=officer, now=NOW)
        assert state(published) == Paper.State.PUBLISHED
        begin_correction(paper=published, reason="The figure in 7.", by=officer, now=NOW)
        publish_paper(paper=published, by=officer, now=NOW)
        begin_correction(paper=published, reason="The figure in 8.", by=officer, now=NOW)
        give_up_correction(paper=published, by=officer, now=NOW)
        assert state(published) == Paper.State.CORRECTED
        with pytest.raises(PaperNotReady, match="no correction in draft"):
            give_up_correction(paper=published, by=officer, now=NOW)

    def test_that_is_out_for_sign_off_is_first_taken_back(self, published: Paper, officer: User) -> None:
        begin_correction(paper=published, reason="The figure in 7.", by=officer, now=NOW)
        Paper.objects.update(state="in-review")
        with pytest.raises(PaperNotReady, match="goes back to draft first"):
            give_up_correction(paper=published, by=officer, now=NOW)


class TestWithdrawing:
    def test_keeps_everything_and_says_when_and_why(self, published: Paper, officer: User) -> None:
        found = withdraw_paper(paper=published, reason="It named somebody.", by=officer, now=NOW)
        assert (found.state, found.withdrawn_at, found.withdrawn_reason) == (
            Paper.State.WITHDRAWN, NOW, "It named somebody.",
        )  # fmt: skip
        assert found not in Paper.objects.public()
        assert Edition.objects.count() == 1

    def test_is_for_what_was_published_and_once(self, paper: Paper, officer: User) -> None:
        with pytest.raises(PaperNotReady, match="never published"):
            withdraw_paper(paper=paper, reason="It named somebody.", by=officer, now=NOW)
        publish_paper(paper=paper, by=None, now=NOW)
        with pytest.raises(PaperNotReady, match="Say why"):
            withdraw_paper(paper=paper, reason="", by=officer, now=NOW)
        withdraw_paper(paper=paper, reason="It named somebody.", by=officer, now=NOW)
        with pytest.raises(PaperNotReady, match="withdrawn already"):
            withdraw_paper(paper=paper, reason="It named somebody.", by=officer, now=NOW)

    def test_can_be_undone_for_a_reason(self, published: Paper, officer: User) -> None:
        with pytest.raises(PaperNotReady, match="not withdrawn"):
            bring_back(paper=published, reason="They agreed.", by=officer, now=NOW)
        withdraw_paper(paper=published, reason="It named somebody.", by=officer, now=NOW)
        with pytest.raises(PaperNotReady, match="Say why"):
            bring_back(paper=published, reason="", by=officer, now=NOW)
        found = bring_back(paper=published, reason="They agreed.", by=officer, now=NOW)
        assert (found.state, found.withdrawn_at, found.withdrawn_reason) == (Paper.State.PUBLISHED, None, "")

    def test_lets_a_correction_in_work_go_on_afterwards(self, published: Paper, officer: User) -> None:
        begin_correction(paper=published, reason="The figure in 7.", by=officer, now=NOW)
        Paper.objects.update(state="approved")
        withdraw_paper(paper=published, reason="It named somebody.", by=officer, now=NOW)
        assert bring_back(paper=published, reason="They agreed.", by=officer, now=NOW).state == Paper.State.DRAFT


class TestASupplement:
    def test_is_a_draft_for_the_same_meeting_with_its_reason(self, published: Paper, officer: User) -> None:
        Paper.objects.update(meeting=make.meeting(of=published.partnership))
        found = begin_supplement(
            paper=published, title="Late figures", late_reason="They came on Monday.", by=officer, now=NOW
        )
        assert found.slug == "annual-update-supplement"
        assert (found.supplements, found.state) == (published, Paper.State.DRAFT)
        assert (found.late_reason, found.meeting, found.house_style) == (
            "They came on Monday.", Paper.objects.get(pk=published.pk).meeting, published.house_style,
        )  # fmt: skip
        publish_paper(paper=found, by=officer, now=NOW)
        assert found.editions.get().number == 1

    def test_has_an_address_of_its_own(self, published: Paper, officer: User) -> None:
        slugs = [
            begin_supplement(paper=published, title="Late", late_reason="They came late.", by=officer, now=NOW).slug
            for _ in range(3)
        ]
        assert slugs == ["annual-update-supplement", "annual-update-supplement-2", "annual-update-supplement-3"]

    def test_goes_with_what_is_published_for_a_reason(self, paper: Paper, officer: User) -> None:
        with pytest.raises(PaperNotReady, match="Only what is published"):
            begin_supplement(paper=paper, title="Late", late_reason="They came late.", by=officer, now=NOW)
        publish_paper(paper=paper, by=None, now=NOW)
        with pytest.raises(PaperNotReady, match="Say why it is late"):
            begin_supplement(paper=paper, title="Late", late_reason="", by=officer, now=NOW)
