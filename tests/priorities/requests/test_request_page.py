"""The page of one request: who has answered and who has not, what the officer decides, and its buttons."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from core.models import Event
from core.typed import TOKEN
from priorities.models import Action, Answer, BodyRequest, Progress, Reminder
from tests import make
from tests.make import NOW
from tests.pages import queries_of, words_in, words_of
from tests.priorities.requests.pages import ROOT, seen_on, token_on

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_autumn")]


class TestTheOverview:
    @pytest.fixture
    def url(self, asked: BodyRequest) -> str:
        return f"{ROOT}{asked.request_id}/"

    def test_says_who_has_answered_and_who_has_not(
        self, url: str, asked: BodyRequest, actions: list[Action], visitor: Client
    ) -> None:
        make.reminder(of=asked)
        make.reminder(of=asked, kind="due", sent_at=NOW)
        make.answer(of=asked, about=actions[0])
        council = make.body_request(of=asked.request, asks=actions[1].lead_body, answered_at=NOW, first_opened_at=NOW)
        make.reminder(of=council)
        make.answer(of=council, about=actions[1])
        words = words_of(visitor, url)
        assert "1 of 2 bodies have answered in full" in words
        assert words.index("Thames Valley Police") < words.index("Oxford City Council")
        for part in ("desk@police.example", "Partly 1 of 2", "6 October 2025: reminded, due soon", "Answered 1 of 1"):
            assert part in words
        assert "2 answers wait for you" in words
        assert "Nudge again from 11 October 2025" in words

    def test_says_to_whom_no_e_mail_could_be_sent(self, url: str, asked: BodyRequest, visitor: Client) -> None:
        assert "No e-mail could be sent to Thames Valley Police." in words_of(visitor, url)

    @pytest.mark.parametrize(
        ("changed", "words"),
        [({"revoked_at": NOW}, "Link revoked"), ({"expires_at": NOW}, "Link expired"), ({}, "Link works until")],
    )
    def test_says_whether_a_link_works(
        self, changed: dict[str, Any], words: str, url: str, asked: BodyRequest, visitor: Client
    ) -> None:
        BodyRequest.objects.update(**changed)
        assert words in words_of(visitor, url)

    def test_shows_the_old_beside_the_new(
        self, url: str, asked: BodyRequest, actions: list[Action], visitor: Client
    ) -> None:
        make.progress(of=actions[0], status="planned", comment="A site was found.", period="Q1 2025-26")
        make.answer(of=asked, about=actions[0], status="completed", comment="It is open.")
        words = words_of(visitor, url)
        assert words.index("In the plan now") < words.index("A site was found.") < words.index("Their answer")
        assert words.index("Their answer") < words.index("It is open.")

    def test_takes_as_many_queries_for_twenty_bodies_as_for_two(
        self, url: str, asked: BodyRequest, actions: list[Action], visitor: Client
    ) -> None:
        def add(count: int) -> None:
            for number in range(count):
                body = make.body(name=f"Body {number}")
                action = make.action(under=actions[0].priority, lead_body=body)
                one = make.body_request(of=asked.request, asks=body)
                make.reminder(of=one)
                make.answer(of=one, about=action)
                make.progress(of=action, period="Q1 2025-26", told_by=body)

        add(2)
        few = queries_of(visitor, url)
        add(18)
        assert queries_of(visitor, url) == few
        assert few <= 15


class TestDeciding:
    @pytest.fixture
    def url(self, asked: BodyRequest, actions: list[Action]) -> str:
        for action in (actions[0], actions[2]):
            make.answer(of=asked, about=action, status="completed", comment="Done.")
        return f"{ROOT}{asked.request_id}/"

    def sent(self, visitor: Client, url: str, **said: str) -> dict[str, str]:
        page = visitor.get(url)
        answers = list(Answer.objects.order_by("pk"))
        sent = {TOKEN: token_on(page), **seen_on(page)}
        for name, value in said.items():
            start, _, place = name.rpartition("_")
            sent[f"{start}-{answers[int(place) - 1].pk}"] = value
        return sent

    def test_accepts_and_sends_back_in_one_go(
        self, url: str, visitor: Client, django_capture_on_commit_callbacks: Callable[..., Any]
    ) -> None:
        sent = self.sent(visitor, url, verdict_1="accept", verdict_2="return", note_2="By when?")
        with django_capture_on_commit_callbacks(execute=True):
            page = visitor.post(url, sent, follow=True)
        assert "Answers: 1 accepted and 1 sent back." in words_in(page.content.decode())
        assert sorted(Answer.objects.values_list("state", flat=True)) == ["accepted", "returned"]
        assert Progress.objects.count() == 1
        assert "By when?" in mail.outbox[0].body

    def test_accepts_all_at_once(self, url: str, visitor: Client) -> None:
        visitor.post(url, {**self.sent(visitor, url, verdict_1="return", verdict_2="later"), "all": "accept"})
        assert set(Answer.objects.values_list("state", flat=True)) == {"accepted"}

    def test_can_be_put_off(self, url: str, visitor: Client) -> None:
        page = visitor.post(url, self.sent(visitor, url, verdict_1="later", verdict_2="later"), follow=True)
        assert "Nothing was decided yet." in words_in(page.content.decode())
        assert not Event.objects.exists()

    def test_wants_a_note_to_send_one_back(self, url: str, visitor: Client) -> None:
        page = visitor.post(url, self.sent(visitor, url, verdict_1="return", verdict_2="accept"))
        assert page.status_code == 422
        assert "1.1: say what is missing" in page.content.decode()
        assert not Progress.objects.exists()

    def test_shows_an_answer_that_changed_meanwhile_as_it_is_now(self, url: str, visitor: Client) -> None:
        sent = self.sent(visitor, url, verdict_1="accept", verdict_2="accept")
        Answer.objects.update(given_at=timezone.now(), comment="Not quite.")
        page = visitor.post(url, sent)
        assert page.status_code == 422
        words = words_in(page.content.decode())
        assert "was changed or decided on since you opened this page" in words
        assert "Not quite." in words
        assert visitor.post(url, {**sent, **seen_on(page)}).status_code == 302

    def test_what_comes_meanwhile_is_not_decided_on(
        self, url: str, visitor: Client, asked: BodyRequest, actions: list[Action]
    ) -> None:
        sent = self.sent(visitor, url, verdict_1="accept", verdict_2="accept")
        council = make.body_request(of=asked.request, asks=actions[1].lead_body)
        make.answer(of=council, about=actions[1])
        assert visitor.post(url, sent).status_code == 302
        assert Answer.objects.get(body_request=council).state == "waiting"


class TestButtons:
    def test_nudge(self, asked: BodyRequest, visitor: Client) -> None:
        make.reminder(of=asked, sent_at=NOW - timedelta(days=7))
        page = visitor.post(f"{ROOT}bodies/{asked.pk}/nudge/", follow=True)
        assert "A reminder was sent to Thames Valley Police." in words_in(page.content.decode())
        again = visitor.post(f"{ROOT}bodies/{asked.pk}/nudge/", follow=True)
        assert "A body gets at most one in five days" in words_in(again.content.decode())
        assert len(mail.outbox) == 1

    def test_revoke(self, asked: BodyRequest, visitor: Client) -> None:
        page = visitor.post(f"{ROOT}bodies/{asked.pk}/revoke/", follow=True)
        assert "The links of Thames Valley Police no longer work." in words_in(page.content.decode())

    @pytest.mark.django_db(transaction=True)
    @pytest.mark.parametrize(
        ("backend", "words"),
        [
            ("django.core.mail.backends.locmem.EmailBackend", "A new link was sent to new@police.example."),
            ("tests.priorities.requests.backends.DeadBackend", "the e-mail with a new one could not be sent"),
        ],
    )
    def test_renew(self, backend: str, words: str, asked: BodyRequest, visitor: Client, settings: Any) -> None:
        settings.EMAIL_BACKEND = backend
        url = f"{ROOT}bodies/{asked.pk}/renew/"
        sent = {TOKEN: token_on(visitor.get(url)), "contact_email": "new@police.example", "lead_email": ""}
        assert words in words_in(visitor.post(url, sent, follow=True).content.decode())

    def test_close(self, asked: BodyRequest, actions: list[Action], visitor: Client) -> None:
        make.answer(of=asked, about=actions[0])
        url = f"{ROOT}{asked.request_id}/close/"
        assert "1 answer waits for you." in words_in(visitor.post(url, follow=True).content.decode())
        Answer.objects.all().delete()
        page = words_in(visitor.post(url, follow=True).content.decode())
        assert "The request has ended." in page
        assert "Link ended" in page

    @pytest.mark.parametrize("kind", Reminder.Kind.values)
    def test_every_kind_of_e_mail_is_shown_without_a_link(self, kind: str, asked: BodyRequest, visitor: Client) -> None:
        words = words_of(visitor, f"{ROOT}{asked.request_id}/mail/{kind}/")
        assert "Nothing is sent from here." in words
        assert "/updates/a-link-of-its-own/" in words
        assert mail.outbox == []
