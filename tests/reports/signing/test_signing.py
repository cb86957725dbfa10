"""Signing a paper: asked in time, signed as read, asked again where it changed, returned to everybody."""

from datetime import date, timedelta
from unittest.mock import patch

import pytest
from django.core import mail

from core.events import verify_chains
from core.models import Event
from reports.models import Look, Paper, SignOff
from reports.operations import (
    CannotSignNow,
    ChangedMeanwhile,
    PaperNotReady,
    ask_again,
    nudge_signer,
    publish_paper,
    record_signature,
    return_paper,
    send_for_sign_off,
    sign_paper,
    take_back,
)
from tests import make
from tests.make.shared import NOW
from tests.reports.signing.conftest import LATER, Desk


def told() -> str:
    """The last event, in its words."""
    return Event.objects.last().summary


class TestSending:
    def test_asks_everybody_in_time_for_the_day_of_despatch(self, desk: Desk) -> None:
        desk.send()
        assert desk.state == Paper.State.IN_REVIEW
        finance, legal = desk.of("Finance"), desk.of("Legal")
        assert (finance.state, finance.asked_at) == (SignOff.State.ASKED, NOW)
        # 4 and 5 working days before Friday 21 November
        assert (finance.due_date, legal.due_date) == (date(2025, 11, 17), date(2025, 11, 14))
        assert told() == "Sent “Annual Update 2025-26” for sign-off to Finance and Legal."
        assert list(verify_chains()) == []

    def test_never_asks_for_a_day_that_is_past(self, desk: Desk) -> None:
        send_for_sign_off(paper=desk.paper, by=desk.officer, now=NOW.replace(month=11, day=21))
        assert desk.of("Finance").due_date == date(2025, 11, 24)

    def test_asks_whom_the_house_style_names_where_the_paper_names_nobody(self, desk: Desk) -> None:
        desk.paper.sign_offs.all().delete()
        make.approver_role(
            of=desk.paper.house_style, position=0, function="Monitoring", post_title="Monitoring Officer"
        )
        desk.send()
        assert [one.post_title for one in desk.paper.sign_offs.order_by("position")] == [
            "Monitoring Officer", "Head of Finance", "Head of Finance",
        ]  # fmt: skip

    def test_needs_somebody_to_ask(self, desk: Desk) -> None:
        desk.paper.sign_offs.all().delete()
        desk.paper.house_style.approver_roles.all().delete()
        with pytest.raises(PaperNotReady, match="Nobody is named to sign it"):
            desk.send()

    def test_is_for_drafts_that_can_be_composed(self, desk: Desk) -> None:
        broken = make.section(of=desk.paper, fill="priorities")
        with pytest.raises(PaperNotReady, match="choose which one"):
            desk.send()
        broken.delete()
        desk.send()
        with pytest.raises(PaperNotReady, match="This paper is out for sign-off"):
            desk.send()

    def test_sends_each_an_email_once_it_is_saved(self, desk: Desk, django_capture_on_commit_callbacks: object) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            desk.send()
        assert {letter.to[0] for letter in mail.outbox} == {desk.finance.email, desk.legal.email, desk.deputy.email}
        finance, deputy = (
            next(letter for letter in mail.outbox if letter.to == [who.email]) for who in (desk.finance, desk.deputy)
        )
        assert finance.subject == "For you to sign by 17 November 2025: Annual Update 2025-26"
        assert "/papers/annual-update/sign/" in finance.body
        assert "You sign for Finance. Please do it by 17 November 2025." in finance.body
        assert "You sign for Legal, as the deputy: only where the approver cannot." in deputy.body

    def test_sends_one_email_to_whoever_signs_twice(
        self, desk: Desk, django_capture_on_commit_callbacks: object
    ) -> None:
        desk.paper.sign_offs.update(approver=desk.finance, deputy=None)
        with django_capture_on_commit_callbacks(execute=True):
            desk.send()
        (letter,) = mail.outbox
        assert "You sign for Finance and Legal. Please do it by 14 November 2025." in letter.body

    def test_approves_at_once_where_nobody_must_sign(self, desk: Desk) -> None:
        desk.paper.sign_offs.update(is_required=False)
        desk.send()
        assert desk.state == Paper.State.APPROVED

    def test_does_not_ask_again_who_signed_just_this(self, desk: Desk) -> None:
        desk.send()
        desk.sign("Finance")
        take_back(paper=desk.paper, by=desk.officer, now=LATER)
        desk.send()
        assert desk.of("Finance").state == SignOff.State.SIGNED
        assert told().endswith("for sign-off to Legal.")


class TestSigning:
    def test_the_last_signature_approves_the_paper(
        self, desk: Desk, django_capture_on_commit_callbacks: object
    ) -> None:
        desk.send()
        desk.sign("Finance")
        assert desk.state == Paper.State.IN_REVIEW
        with django_capture_on_commit_callbacks(execute=True):
            desk.sign("Legal")
        assert desk.state == Paper.State.APPROVED
        assert told() == "Signed “Annual Update 2025-26” for Legal. That was the last signature that it needs."
        assert [(letter.to, letter.subject) for letter in mail.outbox] == [
            ([desk.officer.email], "Everybody has signed: Annual Update 2025-26")
        ]

    def test_keeps_what_was_signed_when_and_by_whom(self, desk: Desk) -> None:
        desk.send()
        signed = desk.sign("Finance")
        assert (signed.content_hash, signed.signed_by, signed.signed_at) == (desk.hash, desk.finance, LATER)
        assert signed.signed_date == LATER.date()
        look = Look.objects.get()
        assert (look.user, look.content_hash) == (desk.finance, desk.hash)

    def test_leaves_the_paper_as_it_was_signed_by_the_one_before(self, desk: Desk) -> None:
        make.header_field(of=desk.paper.house_style, key="approved-by", label="Report approved by")
        make.header_value(of=desk.paper, key="approved-by", standing="stated", text="")
        desk.send()
        desk.sign("Finance")
        desk.sign("Legal")
        assert desk.state == Paper.State.APPROVED

    def test_is_for_the_words_too_that_lead_to_the_signatures(self, desk: Desk) -> None:
        make.header_field(of=desk.paper.house_style, key="approved-by", label="Report approved by")
        words = make.header_value(of=desk.paper, key="approved-by", standing="stated", text="Signed as follows")
        desk.send()
        before = desk.hash
        desk.sign("Finance")
        assert desk.hash == before
        words.text = "Signed by the monitoring officer"
        words.save()
        assert desk.hash != before

    def test_a_deputy_signs_for_the_approver(self, desk: Desk) -> None:
        desk.send()
        assert desk.sign("Legal", by=desk.deputy).signed_by == desk.deputy
        assert told() == "Signed “Annual Update 2025-26” as deputy for Legal."

    def test_somebody_else_cannot_sign(self, desk: Desk) -> None:
        desk.send()
        for somebody in (desk.legal, desk.officer, make.approver(of=desk.paper.partnership)):
            with pytest.raises(CannotSignNow, match="Somebody else is named"):
                desk.sign("Finance", by=somebody)

    def test_whoever_is_no_approver_any_more_cannot(self, desk: Desk) -> None:
        desk.send()
        desk.finance.roles.update(until_date=NOW.date() - timedelta(days=1))
        with pytest.raises(CannotSignNow, match="no approver of this partnership any more"):
            desk.sign("Finance")

    def test_what_changed_while_it_was_read_is_not_signed(self, desk: Desk) -> None:
        desk.send()
        seen = desk.hash
        desk.change()
        with pytest.raises(ChangedMeanwhile, match="changed while you read it"):
            sign_paper(sign_off=desk.of("Finance"), seen=seen, by=desk.finance, now=LATER)
        assert desk.of("Finance").state == SignOff.State.ASKED

    def test_a_draft_is_not_signed_and_nothing_twice(self, desk: Desk) -> None:
        with pytest.raises(PaperNotReady, match="This paper is draft now"):
            desk.sign("Finance")
        desk.send()
        desk.sign("Finance")
        with pytest.raises(CannotSignNow, match="signed already"):
            desk.sign("Finance")

    def test_a_signature_given_elsewhere_is_recorded_as_such(self, desk: Desk) -> None:
        desk.send()
        when = date(2025, 10, 3)
        signed = record_signature(sign_off=desk.of("Legal"), signed_date=when, by=desk.officer, now=LATER)
        assert (signed.state, signed.signed_by, signed.signed_date) == (SignOff.State.SIGNED, None, when)
        assert told() == "Recorded that “Annual Update 2025-26” was signed elsewhere for Legal on 3 October 2025."
        with pytest.raises(PaperNotReady, match="today or in the past"):
            record_signature(sign_off=desk.of("Finance"), signed_date=date(2025, 10, 7), by=desk.officer, now=LATER)


class TestReturning:
    def test_makes_it_a_draft_and_tells_everybody_why(
        self, desk: Desk, django_capture_on_commit_callbacks: object
    ) -> None:
        desk.send()
        desk.sign("Finance")
        with django_capture_on_commit_callbacks(execute=True):
            return_paper(sign_off=desk.of("Legal"), note="Paragraph 7 is out of date.", by=desk.legal, now=LATER)
        assert desk.state == Paper.State.DRAFT
        assert desk.of("Legal").state == SignOff.State.RETURNED
        assert desk.of("Finance").state == SignOff.State.SIGNED
        assert {letter.to[0] for letter in mail.outbox} == {desk.officer.email, desk.finance.email}
        assert all("Paragraph 7 is out of date." in letter.body for letter in mail.outbox)

    def test_keeps_the_note_out_of_the_log(self, desk: Desk) -> None:
        desk.send()
        return_paper(sign_off=desk.of("Legal"), note="Ask A. Person.", by=desk.legal, now=LATER)
        assert told() == "Returned “Annual Update 2025-26” with a note, for Legal. It is a draft again."
        assert "A. Person" not in str(Event.objects.last().data)

    def test_needs_a_note(self, desk: Desk) -> None:
        desk.send()
        with pytest.raises(CannotSignNow, match="Say what to change") as refusal:
            return_paper(sign_off=desk.of("Legal"), note="  ", by=desk.legal, now=LATER)
        assert refusal.value.field == "note"

    def test_asks_once_more_when_it_is_sent_again(self, desk: Desk) -> None:
        desk.send()
        desk.sign("Finance")
        return_paper(sign_off=desk.of("Legal"), note="Out of date.", by=desk.legal, now=LATER)
        desk.change()
        desk.send()
        assert {one.state for one in desk.paper.sign_offs.all()} == {SignOff.State.ASKED}
        desk.sign("Finance")
        desk.sign("Legal")
        assert desk.state == Paper.State.APPROVED


class TestAskingAgain:
    @pytest.fixture
    def approved(self, desk: Desk) -> Desk:
        desk.send()
        desk.sign("Finance")
        desk.sign("Legal")
        return desk

    @pytest.mark.parametrize("state", ["approved", "scheduled"])
    def test_whoever_signed_something_else_is_asked(
        self, approved: Desk, state: str, django_capture_on_commit_callbacks: object
    ) -> None:
        Paper.objects.update(state=state, publish_at=NOW + timedelta(days=9))
        approved.change()
        with django_capture_on_commit_callbacks(execute=True):
            ask_again(paper=approved.paper, by=approved.officer, now=LATER)
        assert approved.state == Paper.State.IN_REVIEW
        assert {one.state for one in approved.paper.sign_offs.all()} == {SignOff.State.ASKED}
        assert {letter.subject for letter in mail.outbox} == {"Changed since you signed it: Annual Update 2025-26"}

    def test_nobody_is_asked_where_nothing_changed(self, approved: Desk) -> None:
        with pytest.raises(PaperNotReady, match="Nothing has changed"):
            ask_again(paper=approved.paper, by=approved.officer, now=LATER)

    def test_a_change_in_the_plan_counts_too(self, approved: Desk) -> None:
        plan = make.plan(of=approved.paper.partnership)
        priority = make.priority(of=plan, title="Reduce burglary")
        make.section(of=approved.paper, fill="priorities", plan=plan)
        ask_again(paper=approved.paper, by=approved.officer, now=LATER)
        for function in ("Finance", "Legal"):
            approved.sign(function)
        priority.title = "Prevent burglary"
        priority.save()
        ask_again(paper=approved.paper, by=approved.officer, now=LATER)
        assert approved.state == Paper.State.IN_REVIEW

    def test_the_log_names_nobody(self, approved: Desk) -> None:
        approved.change()
        ask_again(paper=approved.paper, by=approved.officer, now=LATER)
        people = [approved.officer, approved.finance, approved.legal, approved.deputy]
        for event in Event.objects.all():
            assert not any(person.email in f"{event.summary} {event.data}" for person in people)


class TestReminding:
    def test_is_by_email_and_once_a_day(self, desk: Desk, django_capture_on_commit_callbacks: object) -> None:
        desk.send()
        with pytest.raises(PaperNotReady, match="asked today already"):
            nudge_signer(sign_off=desk.of("Finance"), by=desk.officer, now=LATER)
        tomorrow = NOW + timedelta(days=1)
        with django_capture_on_commit_callbacks(execute=True):
            nudge_signer(sign_off=desk.of("Finance"), by=desk.officer, now=tomorrow)
        assert [letter.subject for letter in mail.outbox] == ["Can you sign? Annual Update 2025-26"]
        with pytest.raises(PaperNotReady, match="asked today already"):
            nudge_signer(sign_off=desk.of("Finance"), by=desk.officer, now=tomorrow)

    def test_is_for_those_who_are_asked_and_named(self, desk: Desk) -> None:
        with pytest.raises(PaperNotReady, match="Nobody waits"):
            nudge_signer(sign_off=desk.of("Finance"), by=desk.officer, now=LATER)
        desk.send()
        desk.paper.sign_offs.update(approver=None, deputy=None)
        with pytest.raises(PaperNotReady, match="Nobody is named to sign for Finance"):
            nudge_signer(sign_off=desk.of("Finance"), by=desk.officer, now=LATER)


@pytest.mark.parametrize("state", ["in-review", "approved", "scheduled"])
def test_a_paper_can_be_taken_back_to_draft(desk: Desk, state: str) -> None:
    Paper.objects.update(state=state, publish_at=NOW)
    take_back(paper=desk.paper, by=desk.officer, now=LATER)
    desk.paper.refresh_from_db()
    assert (desk.paper.state, desk.paper.publish_at) == (Paper.State.DRAFT, None)


def test_what_everybody_signed_can_be_published_with_the_dates_they_signed(desk: Desk) -> None:
    make.header_field(of=desk.paper.house_style, key="approved-by", label="Report approved by")
    make.header_value(of=desk.paper, key="approved-by", standing="stated", text="")
    desk.send()
    desk.sign("Finance")
    desk.sign("Legal")
    with patch("reports.operations.publishing.blocking", return_value=()):
        edition = publish_paper(paper=desk.paper, by=desk.officer, now=LATER)
    assert "Finance: Head of Finance, 6 October 2025" in edition.content
