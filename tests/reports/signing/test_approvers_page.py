"""The page of an approver: the whole paper, what changed since they looked, and two buttons."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client

from reports.models import Look, Paper, SignOff
from reports.operations import read_paper, return_paper
from tests import make
from tests.make.shared import NOW
from tests.pages import queries_of, words_of
from tests.reports.signing.conftest import LATER, Desk

URL = "/papers/annual-update/sign/"


@pytest.fixture(autouse=True)
def on_the_day() -> object:
    with time_machine.travel(datetime(2025, 10, 6, 11, 0, tzinfo=UTC), tick=False):
        yield


def as_(client: Client, user: object) -> Client:
    client.force_login(user)
    return client


class TestThePage:
    def test_has_the_whole_paper_and_says_for_what_they_sign_and_by_when(self, desk: Desk, client: Client) -> None:
        desk.send()
        words = words_of(as_(client, desk.legal), URL)
        assert "For you to sign You sign this paper for Legal, by 14 November 2025." in words
        assert "The partnership meets quarterly." in words
        assert "Sign for Legal" in words
        assert "Sign for Finance" not in words
        assert "Finance Head of Finance" in words

    def test_says_to_a_deputy_for_whom_it_is(self, desk: Desk, client: Client) -> None:
        desk.legal.name = "A. Solicitor"
        desk.legal.save()
        desk.send()
        assert "You sign this paper for Legal as the deputy, for A. Solicitor" in words_of(
            as_(client, desk.deputy), URL
        )
        desk.sign("Legal", by=desk.deputy)
        assert f"by {desk.deputy} for A. Solicitor" in words_of(client, URL)

    def test_shows_what_changed_since_they_looked(self, desk: Desk, client: Client) -> None:
        desk.send()
        read_paper(paper=desk.paper, seen=desk.hash, by=desk.legal, now=NOW)
        assert "Nothing has changed since you looked on 6 October 2025 at 10:30am." in words_of(
            as_(client, desk.legal), URL
        )
        desk.change("The partnership meets every month.")
        words = words_of(client, URL)
        assert "Changed since you looked on 6 October 2025 at 10:30am" in words
        assert "1 paragraph changed" in words

    def test_does_not_take_others_signatures_for_changes(self, desk: Desk, client: Client) -> None:
        make.header_field(of=desk.paper.house_style, key="approved-by", label="Report approved by")
        make.header_value(of=desk.paper, key="approved-by", standing="stated", text="")
        desk.send()
        read_paper(paper=desk.paper, seen=desk.hash, by=desk.legal, now=NOW)
        desk.sign("Finance")
        words = words_of(as_(client, desk.legal), URL)
        assert "Nothing has changed since you looked" in words
        assert "Finance: Head of Finance, 6 October 2025" in words

    def test_shows_figures_that_were_overridden_and_why(self, desk: Desk, client: Client) -> None:
        make.override(of=desk.paper, live="24", text="about 25", reason="The police corrected it.", made_at=NOW)
        desk.send()
        words = words_of(as_(client, desk.legal), URL)
        assert "1 figure written otherwise than recorded" in words
        assert "The paper says about 25. The record said 24, and is gone. Why: The police corrected it." in words

    def test_shows_a_note_to_everybody_who_signs(self, desk: Desk, client: Client) -> None:
        desk.send()
        desk.sign("Finance")
        return_paper(sign_off=desk.of("Legal"), note="Paragraph 7 is out of date.", by=desk.legal, now=LATER)
        words = words_of(as_(client, desk.finance), URL)
        assert "In draft: nobody is asked to sign it now" in words
        assert "Paragraph 7 is out of date." in words

    def test_offers_nothing_to_whoever_has_signed(self, desk: Desk, client: Client) -> None:
        desk.send()
        desk.sign("Finance")
        assert "There is nothing for you to sign here now." in words_of(as_(client, desk.finance), URL)
        desk.change()
        assert "Sign for Finance" in words_of(client, URL)

    def test_says_what_keeps_it_from_being_put_together(self, desk: Desk, client: Client) -> None:
        desk.send()
        make.section(of=desk.paper, fill="priorities")
        assert "cannot be put together now, so there is nothing to sign" in words_of(as_(client, desk.legal), URL)

    def test_is_kept_by_no_browser(self, desk: Desk, client: Client) -> None:
        assert "no-store" in as_(client, desk.legal).get(URL)["Cache-Control"]

    def test_is_for_approvers_of_the_partnership(self, desk: Desk, client: Client) -> None:
        assert client.get(URL).status_code == 302
        for somebody in (desk.officer, make.approver(of=make.partnership()), make.stranger()):
            assert as_(client, somebody).get(URL).status_code == 404
        assert as_(client, desk.legal).get("/papers/nowhere/sign/").status_code == 404
        assert client.post(URL).status_code == 405

    def test_takes_as_many_queries_for_twenty_signatures_as_for_two(self, desk: Desk, client: Client) -> None:
        desk.send()
        few = queries_of(as_(client, desk.legal), URL)
        for number in range(18):
            make.sign_off(
                of=desk.paper, function=f"Function {number}", approver=make.approver(of=desk.paper.partnership)
            )
        assert queries_of(client, URL) == few


class TestTheButtons:
    def test_sign_signs_what_was_shown(self, desk: Desk, client: Client) -> None:
        desk.send()
        response = as_(client, desk.legal).post(f"{URL}{desk.of('Legal').pk}/", {"seen": desk.hash}, follow=True)
        assert "You have signed this paper for Legal." in response.content.decode()
        assert desk.of("Legal").state == SignOff.State.SIGNED

    def test_sign_refuses_what_changed_meanwhile_with_a_sentence(self, desk: Desk, client: Client) -> None:
        desk.send()
        seen = desk.hash
        desk.change()
        response = as_(client, desk.legal).post(f"{URL}{desk.of('Legal').pk}/", {"seen": seen}, follow=True)
        assert "The paper was changed while you read it." in response.content.decode()
        assert desk.of("Legal").state == SignOff.State.ASKED

    def test_sign_refuses_who_is_not_named(self, desk: Desk, client: Client) -> None:
        desk.send()
        response = as_(client, desk.legal).post(f"{URL}{desk.of('Finance').pk}/", {"seen": desk.hash}, follow=True)
        assert "Somebody else is named to sign this." in response.content.decode()

    def test_return_asks_for_a_note(self, desk: Desk, client: Client) -> None:
        desk.send()
        url = f"{URL}{desk.of('Legal').pk}/return/"
        assert "The officers and everybody who signs this paper are sent your note" in words_of(
            as_(client, desk.legal), url
        )
        assert client.post(url, {"note": ""}).status_code == 422
        response = client.post(url, {"note": "Paragraph 7 is out of date."}, follow=True)
        assert "The paper was returned." in response.content.decode()
        assert desk.state == Paper.State.DRAFT

    def test_i_have_read_it_keeps_what_they_saw(self, desk: Desk, client: Client) -> None:
        desk.send()
        as_(client, desk.legal).post(f"{URL}read/", {"seen": desk.hash})
        assert Look.objects.get().user == desk.legal
        desk.change()
        response = client.post(f"{URL}read/", {"seen": "what is long gone"}, follow=True)
        assert "Look at what changed." in response.content.decode()

    @pytest.mark.parametrize("end", ["read/", "1/"])
    def test_are_pressed_and_not_read(self, desk: Desk, end: str, client: Client) -> None:
        assert as_(client, desk.legal).get(f"{URL}{end}").status_code == 405

    def test_of_another_paper_are_not_there(self, desk: Desk, client: Client) -> None:
        other = make.sign_off()
        for end in (f"{other.pk}/", f"{other.pk}/return/"):
            assert as_(client, desk.legal).post(f"{URL}{end}").status_code == 404
