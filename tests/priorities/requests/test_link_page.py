"""The page behind a secret link: for whoever has it, and for their body's lines alone."""

import logging
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from django.utils.module_loading import import_string

from core.models import Event
from partners.models import User
from priorities.links import hash_of, new_link
from priorities.models import Action, Answer, BodyRequest, Reminder
from priorities.operations.requests import close_request, revoke_link
from priorities.summaries.requests import answer_sheet
from tests import make
from tests.make import NOW
from tests.pages import queries_of, words_in, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_autumn")]
SECRET = new_link().secret
URL = f"/updates/{SECRET}/"


@pytest.fixture
def linked(asked: BodyRequest) -> BodyRequest:
    """The police, with the link of `SECRET`."""
    make.reminder(of=asked, secret=SECRET)
    return asked


def typed(linked: BodyRequest, **said: str) -> dict[str, str]:
    """The page as a browser sends it back; `say_1` is the answer on the first line."""
    lines = answer_sheet(linked, on=timezone.localdate()).lines
    sent = {f"seen-{line.action_id}": line.version for line in lines}
    for name, value in said.items():
        start, _, place = name.rpartition("_")
        sent[f"{start}-{lines[int(place) - 1].action_id}" if place.isdigit() else name] = value
    return sent


class TestReading:
    def test_shows_the_bodys_own_lines_and_how_they_stood(
        self, linked: BodyRequest, actions: list[Action], client: Client
    ) -> None:
        make.progress(of=actions[0], status="planned", comment="A site was found.", period="Q1 2025-26")
        words = words_of(client, URL)
        for part in ("Your update for Q2 2025-26", "Thames Valley Police", "Patrol the towpath", "Train club staff"):
            assert part in words
        assert "A site was found." in words
        assert "27 October 2025" in words
        assert "Light the towpath" not in words

    def test_shows_nobodys_name_or_address(self, linked: BodyRequest, officer: User, client: Client) -> None:
        html = client.get(URL).content.decode()
        assert "@" not in html[html.index("<main") : html.index("</main>")]

    def test_writes_nothing(self, linked: BodyRequest, client: Client) -> None:
        client.get(URL)
        client.head(URL)
        linked.refresh_from_db()
        assert linked.first_opened_at is None
        assert not Event.objects.exists()

    def test_is_kept_by_nobody_and_tells_nobody_where_it_is(self, linked: BodyRequest, client: Client) -> None:
        for answer in (client.get(URL), client.post(URL, {}), client.get("/updates/forged/")):
            assert "no-store" in answer["Cache-Control"]
            assert answer["Referrer-Policy"] == "no-referrer"
            assert answer["X-Robots-Tag"] == "noindex, nofollow"
            assert not answer.cookies
        assert '<meta name="robots" content="noindex, nofollow">' in client.get(URL).content.decode()

    def test_says_so_where_nothing_is_left_to_answer(
        self, linked: BodyRequest, actions: list[Action], client: Client
    ) -> None:
        Action.objects.update(status="completed")
        assert "There is nothing to answer." in words_of(client, URL)

    def test_takes_as_many_queries_for_twenty_lines_as_for_two(
        self, linked: BodyRequest, actions: list[Action], client: Client
    ) -> None:
        few = queries_of(client, URL)
        for _ in range(18):
            action = make.action(under=actions[0].priority, lead_body=linked.body)
            make.progress(of=action, period="Q1 2025-26")
            make.answer(of=linked, about=action)
        assert queries_of(client, URL) == few
        assert few <= 6

    def test_escapes_what_people_wrote(self, linked: BodyRequest, actions: list[Action], client: Client) -> None:
        Action.objects.update(text="<script>alert(1)</script>")
        make.answer(of=linked, about=actions[0], comment="<img src=x onerror=alert(2)>")
        html = client.get(URL).content.decode()
        assert "<script>alert" not in html
        assert "<img" not in html


class TestAnswering:
    def test_needs_no_account_and_no_cookie(self, linked: BodyRequest, actions: list[Action]) -> None:
        visitor = Client(enforce_csrf_checks=True)
        answer = visitor.post(URL, typed(linked, anything="nothing"))
        assert (answer.status_code, answer.url) == (302, f"{URL}?sent")
        assert Answer.objects.filter(state="waiting", is_unchanged=True, given_by=None).count() == 2

    def test_thanks_once_every_line_is_answered(
        self, linked: BodyRequest, actions: list[Action], client: Client
    ) -> None:
        client.post(URL, typed(linked, anything="something", say_1="same"))
        assert "1 of 2. The rest can wait" in words_of(client, f"{URL}?sent")
        client.post(URL, typed(linked, say_2="same"))
        assert "Thank you All 2 lines of Thames Valley Police are answered" in words_of(client, f"{URL}?sent")

    def test_keeps_everything_typed_where_something_is_missing(
        self, linked: BodyRequest, actions: list[Action], client: Client
    ) -> None:
        sent = typed(
            linked,
            anything="something",
            say_1="tell",
            status_1="off-track",
            reason_1="A long story about the grant.",
            say_2="tell",
            status_2="completed",
            comment_2="Forty people were trained.",
        )
        page = client.post(URL, sent)
        html = page.content.decode()
        assert page.status_code == 422
        assert "1.1: say which post or body will do it" in html
        for part in ("A long story about the grant.", "Forty people were trained."):
            assert part in html
        assert not Answer.objects.exists()

    def test_shows_both_where_a_colleague_was_faster(
        self, linked: BodyRequest, actions: list[Action], client: Client
    ) -> None:
        mine = typed(linked, anything="something", say_1="tell", status_1="completed", comment_1="Mine.")
        client.post(URL, typed(linked, anything="something", say_1="tell", status_1="underway", comment_1="Theirs."))
        page = client.post(URL, mine)
        assert page.status_code == 409
        words = words_in(page.content.decode())
        assert "somebody else answered this while you were writing" in words
        assert "Answered by somebody else meanwhile" in words
        assert "Theirs." in words
        assert "Mine." in words
        assert Answer.objects.get().comment == "Theirs."
        again = {**mine, f"seen-{actions[0].pk}": typed(linked)[f"seen-{actions[0].pk}"]}
        assert client.post(URL, again).status_code == 302
        assert Answer.objects.get().comment == "Mine."

    def test_another_bodys_line_cannot_be_answered(
        self, linked: BodyRequest, actions: list[Action], client: Client
    ) -> None:
        council = str(actions[1].pk)
        sent = {
            f"say-{council}": "tell",
            f"status-{council}": "dropped",
            f"comment-{council}": "Ha.",
            f"seen-{council}": "",
        }
        client.post(URL, {**typed(linked, anything="nothing"), **sent})
        assert set(Answer.objects.values_list("action", flat=True)) == {actions[0].pk, actions[2].pk}

    def test_an_accepted_answer_cannot_be_sent_again(
        self, linked: BodyRequest, actions: list[Action], client: Client
    ) -> None:
        sent = typed(linked, anything="something", say_1="tell", status_1="underway", comment_1="Begun.")
        client.post(URL, sent)
        Answer.objects.update(state="accepted")
        client.post(URL, {**sent, f"status-{actions[0].pk}": "completed"})
        assert Answer.objects.get().status == "underway"

    def test_says_that_somebody_opened_it_once(self, linked: BodyRequest, client: Client) -> None:
        assert client.post(URL, {"opened": "1"}).status_code == 204
        client.post(URL, {"opened": "1"})
        linked.refresh_from_db()
        assert linked.first_opened_at == timezone.now()
        assert Event.objects.count() == 1

    def test_a_link_that_ends_while_somebody_writes_gives_the_text_back(
        self, linked: BodyRequest, actions: list[Action], client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def ended(**_: Any) -> None:
            BodyRequest.objects.update(revoked_at=NOW)

        sent = typed(linked, anything="something", say_1="tell", status_1="completed", comment_1="A long story.")
        monkeypatch.setattr("priorities.views.links.record_opening", ended)
        page = client.post(URL, sent)
        assert page.status_code == 422
        assert "This link does not work any more." in page.content.decode()
        assert "A long story." in page.content.decode()


class TestLinksThatOpenNothing:
    @pytest.fixture(params=["forged", "cut off", "expired", "revoked", "replaced", "closed", "plan closed"])
    def dead(self, request: pytest.FixtureRequest, linked: BodyRequest, officer: User) -> str:
        match request.param:
            case "forged":
                return f"/updates/{new_link().secret}/"
            case "cut off":
                return f"/updates/{SECRET[:20]}/"
            case "expired":
                BodyRequest.objects.update(expires_at=timezone.now())
            case "revoked":
                revoke_link(asked=linked, by=officer, now=NOW)
            case "replaced":
                Reminder.objects.update(token_hash=hash_of("another"))
            case "closed":
                close_request(request=linked.request, by=officer, now=NOW)
            case "plan closed":
                linked.request.plan.status = "closed"
                linked.request.plan.save()
        return URL

    def test_get_one_plain_page_that_says_no_more(self, dead: str, client: Client) -> None:
        plain = client.get("/updates/no-such-link/")
        for answer in (client.get(dead), client.post(dead, {"anything": "nothing"})):
            assert answer.status_code == 404
            assert answer.content == plain.content
        assert "ask your partnership officer" in plain.content.decode()
        assert not Answer.objects.exists()

    def test_have_no_other_method(self, linked: BodyRequest, client: Client) -> None:
        assert client.put(URL).status_code == 405


class TestLimits:
    def test_guessing_is_stopped_even_where_the_guess_is_right(self, linked: BodyRequest, client: Client) -> None:
        answers = [client.get(f"/updates/guess-{number}/").status_code for number in range(21)]
        assert answers == [404] * 20 + [429]
        page = client.get(URL)
        assert page.status_code == 429
        assert "Wait for 10 minutes" in page.content.decode()
        assert client.get(URL, REMOTE_ADDR="192.0.2.9").status_code == 200

    def test_one_link_is_opened_a_hundred_times_in_ten_minutes(self, linked: BodyRequest, client: Client) -> None:
        addresses = [f"192.0.2.{number % 7}" for number in range(101)]
        answers = [client.get(URL, REMOTE_ADDR=address).status_code for address in addresses]
        assert answers == [200] * 100 + [429]
        with time_machine.travel(timezone.now() + timedelta(minutes=11)):
            assert client.get(URL).status_code == 200

    def test_what_is_counted_holds_no_secret(self, linked: BodyRequest, client: Client) -> None:
        client.get(URL)
        assert cache._cache
        assert not any(SECRET in key for key in cache._cache)


@pytest.fixture
def logged() -> Iterator[StringIO]:
    """What the portal's handler would write to standard error."""
    stream = StringIO()
    handler = logging.StreamHandler(stream)
    for name in settings.LOGGING["handlers"]["console"]["filters"]:
        handler.addFilter(import_string(settings.LOGGING["filters"][name]["()"])())
    logging.getLogger("django").addHandler(handler)
    yield stream
    logging.getLogger("django").removeHandler(handler)


def test_no_log_no_event_and_no_row_holds_the_secret(
    linked: BodyRequest, actions: list[Action], client: Client, logged: StringIO
) -> None:
    client.post(URL, typed(linked, anything="something", say_1="tell", status_1="off-track"))  # logged as a 422
    client.post(URL, typed(linked, anything="nothing"))
    BodyRequest.objects.update(revoked_at=NOW)
    client.get(URL)  # logged as a 404
    assert logged.getvalue().count("/updates/…") == 2
    assert SECRET not in logged.getvalue()
    rows = [row for model in (Event, BodyRequest, Reminder, Answer) for row in model.objects.values()]
    assert not any(SECRET in str(row) for row in rows)
