"""The pages on which officers publish, schedule, correct, withdraw and supplement papers."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from unittest.mock import patch

import pytest
import time_machine
from django.test import Client

from reports.models import Paper
from reports.operations import publish_paper
from reports.rendering.pdf import RenderingFailed
from tests import make
from tests.make.shared import NOW
from tests.pages import words_of

URL = "/papers/annual-update/"
pytestmark = pytest.mark.usefixtures("quick_press")


@pytest.fixture(autouse=True)
def on_the_day() -> Iterator[None]:
    with time_machine.travel(datetime(2025, 10, 6, 11, 0, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def keeper(paper: Paper, client: Client) -> Client:
    client.force_login(make.officer(of=paper.partnership))
    return client


@pytest.fixture
def published(paper: Paper) -> Paper:
    publish_paper(paper=paper, by=None, now=NOW)
    return paper


def state() -> str:
    return Paper.objects.get(slug="annual-update").state


class TestPublishing:
    def test_publishes_now_and_leads_to_the_paper(self, keeper: Client) -> None:
        assert "Publish now" in words_of(keeper, f"{URL}publish/")
        response = keeper.post(f"{URL}publish/", follow=True)
        assert "Edition 1 is published. Anybody can read it." in response.content.decode()
        assert response.redirect_chain[-1][0] == URL

    def test_asks_why_a_late_paper_is_late(self, paper: Paper, keeper: Client) -> None:
        Paper.objects.update(date=date(2025, 10, 7))
        assert "Why is it late?" in words_of(keeper, f"{URL}publish/")
        assert "Say why it is late" in keeper.post(f"{URL}publish/", {"late_reason": ""}).content.decode()
        assert keeper.post(f"{URL}publish/", {"late_reason": "They came late."}).status_code == 302
        assert Paper.objects.get().late_reason == "They came late."
        assert state() == Paper.State.PUBLISHED

    def test_says_what_stands_in_the_way_and_offers_no_button(self, paper: Paper, keeper: Client) -> None:
        make.approver_role(of=paper.house_style, function="Finance")
        words = words_of(keeper, f"{URL}publish/")
        assert "It is not signed yet for Finance." in words
        assert "Publish now" not in words
        assert keeper.post(f"{URL}publish/").status_code == 422

    def test_says_why_the_paper_could_not_be_printed(self, keeper: Client) -> None:
        with patch("reports.printing.pdf", side_effect=RenderingFailed("The printer is out of ink.")):
            response = keeper.post(f"{URL}publish/")
        assert response.status_code == 422
        assert "The printer is out of ink." in response.content.decode()

    def test_of_what_is_out_leads_back(self, published: Paper, keeper: Client) -> None:
        response = keeper.get(f"{URL}publish/", follow=True)
        assert "begin a correction" in response.content.decode()


class TestScheduling:
    @pytest.fixture(autouse=True)
    def approved(self, paper: Paper) -> None:
        Paper.objects.update(state="approved", date=date(2025, 11, 3))

    def test_offers_nine_o_clock_on_the_day_of_despatch(self, keeper: Client) -> None:
        html = keeper.get(f"{URL}schedule/").content.decode()
        for part in ('value="24"', 'value="10"', 'value="2025"', 'value="09:00"'):
            assert part in html

    def test_takes_a_day_and_an_hour_in_british_time(self, keeper: Client) -> None:
        sent = {"date_day": "24", "date_month": "10", "date_year": "2025", "hour": "14.30"}
        response = keeper.post(f"{URL}schedule/", sent, follow=True)
        assert "The paper will be published on 24 October 2025 at 2:30pm." in response.content.decode()
        assert Paper.objects.get().publish_at == datetime(2025, 10, 24, 13, 30, tzinfo=UTC)
        assert "if nothing has changed by then" in words_of(keeper, f"{URL}sign-off/")
        assert keeper.post(f"{URL}schedule/undo/").status_code == 302
        assert state() == Paper.State.APPROVED

    def test_asks_why_where_the_hour_is_too_late(self, keeper: Client) -> None:
        sent = {"date_day": "30", "date_month": "10", "date_year": "2025", "hour": "9:00"}
        assert "Say why it is late" in keeper.post(f"{URL}schedule/", sent).content.decode()
        assert keeper.post(f"{URL}schedule/", {**sent, "late_reason": "The figures came late."}).status_code == 302
        assert state() == Paper.State.SCHEDULED

    def test_refuses_an_hour_that_is_none_or_past(self, keeper: Client) -> None:
        sent = {"date_day": "24", "date_month": "9", "date_year": "2025", "hour": "9:00"}
        assert keeper.post(f"{URL}schedule/", {**sent, "hour": "noonish"}).status_code == 422
        assert "must be in the future" in keeper.post(f"{URL}schedule/", sent).content.decode()

    def test_of_a_draft_leads_back(self, keeper: Client) -> None:
        Paper.objects.update(state="draft")
        assert "once everybody has signed it" in keeper.get(f"{URL}schedule/", follow=True).content.decode()


class TestCorrecting:
    def test_begins_and_gives_up_a_correction(self, published: Paper, keeper: Client) -> None:
        assert "What does the correction correct?" in words_of(keeper, f"{URL}correct/")
        assert keeper.post(f"{URL}correct/", {"reason": ""}).status_code == 422
        assert keeper.post(f"{URL}correct/", {"reason": "A figure."}).status_code == 302
        assert "A correction is in draft. The edition that is out stays public." in words_of(keeper, f"{URL}sign-off/")
        assert keeper.get(URL).status_code == 200
        assert keeper.post(f"{URL}correct/give-up/").status_code == 302
        assert state() == Paper.State.PUBLISHED

    def test_shows_both_editions_and_what_differs(self, published: Paper, keeper: Client) -> None:
        keeper.post(f"{URL}correct/", {"reason": "A figure."})
        published.sections.update(text="The partnership meets every month.")
        keeper.post(f"{URL}publish/")
        assert "Edition 2 replaced it on 6 October 2025 ( see what changed ): A figure." in words_of(
            keeper, f"{URL}editions/1/"
        )
        assert keeper.get(f"{URL}compare/?from=1&to=2").status_code == 200


class TestWithdrawing:
    def test_withdraws_and_brings_back(self, published: Paper, keeper: Client, client: Client) -> None:
        assert "correct the paper instead" in words_of(keeper, f"{URL}withdraw/")
        assert keeper.post(f"{URL}withdraw/", {"reason": "It named somebody."}).status_code == 302
        assert Client().get(URL).status_code == 410
        assert "This paper was withdrawn on 6 October 2025: It named somebody." in words_of(keeper, f"{URL}sign-off/")
        assert keeper.post(f"{URL}withdraw/undo/", {"reason": "They agreed."}).status_code == 302
        assert Client().get(URL).status_code == 200

    def test_says_why_it_cannot_be(self, paper: Paper, keeper: Client) -> None:
        response = keeper.post(f"{URL}withdraw/", {"reason": "It named somebody."})
        assert response.status_code == 422
        assert "It was never published" in response.content.decode()


def test_a_supplement_is_begun_from_the_paper(published: Paper, keeper: Client) -> None:
    response = keeper.post(f"{URL}supplement/", {"title": "Late figures", "late_reason": "They came late."})
    assert response.status_code == 302
    assert Paper.objects.get(title="Late figures").supplements == published


PAGES = ["publish", "schedule", "correct", "withdraw", "withdraw/undo", "supplement"]
BUTTONS = ["schedule/undo", "correct/give-up"]


@pytest.mark.parametrize("page", [*PAGES, *BUTTONS])
def test_they_are_for_keepers_of_the_partnership(paper: Paper, page: str, client: Client) -> None:
    method = client.get if page in PAGES else client.post
    assert method(f"{URL}{page}/").status_code == 302
    for somebody in (make.approver(of=paper.partnership), make.officer(of=make.partnership())):
        client.force_login(somebody)
        assert method(f"{URL}{page}/").status_code == 404
    client.force_login(make.officer(of=paper.partnership))
    assert method(f"/papers/nowhere/{page}/").status_code == 404
    if page in BUTTONS:
        assert client.get(f"{URL}{page}/").status_code == 405


def test_the_checks_stand_in_the_way_with_a_link_to_them(paper: Paper, keeper: Client) -> None:
    with patch("reports.operations.publishing.blocking") as blocking:
        blocking.return_value = (type("Finding", (), {"says": "Paragraph 7 has a telephone number."}),)
        words = words_of(keeper, f"{URL}sign-off/")
    assert "The checks stop it: Paragraph 7 has a telephone number. See the checks" in words
