"""Exception reports: asked of the owner of what goes the wrong way, answered, and accepted."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client

from core.models import Event
from oscp_portal.my_work import my_work
from partners.models import Body, User
from priorities.models import Plan
from scorecard import operations
from scorecard.models import ExceptionReport, Indicator
from scorecard.summaries import unasked_of
from tests import make
from tests.forms_on_pages import edit_form_on
from tests.pages import queries_of, words_in, words_of
from tests.scorecard.exceptions.asked import ANSWER, BOARD, NOW, TYPED, ask, last_event, link, make_another_wrong
from tests.world import logged_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_autumn")]


class TestWhatIsFound:
    def test_is_what_goes_the_wrong_way_by_the_partnerships_rule(self, plan: Plan, indicator: Indicator) -> None:
        (found,) = unasked_of(plan.pk)
        assert found.found == "Rising, which is not what we want: 150, up 50% from 100."
        make.scorecard_rule(of=plan.partnership, periods_in_a_row=2)
        assert unasked_of(plan.pk) == ()
        make.measurement(of=indicator, value=80, period="2022-23")
        assert len(unasked_of(plan.pk)) == 1

    @pytest.mark.parametrize(
        "fields", [{"direction": "monitor"}, {"is_information_only": True}, {"direction": "increase"}]
    )
    def test_is_nothing_that_is_not_judged_or_goes_as_wanted(
        self, plan: Plan, indicator: Indicator, fields: dict[str, Any]
    ) -> None:
        Indicator.objects.update(**fields)
        assert unasked_of(plan.pk) == ()

    def test_is_nothing_across_a_break_or_too_small(self, plan: Plan, indicator: Indicator) -> None:
        make.break_(of=indicator, on=date(2024, 4, 1))
        small = make.indicator(of=plan.partnership, plan=plan, direction="reduce")
        make.measurement(of=small, value=1, period="2023-24")
        make.measurement(of=small, value=5, period="2024-25")
        assert unasked_of(plan.pk) == ()

    def test_is_asked_once_and_again_after_a_new_value(self, plan: Plan, asked: ExceptionReport, officer: User) -> None:
        assert unasked_of(plan.pk) == ()
        ExceptionReport.objects.update(state="accepted", by_when_date=NOW.date(), **ANSWER)
        assert unasked_of(plan.pk) == ()
        make.measurement(of=asked.indicator, value=200, period="2025-26")
        assert len(unasked_of(plan.pk)) == 1


class TestAsking:
    def test_sends_its_owner_a_link_and_tells_of_it(self, asked: ExceptionReport) -> None:
        (sent,) = mail.outbox
        assert sent.to == ["desk@police.example"]
        assert "A report is asked for: Burglary" in sent.subject
        assert "Rising, which is not what we want: 150, up 50% from 100." in sent.body
        assert (asked.times_mailed, asked.last_mailed_at, asked.state) == (1, NOW, "asked")
        event = last_event()
        assert event.summary.startswith("Asked Thames Valley Police for a report on “Burglary: Reports of hate crime”")
        assert "police.example" not in f"{event.summary}{event.data}"

    def test_is_asked_by_no_day_that_is_over(self, indicator: Indicator, officer: User) -> None:
        with pytest.raises(operations.TooSoon, match="That day is over") as refused:
            ask(indicator, officer, due_date=NOW.date() - timedelta(days=1))
        assert refused.value.field == "due_date"
        assert ask(indicator, officer, due_date=NOW.date()).due_date == NOW.date()

    def test_tells_no_lead_where_no_contact_is_asked(self, indicator: Indicator, officer: User) -> None:
        with pytest.raises(operations.NoAddress, match="Enter the contact’s address too") as refused:
            ask(indicator, officer, contact_email="", lead_email="lead@police.example")
        assert refused.value.field == "lead_email"

    def test_goes_to_no_address_that_was_suggested_for_another_body(
        self, plan: Plan, indicator: Indicator, officer: User
    ) -> None:
        fire = make.body(name="Fire and rescue")
        make.membership(of=plan.partnership, member=fire, contact=make.person(email="desk@fire.example"))
        client = logged_in(officer)
        url = f"{BOARD}{indicator.pk}/ask/"
        form = edit_form_on(client.get(url).content.decode())
        assert client.post(url, {**form.data, "owner_body": str(fire.pk)}).status_code == 302
        report = ExceptionReport.objects.get()
        assert (report.owner_body, report.contact_email, report.lead_email) == (fire, "desk@fire.example", "")

    def test_is_done_by_the_officer_on_a_page(self, indicator: Indicator, officer: User, plan: Plan) -> None:
        client, url = logged_in(officer), f"{BOARD}{indicator.pk}/ask/"
        assert "No report was asked for yet" in words_of(client, f"{BOARD}{indicator.pk}/")
        form = edit_form_on(client.get(url).content.decode())
        assert form.data["contact_email"] == ["desk@police.example"]
        assert form.data["due_date_day"] == ["27"]
        client.post(url, form.data)
        report = ExceptionReport.objects.get()
        assert (report.owner_body.name, report.due_date) == ("Thames Valley Police", date(2025, 10, 27))
        assert client.post(url, form.data).url == f"{BOARD}exceptions/{report.pk}/"
        (found,) = unasked_of(make_another_wrong(plan).plan_id)
        with pytest.raises(operations.AskedAlready):
            operations.ask_for_exception(indicator=indicator, series=found.series, values={}, by=officer, now=NOW)


class TestTheLink:
    def test_takes_an_answer_without_an_account(self, asked: ExceptionReport, client: Client) -> None:
        url = link()
        words = words_of(client, url)
        for part in ("Thames Valley Police", "Why does this go the wrong way?", "up 50% from 100", "27 October 2025"):
            assert part in words
        response = client.post(url, {"revision": asked.revision, **TYPED}, follow=True)
        assert "Thank you" in words_in(response.content.decode())
        asked.refresh_from_db()
        assert (asked.state, asked.response_owner, asked.answered_by) == ("answered", "Neighbourhood team", None)
        assert last_event().actor_name == "Thames Valley Police"
        assert response.headers["X-Robots-Tag"] == "noindex, nofollow"

    def test_says_what_is_missing(self, asked: ExceptionReport, client: Client) -> None:
        response = client.post(link(), {"revision": asked.revision, "text": "Why"})
        assert response.status_code == 422
        words = words_in(response.content.decode())
        for part in ("Say what will be done", "Enter who will do it: a post or a body", "Enter the date by which"):
            assert part in words

    def test_loses_neither_of_two_answers(self, asked: ExceptionReport, client: Client) -> None:
        url = link()
        client.post(url, {"revision": asked.revision, **TYPED})
        response = client.post(url, {"revision": asked.revision, **TYPED, "text": "Another reason."})
        assert response.status_code == 409
        words = response.content.decode()
        assert "Two people stole" in words
        assert "Another reason." in words
        form = re.search(r'name="revision" value="(\d+)"', words)[1]
        assert client.post(url, {"revision": form, **TYPED, "text": "Another reason."}).status_code == 302
        asked.refresh_from_db()
        assert asked.text == "Another reason."

    def test_sent_twice_is_told_once(self, asked: ExceptionReport, client: Client) -> None:
        url = link()
        client.post(url, {"revision": asked.revision, **TYPED})
        events = Event.objects.count()
        assert client.post(url, {"revision": asked.revision, **TYPED}).status_code == 302
        assert Event.objects.count() == events

    def test_opens_nothing_when_wrong_old_or_replaced(
        self, asked: ExceptionReport, officer: User, client: Client, django_capture_on_commit_callbacks: Any
    ) -> None:
        url = link()
        with django_capture_on_commit_callbacks(execute=True):
            operations.renew_exception_link(
                report=asked,
                contact_email="new@police.example",
                lead_email="",
                revision=asked.revision,
                by=officer,
                now=NOW,
            )
        assert client.get(url).status_code == 404
        assert client.get(link()).status_code == 200
        with time_machine.travel(NOW + timedelta(days=90)):
            assert client.get(link()).status_code == 404

    def test_is_tried_only_so_often(self, asked: ExceptionReport, client: Client) -> None:
        for _ in range(20):
            assert client.get("/exceptions/guess/").status_code == 404
        assert client.get(link()).status_code == 429

    def test_changes_nothing_once_it_is_accepted(self, asked: ExceptionReport, client: Client) -> None:
        ExceptionReport.objects.update(state="accepted", by_when_date=NOW.date(), **ANSWER)
        response = client.post(link(), {"revision": asked.revision, **TYPED, "text": "Too late"})
        assert "The partnership accepted it" in words_in(response.content.decode())
        asked.refresh_from_db()
        assert asked.text != "Too late"


class TestWithAnAccount:
    def test_a_contributor_answers_for_their_body_alone(self, asked: ExceptionReport, plan: Plan, police: Body) -> None:
        page = f"{BOARD}exceptions/{asked.pk}/"
        own = logged_in(make.role(of=plan.partnership, kind="contributor", body=police).user)
        other = logged_in(make.role(of=plan.partnership, kind="contributor", body=make.body()).user)
        assert other.get(page).status_code == 404
        assert other.get(f"{page}answer/").status_code == 404
        form = edit_form_on(own.get(f"{page}answer/").content.decode())
        assert own.post(f"{page}answer/", {**form.data, **TYPED}).url == page
        assert "Marking of bicycles." in words_of(own, page)
        assert own.get(f"{page}accept/").status_code == 404

    def test_the_officer_accepts_with_the_boards_note_and_the_public_reads_it(
        self, asked: ExceptionReport, officer: User, client: Client
    ) -> None:
        ExceptionReport.objects.update(state="answered", by_when_date=NOW.date(), **ANSWER)
        kept, page = logged_in(officer), f"{BOARD}exceptions/{asked.pk}/"
        form = edit_form_on(kept.get(f"{page}accept/").content.decode())
        kept.post(f"{page}accept/", {**form.data, "board_note": "Come back in spring."})
        words = words_of(client, f"{BOARD}{asked.indicator_id}/")
        assert "Come back in spring." in words
        assert "Neighbourhood team, by 6 October 2025" in words
        assert "desk@police.example" not in client.get(f"{BOARD}{asked.indicator_id}/").content.decode()
        form = edit_form_on(kept.get(f"{page}accept/").content.decode())
        kept.post(f"{page}accept/", {**form.data, "board_note": "Come back in summer."})
        assert "Come back in summer." in words_of(kept, page)

    def test_the_officer_sends_back_with_a_note_and_takes_back_with_an_undo(
        self, asked: ExceptionReport, officer: User, django_capture_on_commit_callbacks: Any
    ) -> None:
        ExceptionReport.objects.update(state="answered", by_when_date=NOW.date(), **ANSWER)
        kept, page = logged_in(officer), f"{BOARD}exceptions/{asked.pk}/"
        form = edit_form_on(kept.get(f"{page}send-back/").content.decode())
        with django_capture_on_commit_callbacks(execute=True):
            kept.post(f"{page}send-back/", {**form.data, "note": "Say who will do it."})
        assert "Say who will do it." in mail.outbox[-1].body
        assert "Two people stole" in kept.get(link()).content.decode()
        form = edit_form_on(kept.get(f"{page}new-link/").content.decode())
        assert kept.post(f"{page}new-link/", form.data).status_code == 302
        answer = kept.post(f"{page}remove/", follow=True)
        assert "The report was taken back." in answer.content.decode()
        assert not ExceptionReport.objects.exists()
        assert "police.example" not in str(list(Event.objects.values_list("summary", "data")))

    def test_what_is_not_answered_is_not_accepted(self, asked: ExceptionReport, officer: User) -> None:
        common: dict[str, Any] = {"report": asked, "revision": asked.revision, "by": officer, "now": NOW}
        with pytest.raises(operations.NothingToAccept):
            operations.accept_exception(**common)
        with pytest.raises(operations.NothingToAccept):
            operations.send_back_exception(note="More", **common)
        with pytest.raises(operations.AnswerIncomplete):
            operations.answer_exception(values={**ANSWER, "by_when_date": None}, **common)
        with pytest.raises(operations.AnswerIncomplete, match="That day is over"):
            operations.answer_exception(values={**ANSWER, "by_when_date": date(2025, 10, 5)}, **common)

    def test_pages_take_as_many_queries_for_many_reports(self, asked: ExceptionReport, officer: User) -> None:
        kept, page = logged_in(officer), f"{BOARD}exceptions/{asked.pk}/"
        few = queries_of(kept, page)
        for _ in range(5):
            make.exception_report(of=asked.indicator)
        assert queries_of(kept, page) == few
        assert kept.post(page).status_code == 405


class TestMyWork:
    def test_says_what_to_ask_to_answer_to_accept_and_to_chase(
        self, indicator: Indicator, officer: User, plan: Plan, police: Body
    ) -> None:
        def tasks(user: User, on: date | None = None) -> str:
            return " ".join(task.text for task in my_work(user, on=on or NOW.date()).tasks)

        contributor = make.role(of=plan.partnership, kind="contributor", body=police).user
        assert "Ask why Burglary goes the wrong way: Rising" in tasks(officer)
        report = ask(indicator, officer)
        assert "Burglary" not in tasks(officer)
        assert "Say why Burglary goes the wrong way" in tasks(contributor)
        assert "Chase Thames Valley Police for the exception report" in tasks(officer, date(2025, 11, 3))
        report.refresh_from_db()
        values = {**ANSWER, "by_when_date": NOW.date()}
        operations.answer_exception(report=report, values=values, revision=report.revision, by=contributor, now=NOW)
        assert "Look at the exception report on Burglary" in tasks(officer)
        assert "Burglary" not in tasks(contributor)
