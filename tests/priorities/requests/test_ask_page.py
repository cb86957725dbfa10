"""The pages on which an officer asks bodies for updates: the form, the e-mails as they would leave, the list."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from core.typed import TOKEN
from partners.models import Body
from priorities.models import Action, BodyRequest, Plan, UpdateRequest
from tests import make
from tests.make import NOW
from tests.pages import queries_of, words_in, words_of
from tests.priorities.requests.pages import ROOT

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_autumn")]


class TestAsking:
    @pytest.fixture
    def typed(self, visitor: Client, actions: list[Action], police: Body) -> dict[str, str]:
        """What the page begins with, as a browser sends it."""
        form = visitor.get(f"{ROOT}add/").context["form"]
        sent = {TOKEN: form.token_text, "step": "preview"}
        for row in form.rows:
            sent |= {row.ask.html_name: "on", row.contact.html_name: row.contact.value()}
            sent |= {row.lead.html_name: row.lead.value()}
        due = form["due_date"].value()
        sent |= {"due_date_day": str(due.day), "due_date_month": str(due.month), "due_date_year": str(due.year)}
        return {**sent, "quarter": form["quarter"].value()}

    def test_offers_the_bodies_with_lines_and_their_contacts(self, visitor: Client, actions: list[Action]) -> None:
        make.action(under=actions[0].priority)
        page = visitor.get(f"{ROOT}add/")
        rows = page.context["form"].rows
        assert [(row.ask.label, row.contact.value(), row.lead.value()) for row in rows] == [
            ("Oxford City Council (1 line)", "", ""),
            ("Thames Valley Police (2 lines)", "desk@police.example", "lead@police.example"),
        ]
        assert all(row.ask.value() for row in rows)
        assert "Nobody is asked about 1 open action that no body leads." in words_in(page.content.decode())

    def test_begins_with_the_quarter_people_speak_of_and_three_weeks(
        self, visitor: Client, actions: list[Action]
    ) -> None:
        form = visitor.get(f"{ROOT}add/").context["form"]
        assert form["quarter"].value() == "q2-2025-26"
        assert form["due_date"].value() == (NOW + timedelta(days=22)).date()

    def test_remembers_the_address_used_last_time(self, visitor: Client, actions: list[Action]) -> None:
        before = make.update_request(of=make.plan(of=actions[0].priority.plan.partnership))
        make.body_request(of=before, asks=actions[1].lead_body, contact_email="old@council.example")
        rows = visitor.get(f"{ROOT}add/").context["form"].rows
        assert rows[0].contact.value() == "old@council.example"

    def test_shows_every_e_mail_and_saves_nothing(self, visitor: Client, typed: dict[str, str], council: Body) -> None:
        page = visitor.post(f"{ROOT}add/", {**typed, f"contact-{council.pk}": "desk@council.example"})
        words = words_in(page.content.decode())
        assert page.status_code == 200
        for part in ("Nothing is sent yet", "desk@council.example", "desk@police.example", "1.1 Patrol the towpath"):
            assert part in words
        assert not UpdateRequest.objects.exists()
        assert mail.outbox == []

    def test_sends_on_send(
        self,
        visitor: Client,
        typed: dict[str, str],
        council: Body,
        django_capture_on_commit_callbacks: Callable[..., Any],
    ) -> None:
        typed |= {f"contact-{council.pk}": "desk@council.example", "message": "Mention the summer.", "step": "send"}
        with django_capture_on_commit_callbacks(execute=True):
            answer = visitor.post(f"{ROOT}add/", typed)
        made = UpdateRequest.objects.get()
        assert answer.url == f"{ROOT}{made.pk}/"
        assert (made.period_stated, made.message) == ("Q2 2025-26", "Mention the summer.")
        assert {message.to[0] for message in mail.outbox} == {"desk@council.example", "desk@police.example"}

    def test_leaves_out_whoever_is_not_ticked(
        self, visitor: Client, typed: dict[str, str], council: Body, police: Body
    ) -> None:
        del typed[f"ask-{council.pk}"]
        visitor.post(f"{ROOT}add/", {**typed, "step": "send"})
        assert BodyRequest.objects.get().body == police

    def test_can_be_changed_after_the_preview(self, visitor: Client, typed: dict[str, str], council: Body) -> None:
        typed |= {f"contact-{council.pk}": "desk@council.example", "message": "Half a sen", "step": "change"}
        page = visitor.post(f"{ROOT}add/", typed)
        assert page.status_code == 200
        assert "Half a sen" in page.content.decode()
        assert "There is a problem" not in page.content.decode()

    def test_says_what_is_missing(self, visitor: Client, typed: dict[str, str], council: Body) -> None:
        typed |= {"due_date_day": "31", "due_date_month": "2"}
        page = visitor.post(f"{ROOT}add/", typed)
        assert page.status_code == 422
        html = page.content.decode()
        assert "Enter the e-mail address of Oxford City Council’s contact" in html
        assert "must be a real date" in html

    def test_wants_somebody_to_ask(self, visitor: Client, typed: dict[str, str]) -> None:
        chosen = {name: value for name, value in typed.items() if not name.startswith("ask-")}
        page = visitor.post(f"{ROOT}add/", chosen)
        assert "Choose at least one body to ask" in page.content.decode()

    def test_says_on_the_page_why_it_was_refused(self, visitor: Client, typed: dict[str, str], council: Body) -> None:
        del typed[f"ask-{council.pk}"]
        visitor.post(f"{ROOT}add/", {**typed, "step": "send"})
        page = visitor.post(f"{ROOT}add/", {**typed, "step": "send", "message": "Once more, please."})
        assert page.status_code == 422
        assert "Thames Valley Police is already asked about Q2 2025-26" in page.content.decode()
        assert UpdateRequest.objects.count() == 1

    def test_is_not_offered_for_a_plan_that_has_not_begun_or_has_ended(self, visitor: Client, plan: Plan) -> None:
        for status in ("draft", "closed"):
            Plan.objects.update(status=status)
            assert "Ask for updates</a>" not in visitor.get(ROOT).content.decode()
            assert "Preview the e-mails" not in visitor.get(f"{ROOT}add/").content.decode()

    def test_says_so_where_there_is_nobody_to_ask(self, visitor: Client, plan: Plan) -> None:
        assert "there is nobody to ask" in words_of(visitor, f"{ROOT}add/")

    def test_takes_as_many_queries_for_twenty_bodies_as_for_two(self, visitor: Client, actions: list[Action]) -> None:
        few = queries_of(visitor, f"{ROOT}add/")
        for number in range(18):
            body = make.body(name=f"Body {number}")
            make.membership(of=actions[0].priority.plan.partnership, member=body, contact=make.person())
            make.action(under=actions[0].priority, lead_body=body)
        assert queries_of(visitor, f"{ROOT}add/") == few
        assert few <= 15


def test_the_list_takes_as_many_queries_for_twenty_as_for_two(visitor: Client, asked: BodyRequest) -> None:
    def add(count: int) -> None:
        for _ in range(count):
            one = make.body_request(of=make.update_request(of=asked.request.plan), answered_at=NOW)
            make.answer(of=one)

    add(1)
    few = queries_of(visitor, ROOT)
    add(18)
    assert queries_of(visitor, ROOT) == few
    words = words_of(visitor, ROOT)
    assert "1 of 1 body has answered in full. 1 answer waits for you." in words
