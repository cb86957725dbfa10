"""The page on which officers have a paper signed, and see what can become of it next."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client

from reports.models import Paper, SignOff
from reports.operations import return_paper
from tests import make
from tests.make.shared import NOW
from tests.pages import queries_of, words_of
from tests.reports.signing.conftest import LATER, Desk

URL = "/papers/annual-update/sign-off/"


@pytest.fixture(autouse=True)
def on_the_day() -> object:
    with time_machine.travel(datetime(2025, 10, 7, 11, 0, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def keeper(desk: Desk, client: Client) -> Client:
    client.force_login(desk.officer)
    return client


class TestThePage:
    def test_of_a_draft_says_when_it_goes_out_and_offers_to_send_it(self, desk: Desk, keeper: Client) -> None:
        words = words_of(keeper, URL)
        assert "This paper is a draft." in words
        assert "It goes out by 21 November 2025, 5 clear working days before 1 December 2025." in words
        assert "It is not signed yet for Finance and Legal. Send it for sign-off." in words
        assert "Send for sign-off" in words

    def test_names_whom_the_house_style_asks(self, desk: Desk, keeper: Client) -> None:
        desk.paper.sign_offs.all().delete()
        assert "The house style asks these." in words_of(keeper, URL)
        assert "Finance: Head of Finance" in words_of(keeper, URL)

    def test_shows_who_has_signed_and_who_is_late(self, desk: Desk, keeper: Client) -> None:
        desk.send()
        desk.sign("Finance")
        desk.paper.sign_offs.filter(function="Legal").update(due_date=NOW.date())
        words = words_of(keeper, URL)
        assert "Signed 6 October 2025, by" in words
        assert "Waiting Late: was due 6 October 2025. Asked 6 October 2025" in words

    def test_says_that_it_changed_and_offers_to_ask_again(self, desk: Desk, keeper: Client) -> None:
        desk.send()
        desk.sign("Finance")
        desk.sign("Legal")
        assert "Everybody who must sign has signed this paper." in words_of(keeper, URL)
        desk.change()
        words = words_of(keeper, URL)
        assert "has changed since it was signed" in words
        assert "Signed an earlier version" in words
        response = keeper.post(f"{URL}again/", follow=True)
        assert "was asked again, by e-mail" in response.content.decode()
        assert desk.state == Paper.State.IN_REVIEW

    def test_shows_the_note_with_which_it_was_returned(self, desk: Desk, keeper: Client) -> None:
        desk.send()
        return_paper(sign_off=desk.of("Legal"), note="Paragraph 7.\nAnd 8.", by=desk.legal, now=LATER)
        words = words_of(keeper, URL)
        assert "Returned 6 October 2025" in words
        assert "Paragraph 7. And 8." in words
        assert "Not asked now" in words

    def test_warns_before_an_election(self, desk: Desk, keeper: Client) -> None:
        make.pre_election_period(of=desk.paper.partnership, name="County elections", from_date=NOW.date())
        assert "County elections: this is the period before an election" in words_of(keeper, URL)

    def test_of_a_published_paper_offers_to_correct_it(self, desk: Desk, keeper: Client) -> None:
        Paper.objects.update(state="published", first_published_at=NOW)
        words = words_of(keeper, URL)
        assert "Correct the paper" in words
        assert "Add who signs" not in words

    def test_says_what_keeps_it_from_being_put_together(self, desk: Desk, keeper: Client) -> None:
        make.section(of=desk.paper, fill="priorities")
        assert "This paper cannot be put together yet." in words_of(keeper, URL)

    def test_takes_as_many_queries_for_twenty_signatures_as_for_two(self, desk: Desk, keeper: Client) -> None:
        few = queries_of(keeper, URL)
        for number in range(18):
            make.sign_off(
                of=desk.paper, function=f"Function {number}", approver=make.approver(of=desk.paper.partnership)
            )
        assert queries_of(keeper, URL) == few

    def test_is_for_keepers_of_the_partnership(self, desk: Desk, client: Client) -> None:
        for somebody in (desk.legal, make.officer(of=make.partnership())):
            client.force_login(somebody)
            assert client.get(URL).status_code == 404
        client.force_login(make.administrator(of=desk.paper.partnership))
        assert client.get(URL).status_code == 200
        assert client.post(URL).status_code == 405
        assert client.get("/papers/nowhere/sign-off/").status_code == 404


class TestTheButtons:
    def test_send_sends_and_take_back_takes_back(self, desk: Desk, keeper: Client) -> None:
        assert "Each approver was sent an e-mail." in keeper.post(f"{URL}send/", follow=True).content.decode()
        assert desk.state == Paper.State.IN_REVIEW
        assert "The paper is a draft again." in keeper.post(f"{URL}take-back/", follow=True).content.decode()
        assert desk.state == Paper.State.DRAFT

    def test_a_refusal_is_said_on_the_page(self, desk: Desk, keeper: Client) -> None:
        response = keeper.post(f"{URL}take-back/", follow=True)
        assert "nobody is asked to sign it" in response.content.decode()

    def test_remind_reminds(self, desk: Desk, keeper: Client) -> None:
        desk.send()
        response = keeper.post(f"{URL}{desk.of('Legal').pk}/remind/", follow=True)
        assert "Whoever signs for Legal was reminded by e-mail." in response.content.decode()

    @pytest.mark.parametrize("end", ["send/", "again/", "take-back/", "1/remind/", "1/remove/"])
    def test_are_pressed_and_not_read(self, desk: Desk, end: str, keeper: Client) -> None:
        assert keeper.get(f"{URL}{end}").status_code == 405


class TestTheForms:
    def test_add_who_signs(self, desk: Desk, keeper: Client) -> None:
        stranger = make.approver(of=make.partnership())
        page = keeper.get(f"{URL}add/").content.decode()
        assert f'<option value="{desk.legal.pk}">' in page
        assert f'<option value="{stranger.pk}">' not in page
        sent = {"function": "Lead member", "post_title": "Lead Member", "approver": desk.legal.pk, "is_required": "on"}
        assert keeper.post(f"{URL}add/", {**sent, "approver": stranger.pk}).status_code == 422
        assert keeper.post(f"{URL}add/", {**sent, "deputy": desk.legal.pk}).status_code == 422
        response = keeper.post(f"{URL}add/", sent, follow=True)
        assert "The paper wants this signature too." in response.content.decode()
        assert desk.of("Lead member").approver == desk.legal

    def test_change_and_take_out(self, desk: Desk, keeper: Client) -> None:
        legal = desk.of("Legal")
        url = f"{URL}{legal.pk}/"
        assert "Who signs for Legal" in words_of(keeper, url)
        refused = keeper.post(f"{url}remove/", follow=True).content.decode()
        assert "The house style publishes no paper without the signature for Legal" in refused
        desk.paper.house_style.approver_roles.update(is_required=False)
        assert keeper.post(f"{url}remove/", follow=True).status_code == 200
        assert not SignOff.objects.filter(pk=legal.pk).exists()
        assert keeper.get(url).status_code == 404

    def test_record_a_signature_from_elsewhere(self, desk: Desk, keeper: Client) -> None:
        desk.send()
        url = f"{URL}{desk.of('Legal').pk}/record/"
        day = {"signed_date_day": "3", "signed_date_month": "10", "signed_date_year": "2025"}
        assert keeper.post(url, {**day, "signed_date_year": "2026"}).status_code == 422
        assert keeper.post(url, day).status_code == 302
        assert "elsewhere: an officer recorded it" in words_of(keeper, URL)
